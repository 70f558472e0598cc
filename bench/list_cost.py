"""What a page of a list costs on SQLite, in steps of its virtual machine: the same at every size."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench.report import SHOWN, Limit, Line
from bench.rows import a_conversation
from bench.scene import ANA, SUPPORT
from chalicelib.adapters.local.sqlite.conversation_lists import SqliteConversationLists
from chalicelib.adapters.local.sqlite.conversation_rows import insert_head
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.stored.conversation_items import head_item
from chalicelib.domain.entry import Status
from chalicelib.ports.conversation_lists import Shelf, position_of

PAGE = 25
SLOW_PLANS = ("SCAN", "TEMP B-TREE")
OPEN = Shelf(SUPPORT.id, status=Status.OPEN)
MINE = Shelf(SUPPORT.id, owner=ANA.id)


@dataclass(slots=True)
class Watched:
    """What SQLite did: steps of its machine, and how it planned each statement."""

    steps: int = 0
    statements: list[str] = field(default_factory=list)
    plans: list[str] = field(default_factory=list)


def measured(sizes: tuple[int, ...]) -> list[Line]:
    """Each page at each size. The first size sets the limit for the others."""
    database, filled = Database(), 0
    lines: list[Line] = []
    for size in sizes:
        fill(database, filled, size)
        filled = size
        lines += lines_at(database, size, first=lines[: len(PAGES)])
    database.close()
    return sorted(lines, key=lambda line: line.name.partition(" at ")[0])


def lines_at(database: Database, size: int, first: list[Line]) -> list[Line]:
    lines = []
    for place, (name, page) in enumerate(PAGES.items()):
        with watching(database) as watched:
            page(SqliteConversationLists(database), size)
        lines.append(
            Line(
                f"{name} at {size:,} conversations",
                steps=watched.steps,
                limit=Limit(steps=first[place].steps) if first else SHOWN,
                wrong=tuple(plan for plan in watched.plans if any(slow in plan for slow in SLOW_PLANS)),
            )
        )
    return lines


def first_page(lists: SqliteConversationLists, size: int) -> None:
    found = lists.page(OPEN, after=None, limit=PAGE)
    assert len(found.rows) == PAGE


def page_in_the_middle(lists: SqliteConversationLists, size: int) -> None:
    found = lists.page(OPEN, after=position_of(a_conversation(size // 2)), limit=PAGE)
    assert found.rows[0].number == size // 2 - 1


def page_of_an_agent(lists: SqliteConversationLists, size: int) -> None:
    found = lists.page(MINE, after=None, limit=PAGE)
    assert {row.owner for row in found.rows} == {ANA.id}


PAGES: dict[str, Callable[[SqliteConversationLists, int], None]] = {
    "first page": first_page,
    "page in the middle": page_in_the_middle,
    "page of an agent": page_of_an_agent,
}


@contextmanager
def watching(database: Database) -> Iterator[Watched]:
    """Count every step, and ask for the plans afterwards."""
    watched = Watched()

    def step() -> int:
        watched.steps += 1
        return 0

    with database.reading() as read:
        read.set_progress_handler(step, 1)
        read.set_trace_callback(watched.statements.append)
    yield watched
    with database.reading() as read:
        read.set_progress_handler(None, 0)
        read.set_trace_callback(None)
        watched.plans += [plan for statement in watched.statements for plan in plans_of(read, statement)]


def plans_of(read: sqlite3.Connection, statement: str) -> list[str]:
    return [str(row["detail"]) for row in read.execute(f"EXPLAIN QUERY PLAN {statement}")]


def fill(database: Database, begin: int, end: int) -> None:
    with database.writing() as write:
        for number in range(begin, end):
            insert_head(write, head_item(a_conversation(number)))
