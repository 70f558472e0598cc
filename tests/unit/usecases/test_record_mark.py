"""How far a person has got: delivered and read, in any order, never going back."""

from __future__ import annotations

from chalicelib.domain.entry import Delivery, DeliveryOutcome
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.platform_event import Mark, Person, Watermark
from chalicelib.ports.bundle import Ports
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.record_mark import record_mark
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from tests.unit.usecases.company import ANA
from tests.unit.usecases.conftest import Clock
from tests.unit.usecases.platform_people import CARLA, PAGE, later, log_of, received, told


def answered(ports: Ports, conversation_id: ConversationId, text: str) -> int:
    """Ana's answer, handed over."""
    head = ports.conversations.head(conversation_id)
    taken = reply_to_conversation(ports, ReplyOrder(conversation_id, Order(ANA), text, head.seq))
    deliver_message(ports, conversation_id)
    return taken.seq


def two_answers(ports: Ports, clock: Clock) -> tuple[ConversationId, int, int]:
    """Of noon, and of one minute later."""
    ports.workspace.put_channel(PAGE)
    first = received(ports, told("Hi"))
    one = answered(ports, first.conversation_id, "Hello")
    clock.ahead(minutes=1)
    two = answered(ports, first.conversation_id, "How can I help?")
    return first.conversation_id, one, two


def outcomes(ports: Ports, conversation_id: ConversationId) -> list[tuple[int, Delivery]]:
    told_of = [one for one in log_of(ports, conversation_id) if isinstance(one, DeliveryOutcome)]
    return [(one.of, one.state) for one in told_of if one.state is not Delivery.SENT]


def test_all_up_to_the_watermark_were_delivered(ports: Ports, clock: Clock) -> None:
    conversation_id, one, two = two_answers(ports, clock)

    assert record_mark(ports, PAGE, Watermark(CARLA, Mark.DELIVERED, later(seconds=30))) == 1
    assert record_mark(ports, PAGE, Watermark(CARLA, Mark.DELIVERED, later(seconds=30))) == 0

    assert outcomes(ports, conversation_id) == [(one, Delivery.DELIVERED)]
    assert two not in dict(outcomes(ports, conversation_id))


def test_a_mark_under_another_id_of_the_person_counts(ports: Ports, clock: Clock) -> None:
    conversation_id, one, _ = two_answers(ports, clock)
    hidden = Person("ES.1349", also=(CARLA.id,))

    assert record_mark(ports, PAGE, Watermark(hidden, Mark.DELIVERED, later(seconds=30))) == 1

    assert outcomes(ports, conversation_id) == [(one, Delivery.DELIVERED)]


def sent_as(ports: Ports, conversation_id: ConversationId, seq: int) -> str:
    return ports.conversations.work(conversation_id, [seq])[seq].provider_id


def test_a_platform_that_names_the_last_one_says_nothing_of_later_ones(ports: Ports, clock: Clock) -> None:
    conversation_id, one, two = two_answers(ports, clock)
    first, second = (sent_as(ports, conversation_id, seq) for seq in (one, two))

    record_mark(ports, PAGE, Watermark(CARLA, Mark.READ, later(minutes=9), (first,), ends_at_named=True))

    assert outcomes(ports, conversation_id) == [(one, Delivery.DELIVERED)]
    assert ports.conversations.head(conversation_id).seen_through == one

    record_mark(ports, PAGE, Watermark(CARLA, Mark.READ, later(minutes=9), (second,), ends_at_named=True))

    assert outcomes(ports, conversation_id) == [(one, Delivery.DELIVERED), (two, Delivery.DELIVERED)]


def test_of_one_that_is_not_known_yet_only_the_time_helps(ports: Ports, clock: Clock) -> None:
    conversation_id, one, two = two_answers(ports, clock)
    mark = Watermark(CARLA, Mark.READ, later(seconds=30), ("m_of_another_app",), ends_at_named=True)

    record_mark(ports, PAGE, mark)

    assert ports.conversations.head(conversation_id).seen_through == one < two


def test_marks_in_any_order_end_alike(ports: Ports, clock: Clock) -> None:
    conversation_id, one, two = two_answers(ports, clock)

    for mark, seconds in [(Mark.READ, 90), (Mark.DELIVERED, 30), (Mark.READ, 30), (Mark.DELIVERED, 90)]:
        record_mark(ports, PAGE, Watermark(CARLA, mark, later(seconds=seconds)))

    assert outcomes(ports, conversation_id) == [(one, Delivery.DELIVERED), (two, Delivery.DELIVERED)]
    assert ports.conversations.head(conversation_id).seen_through == two


def test_a_mark_may_name_the_messages(ports: Ports, clock: Clock) -> None:
    conversation_id, one, _ = two_answers(ports, clock)
    name = ports.conversations.work(conversation_id, [one])[one].provider_id

    record_mark(ports, PAGE, Watermark(CARLA, Mark.DELIVERED, later(hours=-1), (name, "m_of_somebody_else")))

    assert outcomes(ports, conversation_id) == [(one, Delivery.DELIVERED)]


def test_a_mark_says_nothing_of_a_message_that_may_not_have_gone_out(ports: Ports, clock: Clock) -> None:
    conversation_id, _, two = two_answers(ports, clock)
    clock.ahead(minutes=1)
    head = ports.conversations.head(conversation_id)
    broke_off = reply_to_conversation(ports, ReplyOrder(conversation_id, Order(ANA), "Or call", head.seq)).seq
    work = ports.conversations.work(conversation_id, [broke_off])[broke_off]
    ports.conversations.change_work(work.claimed("somebody who died", ports.now()))
    clock.ahead(minutes=2)
    deliver_message(ports, conversation_id)

    record_mark(ports, PAGE, Watermark(CARLA, Mark.READ, later(hours=1)))

    assert outcomes(ports, conversation_id)[0] == (broke_off, Delivery.UNSURE)
    assert (broke_off, Delivery.DELIVERED) not in outcomes(ports, conversation_id)
    assert ports.conversations.head(conversation_id).seen_through == two


def test_a_mark_of_somebody_who_never_wrote_says_nothing(ports: Ports) -> None:
    assert record_mark(ports, PAGE, Watermark(Person("1"), Mark.READ, later())) == 0
