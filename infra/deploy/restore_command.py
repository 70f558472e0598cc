"""`python -m infra.deploy restore --from DIR`: an export becomes the data of a standing deployment."""

from __future__ import annotations

from pathlib import Path

from chalicelib.domain.workspace import AgentState, Role
from infra.deploy.export import TABLES
from infra.deploy.failures import Stopped
from infra.deploy.first_admin import new_password_link
from infra.deploy.restore import checked_manifest, remove_others, restore_files, restore_rows
from infra.deploy.rooms import TABLES as OUTPUTS
from infra.deploy.rooms import open_rooms
from infra.deploy.run import Run
from infra.deploy.status import standing

WORKSPACE = "workspace"
ABOUT = (
    "The export of {stage}, {at}, is put into {name}: its inboxes and agents take the place of those "
    "that are there, its conversations are put beside them."
)
NOT_AGREED = "Nothing was restored."


def restore(run: Run, folder: Path) -> None:
    """Files first, so that every file that a row names is there. Raises `Stopped`."""
    standing(run.plan, run.stack)
    manifest = checked_manifest(folder)
    agree(run, manifest["stage"], manifest["exported_at"])
    outputs, dynamodb = run.stack.outputs(), run.connect("dynamodb")
    run.screen.say(f"{restore_files(run.connect('s3'), outputs['DataBucketName'], folder)} files")
    for noun in TABLES:
        path, table = folder / f"{noun}.jsonl", outputs[OUTPUTS[noun]]
        if noun == WORKSPACE:
            remove_others(dynamodb, table, path)
        run.screen.say(f"{noun}: {restore_rows(dynamodb, table, path)} rows")
    welcome_back(run)


def agree(run: Run, stage: str, at: str) -> None:
    """Raises `Stopped` on anything but yes."""
    run.screen.say(ABOUT.format(stage=stage, at=at, name=run.stack.name))
    if run.yes:
        return
    if not run.screen.is_live:
        raise Stopped(f"Nobody is here to be asked: run it in a terminal, or with --yes. {NOT_AGREED}")
    if run.screen.ask("Do this? [y/N]").lower() not in ("y", "yes"):
        raise Stopped(NOT_AGREED)


def welcome_back(run: Run) -> None:
    """Passwords were not in the export: everybody sets a new one, admins by a link right here."""
    outputs = run.stack.outputs()
    rooms = open_rooms(run.plan, outputs)
    for agent in rooms.workspace.agents():
        if agent.role is Role.ADMIN and agent.state is not AgentState.DEACTIVATED:
            link = new_password_link(rooms, agent, outputs["PublicUrl"].rstrip("/"))
            run.screen.say(f"{agent.email} sets a new password here, within a day, once:\n{link}")
    run.screen.say("Everybody else: “Forgot your password?” beside the sign-in, or a new invitation.")
