"""What a platform may tell has words on the screen: every name in `NOTES` and `PARTS` is known there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chalicelib.domain.platform_entries import NOTES, PARTS

INBOX = Path(__file__).resolve().parents[2] / "web" / "inbox" / "src" / "features" / "inbox"


def test_every_note_of_a_platform_has_words_on_the_screen() -> None:
    source = (INBOX / "platform-words.ts").read_text()

    assert set(re.findall(r"^  (\w+): \[", source, re.MULTILINE)) == NOTES


@pytest.mark.parametrize("part", sorted(PARTS - {"unsupported"}))
def test_every_piece_of_a_message_is_shown_as_what_it_is(part: str) -> None:
    sources = (INBOX / "parts.ts").read_text() + (INBOX / "Parts.svelte").read_text()

    assert re.search(rf'\b{part}: |"{part}"', sources)
