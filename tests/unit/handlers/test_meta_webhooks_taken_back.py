"""What somebody takes back on Messenger is gone: its words, what they were changed to, its files."""

from __future__ import annotations

from tests.running_graph import RunningGraph
from tests.unit.handlers.house import House
from tests.unit.handlers.test_meta_webhooks import (
    Item,
    Meta,
    heads,
    messages,
    meta,
    picture,
    said,
    with_files,
    worked,
)

__all__ = ["meta", "with_files"]
DELETED = said("m_1", "", is_deleted=True)


def edited(text: str, number: int = 1) -> Item:
    told = {**said("m_1", ""), "message_edit": {"mid": "m_1", "text": text, "num_edit": number}}
    del told["message"]
    return told


def everything(house: House) -> str:
    (head,) = heads(house)
    return str(house.ports.conversations.entries(head.id, limit=100)) + str(head.preview)


def test_what_it_was_changed_to_is_gone_too(meta: Meta) -> None:
    meta.tells(said("m_1", "My card is 4111"), edited("My card is 4222"), said("m_2", "Well"), DELETED)
    meta.works_off(lambda: 2)

    assert "4111" not in everything(meta.house)
    assert "4222" not in everything(meta.house)
    assert [one.withdrawn for one in messages(meta)] == [True, False]


def test_a_change_that_is_told_late_brings_nothing_back(meta: Meta) -> None:
    meta.tells(said("m_1", "My card is 4111"), DELETED, edited("My card is 4222"))
    meta.works_off(lambda: 2)

    assert "4222" not in everything(meta.house)


def late_picture(with_files: Meta, fake_graph: RunningGraph, failures: int = 1) -> None:
    """Its file cannot be had yet when the message comes in."""
    item = picture(fake_graph)
    fake_graph.fail(item["message"]["attachments"][0]["payload"]["url"][-15:], status=503, times=failures)
    with_files.tells(item)
    jobs = with_files.jobs.receive("webhooks", count=10, visibility_seconds=60)
    assert worked(jobs) == []
    with_files.jobs.done(jobs)


def test_a_file_that_comes_late_stays_away(with_files: Meta, fake_graph: RunningGraph) -> None:
    late_picture(with_files, fake_graph)
    file_jobs = with_files.jobs.receive("webhooks", count=10, visibility_seconds=60)
    with_files.tells(DELETED)
    with_files.works_off()

    assert worked(file_jobs) == []

    assert [len(one.attachments) for one in messages(with_files)] == [0]


def test_a_file_that_came_late_goes_with_its_message(with_files: Meta, fake_graph: RunningGraph) -> None:
    late_picture(with_files, fake_graph)
    with_files.works_off()
    assert [len(one.attachments) for one in messages(with_files)] == [0, 1]

    with_files.tells(DELETED)
    with_files.works_off(lambda: 2)

    assert [(one.withdrawn, one.attachments) for one in messages(with_files)] == [(True, ()), (True, ())]
