"""What of a platform's message is said at the door, before anything is kept."""

from __future__ import annotations

import pytest

from chalicelib.domain.entry import Message
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import PlatformNote, RemoteFile
from chalicelib.ports.bundle import Ports
from chalicelib.ports.platform_intake import MOST_FILES, note_at_the_door
from chalicelib.usecases.receive_message import receive_message
from tests.unit.usecases.platform_people import CARLA, PAGE, at_the_door, later, log_of, told


@pytest.mark.parametrize("files", [MOST_FILES, MOST_FILES + 1, 5_000])
def test_files_that_are_too_many_are_told_of_in_one_sentence(ports: Ports, files: int) -> None:
    pictures = tuple(RemoteFile("image", f"https://pictures.test/{number}") for number in range(files))

    (*tried, last) = at_the_door(ports, told("Look", files=pictures)).message.parts

    sentence = f"Only the first 20 of the {files} files of this message are copied"
    assert len(tried) == (MOST_FILES if files > MOST_FILES else MOST_FILES - 1)
    assert (last.text == sentence) is (files > MOST_FILES)
    assert last.kind == "lost_file"


def test_a_call_that_begins_a_conversation_says_that_it_was_one(ports: Ports) -> None:
    note = PlatformNote("c1", CARLA, later(), "call", "incoming, connect")

    taken = receive_message(ports, note_at_the_door(ports, PAGE, note))

    (called,) = log_of(ports, taken.conversation_id)
    assert isinstance(called, Message)
    assert (called.text, called.parts) == ("", (Part("call", text="incoming, connect"),))
    assert called.automatic


def test_who_comes_by_something_without_a_name_is_still_said_to_have_come(ports: Ports) -> None:
    inbound = note_at_the_door(ports, PAGE, PlatformNote("o1", CARLA, later(), "opt_in", "News"))

    assert (inbound.message.text, inbound.message.parts) == ("News", (Part("referral", "opt_in"),))
