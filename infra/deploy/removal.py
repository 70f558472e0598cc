"""`make destroy`: the stack goes, data stays unless it is to go too, and an export is offered before."""

from __future__ import annotations

from pathlib import Path

from infra.deploy import data_removal, left_behind, rule_set
from infra.deploy.export_command import export
from infra.deploy.failures import Stopped
from infra.deploy.left_behind import Leftovers
from infra.deploy.progress import Progress
from infra.deploy.run import Run
from infra.deploy.site_files import remove
from infra.deploy.stack_state import AT_WORK

DATA_TABLES = ("Conversations", "Contacts", "Workspace", "Live")
SETUP = "incoming/AMAZON_SES_SETUP_NOTIFICATION"
COSTS = (
    "Kept data costs what it weighs: tables 0.25 dollars and their backups 0.20 a gigabyte and month, "
    "files 0.023; nothing while there is next to nothing. To remove it: make destroy DELETE_DATA=1"
)
GOES = "The stack {name} and everything in it goes: site, API, queues, functions."
AND_DATA = "ALL DATA GOES TOO: conversations, contacts, mail, files, agents, keys. Nobody can bring it back."
KEPT = "Data stays: tables, the data bucket, the user pool."
IDENTITY = (
    "The domain {domain} stays in SES, which costs nothing, since another stage may send from it: "
    "`aws sesv2 delete-email-identity --email-identity {domain}` removes it."
)
NOT_AGREED = "Nothing was removed."
NOTHING = "There is no stack {name} in {region} and nothing that it left."


def destroy(run: Run, *, delete_data: bool) -> None:
    """Raises `Stopped`, `StackFailed`. Can be repeated at every point."""
    ssm, plan = run.connect("ssm"), run.plan
    stands = run.stack.status() != ""
    if run.stack.status().endswith("_IN_PROGRESS") and run.stack.status() != "REVIEW_IN_PROGRESS":
        raise Stopped(AT_WORK.format(status=run.stack.status()))
    noted = left_behind.noted(ssm, plan.secrets_path)
    if not stands and not noted and not delete_data:
        run.screen.say(NOTHING.format(name=run.stack.name, region=plan.region))
        return
    agree(run, noted if delete_data else (), stands=stands, delete_data=delete_data)
    if stands:
        remove_stack(run)
    leave_or_remove(run, delete_data=delete_data)


def agree(run: Run, noted: tuple[Leftovers, ...], *, stands: bool, delete_data: bool) -> None:
    """The stage's name is typed, unless that was said on the command line. `noted` goes, too."""
    if stands:
        run.screen.say(GOES.format(name=run.stack.name))
    run.screen.say(AND_DATA if delete_data else KEPT, "bold red" if delete_data else "")
    for left in noted:
        run.screen.say(f"Of an earlier deployment: {left.bucket}, {', '.join(left.tables)}")
    if run.yes:
        return
    if not run.screen.is_live:
        raise Stopped(f"Nobody is here to be asked: run it in a terminal, or with --yes. {NOT_AGREED}")
    if stands:
        folder = run.screen.ask("Export everything first? Into which folder (nothing: no export)?")
        if folder:
            export(run, Path(folder).expanduser())
    if run.screen.ask(f"Type the stage's name ({run.plan.stage}) to go on:") != run.plan.stage:
        raise Stopped(NOT_AGREED)


def remove_stack(run: Run) -> None:
    """What stands in the way of it first."""
    found = run.stack.resources()
    if not run.plan.endpoint:
        rule_set.deactivate(run.connect("ses"), run.plan)
    if bucket := found.get("DataBucket"):
        left_behind.note(run.connect("ssm"), run.plan.secrets_path, leftovers(run, found))
        run.connect("s3").delete_object(Bucket=bucket, Key=SETUP)
    if bucket := found.get("SiteBucket"):
        remove(run.connect("s3"), bucket)
    with Progress(run.screen, len(found)) as progress:
        run.stack.remove(progress.seen)


def leftovers(run: Run, found: dict[str, str]) -> Leftovers:
    """What the template keeps; the names are known only while the stack stands."""
    tables = tuple(found[name] for name in DATA_TABLES if name in found)
    identity = found.get("SendingIdentity", "")
    return Leftovers(tables, found.get("DataBucket", ""), found.get("UserPool", ""), identity)


def leave_or_remove(run: Run, *, delete_data: bool) -> None:
    """Say where data lies, or remove it, its keys and the bucket of code."""
    ssm, path = run.connect("ssm"), run.plan.secrets_path
    noted = left_behind.noted(ssm, path)
    if not delete_data:
        for left in noted:
            run.screen.say("Kept:")
            for line in left_behind.described(left):
                run.screen.say(f"  {line}")
        run.screen.say(COSTS)
        return
    for left in noted:
        data_removal.remove_data(run.connect, left)
    data_removal.remove_bucket(run.connect("s3"), run.bucket)
    data_removal.remove_secrets(ssm, path)
    run.screen.say("Everything is removed, data, keys and the bucket of code too.")
    for domain in sorted({left.identity for left in noted if left.identity}):
        run.screen.say(IDENTITY.format(domain=domain))
