"""An agent changes the picture that visitors see of them, or takes it away."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.avatar import check_avatar
from chalicelib.domain.errors import Invalid, NoSuchFile
from chalicelib.domain.ids import is_identifier
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Agent
from chalicelib.ports.bundle import Ports

FIELD = "upload"


def change_own_avatar(ports: Ports, agent: Agent, upload_id: str) -> Agent:
    """The agent as they are now; "" takes the picture away.

    Raises `Invalid` for an upload that is not there, not theirs or no picture, `TooLarge`.
    """
    changed = replace(agent, avatar=_kept(ports, agent, upload_id) if upload_id else "")
    if changed != agent:
        ports.workspace.change_agent(changed)
    return changed


def _kept(ports: Ports, agent: Agent, upload_id: str) -> str:
    if not is_identifier(upload_id):
        raise Invalid("There is no such upload of yours", field=FIELD, reason=Reason("upload_gone"))
    try:
        content = ports.blobs.uploaded(f"{agent.id}/{upload_id}").content
    except NoSuchFile as missing:
        raise Invalid(
            "There is no such upload of yours", field=FIELD, reason=Reason("upload_gone")
        ) from missing
    check_avatar(content, FIELD)
    return ports.blobs.put(content)
