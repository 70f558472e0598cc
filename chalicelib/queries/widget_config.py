"""What the launcher on a customer's page has to know of its channel, in the JSON that stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC
from typing import Any

from chalicelib.domain.chatflow import Chatflow, Content
from chalicelib.domain.errors import NoSuchChatflow
from chalicelib.domain.targeting import EVERYBODY
from chalicelib.domain.targeting_patterns import patterns_of
from chalicelib.domain.workspace import Agent, AgentState
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import chat_channel
from chalicelib.queries.agent_avatar import avatar_path
from chalicelib.queries.chat_availability import staffed

Json = dict[str, Any]
FACES_OF_THE_TEAM = 5


@dataclass(frozen=True, slots=True)
class PageView:
    """Where the launcher is asked for: our `site` (without a slash), the visitor's `country` (two letters,
    "" if unknown), and the path of the `panel` that it loads. `only` is the chatflow that a test link names.
    """

    site: str
    country: str
    panel: str
    only: str = ""


def widget_config(ports: Ports, channel_id: str, view: PageView) -> Json:
    """Only what is live, in order: four requests, and two more while it depends on who is present.

    A test link shows one chatflow to whoever opens it: its draft. Raises `NoSuchChannel`, `NoSuchChatflow`.
    """
    channel = chat_channel(ports, channel_id)
    settings = ports.workspace.chat_settings(channel.id)
    found = ports.workspace.chatflows(channel.id)
    flows = _tested(found, view.only) if view.only else _live(found)
    now = staffed(ports, channel, settings.availability)
    back_at = now.back_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if now.back_at else None
    return {
        "channel": channel.id,
        "api": f"{view.site}/api",
        "site": view.site,
        "country": view.country,
        "available": now.available,
        "away": {"mode": settings.away.mode, "text": asdict(settings.away.text), "back_at": back_at},
        "reply_time": settings.reply_time,
        "look": asdict(settings.look),
        "uploads": settings.uploads,
        "preview": settings.preview,
        "languages": list(settings.languages),
        "privacy_url": settings.privacy_url,
        "company": channel.company_name,
        "panel": view.panel,
        "faces": [_face(agent, view.site) for agent in _faces(ports.workspace.agents(), flows.values())],
        "chatflows": [_flow(id_, content) for id_, content in flows.items()],
    }


def _live(flows: Iterable[Chatflow]) -> dict[str, Content]:
    """Kinds of newer code are nothing that this launcher could show."""
    return {flow.id: flow.shown for flow in flows if flow.shown and flow.kind == "live_chat"}


def _tested(flows: Iterable[Chatflow], only: str) -> dict[str, Content]:
    """The draft of one of them, for everybody, whatever it waits for."""
    for flow in flows:
        if flow.id == only:
            options = replace(flow.draft.options, yield_when_away=False)
            return {flow.id: replace(flow.draft, target=EVERYBODY, options=options)}
    raise NoSuchChatflow(field="chatflow")


def _faces(agents: Sequence[Agent], contents: Iterable[Content]) -> list[Agent]:
    """Whoever a chatflow names, and some of the team where one shows the team: first those who are there
    and have a picture."""
    active = [agent for agent in agents if agent.state is AgentState.ACTIVE]
    wanted = [content.build.faces for content in contents]
    team = sorted(active, key=lambda agent: (agent.away, not agent.avatar, agent.shown_name))
    shown = {agent.id for agent in team[:FACES_OF_THE_TEAM]} if () in wanted else set()
    named = {id_ for ids in wanted for id_ in ids}
    return [agent for agent in team if agent.id in shown or agent.id in named]


def _face(agent: Agent, site: str) -> Json:
    return {
        "id": agent.id,
        "name": agent.shown_name,
        "avatar": f"{site}{avatar_path(agent)}" if agent.avatar else "",
        "meeting_url": agent.meeting_url,
        "meeting_text": agent.meeting_text,
    }


def _flow(id_: str, content: Content) -> Json:
    build, options = content.build, content.options
    return {
        "id": id_,
        "target": patterns_of(content.target),
        "display": asdict(content.display),
        "heading": asdict(build.heading),
        "welcome": asdict(build.welcome),
        "email": asdict(build.email),
        "consent": asdict(options.consent) if options.consent else None,
        "language": options.language,
        "rating": options.rating,
        "faces": list(build.faces),
        "yield_when_away": options.yield_when_away,
    }
