"""What every home promises about the team's side of the house: `ports.stores.WorkspaceStore`."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.domain.errors import (
    AlreadyThere,
    NoSuchAgent,
    NoSuchQuarantined,
    StaleChannel,
    TooLarge,
)
from chalicelib.domain.ids import AgentId, ChannelId, InboxId
from chalicelib.domain.limits import ITEM
from chalicelib.domain.workspace import AgentState, Quarantined, Role
from tests.builders import (
    NOW,
    a_channel,
    a_domain,
    a_quarantined,
    a_whole_agent,
    a_whole_channel,
    after,
    an_agent,
    an_id,
    an_inbox,
)
from tests.contracts.engines import Home


def test_an_empty_house_has_nothing(home: Home) -> None:
    house = home.workspace

    assert (house.inboxes(), house.channels(), house.agents(), house.quarantined()) == ((), (), (), ())


def test_inboxes_are_kept_and_changed(home: Home) -> None:
    first = an_inbox(strangers_may_join=True)
    second = an_inbox(id=InboxId(an_id()), name="", signature="")
    home.workspace.put_inbox(first)
    home.workspace.put_inbox(second)
    changed = replace(first, name="Ayuda", signature="", strangers_may_join=False)

    home.workspace.put_inbox(changed)

    assert set(home.workspace.inboxes()) == {changed, second}


def test_channels_are_kept_and_changed(home: Home) -> None:
    first, second = (
        a_channel(catch_all=True),
        a_channel(id=ChannelId(an_id()), address="sales@bandeja.test", forwarding_verified=True),
    )
    home.workspace.put_channel(first)
    home.workspace.put_channel(second)
    changed = replace(first, name="Help", catch_all=False)

    home.workspace.put_channel(changed)

    assert set(home.workspace.channels()) == {changed, second}


def test_an_address_belongs_to_one_channel(home: Home) -> None:
    home.workspace.put_channel(a_channel())

    with pytest.raises(AlreadyThere):
        home.workspace.put_channel(a_channel(id=ChannelId(an_id()), name="Thief"))

    assert home.workspace.channels() == (a_channel(),)


def test_everything_about_a_channel_is_kept(home: Home) -> None:
    whole = a_whole_channel()

    home.workspace.put_channel(whole)

    assert home.workspace.channels() == (whole,)


def test_a_channel_is_changed_by_whoever_read_it_last(home: Home) -> None:
    home.workspace.put_channel(a_channel())
    first = a_channel().changed(company="Lamps Ltd")
    home.workspace.change_channel(first)

    with pytest.raises(StaleChannel):
        home.workspace.change_channel(a_channel().changed(company="Too late"))

    second = first.with_team_address("help@example.com")
    home.workspace.change_channel(second)
    with pytest.raises(StaleChannel):
        home.workspace.change_channel(first.changed(company="Too late again"))
    assert home.workspace.channels() == (second,)


def test_when_a_channel_was_heard_of_is_written_by_itself(home: Home) -> None:
    home.workspace.put_channel(a_channel())
    home.workspace.note_heard(a_channel().id, NOW)
    (read,) = home.workspace.channels()
    assert read == a_channel(heard_at=NOW)
    home.workspace.note_heard(read.id, after(minutes=10))

    changed = read.changed(paused=True)
    home.workspace.change_channel(changed)

    assert home.workspace.channels() == (replace(changed, heard_at=after(minutes=10)),)


def test_what_is_heard_of_a_channel_that_is_gone_is_nothing(home: Home) -> None:
    home.workspace.note_heard(a_channel().id, NOW)

    assert home.workspace.channels() == ()


def test_a_channel_that_is_gone_cannot_be_changed(home: Home) -> None:
    with pytest.raises(StaleChannel):
        home.workspace.change_channel(a_channel().changed(company="Lamps Ltd"))

    assert home.workspace.channels() == ()


def test_a_team_address_belongs_to_one_channel_until_it_is_given_up(home: Home) -> None:
    other = a_channel(id=ChannelId(an_id()), address="sales@bandeja.test")
    home.workspace.put_channel(a_channel())
    home.workspace.put_channel(other)
    connected = a_channel().with_team_address("help@example.com")
    home.workspace.change_channel(connected)

    for taken in ("help@example.com", a_channel().address):
        with pytest.raises(AlreadyThere):
            home.workspace.change_channel(other.with_team_address(taken))

    home.workspace.change_channel(connected.with_team_address(""))
    home.workspace.change_channel(other.with_team_address("help@example.com"))
    assert {one.team_address for one in home.workspace.channels()} == {"", "help@example.com"}


def test_the_last_check_of_a_domain_is_kept(home: Home) -> None:
    home.workspace.put_sending_domain(a_domain())
    again = a_domain(checked_at=after(minutes=1), verified=False, records=())

    home.workspace.put_sending_domain(again)

    assert home.workspace.sending_domain("example.com") == again
    assert home.workspace.sending_domain("example.org") is None


def test_an_address_given_up_is_free_again(home: Home) -> None:
    home.workspace.put_channel(a_channel())
    home.workspace.put_channel(a_channel(address="help@bandeja.test"))

    successor = a_channel(id=ChannelId(an_id()))
    home.workspace.put_channel(successor)

    assert set(home.workspace.channels()) == {a_channel(address="help@bandeja.test"), successor}


def test_a_channel_that_may_not_move_keeps_its_address(home: Home) -> None:
    other = a_channel(id=ChannelId(an_id()), address="sales@bandeja.test")
    home.workspace.put_channel(a_channel())
    home.workspace.put_channel(other)

    with pytest.raises(AlreadyThere):
        home.workspace.put_channel(replace(other, address=a_channel().address))

    assert set(home.workspace.channels()) == {a_channel(), other}
    with pytest.raises(AlreadyThere):
        home.workspace.put_channel(a_channel(id=ChannelId(an_id()), address=other.address))


def test_an_agent_is_added_once_and_changed(home: Home) -> None:
    home.workspace.add_agent(an_agent(state=AgentState.INVITED))
    changed = an_agent(name="Ana María", role=Role.ADMIN, state=AgentState.DEACTIVATED, language="es")

    home.workspace.change_agent(changed)

    assert home.workspace.agent(changed.id) == changed
    assert home.workspace.agents() == (changed,)


def test_everything_about_an_agent_is_kept_and_can_be_taken_back(home: Home) -> None:
    home.workspace.add_agent(a_whole_agent())
    assert home.workspace.agent(a_whole_agent().id) == a_whole_agent()

    home.workspace.change_agent(an_agent())

    assert home.workspace.agent(an_agent().id) == an_agent()


def test_a_language_can_be_taken_back(home: Home) -> None:
    home.workspace.add_agent(an_agent(language="es"))

    home.workspace.change_agent(an_agent(language=""))

    assert home.workspace.agent(an_agent().id) == an_agent()


def test_an_address_belongs_to_one_agent(home: Home) -> None:
    home.workspace.add_agent(an_agent())

    with pytest.raises(AlreadyThere):
        home.workspace.add_agent(an_agent(id=AgentId(an_id())))
    with pytest.raises(AlreadyThere):
        home.workspace.add_agent(an_agent(email="other@bandeja.test"))

    assert home.workspace.agents() == (an_agent(),)
    home.workspace.add_agent(an_agent(id=AgentId(an_id()), email="other@bandeja.test"))


def test_the_address_of_an_agent_stays(home: Home) -> None:
    home.workspace.add_agent(an_agent())

    home.workspace.change_agent(an_agent(name="Ana", email="new@bandeja.test"))

    assert home.workspace.agent(an_agent().id) == an_agent(name="Ana")


def test_an_agent_who_is_not_there_is_said_so(home: Home) -> None:
    with pytest.raises(NoSuchAgent):
        home.workspace.agent(AgentId(an_id()))
    with pytest.raises(NoSuchAgent):
        home.workspace.change_agent(an_agent())
    assert home.workspace.agents() == ()


def test_every_counter_counts_for_itself_from_one(home: Home) -> None:
    assert [home.workspace.next_number("conversation") for _ in range(3)] == [1, 2, 3]
    assert home.workspace.next_number("other") == 1


def test_the_quarantine_shows_the_newest_first(home: Home) -> None:
    items = [a_quarantined(at=after(minutes=minutes)) for minutes in (2, 3, 1)]
    for item in items:
        home.workspace.quarantine(item)

    assert home.workspace.quarantined() == (items[1], items[0], items[2])
    assert home.workspace.quarantined(limit=2) == (items[1], items[0])
    assert home.workspace.quarantined_item(items[2].id) == items[2]


def test_the_same_thing_again_takes_its_place_in_quarantine(home: Home) -> None:
    item = a_quarantined()
    home.workspace.quarantine(item)
    again = replace(item, tries=2, at=after(hours=1), detail="", recipients=())

    home.workspace.quarantine(again)

    assert home.workspace.quarantined() == (again,)


def test_what_is_released_is_gone_and_may_be_released_again(home: Home) -> None:
    item = a_quarantined()
    home.workspace.quarantine(item)

    home.workspace.release(item.id)
    home.workspace.release(item.id)

    assert home.workspace.quarantined() == ()
    with pytest.raises(NoSuchQuarantined):
        home.workspace.quarantined_item(item.id)


def test_pages_of_the_quarantine_follow_each_other_without_a_gap(home: Home) -> None:
    same_moment = [a_quarantined(at=after(minutes=1)) for _ in range(3)]
    items = [a_quarantined(at=after(minutes=2)), *same_moment, a_quarantined(at=after(minutes=0))]
    for item in items:
        home.workspace.quarantine(item)

    seen: list[Quarantined] = []
    position = None
    while True:
        page = home.workspace.quarantine_page(dropped=False, limit=2, after=position)
        seen += page.items
        if page.last is None:
            break
        position = (page.last.at, page.last.id)

    assert len(seen) == 5
    assert {item.id for item in seen} == {item.id for item in items}
    assert [item.at for item in seen] == sorted((item.at for item in items), reverse=True)


def test_what_is_dropped_leaves_the_held_and_can_be_put_back(home: Home) -> None:
    item = a_quarantined()
    home.workspace.quarantine(item)
    dropped = item.dropped(AgentId(an_id()), after(hours=1), "Advertising")

    home.workspace.move_quarantined(dropped)

    assert home.workspace.quarantined() == ()
    assert home.workspace.quarantine_page(dropped=True, limit=10).items == (dropped,)
    assert home.workspace.dropped_item(item.id) == dropped
    with pytest.raises(NoSuchQuarantined):
        home.workspace.quarantined_item(item.id)
    home.workspace.move_quarantined(dropped.put_back())
    assert home.workspace.quarantined() == (item,)
    with pytest.raises(NoSuchQuarantined):
        home.workspace.dropped_item(item.id)


def test_only_one_of_two_who_drop_a_thing_does(home: Home) -> None:
    item = a_quarantined()
    home.workspace.quarantine(item)
    first, second = (item.dropped(AgentId(an_id()), after(hours=1), note) for note in ("a", "b"))
    home.workspace.move_quarantined(first)

    with pytest.raises(NoSuchQuarantined):
        home.workspace.move_quarantined(second)

    assert home.workspace.dropped_item(item.id).note == "a"


def test_what_arrived_long_ago_is_found_be_it_held_or_dropped(home: Home) -> None:
    old, gone, young = (a_quarantined(at=after(days=day)) for day in (1, 2, 3))
    for item in (old, gone, young):
        home.workspace.quarantine(item)
    gone = gone.dropped(AgentId(an_id()), after(days=9), "Advertising")
    home.workspace.move_quarantined(gone)

    assert set(home.workspace.quarantined_before(after(days=3))) == {old, gone}
    home.workspace.release(gone.id)
    assert home.workspace.quarantined_before(after(days=3)) == (old,)


def test_a_thing_over_the_limit_of_an_item_is_refused(home: Home) -> None:
    with pytest.raises(TooLarge):
        home.workspace.put_inbox(an_inbox(signature="x" * ITEM))
    with pytest.raises(TooLarge):
        home.workspace.quarantine(a_quarantined(event="x" * ITEM))
