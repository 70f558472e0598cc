"""A visitor who has left gets what was said by mail, all of it in one, and can answer by mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.entry import Attachment, Delivery, DeliveryOutcome, Direction, Message
from chalicelib.domain.ids import BlobId, ConversationId
from chalicelib.domain.sending_errors import SendDelayed, SendRefused
from chalicelib.handlers.mail_queue import on_mail
from chalicelib.ports.stores import Commit
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.wake_due_work import wake_due_work
from tests.unit.handlers.house import House, Socket
from tests.unit.handlers.test_mail_queue import Batch, arrived, record
from tests.unit.handlers.website import Visitor, answered, of_type, texts
from tests.unit.usecases.company import ANA, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock, RecordingGateway

EVA = "eva@example.com"


@pytest.fixture
def chat(site: House, visitor: Visitor) -> tuple[Socket, ConversationId]:
    """Eva wrote, and left her address."""
    socket = visitor.socket()
    said = socket.send({"type": "start", "id": "a", "text": "Do you ship?", "email": EVA, "name": "Eva"})
    return socket, ConversationId(said["conversation"])


def delivered(house: House, conversation: ConversationId) -> list[tuple[int, Delivery, str]]:
    """What became of each message, in order."""
    contents = [entry.content for entry in house.ports.conversations.entries(conversation)]
    return [(one.of, one.state, one.reason) for one in contents if isinstance(one, DeliveryOutcome)]


def at_work(house: House, conversation: ConversationId) -> None:
    """The queue's function runs, as often as it likes."""
    for _ in range(2):
        deliver_message(house.ports, conversation)


def test_who_has_left_gets_all_that_was_said_in_one_mail(
    site: House, chat: tuple[Socket, ConversationId], clock: Clock, gateway: RecordingGateway
) -> None:
    socket, conversation = chat
    socket.leave()
    answered(site, conversation, "Yes, to all of Europe.")
    clock.ahead(minutes=2)
    answered(site, conversation, "It takes three days.")
    at_work(site, conversation)
    clock.ahead(minutes=9)  # the first is due, and they may still be writing
    at_work(site, conversation)
    assert gateway.sent == []

    clock.ahead(minutes=2)
    assert wake_due_work(site.ports) >= 1
    at_work(site, conversation)

    (mail,) = gateway.sent
    assert mail.recipients == (EVA,)
    assert mail.text == "Yes, to all of Europe.\n\nIt takes three days."
    assert mail.message.sender.name == "Ana"
    assert mail.reply_token.startswith("reply+")
    assert [state for _, state, _ in delivered(site, conversation)] == [Delivery.SENT, Delivery.SENT]
    assert site.ports.conversations.unsettled_work(conversation) == ()


def test_every_mail_of_a_chat_comes_from_the_inbox_in_the_name_that_its_visitors_know(
    site: House,
    visitor: Visitor,
    chat: tuple[Socket, ConversationId],
    clock: Clock,
    gateway: RecordingGateway,
) -> None:
    site.ports.workspace.put_inbox(replace(SUPPORT_INBOX, signature="{agent}, {company}"))
    socket, conversation = chat
    answered(site, conversation, "Yes.")
    assert visitor.browser.post("/chat/transcript", {"conversation": conversation}).status == 202
    socket.leave()
    clock.ahead(minutes=11)
    at_work(site, conversation)

    transcript, unseen = gateway.sent

    assert unseen.message.subject == "An answer from Clay Shop"
    assert unseen.signature == "Ana, Clay Shop"
    assert transcript.message.subject == "Your conversation with Clay Shop"
    for mail in (transcript, unseen):
        assert mail.recipients == (EVA,) and mail.message.text == mail.text
        assert mail.message.sender.address == mail.channel.from_address
        assert mail.message.message_id.endswith("@bandeja.test>")
    assert transcript.reply_token == unseen.reply_token
    assert (transcript.message.automatic, unseen.message.automatic) == (True, False)


def test_what_the_visitor_has_seen_is_not_mailed(
    site: House, chat: tuple[Socket, ConversationId], clock: Clock, gateway: RecordingGateway
) -> None:
    socket, conversation = chat
    answered(site, conversation, "Yes.")
    socket.send({"type": "seen", "seq": of_type(socket, "entry")[-1]["entry"]["seq"]})
    socket.leave()

    clock.ahead(minutes=11)
    at_work(site, conversation)

    assert gateway.sent == []
    assert [state for _, state, _ in delivered(site, conversation)] == [Delivery.DELIVERED]


