"""`python -m infra.deploy`: one command into AWS. `--help` lists the rest."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import Any

from infra.deploy.checks import look
from infra.deploy.command_line import parser, plan_of
from infra.deploy.deployment import Interrupted, deploy
from infra.deploy.export_command import export
from infra.deploy.failures import Stopped, hint, sentence_of
from infra.deploy.finishing import put_pages
from infra.deploy.name_servers import name_server
from infra.deploy.plan import Client, Plan
from infra.deploy.record_states import say_records
from infra.deploy.removal import destroy
from infra.deploy.restore_command import restore
from infra.deploy.run import Run
from infra.deploy.screen import Screen
from infra.deploy.status import say_status
from infra.stack import Stack, StackFailed

INTERRUPTED = 130
SHOWN_STEPS = 8
CANCELLED = "cancelled"  # what AWS says of every resource after the first that failed


def main(arguments: list[str] | None = None) -> int:
    """0 when all is well, 1 when something is missing or broken, 130 after Ctrl-C."""
    given = parser().parse_args(arguments)
    screen = Screen()
    try:
        return 0 if carried_out(given, screen) else 1
    except Interrupted as stopped:
        screen.problem(str(stopped), "stopped")
        return INTERRUPTED
    except KeyboardInterrupt:
        screen.problem("Stopped. Run the same command again, and it finishes the job.", "stopped")
        return INTERRUPTED
    except StackFailed as failed:
        say_failure(screen, failed)
        return 1
    except Exception as error:
        sentence = sentence_of(error)
        if sentence is None:
            raise
        screen.problem(sentence, "stopped")
        return 1


def carried_out(given: argparse.Namespace, screen: Screen) -> bool:
    """Whether nothing is missing or broken."""
    run = run_of(given, screen)
    if given.what in ("check", "deploy") or not run.plan.region:
        return deploy(run) if given.what == "deploy" and run.plan.region else checked(run)
    if given.what in ("pages", "records") and not checked(run):
        return False
    return OTHERS[given.what](run, given)


def run_of(given: argparse.Namespace, screen: Screen) -> Run:
    """With clients that give up on a dead line, and try again after a stumble."""
    import boto3
    from botocore.config import Config

    session = boto3.Session(region_name=os.environ.get("AWS_REGION") or None)
    patience = Config(
        connect_timeout=10, read_timeout=60, retries={"mode": "standard", "total_max_attempts": 5}
    )
    plan = plan_of(given, session.region_name or "", os.environ.get("AWS_ENDPOINT_URL", ""))
    made: Any = session.client

    def connect(service: str) -> Any:
        return made(service, config=patience)

    return Run(
        plan,
        connect,
        screen,
        stack_of(plan, connect),
        name_server(given.dns),
        yes=given.yes,
        replace_data=given.replace_data,
    )


def stack_of(plan: Plan, connect: Client) -> Stack:
    """Its client is made when it is asked: without a region nothing can be."""
    return Stack(connect("cloudformation") if plan.region else None, plan.stack_name)


def checked(run: Run) -> bool:
    """What stands in the way of a deployment, all of it."""
    found = look(run.plan, run.connect, run.stack)
    for note in found.notes:
        run.screen.note(note)
    for problem in found.problems:
        run.screen.problem(problem)
    if not found.problems:
        place = f"Account {found.account}, region {run.plan.region}, stack {run.stack.name}"
        run.screen.say(f"{place}: nothing is missing.")
    return not found.problems


def status_told(run: Run, given: argparse.Namespace) -> bool:
    """Whether nothing is left to do."""
    return say_status(run, with_test=given.self_test)


def records_told(run: Run, given: argparse.Namespace) -> bool:
    """True once they are told: what is missing in DNS is the reader's to do."""
    del given
    say_records(run.screen, run.plan, run.connect("sesv2"), run.look)
    return True


def pages_put(run: Run, given: argparse.Namespace) -> bool:
    """Into the bucket that the stack made."""
    del given
    put_pages(run)
    return True


def exported(run: Run, given: argparse.Namespace) -> bool:
    """Raises `Stopped` without a folder."""
    if given.to is None:
        raise Stopped("Name the folder that the export goes into: --to backup")
    export(run, given.to)
    return True


def restored(run: Run, given: argparse.Namespace) -> bool:
    """Raises `Stopped` without a folder."""
    if given.source is None:
        raise Stopped("Name the folder that the export lies in: --from backup")
    restore(run, given.source)
    return True


def destroyed(run: Run, given: argparse.Namespace) -> bool:
    """The account's number is part of the name of the bucket of code."""
    run.account = str(run.connect("sts").get_caller_identity()["Account"])
    destroy(run, delete_data=given.delete_data)
    return True


OTHERS: dict[str, Callable[[Run, argparse.Namespace], bool]] = {
    "status": status_told,
    "records": records_told,
    "pages": pages_put,
    "export": exported,
    "restore": restored,
    "destroy": destroyed,
}


def say_failure(screen: Screen, failed: StackFailed) -> None:
    """On one screen: the first cause with the resource's own words, and the next step."""
    causes = [step for step in failed.steps if CANCELLED not in step.reason] or list(failed.steps)
    screen.problem(f"The stack is not as it should be ({failed.status}).", "failed")
    for step in causes[:SHOWN_STEPS]:
        screen.problem(f"{step.name} ({step.kind}): {step.reason}", "failed")
    if not causes:
        screen.problem(str(failed), "failed")
    steps = dict.fromkeys(filter(None, (hint(step.reason) for step in causes)))
    for step_to_take in steps or (
        "Mend that, then run this again: what was begun is taken back or kept whole.",
    ):
        screen.problem(step_to_take, "next")


if __name__ == "__main__":
    sys.exit(main())
