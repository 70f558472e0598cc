"""What every home promises about chat channels: `ports.chat_settings_store.ChatSettingsStore`."""

from __future__ import annotations

import pytest

from chalicelib.domain.chat_settings import ChatSettings
from chalicelib.domain.chatflow import Content, FlowState, in_order
from chalicelib.domain.errors import ChangedMeanwhile, NoSuchChatflow, TooLarge
from chalicelib.domain.ids import ChannelId
from chalicelib.domain.limits import ITEM
from chalicelib.domain.publication import Publishing
from tests.builders import CHANNEL, NOW, a_chatflow, a_publication, an_id, whole_chat_settings, whole_content
from tests.contracts.engines import Home
from tests.contracts.raw_rows import raw_row, rewrite


def test_a_channel_that_nobody_has_set_up_has_the_defaults(home: Home) -> None:
    assert home.workspace.chat_settings(CHANNEL) == ChatSettings(CHANNEL)


def test_everything_about_a_chat_is_kept(home: Home) -> None:
    home.workspace.put_chat_settings(whole_chat_settings())

    assert home.workspace.chat_settings(CHANNEL) == whole_chat_settings()
    assert home.workspace.chat_settings(ChannelId(an_id())).version == 0


def test_chat_settings_go_back_to_the_defaults(home: Home) -> None:
    home.workspace.put_chat_settings(whole_chat_settings())

    home.workspace.put_chat_settings(ChatSettings(CHANNEL, version=2))

    assert home.workspace.chat_settings(CHANNEL) == ChatSettings(CHANNEL, version=2)


def test_chat_settings_are_changed_by_whoever_read_them_last(home: Home) -> None:
    first = ChatSettings(CHANNEL).changed(preview=True)
    home.workspace.put_chat_settings(first)

    with pytest.raises(ChangedMeanwhile):
        home.workspace.put_chat_settings(ChatSettings(CHANNEL).changed(uploads=False))
    with pytest.raises(ChangedMeanwhile):
        home.workspace.put_chat_settings(first.changed().changed())

    second = first.changed(uploads=False)
    home.workspace.put_chat_settings(second)
    assert home.workspace.chat_settings(CHANNEL) == second


def test_everything_about_a_chatflow_is_kept(home: Home) -> None:
    flow = a_chatflow(
        name="Ayuda", state=FlowState.OFF, draft=whole_content(), live=Content(), dropped_at=NOW
    )

    home.workspace.put_chatflow(flow)

    assert home.workspace.chatflow(flow.id) == flow


def test_the_chatflows_of_a_channel_come_in_their_order(home: Home) -> None:
    flows = [a_chatflow(rank=rank) for rank in ("z", "0i", "i", "i", "ii")]
    elsewhere = a_chatflow(channel_id=ChannelId(an_id()))
    for flow in (*flows, elsewhere):
        home.workspace.put_chatflow(flow)

    last, first, *middle = flows
    assert home.workspace.chatflows(CHANNEL) == (first, *middle, last)
    assert home.workspace.chatflows(elsewhere.channel_id) == (elsewhere,)


def test_a_deleted_chatflow_is_listed_apart_until_it_is_forgotten(home: Home) -> None:
    kept, gone = a_chatflow(), a_chatflow()
    home.workspace.put_chatflow(kept)
    home.workspace.put_chatflow(gone)
    home.workspace.put_chatflow(gone.changed(dropped_at=NOW))

    assert home.workspace.chatflows(CHANNEL) == (kept,)
    assert [flow.id for flow in home.workspace.chatflows(CHANNEL, dropped=True)] == [gone.id]

    home.workspace.drop_chatflow(gone.id)
    home.workspace.drop_chatflow(gone.id)
    assert home.workspace.chatflows(CHANNEL, dropped=True) == ()
    with pytest.raises(NoSuchChatflow):
        home.workspace.chatflow(gone.id)


def test_a_chatflow_is_changed_by_whoever_read_it_last(home: Home) -> None:
    flow = a_chatflow()
    home.workspace.put_chatflow(flow)
    home.workspace.put_chatflow(flow.published())

    for late in (flow, flow.changed(name="Too late"), flow.changed().changed().changed()):
        with pytest.raises(ChangedMeanwhile):
            home.workspace.put_chatflow(late)

    assert home.workspace.chatflow(flow.id) == flow.published()


def test_what_a_chatflow_has_shown_is_kept_newest_first(home: Home) -> None:
    flow, other = a_chatflow(), a_chatflow()
    first, second = a_publication(flow, 9), a_publication(flow, 10, content=Content(), at=None, by="")
    elsewhere = a_publication(other, 3)
    for one, shown in ((flow, (first, second)), (other, (elsewhere,))):
        home.workspace.publish_chatflow(Publishing(one, shown))

    assert home.workspace.publications(flow.id) == (second, first)
    assert home.workspace.publications(other.id) == (elsewhere,)
    assert home.workspace.chatflow(flow.id) == flow
    assert home.workspace.chatflows(CHANNEL) == in_order((flow, other))


def test_what_is_kept_no_longer_goes_as_the_next_is_published(home: Home) -> None:
    flow = a_chatflow()
    first, second = a_publication(flow, 1), a_publication(flow, 2)
    home.workspace.publish_chatflow(Publishing(flow, (first,)))

    home.workspace.publish_chatflow(Publishing(flow.published(), (second,), (first,)))

    assert home.workspace.publications(flow.id) == (second,)


def test_who_publishes_over_what_they_have_not_seen_leaves_no_trace(home: Home) -> None:
    flow = a_chatflow()
    home.workspace.publish_chatflow(Publishing(flow, (a_publication(flow, 1),)))

    for late in (flow, flow.changed().changed()):
        with pytest.raises(ChangedMeanwhile):
            home.workspace.publish_chatflow(Publishing(late, (a_publication(flow, 7),)))

    assert [one.seq for one in home.workspace.publications(flow.id)] == [1]
    assert home.workspace.chatflow(flow.id) == flow


def test_a_forgotten_chatflow_takes_what_it_has_shown_along(home: Home) -> None:
    flow, other = a_chatflow(), a_chatflow()
    for one in (flow, other):
        home.workspace.publish_chatflow(Publishing(one, (a_publication(one, 1), a_publication(one, 2))))

    home.workspace.drop_chatflow(flow.id)

    assert home.workspace.publications(flow.id) == ()
    assert len(home.workspace.publications(other.id)) == 2


def test_a_chatflow_that_is_gone_cannot_be_changed(home: Home) -> None:
    with pytest.raises(ChangedMeanwhile):
        home.workspace.put_chatflow(a_chatflow().changed(name="Nobody"))

    assert home.workspace.chatflows(CHANNEL) == ()


def test_changing_a_chatflow_leaves_what_newer_code_wrote(home: Home) -> None:
    flow = a_chatflow()
    home.workspace.put_chatflow(flow)
    row = raw_row(home, "workspace", "chatflow", flow.id)
    rewrite(home, "workspace", {**row, "state": "paused", "kind": "bot", "shimmer": ["silver", 3]})

    read = home.workspace.chatflow(flow.id)
    home.workspace.put_chatflow(read.changed(name="Ayuda"))

    after = raw_row(home, "workspace", "chatflow", flow.id)
    assert (read.state, read.kind, read.shown) == ("paused", "bot", None)
    assert (after["state"], after["shimmer"], after["name"]) == ("paused", ["silver", 3], "Ayuda")


def test_a_chatflow_over_the_limit_of_an_item_is_refused(home: Home) -> None:
    with pytest.raises(TooLarge):
        home.workspace.put_chatflow(a_chatflow(name="x" * ITEM))