def test_only_what_was_not_seen_is_mailed(
    site: House, chat: tuple[Socket, ConversationId], clock: Clock, gateway: RecordingGateway
) -> None:
    socket, conversation = chat
    answered(site, conversation, "Seen.")
    socket.send({"type": "seen", "seq": of_type(socket, "entry")[-1]["entry"]["seq"]})
    socket.leave()
    answered(site, conversation, "Not seen.")

    clock.ahead(minutes=11)
    at_work(site, conversation)

    assert [mail.text for mail in gateway.sent] == ["Not seen."]


def test_nobody_is_mailed_while_the_chat_is_open_before_them_for_an_hour(
    site: House, chat: tuple[Socket, ConversationId], clock: Clock, gateway: RecordingGateway
) -> None:
    _, conversation = chat
    answered(site, conversation, "Are you there?")

    clock.ahead(minutes=20)
    at_work(site, conversation)
    assert gateway.sent == []
    clock.ahead(minutes=60)
    at_work(site, conversation)

    assert len(gateway.sent) == 1


def test_without_an_address_it_waits_in_the_chat_and_says_so(
    site: House, visitor: Visitor, clock: Clock, gateway: RecordingGateway
) -> None:
    socket, conversation = visitor.chatting()
    socket.leave()
    answered(site, conversation)

    clock.ahead(minutes=11)
    at_work(site, ConversationId(conversation))

    assert gateway.sent == []
    ((_, state, reason),) = delivered(site, ConversationId(conversation))
    assert (state, reason) == (Delivery.SENT, "waits in the chat")


def test_an_answer_by_mail_comes_into_the_same_conversation_and_shows_in_the_chat(
    site: House,
    visitor: Visitor,
    chat: tuple[Socket, ConversationId],
    clock: Clock,
    gateway: RecordingGateway,
) -> None:
    socket, conversation = chat
    socket.leave()
    answered(site, conversation, "Yes.")
    clock.ahead(minutes=11)
    gateway.named = "<sent-1@bandeja.test>"
    at_work(site, conversation)

    mail = mail_of_eva(gateway.sent[0].reply_token, "<sent-1@bandeja.test>", "Thanks, I take two.")
    take_in(site, mail)

    log = [entry.content for entry in site.ports.conversations.entries(conversation)]
    assert [one.text for one in log if isinstance(one, Message)] == [
        "Do you ship?",
        "Yes.",
        "Thanks, I take two.",
    ]
    resumed = visitor.socket().send({"type": "resume", "conversation": conversation})
    assert resumed["entries"][-1]["text"] == "Thanks, I take two."


def test_who_wrote_by_mail_is_answered_by_mail_at_once(
    site: House, chat: tuple[Socket, ConversationId], clock: Clock, gateway: RecordingGateway
) -> None:
    socket, conversation = chat
    socket.leave()
    answered(site, conversation, "Yes.")
    clock.ahead(minutes=11)
    gateway.named = "<sent-1@bandeja.test>"
    at_work(site, conversation)
    take_in(site, mail_of_eva(gateway.sent[0].reply_token, "<sent-1@bandeja.test>", "I take two."))

    gateway.named = "<sent-2@bandeja.test>"
    answered(site, conversation, "They are on their way.")
    clock.ahead(seconds=2)
    at_work(site, conversation)

    assert [mail.text for mail in gateway.sent] == ["Yes.", "They are on their way."]


def test_a_stranger_who_got_hold_of_the_mail_does_not_get_into_the_chat(
    site: House, chat: tuple[Socket, ConversationId], clock: Clock, gateway: RecordingGateway
) -> None:
    socket, conversation = chat
    socket.leave()
    answered(site, conversation, "Yes.")
    clock.ahead(minutes=11)
    gateway.named = "<sent-1@bandeja.test>"
    at_work(site, conversation)

    mail = mail_of_eva(gateway.sent[0].reply_token, "<sent-1@bandeja.test>", "Send it to me.")
    take_in(site, mail.replace(EVA.encode(), b"mallory@example.com"))

    assert "Send it to me." not in str(site.ports.conversations.entries(conversation))


