"""docs/channels/custom.md: what it tells to type in works, and what it says of a body is what is sent."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from chalicelib.channels.custom.outbound import body_of
from chalicelib.domain.entry import Mailbox
from chalicelib.domain.ids import ChannelId, InboxId
from chalicelib.domain.workspace import Channel
from chalicelib.handlers import custom_intake, custom_shapes
from chalicelib.ports.outside import Outbound
from tests.architecture.tree import ROOT
from tests.builders import NOW, a_message
from tests.unit.handlers.house import Browser, House
from tests.unit.handlers.test_custom_channels import custom, made, posted, rows, work_off
from tests.unit.usecases.conftest import Clock

__all__ = ["custom"]
PAGE = (ROOT / "docs" / "channels" / "custom.md").read_text()
CURL = """#!/bin/sh
for one in "$@"; do printf '%s\\n' "$one"; done > "$TOLD"
"""


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_what_is_typed_into_a_terminal_is_taken(
    custom: House, admin: Browser, clock: Clock, tmp_path: Path
) -> None:
    """With a curl that writes down what it was told; the signature is openssl's own."""
    told = made(admin)
    curl = tmp_path / "curl"
    curl.write_text(CURL)
    curl.chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}:/usr/bin:/bin",
        "SECRET": told["signing_secret"],
        "WEBHOOK": told["webhook_url"],
        "TOLD": str(tmp_path / "told"),
    }
    subprocess.run(["sh", "-ec", block("sh")], env=environment, check=True, timeout=60)
    given = (tmp_path / "told").read_text().splitlines()
    (signature,) = [one.partition(": ")[2] for one in given if one.startswith("Bandeja-Signature")]
    clock.now = datetime.now(UTC)

    answer = posted(custom, told["id"], "", given[given.index("-d") + 1].encode(), signed=signature)

    assert given[-1] == told["webhook_url"]
    assert (answer.status, answer.json()) == (202, {"taken": 1})
    work_off(custom)
    assert [row["contact"]["name"] for row in rows(admin)] == ["Eva"]


def test_the_shown_message_has_the_fields_of_a_real_one() -> None:
    channel = Channel(ChannelId("0195"), InboxId("i"), "custom", "Forum", "0195")
    message = a_message(to=(Mailbox("person-1", "Eva"),))
    real = body_of(Outbound(channel, message, "Which lamp?", "0196-2", 1, ()), [], NOW)
    shown: dict[str, Any] = json.loads(block("json"))

    assert shown.keys() == real.keys()
    assert shown["to"].keys() == real["to"].keys()


@pytest.mark.parametrize("kind", get_args(custom_shapes.Outside))
def test_every_event_and_field_is_described(kind: type[msgspec.Struct]) -> None:
    name = str(kind.__struct_config__.tag)
    (line,) = [one for one in PAGE.splitlines() if one.startswith(f"| `{name}` |")]

    for field in kind.__struct_fields__:
        assert f"`{field}`" in line, f"{name}: {field}"


def test_its_limits_are_those_of_the_code() -> None:
    assert custom_intake.MOST_BYTES == 1_000_000
    assert "at most 1 MB" in PAGE
    assert f"up to {custom_shapes.MOST_EVENTS} of them" in PAGE
    assert f"{custom_shapes.INLINE:,} characters" in PAGE
