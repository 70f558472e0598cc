"""A message finds its conversation, is kept once, and never lets a stranger in."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.entry import Direction, Linked, Mailbox, Message, Returned, Status, Why
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.inbound import Bounce, InboundMessage
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from tests.unit.usecases.company import ANA, NOON, SALES, SUPPORT

CARLA = Mailbox("carla@customer.example", "Carla Ruiz")


def a_mail(message_id: str = "<1@customer.example>", **changes: Any) -> InboundMessage:
    """A mail of Carla's to Support; `sender`, `text`, `subject`, `answers`, `quotes` shape its message."""
    message = Message(
        Direction.IN,
        changes.pop("text", "It flickers"),
        sender=changes.pop("sender", CARLA),
        to=(Mailbox("support@bandeja.test"),),
        subject=changes.pop("subject", "My lamp"),
        message_id=message_id,
        in_reply_to=changes.pop("answers", ""),
        references=tuple(changes.pop("quotes", ())),
        automatic=changes.pop("automatic", False),
    )
    inbound = InboundMessage(SUPPORT, message_id, f"hash of {message}", message, NOON, SUPPORT.address)
    return replace(inbound, **changes)


def answered(ports: Ports, conversation: ConversationId, text: str = "We look") -> str:
    """The team answers; the Message-ID of the answer."""
    seq = ports.conversations.head(conversation).seq
    taken = reply_to_conversation(ports, ReplyOrder(conversation, Order(ANA), text, last_seq=seq))
    content = ports.conversations.entry(conversation, taken.seq).content
    assert isinstance(content, Message)
    return content.message_id


def log_of(ports: Ports, conversation: ConversationId) -> list[str]:
    return [entry.kind for entry in ports.conversations.entries(conversation)]


def test_a_first_mail_starts_a_conversation_with_a_new_contact(ports: Ports) -> None:
    taken = receive_message(ports, a_mail())

    head = ports.conversations.head(taken.conversation_id)
    assert (head.subject, head.number, head.status) == ("My lamp", 1, Status.OPEN)
    assert ports.contacts.get(head.contact_id).email == "carla@customer.example"
    assert head.inbox_id == SUPPORT.inbox_id