def test_what_the_mail_server_refuses_is_said_and_what_it_delays_is_tried_again(
    site: House, chat: tuple[Socket, ConversationId], clock: Clock, gateway: RecordingGateway
) -> None:
    socket, conversation = chat
    socket.leave()
    answered(site, conversation, "Yes.")
    gateway.fails += [SendDelayed("busy"), SendRefused("no such user")]

    clock.ahead(minutes=11)
    at_work(site, conversation)
    assert delivered(site, conversation) == []
    clock.ahead(minutes=2)
    at_work(site, conversation)

    ((_, state, reason),) = delivered(site, conversation)
    assert (state, reason) == (Delivery.FAILED, "no such user")


def test_a_mail_server_that_says_how_long_it_is_busy_is_left_alone_for_that_time(
    site: House, chat: tuple[Socket, ConversationId], clock: Clock, gateway: RecordingGateway
) -> None:
    socket, conversation = chat
    socket.leave()
    answered(site, conversation, "Yes.")
    gateway.fails += [SendDelayed("busy", wait=timedelta(minutes=9))]

    clock.ahead(minutes=11)
    at_work(site, conversation)
    clock.ahead(minutes=8)
    at_work(site, conversation)
    assert gateway.sent == []
    clock.ahead(minutes=2)
    at_work(site, conversation)

    assert len(gateway.sent) == 1


def test_an_answer_whose_file_is_gone_is_said_to_have_failed_and_is_not_tried_for_ever(
    site: House, chat: tuple[Socket, ConversationId], clock: Clock, gateway: RecordingGateway
) -> None:
    socket, conversation = chat
    socket.leave()
    file = Attachment("a", BlobId("0" * 64), "gone.pdf", "application/pdf", 3)
    head = site.ports.conversations.head(conversation)
    message = Message(Direction.OUT, "Here it is.", attachments=(file,))
    step = head.reply(message, clock(), ANA.id, deliver_after=timedelta(minutes=10))
    site.ports.conversations.commit(Commit(step))

    clock.ahead(minutes=11)
    at_work(site, conversation)

    assert [state for _, state, _ in delivered(site, conversation)] == [Delivery.FAILED]
    assert gateway.sent == []


def test_after_a_crash_in_the_middle_nothing_is_mailed_twice(
    site: House, chat: tuple[Socket, ConversationId], clock: Clock, gateway: RecordingGateway
) -> None:
    socket, conversation = chat
    socket.leave()
    answered(site, conversation, "Yes.")
    clock.ahead(minutes=11)
    gateway.fails.append(KeyboardInterrupt())  # type: ignore[arg-type]  # the process ends here

    with pytest.raises(KeyboardInterrupt):
        deliver_message(site.ports, conversation)
    at_work(site, conversation)
    clock.ahead(minutes=2)
    at_work(site, conversation)

    assert len(gateway.sent) <= 1
    ((_, state, _),) = delivered(site, conversation)
    assert state in (Delivery.UNSURE, Delivery.SENT)


def mail_of_eva(token: str, answers: str, text: str) -> bytes:
    """As a mail program would write it; made up here."""
    lines = [
        f"From: Eva <{EVA}>",
        f"To: Support <{token}@bandeja.test>",
        "Subject: Re: An answer from Support",
        "Message-ID: <eva-1@example.com>",
        f"In-Reply-To: {answers}",
        "Date: Sun, 22 Nov 2026 12:30:00 +0000",
        "Content-Type: text/plain; charset=utf-8",
        "",
        text,
        "",
    ]
    return "\r\n".join(lines).encode()


def take_in(house: House, raw: bytes) -> None:
    """It arrives at the support address."""
    body = arrived(house.ports, 1, "support@bandeja.test", raw)
    answer = on_mail(Batch(record(body)))
    assert answer == {"batchItemFailures": []}


def test_the_visitor_sees_answers_in_the_chat_as_they_come(
    site: House, chat: tuple[Socket, ConversationId]
) -> None:
    socket, conversation = chat

    answered(site, conversation, "Yes.")

    assert texts(socket) == [("agent", "Yes.")]
