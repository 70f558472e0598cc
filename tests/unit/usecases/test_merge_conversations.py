"""Two conversations become one thread: whatever is answered to either of them arrives in it, once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from chalicelib.domain import limits
from chalicelib.domain.entry import Delivery, DeliveryOutcome, Mailbox, Message, Returned, Status
from chalicelib.domain.errors import (
    CannotMerge,
    ConversationIsMerged,
    KeyUsedForAnotherRequest,
    NoSuchConversation,
)
from chalicelib.domain.ids import AgentId, ConversationId
from chalicelib.domain.merge_entries import MergedFrom, MergedInto
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.receipt import ExternalId, Receipt
from chalicelib.ports.bundle import Ports
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.ports.stores import Commit
from chalicelib.usecases.assign_conversation import assign_conversation
from chalicelib.usecases.comment_on_conversation import comment_on_conversation
from chalicelib.usecases.confirm_arrival import confirm_arrival
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.merge_conversations import merge_conversations
from chalicelib.usecases.move_conversation import move_conversation
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from chalicelib.usecases.resend_message import resend_message
from chalicelib.usecases.set_conversation_status import set_conversation_status
from chalicelib.usecases.split_off_message import split_off_message
from tests.unit.usecases.company import ANA, SALES, SALES_INBOX, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock, RecordingGateway
from tests.unit.usecases.test_receive_message import a_mail, answered, log_of
from tests.unit.usecases.test_receive_report import GONE, a_report, gone
from tests.unit.usecases.threads import BOSS

BEA = Mailbox("bea@customer.example", "Bea")
OPEN = Shelf(SUPPORT_INBOX.id, status=Status.OPEN)


@dataclass
class Meanwhile:
    """A store in which, just before the first commit, somebody else is faster."""

    store: Any
    first: Callable[[], object] | None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def commit(self, commit: Commit) -> Any:
        others, self.first = self.first, None
        if others:
            others()
        return self.store.commit(commit)


def begun(ports: Ports, name: str, **changes: Any) -> ConversationId:
    """A conversation that began with the mail `<name@x>`, under a subject of its own."""
    return receive_message(ports, a_mail(f"<{name}@x>", **{"subject": name, **changes})).conversation_id


def merged(ports: Ports, *ids: ConversationId) -> None:
    """The first into the second, that into the third, and so on."""
    for source, target in zip(ids, ids[1:], strict=False):
        merge_conversations(ports, source, target, Order(ANA))


def messages(ports: Ports, conversation: ConversationId) -> list[str]:
    contents = [entry.content for entry in ports.conversations.entries(conversation)]
    return [one.message_id for one in contents if isinstance(one, Message)]


def command(key: str, request: str) -> Order:
    return Order(ANA, Receipt(ExternalId.of_command(ANA.id, key), content_hash=request))


def test_each_of_the_two_names_the_other_and_nothing_is_copied(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")

    taken = merge_conversations(ports, shade, lamp, Order(ANA))

    source, target = ports.conversations.head(shade), ports.conversations.head(lamp)
    assert (taken.conversation_id, taken.seq) == (lamp, target.seq)
    assert source.merged_into == MergedInto(lamp, target.number)
    assert target.merged_from == (MergedFrom(shade, source.number),)
    assert log_of(ports, lamp) == ["message", "merged_from"]
    assert log_of(ports, shade) == ["message", "merged_into"]


def test_what_was_merged_stands_in_no_list_and_is_not_counted(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")

    merged(ports, shade, lamp)

    for shelf in (OPEN, Shelf(SUPPORT_INBOX.id)):
        assert [row.id for row in ports.lists.page(shelf, after=None, limit=9).rows] == [lamp]
        assert ports.lists.count(shelf, 9) == 1
    assert ports.lists.count_unread(SUPPORT_INBOX.id, 9) == 1


@pytest.mark.parametrize("hint", ["answers", "quotes", "tokens"])
def test_mail_that_answers_what_was_merged_lands_in_the_last_one_once(ports: Ports, hint: str) -> None:
    lamp, shade, bulb = (begun(ports, name) for name in ("lamp", "shade", "bulb"))
    merged(ports, lamp, shade, bulb)
    value = {"answers": "<lamp@x>", "quotes": ["<lamp@x>"], "tokens": (lamp,)}[hint]
    mail = a_mail("<2@x>", subject="Re: lamp", **{hint: value})

    first = receive_message(ports, mail)
    again = receive_message(ports, mail)

    assert (first.conversation_id, again.repeated) == (bulb, True)
    assert messages(ports, bulb) == ["<bulb@x>", "<2@x>"]
    assert "<2@x>" not in messages(ports, lamp) + messages(ports, shade)


def test_an_answer_to_our_own_mail_follows_the_merge_too(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    ours = answered(ports, shade)
    merged(ports, shade, lamp)

    assert receive_message(ports, a_mail("<2@x>", answers=ours)).conversation_id == lamp


def test_mail_that_comes_while_it_is_merged_lands_where_it_goes_on(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    raced = replace(ports, conversations=Meanwhile(ports.conversations, lambda: merged(ports, shade, lamp)))

    taken = receive_message(raced, a_mail("<2@x>", answers="<shade@x>"))

    assert taken.conversation_id == lamp
    assert messages(ports, lamp) == ["<lamp@x>", "<2@x>"]
    assert messages(ports, shade) == ["<shade@x>"]


def test_a_merge_while_mail_comes_takes_that_mail_along(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    mail = a_mail("<2@x>", answers="<shade@x>")
    raced = replace(ports, conversations=Meanwhile(ports.conversations, lambda: receive_message(ports, mail)))

    merged(raced, shade, lamp)

    assert messages(ports, shade) == ["<shade@x>", "<2@x>"]
    assert log_of(ports, shade)[-1] == "merged_into"
    assert receive_message(ports, mail).repeated


def test_who_took_part_before_the_merge_does_so_after_it(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade", sender=BEA)
    merged(ports, shade, lamp)

    theirs = receive_message(ports, a_mail("<2@x>", sender=BEA, answers="<shade@x>"))
    stranger = receive_message(ports, a_mail("<3@x>", sender=Mailbox("m@x.example"), answers="<shade@x>"))

    assert theirs.conversation_id == lamp
    assert BEA.address in ports.conversations.head(lamp).participants
    assert stranger.conversation_id not in (lamp, shade)


def test_so_does_somebody_whom_only_the_merged_one_knows(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade", people=(BOSS.address,))
    merged(ports, shade, lamp)

    theirs = receive_message(ports, a_mail("<2@x>", sender=BOSS, answers="<shade@x>"))

    assert theirs.conversation_id == lamp


def test_a_stranger_is_linked_with_the_conversation_that_goes_on(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    merged(ports, shade, lamp)

    taken = receive_message(ports, a_mail("<3@x>", sender=Mailbox("m@x.example"), answers="<shade@x>"))

    (link,) = ports.conversations.head(taken.conversation_id).linked
    assert link.conversation_id == lamp


def test_a_token_joins_under_the_subject_of_any_that_was_merged(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    merged(ports, shade, lamp)

    under_its_own = receive_message(ports, a_mail("<2@x>", subject="Re: shade", tokens=(shade,)))
    under_another = receive_message(ports, a_mail("<3@x>", subject="Invoice", tokens=(shade,)))

    assert under_its_own.conversation_id == lamp
    assert under_another.conversation_id not in (lamp, shade)


def test_mail_to_another_channel_of_what_was_merged_joins(ports: Ports) -> None:
    at_sales = receive_message(ports, replace(a_mail("<s@x>", subject="lamp"), channel=SALES))
    lamp = begun(ports, "lamp")
    move_conversation(ports, at_sales.conversation_id, SUPPORT_INBOX.id, Order(ANA))
    merged(ports, at_sales.conversation_id, lamp)
    ours = answered(ports, lamp)

    to_theirs = receive_message(ports, replace(a_mail("<2@x>", answers="<s@x>"), channel=SALES))
    to_ours = receive_message(ports, replace(a_mail("<3@x>", answers=ours), channel=SALES))
    to_the_last = receive_message(ports, replace(a_mail("<4@x>", answers="<2@x>"), channel=SALES))

    assert {to_theirs.conversation_id, to_ours.conversation_id, to_the_last.conversation_id} == {lamp}


def test_a_bounce_of_a_message_of_before_is_told_where_it_goes_on(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade", sender=BEA)
    ours = answered(ports, shade)
    seq = ports.conversations.head(shade).seq
    deliver_message(ports, shade)
    merged(ports, shade, lamp)

    receive_message(ports, a_report(replace(GONE, recipient=BEA.address, original_message_id=ours)))

    told = ports.conversations.entry(lamp, ports.conversations.head(lamp).seq).content
    assert told == DeliveryOutcome(seq, Delivery.BOUNCED, told.reason, of_conversation=shade)  # type: ignore[union-attr]
    assert ports.conversations.work(shade, [seq])[seq].outcome is Delivery.BOUNCED
    assert gone(ports, shade) == [BEA.address]
    assert gone(ports, lamp) == []


def test_a_bounce_found_by_the_token_alone_is_told_there_too(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    answered(ports, shade)
    merged(ports, shade, lamp)

    receive_message(ports, a_report(GONE, tokens=(shade,)))

    assert log_of(ports, lamp)[-1] == "delivery"


def test_a_message_that_was_on_its_way_goes_out_and_its_outcome_is_told_there(
    ports: Ports, gateway: RecordingGateway
) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    answered(ports, shade)
    seq = ports.conversations.head(shade).seq
    gateway.named = "<given@provider.example>"
    merged(ports, shade, lamp)

    deliver_message(ports, shade)
    deliver_message(ports, shade)

    assert len(gateway.sent) == 1
    told = ports.conversations.entry(lamp, ports.conversations.head(lamp).seq).content
    assert told == DeliveryOutcome(seq, Delivery.SENT, "", gateway.named, shade)
    known = ports.conversations.known([ExternalId.of_ours(gateway.named)])
    assert [(row.conversation_id, row.seq) for row in known.values()] == [(shade, seq)]


def test_a_message_of_before_may_be_sent_again_or_said_to_have_arrived(
    ports: Ports, gateway: RecordingGateway, clock: Clock
) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    answered(ports, shade)
    seq = ports.conversations.head(shade).seq
    merged(ports, shade, lamp)
    work = ports.conversations.work(shade, [seq])[seq]
    ports.conversations.change_work(work.settled(Delivery.UNSURE))

    confirm_arrival(ports, shade, seq, Order(ANA))
    work = ports.conversations.work(shade, [seq])[seq]
    ports.conversations.change_work(work.settled(Delivery.FAILED))
    resend_message(ports, shade, seq, Order(ANA))
    clock.ahead(seconds=1)
    deliver_message(ports, shade)

    contents = [entry.content for entry in ports.conversations.entries(lamp)]
    told = [(one.of_conversation, one.state) for one in contents if isinstance(one, DeliveryOutcome)]
    assert told == [(shade, Delivery.SENT), (shade, Delivery.QUEUED), (shade, Delivery.SENT)]
    assert len(gateway.sent) == 1


def test_our_own_mail_that_comes_home_is_recorded_where_it_goes_on(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    ours = answered(ports, shade)
    seq = ports.conversations.head(shade).seq
    merged(ports, shade, lamp)

    receive_message(ports, a_mail(ours))

    last = ports.conversations.head(lamp).seq
    assert ports.conversations.entry(lamp, last).content == Returned(ours, seq, shade)


def test_what_is_open_stays_open_and_who_waits_goes_on_waiting(ports: Ports, clock: Clock) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    waits = ports.conversations.head(shade).waiting_since
    set_conversation_status(ports, lamp, Status.CLOSED, Order(ANA))
    clock.ahead(hours=1)

    merged(ports, shade, lamp)

    target = ports.conversations.head(lamp)
    assert (target.status, target.waiting_since) == (Status.OPEN, waits)


def test_a_closed_one_that_is_merged_opens_nothing(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    for conversation in (lamp, shade):
        set_conversation_status(ports, conversation, Status.CLOSED, Order(ANA))

    merged(ports, shade, lamp)

    target = ports.conversations.head(lamp)
    assert (target.status, target.waiting_since) == (Status.CLOSED, None)


def test_no_orders_are_taken_about_what_was_merged(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    merged(ports, shade, lamp)
    number = str(ports.conversations.head(lamp).number)
    by = Order(ANA)

    orders: list[Callable[[], object]] = [
        lambda: reply_to_conversation(ports, ReplyOrder(shade, by, "Hello", last_seq=2)),
        lambda: comment_on_conversation(ports, shade, "Hello", by),
        lambda: assign_conversation(ports, shade, AgentId(ANA.id), by),
        lambda: set_conversation_status(ports, shade, Status.CLOSED, by),
        lambda: move_conversation(ports, shade, SALES_INBOX.id, by),
    ]
    for order in orders:
        with pytest.raises(ConversationIsMerged, match=number):
            order()
    assert log_of(ports, shade) == ["message", "merged_into"]


def test_a_message_of_before_can_still_become_a_conversation_of_its_own(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    other = receive_message(ports, a_mail("<2@x>", subject="Invoice", answers="<shade@x>"))
    merged(ports, shade, lamp)

    made = split_off_message(ports, shade, other.seq, Order(ANA))

    assert receive_message(ports, a_mail("<3@x>", answers="<2@x>")).conversation_id == made.conversation_id


def test_merging_again_changes_nothing(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    first = merge_conversations(ports, shade, lamp, command("key", "request"))

    by_key = merge_conversations(ports, shade, lamp, command("key", "request"))
    without = merge_conversations(ports, shade, lamp, Order(ANA))

    assert by_key == replace(first, repeated=True, content_hash="request")
    assert (without.conversation_id, without.seq) == (lamp, first.seq)
    assert log_of(ports, lamp) == ["message", "merged_from"]
    with pytest.raises(KeyUsedForAnotherRequest):
        merge_conversations(ports, shade, lamp, command("key", "another"))


def test_what_is_merged_into_a_merged_one_goes_where_that_goes_on(ports: Ports) -> None:
    lamp, shade, bulb = (begun(ports, name) for name in ("lamp", "shade", "bulb"))
    merged(ports, shade, lamp)

    taken = merge_conversations(ports, bulb, shade, Order(ANA))

    assert taken.conversation_id == lamp
    assert ports.conversations.head(bulb).merged_into == MergedInto(
        lamp, ports.conversations.head(lamp).number
    )


def test_circles_are_refused(ports: Ports) -> None:
    lamp, shade, bulb = (begun(ports, name) for name in ("lamp", "shade", "bulb"))
    merged(ports, lamp, shade, bulb)

    for into in (bulb, shade, lamp):
        with pytest.raises(CannotMerge):
            merge_conversations(ports, bulb, into, Order(ANA))


def test_two_agents_who_merge_both_ways_at_once_make_no_circle(ports: Ports) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    raced = replace(ports, conversations=Meanwhile(ports.conversations, lambda: merged(ports, shade, lamp)))

    with pytest.raises(CannotMerge):
        merge_conversations(raced, lamp, shade, Order(ANA))

    assert ports.conversations.head(lamp).merged_into is None


def test_one_that_goes_on_elsewhere_is_not_merged_a_second_time(ports: Ports) -> None:
    lamp, shade, bulb = (begun(ports, name) for name in ("lamp", "shade", "bulb"))
    merged(ports, shade, lamp)

    with pytest.raises(CannotMerge, match="undo"):
        merge_conversations(ports, shade, bulb, Order(ANA))


def test_other_inboxes_spam_and_what_is_not_there_are_refused(ports: Ports) -> None:
    lamp, spam = begun(ports, "lamp"), begun(ports, "spam")
    set_conversation_status(ports, spam, Status.SPAM, Order(ANA))
    elsewhere = receive_message(ports, replace(a_mail("<s@x>"), channel=SALES)).conversation_id

    for into in (spam, elsewhere):
        with pytest.raises(CannotMerge):
            merge_conversations(ports, lamp, into, Order(ANA))
    with pytest.raises(NoSuchConversation) as missing:
        merge_conversations(ports, lamp, ConversationId("9" * 32), Order(ANA))

    assert missing.value.field == "into"
    assert log_of(ports, lamp) == ["message"]


def test_a_thread_takes_in_so_many_and_no_more(ports: Ports) -> None:
    lamp = begun(ports, "lamp")
    for number in range(limits.MERGED):
        merged(ports, begun(ports, f"one{number}"), lamp)

    with pytest.raises(CannotMerge, match=str(limits.MERGED)):
        merge_conversations(ports, begun(ports, "more"), lamp, Order(ANA))


def test_merges_are_only_so_deep(ports: Ports) -> None:
    ids = [begun(ports, f"one{number}") for number in range(limits.MERGE_HOPS + 1)]
    merged(ports, *ids)

    assert receive_message(ports, a_mail("<2@x>", answers="<one0@x>")).conversation_id == ids[-1]
    with pytest.raises(CannotMerge):
        merge_conversations(ports, ids[-1], begun(ports, "more"), Order(ANA))


def test_the_same_mail_to_two_channels_is_not_linked_with_itself(ports: Ports) -> None:
    lamp, mail = begun(ports, "lamp"), a_mail("<2@x>", answers="<lamp@x>")
    at_sales = receive_message(ports, replace(mail, channel=SALES)).conversation_id
    move_conversation(ports, at_sales, SUPPORT_INBOX.id, Order(ANA))
    merged(ports, at_sales, lamp)

    taken = receive_message(ports, replace(mail, also_on=(SALES.id,)))

    assert taken.conversation_id == lamp
    assert ports.conversations.head(lamp).linked == ()


def test_a_merge_is_work_on_the_conversation_at_its_time(ports: Ports, clock: Clock) -> None:
    lamp, shade = begun(ports, "lamp"), begun(ports, "shade")
    clock.ahead(hours=2)

    merged(ports, shade, lamp)

    entry = ports.conversations.entry(lamp, 2)
    assert (entry.actor.id, entry.at) == (ANA.id, clock.now)
    assert ports.conversations.head(lamp).last_activity_at == entry.at
