"""The first half of a deployment: up to the question. What it makes is a bucket, keys and a change set."""

from __future__ import annotations

import atexit
import importlib.util
import platform
import tempfile
import time
from pathlib import Path
from typing import Any

from infra.deploy import proposal
from infra.deploy.artefacts import address_of, is_there, key_of_template, put_package, ready_bucket
from infra.deploy.checks import look
from infra.deploy.failures import Stopped
from infra.deploy.keys import make_keys
from infra.deploy.left_behind import described, noted
from infra.deploy.mail_exchange import look_at_exchange
from infra.deploy.progress import Progress
from infra.deploy.run import Run
from infra.deploy.site_files import check_built
from infra.deploy.stack_state import NEVER_STOOD
from infra.packaging import package
from infra.site_packages import Architecture
from infra.stack import StackFailed

HERE: dict[str, Architecture] = {"aarch64": "arm64", "arm64": "arm64"}
NOBODY_TO_ASK = "Nobody is here to be asked: run it in a terminal, or with --yes. Nothing was changed."
STILL_AT_WORK = (
    "AWS is still at work on an earlier run ({status}): this one waits for its end. Ctrl-C stops the waiting."
)
NOT_AGREED = (
    "Only a bucket for code and the keys in SSM were made, which cost nothing. Run it again any time."
)


def check_account(run: Run) -> None:
    """Everything that is missing, at once. Raises `Stopped` when something is."""
    if not run.yes and not run.screen.is_live:
        raise Stopped(NOBODY_TO_ASK)
    wait_for_earlier_run(run)
    found = look(run.plan, run.connect, run.stack)
    for note in found.notes:
        run.screen.note(note)
    for problem in found.problems:
        run.screen.problem(problem)
    if found.problems:
        raise Stopped("Nothing was changed: see to what is missing, then run this again.")
    run.account, run.makes_identity = found.account, found.makes_identity
    run.screen.say(f"Account {found.account}, region {run.plan.region}, stack {run.plan.stack_name}.")


def wait_for_earlier_run(run: Run) -> None:
    """A run that was cut short left AWS at work, or a colleague has just begun: this one goes on after it.

    Without a region, a right or a line the look at the account says so.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        status = run.stack.status() if run.plan.region else ""
    except (BotoCoreError, ClientError):
        return
    if not status.endswith("_IN_PROGRESS") or status in NEVER_STOOD:
        return
    run.screen.note(STILL_AT_WORK.format(status=status))
    try:
        with Progress(run.screen, len(run.stack.resources())) as progress:
            run.stack.wait(progress.seen)
    except StackFailed as failed:
        run.screen.note(f"It was in vain ({failed}).")


def check_exchange(run: Run) -> None:
    """Nobody else receives mail there."""
    if note := look_at_exchange(run.plan, run.look):
        run.screen.note(note)


def build(run: Run) -> None:
    """Template and zip; pages and widget are built by make."""
    try:
        check_built(run.pages, run.widget)
    except FileNotFoundError as missing:
        raise Stopped(str(missing)) from missing
    here = HERE.get(platform.machine(), "x86_64") if run.plan.endpoint else "arm64"
    # of its own: another stage may be on its way from the same checkout
    folder = tempfile.TemporaryDirectory(prefix="bandeja-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    run.package = package(here, Path(folder.name) / here)
    run.screen.say(f"Code {run.package.code.stat().st_size / 1e6:.1f} MB: {run.package.key}")


def lint(run: Run) -> None:
    """cfn-lint, where it is installed: what CloudFormation would refuse after minutes."""
    if run.package is None or importlib.util.find_spec("cfnlint") is None:
        run.screen.say("cfn-lint is not installed here: the template is not checked before.")
        return
    if is_there(run.connect("s3"), run.bucket, key_of_template(run.package)):
        run.screen.say("This very template has been checked before.")
        return
    from cfnlint.api import lint as complaints_about

    found: list[Any] = complaints_about(run.package.template.read_text(), regions=[run.plan.region])
    wrong = [one for one in found if one.rule.id.startswith("E")]
    if wrong:
        said = "; ".join(f"{one.rule.id} {one.message}" for one in wrong[:5])
        raise Stopped(f"The template is not right ({said}). Nothing was changed.")


def upload(run: Run) -> None:
    """Code and template, to where CloudFormation reads them."""
    assert run.package is not None
    s3 = run.connect("s3")
    ready_bucket(s3, run.bucket, run.plan.region)
    key = put_package(s3, run.bucket, run.package)
    run.template_url = address_of(run.bucket, key, run.plan.region, run.plan.endpoint)


def make_secrets(run: Run) -> None:
    """Once; and a word about data that an earlier deployment left."""
    ssm = run.connect("ssm")
    run.secret = make_keys(ssm, run.plan.secrets_path)
    for left in noted(ssm, run.plan.secrets_path):
        run.screen.note("Data of an earlier deployment lies here and is not taken into this one:")
        for line in described(left):
            run.screen.say(f"  {line}")


def propose(run: Run) -> None:
    """A change set. Raises `StackFailed`, and `Stopped` when it would leave data behind."""
    values = proposal.parameters(
        run.plan,
        run.stack.parameters(),
        secret=run.secret,
        bucket=run.bucket,
        makes_identity=run.makes_identity,
    )
    proposal.check_own_name(values)
    name = f"deploy-{time.time_ns() // 1_000_000}"
    changes = run.stack.propose(run.template_url, values, name)
    if changes is None:
        run.stack.withdraw(name)
        run.screen.say("The stack is already so: nothing to change.")
        return
    run.change_set, run.changes = name, changes
    proposal.show(run.screen, changes)
    proposal.show_costs(run.screen)
    try:
        proposal.check_data(changes, agreed=run.replace_data)
    except Stopped:
        run.stack.withdraw(name)
        raise


def agree(run: Run) -> None:
    """Ask, unless that was said on the command line. Raises `Stopped` on anything but yes."""
    if not run.change_set or run.yes:
        return
    if run.screen.ask("Do this? [y/N]").lower() not in ("y", "yes"):
        run.stack.withdraw(run.change_set)
        raise Stopped(NOT_AGREED)
