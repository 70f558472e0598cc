"""Who would see this? For a page and a visitor: each chatflow in order, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chalicelib.domain.chatflow import Chatflow, Content, FlowState
from chalicelib.domain.targeting import Facts, Verdict, judge
from chalicelib.ports.bundle import Ports
from chalicelib.ports.chat_channels import chat_channel
from chalicelib.queries.chat_availability import availability

Reason = Literal["fits", "line", "exception", "no_group", "yields", "off", "draft"]


@dataclass(frozen=True, slots=True)
class Judged:
    """`reason`: it `fits`; a `line` is not true, or that of an `exception` is; it has `no_group`; it
    `yields` since nobody is available; it is `off`, or only a `draft`."""

    chatflow: Chatflow
    reason: Reason
    verdict: Verdict

    @property
    def shown(self) -> bool:
        return self.reason == "fits"


@dataclass(frozen=True, slots=True)
class WhoSees:
    """All chatflows of the channel in order. `winner` is the one that the visitor sees, if any."""

    available: bool
    judged: tuple[Judged, ...]

    @property
    def winner(self) -> str | None:
        return next((one.chatflow.id for one in self.judged if one.shown), None)


def who_would_see(
    ports: Ports, channel_id: str, facts: Facts, *, drafts: bool, available: bool | None = None
) -> WhoSees:
    """`drafts` asks about what is drafted, as if it were published. `available` `None`: as it is now.

    Raises `NoSuchChannel`.
    """
    channel = chat_channel(ports, channel_id)
    if available is None:
        available = availability(ports, channel).available
    flows = ports.workspace.chatflows(channel.id)
    return WhoSees(
        available, tuple(_judged(flow, facts, drafts=drafts, available=available) for flow in flows)
    )


def _judged(flow: Chatflow, facts: Facts, *, drafts: bool, available: bool) -> Judged:
    content = _looked_at(flow, drafts=drafts)
    verdict = judge(content.target, facts)
    return Judged(flow, _reason(flow, content, verdict, drafts=drafts, available=available), verdict)


def _looked_at(flow: Chatflow, *, drafts: bool) -> Content:
    return flow.draft if drafts or flow.live is None else flow.live


def _reason(flow: Chatflow, content: Content, verdict: Verdict, *, drafts: bool, available: bool) -> Reason:
    if flow.state is FlowState.OFF:
        return "off"
    if flow.state is FlowState.DRAFT and not drafts:
        return "draft"
    if verdict.shown:
        return "yields" if content.options.yield_when_away and not available else "fits"
    if verdict.by_exception:
        return "exception"
    return "line" if verdict.line else "no_group"
