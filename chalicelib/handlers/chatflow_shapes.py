"""The JSON of chatflows: what the API takes and shows of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.domain.chatflow import Chatflow, Content
from chalicelib.domain.publication import Publication
from chalicelib.domain.targeting import Facts
from chalicelib.handlers.bodies import Body, Identifier, Name, Query
from chalicelib.handlers.chat_channel_shapes import LanguageCode, Part, WordsJson, as_it_is
from chalicelib.queries.who_would_see import Judged, Reason, WhoSees

Short = Annotated[str, msgspec.Meta(max_length=100)]
Address = Annotated[str, msgspec.Meta(max_length=2_000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Value = (
    Annotated[str, msgspec.Meta(max_length=500)]
    | Count
    | Annotated[list[Short], msgspec.Meta(max_length=300)]
)
Version = Annotated[int, msgspec.Meta(ge=1, le=9_999_999)]


class LineJson(Part):
    """One thing that is to be so; `name` is that of a query parameter."""

    field: Short
    test: Short
    value: Value
    name: Short


Lines = Annotated[list[LineJson], msgspec.Meta(max_length=50)]


class TargetJson(Part):
    """All lines of one of the groups, and none of the exceptions."""

    groups: Annotated[list[Lines], msgspec.Meta(max_length=50)]
    exceptions: Lines


class AskEmailJson(Part):
    """When a visitor is asked for their email."""

    ask: Literal["never", "before", "after_first", "when_away"]
    required: bool


class BuildJson(Part):
    """What it says. `faces`: agents to be shown, none for the team. `assign`: an agent, or "" for nobody."""

    heading: WordsJson
    welcome: WordsJson
    faces: Annotated[list[Identifier], msgspec.Meta(max_length=20)]
    email: AskEmailJson
    assign: Short


class DisplayJson(Part):
    """How it comes up, and when it opens by itself."""

    show: Literal["launcher", "bubble", "open"]
    after_seconds: Annotated[int, msgspec.Meta(ge=1, le=3_600)] | None
    scroll_percent: Annotated[int, msgspec.Meta(ge=1, le=100)] | None
    exit_intent: bool
    small_screens: bool


class ConsentJson(Part):
    """What a visitor is asked to agree to."""

    text: WordsJson
    required: bool


class OptionsJson(Part):
    """`yield_when_away`: the next chatflow is shown while nobody is available."""

    language: Literal["auto"] | LanguageCode
    consent: ConsentJson | None
    yield_when_away: bool
    rating: bool


class ContentJson(Part):
    """All that is drafted and published together."""

    target: TargetJson
    build: BuildJson
    display: DisplayJson
    options: OptionsJson


class ChatflowJson(msgspec.Struct):
    """A chatflow. `live` is what visitors see while `state` is live, and saw last while it is off.

    `has_changes`: the draft is something else. `version` counts the changes, its place included.
    """

    id: str
    channel: str
    name: str
    kind: str
    state: Literal["draft", "live", "off"]
    rank: str
    version: int
    draft: ContentJson
    live: ContentJson | None
    has_changes: bool


class PublicationJson(msgspec.Struct):
    """What visitors saw from `at` on. `is_shown`: it is what they see now; `is_draft`: the draft is the same.

    `at` and `by` (a name) are null for what was published before this was kept.
    """

    seq: int
    at: datetime | None
    by: str | None
    is_shown: bool
    is_draft: bool


class JudgedJson(msgspec.Struct):
    """Whether a visitor would see it, and why: `line` is what decided, `group` the one that is true.

    `reason`: it `fits`; a `line` is not true, or that of an `exception` is; it has `no_group`; it `yields`
    as nobody is available; it is `off`, or only a `draft`. `wins`: it is the first that fits.
    """

    chatflow: str
    name: str
    shown: bool
    wins: bool
    reason: Reason
    group: int | None
    line: LineJson | None
    by_exception: bool
    yields: bool


class WhoSeesJson(msgspec.Struct):
    """Every chatflow of the channel in order, and which one the visitor sees."""

    available: bool
    winner: str | None
    items: list[JudgedJson]


class ChatflowsQuery(Query):
    """GET /chatflows: those of a channel, or (1) those of it that were deleted."""

    channel: Annotated[str, msgspec.Meta(max_length=100)] = ""
    dropped: Literal[0, 1] = 0


class NewChatflowBody(Body):
    """POST /chatflows"""

    channel: Identifier
    name: Name


class ChatflowBody(Body):
    """PUT /chatflows/{id}: what is named is changed, of the chatflow that had `version`."""

    version: Version
    name: Name | None = None
    draft: ContentJson | None = None


class VersionBody(Body):
    """POST /chatflows/{id}/publish, …/off and …/draft: refused when it has another `version` by now."""

    version: Version | None = None


class CloneBody(Body):
    """POST /chatflows/{id}/clone: a name, or "" for the same."""

    name: Short = ""


class PlaceBody(Body):
    """POST /chatflows/{id}/move: the chatflow that it is to stand behind, null for the first place."""

    after: Identifier | None


class PreviewBody(Body):
    """POST /chatflows/preview: a page view. `available` null asks how it is now."""

    channel: Identifier
    url: Address
    referrer: Address = ""
    country: Short = ""
    device: Literal["", "desktop", "phone", "tablet"] = ""
    language: Short = ""
    visits: Count = 1
    pages: Count = 1
    known: bool = False
    has_name: bool = False
    has_email: bool = False
    available: bool | None = None
    drafts: bool = True


def content_of(given: ContentJson | None) -> Content | None:
    """What the domain calls it."""
    return None if given is None else msgspec.convert(msgspec.to_builtins(given), Content)


def chatflow_json(flow: Chatflow) -> ChatflowJson:
    return ChatflowJson(
        id=flow.id,
        channel=flow.channel_id,
        name=flow.name,
        kind=flow.kind,
        state=flow.state.value,
        rank=flow.rank,
        version=flow.version,
        draft=_content(flow.draft),
        live=_content(flow.live) if flow.live else None,
        has_changes=flow.has_changes,
    )


def publication_json(
    one: Publication, flow: Chatflow, names: Mapping[str, str], *, is_shown: bool
) -> PublicationJson:
    """`names` are those of agents, by their id."""
    return PublicationJson(
        seq=one.seq,
        at=one.at,
        by=names.get(one.by),
        is_shown=is_shown,
        is_draft=one.content == flow.draft,
    )


def facts_of(body: PreviewBody) -> Facts:
    """The page view that is asked about."""
    names = set(Facts.__slots__)
    return Facts(**{name: value for name, value in msgspec.to_builtins(body).items() if name in names})


def who_sees_json(seen: WhoSees) -> WhoSeesJson:
    items = [_judged(one, seen.winner) for one in seen.judged]
    return WhoSeesJson(seen.available, seen.winner, items)


def _judged(one: Judged, winner: str | None) -> JudgedJson:
    line = one.verdict.line
    return JudgedJson(
        chatflow=one.chatflow.id,
        name=one.chatflow.name,
        shown=one.shown,
        wins=one.chatflow.id == winner,
        reason=one.reason,
        group=one.verdict.group,
        line=as_it_is(msgspec.to_builtins(line), LineJson) if line else None,
        by_exception=one.verdict.by_exception,
        yields=one.reason == "yields",
    )


def _content(content: Content) -> ContentJson:
    return as_it_is(msgspec.to_builtins(content), ContentJson)
