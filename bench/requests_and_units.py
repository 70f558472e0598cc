"""DynamoDB requests and units of each operation, counted on tables in this process, against their limits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from bench.report import Limit, Line
from bench.rows import a_conversation
from bench.scene import SUPPORT, Scene, reply_order, scene
from chalicelib.adapters.stored.attribute_values import item_of
from chalicelib.adapters.stored.conversation_items import head_item
from chalicelib.domain.entry import Status
from chalicelib.domain.ids import ConversationId
from chalicelib.handlers.answers import Page
from chalicelib.handlers.showing import entries_json
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.queries.conversation_thread import conversation_stretch
from chalicelib.usecases.deliver_message import deliver_message
from chalicelib.usecases.open_conversation import open_conversation
from chalicelib.usecases.receive_message import receive_message
from chalicelib.usecases.reply_to_conversation import reply_to_conversation

PAGE = 25
ENTRIES = 30
BATCH = 25

INBOUND = Limit(requests=4, writes=16)
LIST_PAGE = Limit(requests=1, reads=2)
THREAD = Limit(requests=1, reads=8, kilobytes=40)
AGAIN = Limit(requests=1, writes=0)
"""A mail that came before is recognised by one read."""
OPENED = Limit(requests=1, reads=0)
"""Of mail nobody outside is told that it is read, so nobody is looked for."""


def measured(sizes: tuple[int, ...]) -> list[Line]:
    """Every operation once; the list page at each of the sizes."""
    with scene() as company:
        lines, conversation = mail_lines(company)
        lines.append(thread_line(company, conversation))
        filled = 0
        for size in sizes:
            fill(company, filled, size)
            filled = size
            lines.append(page_line(company, size))
    return lines


def mail_lines(company: Scene) -> tuple[list[Line], ConversationId]:
    """A mail in, an answer out, the answer to it: as a person would see it go."""
    ports = company.ports
    first = company.arriving()
    lines = [
        company.counted("mail in, new person and conversation", lambda: receive_message(ports, first)),
        company.counted("the same mail again", lambda: receive_message(ports, first), AGAIN),
    ]
    conversation = ConversationId(
        ports.conversations.known([first.receipt_id])[first.receipt_id].conversation_id
    )
    lines.append(
        company.counted(
            "a mail is opened by an agent", lambda: open_conversation(ports, conversation, 1), OPENED
        )
    )
    order = reply_order(conversation, ports.conversations.head(conversation).seq, "first", company.clock())
    lines += [
        company.counted("answer of an agent", lambda: reply_to_conversation(ports, order)),
        company.counted("the answer handed over", lambda: deliver_message(ports, conversation)),
    ]
    ours = company.last_answer(conversation)
    answer = company.arriving(ours, conversation)
    lines.append(
        company.counted("mail in, existing conversation", lambda: receive_message(ports, answer), INBOUND)
    )
    unknown = replace(
        company.arriving(ours, conversation),
        message=replace(answer.message, references=(*answer.message.references, "<elsewhere@other.example>")),
    )
    with_pointer = replace(INBOUND, writes=(INBOUND.writes or 0) + 2)
    lines.append(
        company.counted(
            "… that mentions an unknown id", lambda: receive_message(ports, unknown), with_pointer
        )
    )
    return lines, conversation


def thread_line(company: Scene, conversation: ConversationId) -> Line:
    """A thread of mails, answers and their outcomes, until it is long enough."""
    number = 0
    while company.ports.conversations.head(conversation).seq < ENTRIES:
        number += 1
        ours = company.round(conversation, number)
        receive_message(company.ports, company.arriving(ours, conversation))
    found = company.counted(
        f"a conversation with its last {ENTRIES} entries",
        lambda: company.ports.conversations.thread(conversation, ENTRIES),
        THREAD,
    )
    stretch = conversation_stretch(company.ports, conversation, after=None, before=None, limit=ENTRIES)
    shown = msgspec.json.encode(Page(entries_json(stretch), None))
    return replace(found, kilobytes=len(shown) / 1000)


def page_line(company: Scene, size: int) -> Line:
    shelf = Shelf(SUPPORT.id, status=Status.OPEN)
    after = company.ports.lists.page(shelf, after=None, limit=PAGE).next
    return company.counted(
        f"a page of {PAGE} rows at {size:,} conversations",
        lambda: company.ports.lists.page(shelf, after=after, limit=PAGE),
        LIST_PAGE,
    )


def fill(company: Scene, begin: int, end: int) -> None:
    """Conversations with rows as long as people's are, straight into the table."""
    client, table = company.place.client, company.place.table("conversations")
    for start in range(begin, end, BATCH):
        numbers = range(start, min(start + BATCH, end))
        puts: list[dict[str, Any]] = [
            {"PutRequest": {"Item": item_of(head_item(a_conversation(number)))}} for number in numbers
        ]
        client.batch_write_item(RequestItems={table: puts})
