"""How each connected address does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.ids import ChannelId
from chalicelib.queries.channel_states import ChannelState, channel_states
from tests.unit.handlers.house import House
from tests.unit.usecases.company import NOON, SALES, SUPPORT
from tests.unit.usecases.conftest import Clock


def test_a_house_in_which_nothing_happened_says_so(house: House) -> None:
    assert channel_states(house.ports) == [
        ChannelState(SALES, None, 0, None),
        ChannelState(SUPPORT, None, 0, None),
    ]


def test_the_last_activity_is_that_of_the_channel_and_not_of_its_neighbour(
    house: House, clock: Clock
) -> None:
    neighbour = replace(SUPPORT, id=ChannelId("b9" * 16), address="help@bandeja.test")
    house.ports.workspace.put_channel(neighbour)
    house.began()
    clock.ahead(minutes=5)
    closed = house.began()
    house.wrote(closed.id)

    other, sales, support = channel_states(house.ports)

    assert (other.channel, other.last_activity_at, sales.last_activity_at) == (neighbour, None, None)
    assert support.last_activity_at == clock.now
    assert clock.now > NOON


def test_what_is_not_handed_over_yet_waits_since_it_was_due(house: House, clock: Clock) -> None:
    head = house.began()
    seq = house.answered(head.id)
    clock.ahead(hours=2)
    (work,) = house.ports.conversations.unsettled_work(head.id)
    house.ports.conversations.change_work(work.postponed(clock.now + timedelta(hours=1), "busy"))

    sales, support = channel_states(house.ports)

    assert (sales.waiting, support.waiting, support.waiting_since) == (0, 1, NOON)
    assert seq == work.seq
