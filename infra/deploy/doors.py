"""The ways into a standing deployment, as a browser takes them; an emulator has no site in front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from infra.deploy.plan import Plan

HEADER = "X-Bandeja-Origin"


@dataclass(frozen=True, slots=True)
class Doors:
    """`site` is where people reach it, `api` and `socket` what its pages call, without a slash at the end."""

    site: str
    api: str
    socket: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


def doors(plan: Plan, outputs: Mapping[str, str], secret: str) -> Doors:
    """Through CloudFront; beside it where there is none, with the secret that it would have added."""
    site = outputs["PublicUrl"].rstrip("/")
    if not plan.endpoint:
        return Doors(site, f"{site}/api", f"wss://{site.partition('://')[2]}/socket")
    apis = f"{plan.endpoint}/_aws/execute-api"
    sockets = apis.replace("http", "ws", 1)
    return Doors(
        site,
        f"{apis}/{outputs['RestAPIId']}/api",
        f"{sockets}/{outputs['WebsocketAPIId']}/socket",
        {HEADER: secret},
    )
