"""Another inbox takes a conversation over: it is in that one's lists, and answers to it arrive there."""

import pytest

from chalicelib.domain.entry import Mailbox
from chalicelib.domain.errors import NoSuchInbox
from chalicelib.domain.ids import InboxId
from chalicelib.domain.merge_entries import Moved
from chalicelib.domain.orders import Order
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.move_conversation import move_conversation
from chalicelib.usecases.receive_message import receive_message
from tests.unit.usecases.company import ANA, SALES_INBOX, SUPPORT, SUPPORT_INBOX
from tests.unit.usecases.conftest import RecordingGateway
from tests.unit.usecases.test_merge_conversations import begun, command
from tests.unit.usecases.test_receive_message import a_mail, answered, log_of
from tests.unit.usecases.threads import strangers_may_join


def test_it_stands_in_the_lists_of_the_other_inbox(ports: Ports) -> None:
    lamp = begun(ports, "lamp")

    taken = move_conversation(ports, lamp, SALES_INBOX.id, Order(ANA))

    assert ports.conversations.entry(lamp, taken.seq).content == Moved(SALES_INBOX.id, SUPPORT_INBOX.id)
    assert [row.id for row in ports.lists.page(Shelf(SALES_INBOX.id), after=None, limit=9).rows] == [lamp]
    assert ports.lists.count(Shelf(SUPPORT_INBOX.id), 9) == 0


@pytest.mark.parametrize("by", ["answers", "quotes", "tokens"])
def test_answers_arrive_in_the_new_inbox(ports: Ports, by: str) -> None:
    lamp = begun(ports, "lamp")
    move_conversation(ports, lamp, SALES_INBOX.id, Order(ANA))
    hint = {"answers": "<lamp@x>", "quotes": ["<lamp@x>"], "tokens": (lamp,)}[by]

    taken = receive_message(ports, a_mail("<2@x>", subject="Re: lamp", **{by: hint}))

    assert taken.conversation_id == lamp
    assert ports.conversations.head(lamp).inbox_id == SALES_INBOX.id


def test_our_answers_still_go_out_by_the_channel_it_came_in_by(
    ports: Ports, gateway: RecordingGateway
) -> None:
    lamp = begun(ports, "lamp")
    move_conversation(ports, lamp, SALES_INBOX.id, Order(ANA))
    answered(ports, lamp)

    deliver_message(ports, lamp)

    assert [one.channel for one in gateway.sent] == [SUPPORT]


def test_whether_strangers_may_join_is_for_the_new_inbox_to_say(ports: Ports) -> None:
    strangers_may_join(ports)
    lamp = begun(ports, "lamp")
    move_conversation(ports, lamp, SALES_INBOX.id, Order(ANA))

    taken = receive_message(ports, a_mail("<2@x>", sender=Mailbox("m@x.example"), answers="<lamp@x>"))

    assert taken.conversation_id != lamp


def test_a_new_mail_to_the_channel_begins_where_the_channel_belongs(ports: Ports) -> None:
    lamp = begun(ports, "lamp")
    move_conversation(ports, lamp, SALES_INBOX.id, Order(ANA))

    assert ports.conversations.head(begun(ports, "other")).inbox_id == SUPPORT_INBOX.id


def test_repeats_and_the_inbox_it_is_in_change_nothing(ports: Ports) -> None:
    lamp = begun(ports, "lamp")
    here = move_conversation(ports, lamp, SUPPORT_INBOX.id, Order(ANA))
    first = move_conversation(ports, lamp, SALES_INBOX.id, command("key", "request"))

    again = move_conversation(ports, lamp, SALES_INBOX.id, command("key", "request"))

    assert here.seq == 1
    assert (again.seq, again.repeated) == (first.seq, True)
    assert log_of(ports, lamp) == ["message", "moved"]


def test_an_inbox_that_is_not_there_is_refused(ports: Ports) -> None:
    lamp = begun(ports, "lamp")

    with pytest.raises(NoSuchInbox) as refused:
        move_conversation(ports, lamp, InboxId("9" * 32), Order(ANA))

    assert refused.value.field == "inbox"
