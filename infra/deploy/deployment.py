"""The whole deployment as a list of steps, each safe to repeat: what one run leaves, the next ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from infra.deploy import finishing, preparing
from infra.deploy.failures import Stopped
from infra.deploy.run import Run


@dataclass(frozen=True, slots=True)
class Task:
    """One step: what a person reads, and what is done."""

    heading: str
    do: Callable[[Run], None]


TASKS = (
    Task("Looking at the account", preparing.check_account),
    Task("Looking at DNS", preparing.check_exchange),
    Task("Packaging", preparing.build),
    Task("Checking the template", preparing.lint),
    Task("Uploading the code", preparing.upload),
    Task("Keys", preparing.make_secrets),
    Task("What will change", preparing.propose),
    Task("Agreeing", preparing.agree),
    Task("Making it so", finishing.carry_out),
    Task("Pages", finishing.put_pages),
    Task("Receiving mail", finishing.take_mail),
    Task("The first inbox", finishing.connect_inbox),
    Task("DNS records", finishing.tell_records),
    Task("The first admin", finishing.invite_admin),
    Task("Does it work?", finishing.try_it),
)


class Interrupted(Stopped):
    """Ctrl-C during a step."""


def deploy(run: Run, tasks: tuple[Task, ...] = TASKS) -> bool:
    """Whether everything works in the end. Raises `Stopped`, `Interrupted`, `StackFailed`."""
    for number, task in enumerate(tasks, 1):
        try:
            run.screen.heading(f"{number}/{len(tasks)} {task.heading}")
            task.do(run)
        except KeyboardInterrupt as error:
            raise Interrupted(
                f"Stopped at step {number} of {len(tasks)} ({task.heading}). Nothing is lost: "
                "run the same command again, and it finishes the job."
            ) from error
    return not run.broken
