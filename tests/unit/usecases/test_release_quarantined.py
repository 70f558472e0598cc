"""Mail that a person lets in. The way in is the real one; mails are written for these tests."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.channels.email.intake import MailRoom, take_in
from chalicelib.channels.email.notification import MailNotice, for_another_try, notification_of
from chalicelib.domain import limits
from chalicelib.domain.entry import Message
from chalicelib.domain.errors import NoSuchFile, NoSuchQuarantined, NotAllowed, Throttled
from chalicelib.domain.ids import BlobId, ConversationId
from chalicelib.domain.inbound import InboundMessage
from chalicelib.domain.mail_errors import HasVirus
from chalicelib.domain.orders import Order, ReleaseOrder
from chalicelib.domain.receipt import Receipt, Taken
from chalicelib.domain.workspace import Quarantined
from chalicelib.handlers.mail_room import quarantine_door
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.drop_quarantined import drop_quarantined
from chalicelib.usecases.forget_old_quarantined import forget_old_quarantined
from chalicelib.usecases.quarantine_mail import Unreadable, quarantine_mail
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.release_quarantined import Door, release_quarantined
from tests.unit.usecases.company import ANA, NOON, SALES, SUPPORT
from tests.unit.usecases.conftest import Clock

RAW = b"""From: Carla <carla@customer.example>\nTo: support@bandeja.test\nSubject: My lamp
Message-ID: <7@customer.example>\n\nIt flickers.\n"""


def held(ports: Ports, raw: bytes = RAW, *, reason: str = "CannotBeRead", **said: Any) -> Quarantined:
    """A mail in the quarantine, as the handler of the queue leaves it."""
    to = said.pop("to", (SUPPORT.address,))
    event = notification_of("m1", to, "carla@customer.example", NOON)
    event["receipt"] |= said
    quarantine_mail(
        ports,
        Unreadable(
            name="m1",
            raw=raw,
            reason=reason,
            detail="",
            sender="carla@customer.example",
            recipients=to,
            event=for_another_try(json.dumps(event), "m1", ports.blobs.put(raw)),
            arrived_at=NOON,
        ),
    )
    return ports.workspace.quarantined_item("m1")


def released(ports: Ports, door: Door | None = None, **order: str) -> Taken:
    return release_quarantined(ports, ReleaseOrder("m1", Order(ANA), **order), door or quarantine_door(ports))


def message(ports: Ports, taken: Taken) -> Message:
    content = ports.conversations.entry(taken.conversation_id, taken.seq).content
    assert isinstance(content, Message)
    return content


def codes(ports: Ports, taken: Taken) -> list[tuple[str, str]]:
    return [(why.code, why.about) for why in message(ports, taken).why]


def test_what_can_be_read_after_all_is_taken_in_like_any_mail(ports: Ports) -> None:
    held(ports)

    taken = released(ports)

    assert message(ports, taken).text == "It flickers."
    assert codes(ports, taken) == [
        ("came_to", SUPPORT.address),
        ("released_by", "Ana"),
        ("started_new", ""),
    ]
    assert ports.workspace.quarantined() == ()


def with_a_photo(folder: Path) -> tuple[bytes, Path]:
    """A mail with a photo, and the place of that photo alone."""
    photo = b"a photo of the lamp"
    head = RAW.replace(b"\n\n", b'\nContent-Type: multipart/mixed; boundary="b"\n\n--b\n\n')
    raw = head + b"--b\nContent-Type: image/png\n\n" + photo + b"\n--b--\n"
    name = hashlib.sha256(photo).hexdigest()
    return raw, folder / "blobs" / name[:2] / name


def test_what_cannot_be_taken_in_becomes_a_message_with_the_mail_as_its_file(
    ports: Ports, tmp_path: Path
) -> None:
    """A folder stands where its photo belongs, so the photo cannot be kept."""
    raw, in_the_way = with_a_photo(tmp_path)
    held(ports, raw)
    in_the_way.mkdir(parents=True)

    taken = released(ports)

    shown = message(ports, taken)
    assert (shown.subject, shown.text, shown.sender.address) == (
        "My lamp",
        "It flickers.",
        "carla@customer.example",
    )
    assert [(file.name, file.content_type) for file in shown.attachments] == [("mail.eml", "message/rfc822")]
    assert ports.blobs.get(shown.attachments[0].blob) == raw
    assert {"unreadable", "released_by"} <= {code for code, _ in codes(ports, taken)}


def test_a_mail_whose_answer_was_lost_is_not_taken_in_a_second_time(ports: Ports) -> None:
    """The commit is done and the line breaks: what is salvaged then is a repeat of the same mail."""
    held(ports)
    real = quarantine_door(ports)
    breaks = [ConnectionError("the line broke")]

    def receive(ports: Ports, inbound: InboundMessage, receipts: tuple[Receipt, ...]) -> Taken:
        taken = real.receive(ports, inbound, receipts)
        if breaks:
            raise breaks.pop()
        return taken

    taken = released(ports, Door(real.read, receive))

    assert taken.repeated
    assert not message(ports, taken).attachments
    assert len(ports.conversations.entries(taken.conversation_id)) == 1


def test_a_broken_line_says_nothing_against_a_mail_that_can_be_read(ports: Ports) -> None:
    held(ports, reason="NobodyHasThisAddress", to=("nobody@bandeja.test",))

    real = quarantine_door(ports)
    breaks = [ConnectionError("the line broke")]

    def receive(ports: Ports, inbound: InboundMessage, receipts: tuple[Receipt, ...]) -> Taken:
        if breaks:
            raise breaks.pop()
        return real.receive(ports, inbound, receipts)

    with pytest.raises(ConnectionError):
        released(ports, Door(real.read, receive), inbox_id=SALES.inbox_id)

    assert not message(ports, released(ports, inbox_id=SALES.inbox_id)).attachments


def test_a_mail_over_the_size_is_let_in_by_its_beginning(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAIL", 1_000)
    raw = RAW + b"x" * 2_000
    held(ports, raw, reason="TooLarge")

    taken = released(ports)

    (file,) = message(ports, taken).attachments
    assert (file.name, file.size) == ("mail.eml", len(raw))


def test_an_answer_held_as_a_loop_goes_into_its_conversation(ports: Ports) -> None:
    first = receive_message(ports, _inbound(ports, RAW))
    answer = RAW.replace(b"<7@", b"<8@").replace(b"\n\n", b"\nIn-Reply-To: <7@customer.example>\n\n")
    held(ports, answer, reason="Loop")

    taken = released(ports)

    assert (taken.conversation_id, taken.seq) == (first.conversation_id, 2)
    assert ("released_by", "Ana") in codes(ports, taken)


def test_what_a_person_lets_in_says_so_to_whoever_counts_automatic_mail(ports: Ports) -> None:
    held(ports)
    asked: list[InboundMessage] = []
    real = quarantine_door(ports)

    def receive(ports: Ports, inbound: InboundMessage, receipts: tuple[Receipt, ...]) -> Taken:
        asked.append(inbound)
        return real.receive(ports, inbound, receipts)

    released(ports, Door(real.read, receive))

    assert [one.let_in for one in asked] == [True]
    assert _inbound(ports, RAW).let_in is False


def test_a_mail_that_came_in_meanwhile_is_not_doubled(ports: Ports) -> None:
    earlier = receive_message(ports, _inbound(ports, RAW))
    held(ports)

    taken = released(ports)

    assert (taken.conversation_id, taken.seq, taken.repeated) == (earlier.conversation_id, 1, True)
    assert ports.workspace.quarantined() == ()


def test_a_mail_to_two_inboxes_is_let_into_both(ports: Ports) -> None:
    held(ports, to=(SUPPORT.address, SALES.address))

    taken = released(ports)

    assert ports.conversations.head(taken.conversation_id).channel_id == SALES.id
    assert receive_message(ports, _inbound(ports, RAW)).repeated


@pytest.mark.parametrize("reason", ["HasVirus", "CannotBeRead"])
def test_a_virus_is_never_let_in_whatever_else_is_wrong_with_it(reason: str, ports: Ports) -> None:
    """Also when its reason is another: the verdict of the mail service stands in the notification."""
    held(ports, reason=reason, virusVerdict={"status": "FAIL"})

    with pytest.raises((NotAllowed, HasVirus)):
        released(ports, inbox_id=SALES.inbox_id)

    assert len(ports.workspace.quarantined()) == 1


def test_with_a_busy_store_nothing_changes_and_the_order_can_be_given_again(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(ports)

    def busy(*_: object) -> None:
        raise Throttled

    with monkeypatch.context() as patch:
        patch.setattr(type(ports.conversations), "commit", busy)
        with pytest.raises(Throttled):
            released(ports)

    assert len(ports.workspace.quarantined()) == 1
    assert not message(ports, released(ports)).attachments


def test_what_was_dropped_while_it_was_tried_again_stays_dropped(ports: Ports) -> None:
    item = held(ports)
    drop_quarantined(ports, item.id, ANA, "Advertising")

    with pytest.raises(NoSuchQuarantined):
        held(ports)

    assert ports.workspace.quarantined() == ()
    assert ports.workspace.dropped_item("m1").note == "Advertising"


def test_another_try_keeps_the_time_of_arrival(ports: Ports, clock: Clock) -> None:
    held(ports)
    clock.ahead(days=3)

    again = held(ports)

    assert (again.at, again.tries) == (NOON, 2)


def test_nothing_goes_by_itself_before_ninety_days(ports: Ports, clock: Clock) -> None:
    item = held(ports)
    other = replace(item, id="m2", at=NOON + timedelta(days=1))
    ports.workspace.quarantine(other)
    drop_quarantined(ports, "m1", ANA, "Advertising")

    clock.ahead(days=90)
    assert forget_old_quarantined(ports) == 0
    clock.ahead(seconds=1)

    assert forget_old_quarantined(ports) == 1
    with pytest.raises(NoSuchQuarantined):
        ports.workspace.dropped_item("m1")
    assert ports.workspace.quarantined() == (other,)


def test_a_mail_that_an_entry_holds_survives_the_end_of_its_quarantine(ports: Ports, clock: Clock) -> None:
    item = held(ports)
    taken = receive_message(ports, _inbound(ports, RAW))
    clock.ahead(days=91)

    forget_old_quarantined(ports)

    raw = message(ports, taken).raw
    assert raw == item.raw
    assert ports.blobs.get(BlobId(item.raw)) == RAW


def test_a_mail_that_is_gone_cannot_be_let_in(ports: Ports) -> None:
    item = held(ports)
    ports.workspace.quarantine(replace(item, raw="f" * 64))

    with pytest.raises(NoSuchFile):
        released(ports)


def _inbound(ports: Ports, raw: bytes) -> InboundMessage:
    def nothing(_: ConversationId) -> None:
        return None

    room = MailRoom((SUPPORT, SALES), ports.blobs, b"k" * 32, nothing)
    notice = MailNotice("m0", (SUPPORT.address,), NOON, "carla@customer.example")
    (message,) = take_in(notice, raw, room)
    return message
