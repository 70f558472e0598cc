"""A merge is taken back: both conversations are as they were, and what comes in goes its own way again."""

from dataclasses import replace

from chalicelib.domain.entry import Status
from chalicelib.domain.orders import Order
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.merge_conversations import merge_conversations
from chalicelib.usecases.move_conversation import move_conversation
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.set_conversation_status import set_conversation_status
from chalicelib.usecases.unmerge_conversation import unmerge_conversation
from tests.unit.usecases.company import ANA, SALES, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.test_merge_conversations import OPEN, Meanwhile, begun, command, merged, messages
from tests.unit.usecases.test_receive_message import a_mail, answered, log_of


def test_both_are_on_their_own_again_and_their_logs_say_so(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    merged(ports, shade, lamp)

    taken = unmerge_conversation(ports, shade, Order(ANA))

    source, target = ports.conversations.head(shade), ports.conversations.head(lamp)
    assert (taken.conversation_id, taken.seq) == (shade, source.seq)
    assert (source.merged_into, target.merged_from) == (None, ())
    assert log_of(ports, shade) == ["message", "merged_into", "unmerged"]
    assert log_of(ports, lamp) == ["message", "merged_from", "unmerged"]
    assert {row.id for row in ports.lists.page(OPEN, after=None, limit=9).rows} == {lamp, shade}
    assert ports.lists.count_unread(SUPPORT_INBOX.id, 9) == 2


def test_mail_lands_in_each_of_them_again(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    merged(ports, shade, lamp)
    meanwhile = receive_message(ports, a_mail("<2@x>", answers="<shade@x>"))
    unmerge_conversation(ports, shade, Order(ANA))

    by_id = receive_message(ports, a_mail("<3@x>", answers="<shade@x>"))
    by_token = receive_message(ports, a_mail("<4@x>", subject="Re: shade", tokens=(shade,)))

    assert meanwhile.conversation_id == lamp
    assert {by_id.conversation_id, by_token.conversation_id} == {shade}
    assert messages(ports, lamp) == ["<lamp@x>", "<2@x>"]


def test_answers_to_mail_of_between_go_where_that_stands_also_on_the_other_channel(ports: Ports) -> None:
    lamp, at_sales = begun(ports, "lamp"), begun(ports, "shade", channel=SALES)
    move_conversation(ports, at_sales, SUPPORT_INBOX.id, Order(ANA))
    merged(ports, at_sales, lamp)
    receive_message(ports, a_mail("<2@x>", channel=SALES, answers="<shade@x>"))
    unmerge_conversation(ports, at_sales, Order(ANA))

    taken = receive_message(ports, a_mail("<3@x>", channel=SALES, answers="<2@x>"))

    assert taken.conversation_id == lamp


def test_mail_that_comes_while_it_is_taken_back_lands_once(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    merged(ports, shade, lamp)
    undo = Meanwhile(ports.conversations, lambda: unmerge_conversation(ports, shade, Order(ANA)))

    taken = receive_message(replace(ports, conversations=undo), a_mail("<2@x>", answers="<shade@x>"))

    assert taken.conversation_id == shade
    assert messages(ports, lamp) == ["<lamp@x>"]


def test_a_merge_that_is_half_read_when_it_is_taken_back_leads_nowhere_wrong(ports: Ports) -> None:
    """The source is read before the undo, the target after it."""
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    merged(ports, shade, lamp)
    undone: list[bool] = []

    class Slow(Meanwhile):
        def head(self, conversation_id: str) -> object:
            if conversation_id == lamp and not undone:
                undone.append(True)
                unmerge_conversation(ports, shade, Order(ANA))
            return self.store.head(conversation_id)

    raced = replace(ports, conversations=Slow(ports.conversations, None))  # type: ignore[arg-type]

    assert receive_message(raced, a_mail("<2@x>", answers="<shade@x>")).conversation_id == shade


def test_only_the_conversation_named_is_parted(ports: Ports) -> None:
    lamp, shade, bulb = (begun(ports, name) for name in ("lamp", "shade", "bulb"))
    merged(ports, lamp, shade, bulb)

    unmerge_conversation(ports, shade, Order(ANA))

    assert receive_message(ports, a_mail("<2@x>", answers="<lamp@x>")).conversation_id == shade
    assert ports.conversations.head(bulb).merged_from == ()


def test_it_keeps_the_status_it_had(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    set_conversation_status(ports, shade, Status.CLOSED, Order(ANA))
    merged(ports, shade, lamp)

    unmerge_conversation(ports, shade, Order(ANA))

    assert ports.conversations.head(shade).status is Status.CLOSED


def test_who_waited_in_the_other_one_waits_there_and_not_here(ports: Ports, clock: Clock) -> None:
    lamp = begun(ports, "lamp")
    answered(ports, lamp)
    clock.ahead(minutes=1)
    shade = begun(ports, "shade")
    waits = ports.conversations.head(shade).waiting_since
    merged(ports, shade, lamp)
    assert ports.conversations.head(lamp).waiting_since == waits

    unmerge_conversation(ports, shade, Order(ANA))

    assert ports.conversations.head(lamp).waiting_since is None
    assert ports.conversations.head(shade).waiting_since == waits


def test_repeats_and_what_was_never_merged_change_nothing(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    nothing = unmerge_conversation(ports, shade, Order(ANA))
    merged(ports, shade, lamp)
    first = unmerge_conversation(ports, shade, command("key", "request"))

    again = unmerge_conversation(ports, shade, command("key", "request"))
    without = unmerge_conversation(ports, shade, Order(ANA))

    assert (nothing.conversation_id, nothing.seq) == (shade, 1)
    assert (again.seq, again.repeated, without.seq) == (first.seq, True, first.seq)
    assert log_of(ports, lamp) == ["message", "merged_from", "unmerged"]


def test_it_may_be_merged_once_more(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    merged(ports, shade, lamp)
    unmerge_conversation(ports, shade, Order(ANA))

    merge_conversations(ports, shade, lamp, Order(ANA))

    assert receive_message(ports, a_mail("<2@x>", answers="<shade@x>")).conversation_id == lamp