def test_a_known_person_stays_the_same_contact(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    second = receive_message(ports, a_mail("<2@customer.example>"))

    heads = [ports.conversations.head(taken.conversation_id) for taken in (first, second)]
    assert heads[0].id != heads[1].id
    assert heads[0].contact_id == heads[1].contact_id


def test_mail_delivered_twice_is_kept_once(ports: Ports) -> None:
    first = receive_message(ports, a_mail())

    again = receive_message(ports, a_mail())

    assert again == replace(first, repeated=True)
    assert log_of(ports, first.conversation_id) == ["message"]


def test_another_mail_with_a_taken_id_is_kept_too_and_says_so(ports: Ports) -> None:
    receive_message(ports, a_mail())

    other = receive_message(ports, a_mail(text="Another text", content_hash="other"))
    again = receive_message(ports, a_mail(text="Another text", content_hash="other"))

    assert not other.repeated
    assert again.repeated
    content = ports.conversations.entry(other.conversation_id, other.seq).content
    assert isinstance(content, Message)
    assert "same_id_other_content" in [why.code for why in content.why]


def test_an_answer_to_our_mail_joins_its_thread(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    ours = answered(ports, first.conversation_id)

    taken = receive_message(ports, a_mail("<2@customer.example>", answers=ours))

    assert taken.conversation_id == first.conversation_id
    content = ports.conversations.entry(taken.conversation_id, taken.seq).content
    assert isinstance(content, Message)
    assert content.why == (Why("matched_in_reply_to", ours),)


def test_references_join_where_in_reply_to_is_broken(ports: Ports) -> None:
    first = receive_message(ports, a_mail())

    taken = receive_message(
        ports, a_mail("<3@customer.example>", answers="<lost@x>", quotes=["<1@customer.example>", "<lost@x>"])
    )

    assert taken.conversation_id == first.conversation_id


def test_a_mail_that_was_quoted_before_it_arrived_joins_and_is_kept(ports: Ports) -> None:
    later = receive_message(ports, a_mail("<b@x>", quotes=["<a@x>"]))

    taken = receive_message(ports, a_mail("<a@x>"))

    assert not taken.repeated
    assert taken.conversation_id == later.conversation_id
    assert log_of(ports, taken.conversation_id) == ["message", "message"]


def test_two_mails_that_quote_the_same_unseen_mail_are_one_thread(ports: Ports) -> None:
    first = receive_message(ports, a_mail("<b@x>", quotes=["<a@x>"]))

    second = receive_message(ports, a_mail("<c@x>", quotes=["<a@x>"]))

    assert second.conversation_id == first.conversation_id


def test_a_stranger_who_quotes_an_id_starts_a_conversation_of_their_own(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    stranger = Mailbox("mallory@elsewhere.example")

    taken = receive_message(ports, a_mail("<m@x>", sender=stranger, answers="<1@customer.example>"))

    assert taken.conversation_id != first.conversation_id
    link = ports.conversations.entries(taken.conversation_id)[-1].content
    assert isinstance(link, Linked)
    assert (link.conversation_id, link.reason) == (first.conversation_id, "stranger_quoted")
    assert ports.conversations.head(first.conversation_id).contact_address == CARLA.address


def test_a_stranger_joins_where_the_inbox_allows_it_and_does_not_become_the_contact(ports: Ports) -> None:
    inbox = ports.workspace.inboxes()[0]
    ports.workspace.put_inbox(replace(inbox, strangers_may_join=True))
    first = receive_message(ports, a_mail())
    stranger = Mailbox("mallory@elsewhere.example")

    taken = receive_message(ports, a_mail("<m@x>", sender=stranger, answers="<1@customer.example>"))

    head = ports.conversations.head(first.conversation_id)
    assert taken.conversation_id == first.conversation_id
    assert head.contact_address == CARLA.address
    assert stranger.address in head.participants


def test_somebody_we_wrote_to_is_no_stranger(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    order = ReplyOrder(
        first.conversation_id, Order(ANA), "See below", last_seq=1, cc=(Mailbox("store@partner.example"),)
    )
    reply_to_conversation(ports, order)

    store = Mailbox("store@partner.example")
    taken = receive_message(ports, a_mail("<s@x>", sender=store, answers="<1@customer.example>"))

    assert taken.conversation_id == first.conversation_id


def test_a_token_joins_when_the_subject_is_that_of_the_thread(ports: Ports) -> None:
    first = receive_message(ports, a_mail())

    taken = receive_message(ports, a_mail("<n@x>", subject="RE: my lamp", tokens=(first.conversation_id,)))

    assert taken.conversation_id == first.conversation_id


def test_a_token_from_an_address_book_with_a_new_topic_starts_a_linked_conversation(ports: Ports) -> None:
    first = receive_message(ports, a_mail())

    taken = receive_message(ports, a_mail("<n@x>", subject="Invoice", tokens=(first.conversation_id,)))

    assert taken.conversation_id != first.conversation_id
    assert ports.conversations.head(taken.conversation_id).linked[0].reason == "subject_changed"


def test_a_token_with_a_header_of_the_thread_joins_whatever_the_subject(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    mail = a_mail("<n@x>", subject="Invoice", tokens=(first.conversation_id,), answers="<1@customer.example>")

    assert receive_message(ports, mail).conversation_id == first.conversation_id


def test_a_token_never_admits_a_stranger(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    stranger = Mailbox("mallory@elsewhere.example")

    taken = receive_message(ports, a_mail("<m@x>", sender=stranger, tokens=(first.conversation_id,)))

    assert taken.conversation_id != first.conversation_id


def test_equal_subjects_never_merge_people(ports: Ports) -> None:
    first = receive_message(ports, a_mail())

    taken = receive_message(ports, a_mail("<2@customer.example>", subject="Re: My lamp"))

    assert taken.conversation_id != first.conversation_id


def test_a_mail_to_two_people_of_ours_that_a_stranger_quoted_first_lets_nobody_in(ports: Ports) -> None:
    mallory = Mailbox("mallory@elsewhere.example")
    forged = receive_message(ports, a_mail("<m@x>", sender=mallory, quotes=["<1@customer.example>"]))

    taken = receive_message(ports, a_mail())

    assert not taken.repeated
    assert taken.conversation_id != forged.conversation_id


def test_one_mail_to_two_channels_makes_two_conversations(ports: Ports) -> None:
    first = receive_message(ports, a_mail())

    second = receive_message(ports, a_mail(channel=SALES))

    assert not second.repeated
    assert second.conversation_id != first.conversation_id


def test_an_id_quoted_to_another_channel_opens_no_thread_there(ports: Ports) -> None:
    first = receive_message(ports, a_mail())

    taken = receive_message(
        ports, a_mail("<2@customer.example>", answers="<1@customer.example>", channel=SALES)
    )

    assert taken.conversation_id != first.conversation_id


def test_our_own_mail_coming_back_is_recorded_and_is_no_message(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    ours = answered(ports, first.conversation_id)

    taken = receive_message(ports, a_mail(ours, sender=Mailbox("support@bandeja.test")))
    again = receive_message(ports, a_mail(ours, sender=Mailbox("support@bandeja.test")))

    content = ports.conversations.entry(taken.conversation_id, taken.seq).content
    assert isinstance(content, Returned)
    assert taken.conversation_id == first.conversation_id
    assert again.repeated


def test_a_bounce_is_an_outcome_of_the_message_that_bounced(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    ours = answered(ports, first.conversation_id)
    seq = ports.conversations.head(first.conversation_id).seq
    bounce = Bounce("carla@customer.example", "5.1.1", "no such mailbox", ours)
    mail = a_mail("<b@mx>", sender=Mailbox(""), automatic=True, bounce=bounce)

    taken = receive_message(ports, mail)
    again = receive_message(ports, mail)

    entry = ports.conversations.entry(first.conversation_id, taken.seq)
    assert taken.conversation_id == first.conversation_id
    assert again.repeated
    assert entry.kind == "delivery"
    assert entry.content.of == seq  # type: ignore[union-attr]  # it is an outcome
    assert ports.conversations.work(first.conversation_id, [seq])[seq].outcome == "bounced"


def test_a_bounce_of_something_else_is_shown_as_automatic_mail(ports: Ports) -> None:
    bounce = Bounce("x@y.example", "5.0.0", "no", "<unknown@elsewhere>")

    taken = receive_message(ports, a_mail("<b@mx>", sender=Mailbox(""), automatic=True, bounce=bounce))

    head = ports.conversations.head(taken.conversation_id)
    assert log_of(ports, taken.conversation_id) == ["message"]
    assert head.waiting_since is None


def test_suspect_mail_goes_to_spam_and_joins_nothing(ports: Ports) -> None:
    first = receive_message(ports, a_mail())
    forged = a_mail("<f@x>", answers="<1@customer.example>", suspect=Why("dmarc_failed"), proven=False)

    taken = receive_message(ports, forged)

    head = ports.conversations.head(taken.conversation_id)
    assert head.id != first.conversation_id
    assert head.status is Status.SPAM
    assert head.contact_id != ports.conversations.head(first.conversation_id).contact_id


def test_an_unproven_address_takes_over_nobodys_history(ports: Ports) -> None:
    unproven = receive_message(ports, a_mail(proven=False))
    proven = receive_message(ports, a_mail("<2@customer.example>"))

    first, second = (ports.conversations.head(taken.conversation_id) for taken in (unproven, proven))
    assert first.contact_id != second.contact_id
    assert ports.contacts.get(first.contact_id).claimed_email == CARLA.address


@pytest.mark.parametrize("count", [3, 60, 400])
def test_a_long_list_of_references_is_bounded_and_still_finds_the_thread(ports: Ports, count: int) -> None:
    first = receive_message(ports, a_mail())
    quotes = ["<1@customer.example>", *(f"<{number}@elsewhere>" for number in range(count))]

    taken = receive_message(ports, a_mail("<z@x>", quotes=quotes))

    assert taken.conversation_id == first.conversation_id
