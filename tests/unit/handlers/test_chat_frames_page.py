"""docs/channels/chat.md tells of the wire what the code says: frames, requests, limits and codes."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from chalicelib.domain import errors, limits
from chalicelib.domain.visitor_token import GOOD_FOR
from chalicelib.domain.visits import MOST_PAGES, ON_SITE
from chalicelib.handlers import frame_budget
from chalicelib.handlers.chat_frames import ToVisitorFrame, VisitorFrame
from chalicelib.handlers.frames import LARGEST_FRAME
from chalicelib.handlers.problems import TITLES
from chalicelib.ports.unseen_chat import LONGEST_WAIT, MOST_IN_ONE
from chalicelib.ports.visits import WINDOW_SECONDS
from chalicelib.usecases import begin_visit, issue_chat_ticket, join_chat, send_transcript

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "channels" / "chat.md").read_text()
ROUTES: dict[str, dict[str, Any]] = json.loads((ROOT / "web" / "api" / "openapi.json").read_text())["paths"]
OF_VISITORS = [
    f"{method.upper()} /api{path}"
    for path, methods in ROUTES.items()
    if path.startswith("/chat/")
    for method in methods
]
NO_ERROR_OF_THE_PRODUCT = {"Unexpected": 500} | {code: status for status, (code, _) in TITLES.items()}
DIRECTIONS = [("From the page", VisitorFrame), ("To the page", ToVisitorFrame)]


def part(heading: str) -> str:
    """What stands under a heading, up to the next one."""
    return PAGE.partition(f"\n### {heading}\n")[2].partition("\n### ")[0]


def examples(heading: str) -> list[dict[str, Any]]:
    """The frames of its fenced block, one a line."""
    (block,) = re.findall(r"^```json\n(.*?)^```$", part(heading), re.MULTILINE | re.DOTALL)
    return [json.loads(line) for line in block.splitlines()]


def types(frames: Any) -> list[str]:
    return [str(frame.__struct_config__.tag) for frame in get_args(frames)]


@pytest.mark.parametrize(("heading", "frames"), DIRECTIONS)
def test_every_frame_is_named_and_shown_once(heading: str, frames: Any) -> None:
    named = re.findall(r"^\| `(\w+)` \|", part(heading), re.MULTILINE)

    assert sorted(named) == sorted(types(frames))
    assert sorted(one["type"] for one in examples(heading)) == sorted(types(frames))


def test_the_frames_of_a_page_are_taken() -> None:
    for one in examples("From the page"):
        msgspec.json.decode(json.dumps(one), type=VisitorFrame)


def test_the_frames_to_a_page_are_told_whole() -> None:
    for one in examples("To the page"):
        frame = msgspec.json.decode(json.dumps(one), type=ToVisitorFrame)
        assert json.loads(msgspec.json.encode(frame)) == one


def test_every_request_of_a_visitor_is_named_and_no_other() -> None:
    named = re.findall(r"^\| `((?:GET|POST) /api/chat/[^`]*)` \|", PAGE, re.MULTILINE)

    assert sorted(named) == sorted(OF_VISITORS)


def test_codes_are_those_of_the_product() -> None:
    rows = re.findall(r"^\| (\d{3}) \| (.+?) \|", part("Limits and refusals"), re.MULTILINE)
    told = {code: int(status) for status, codes in rows for code in re.findall(r"`(\w+)`", codes)}
    known = {
        name: one.status
        for name, one in inspect.getmembers(errors, inspect.isclass)
        if issubclass(one, errors.BandejaError)
    }

    assert len(told) > 10
    assert {code: (known | NO_ERROR_OF_THE_PRODUCT)[code] for code in told} == told


@pytest.mark.parametrize(
    "told",
    [
        f"| a frame | {LARGEST_FRAME} bytes |",
        f"| {begin_visit.MOST_NEW} in {WINDOW_SECONDS // 60} minutes |",
        f"| {issue_chat_ticket.MOST_OF_SOURCE}; {issue_chat_ticket.MOST_OF_VISITOR} in 10 minutes |",
        f"| {frame_budget.MOST} in {frame_budget.WINDOW.seconds} seconds |",
        f"| {send_transcript.MOST} in an hour |",
        f"{limits.FILE // 1_000_000} MB together",
        f"good for {issue_chat_ticket.TICKET.seconds} seconds and one socket",
        f"good for {GOOD_FOR.days} days",
        f"A socket lives {join_chat.LONGEST.seconds // 3600} hours",
        f"the last {MOST_PAGES} pages",
        f"shown for {ON_SITE.seconds // 60} minutes",
        f"at most {MOST_IN_ONE} messages",
        f"after {'an hour' if LONGEST_WAIT.seconds == 3600 else LONGEST_WAIT} it goes",
    ],
)
def test_limits_are_those_of_the_code(told: str) -> None:
    assert told in PAGE
