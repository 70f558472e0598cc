"""Lists of several inboxes are one list."""

from __future__ import annotations

import pytest

from chalicelib.domain.errors import NoSuchInbox
from chalicelib.queries.conversation_list import ListQuestion, conversation_list
from tests.unit.handlers.house import House
from tests.unit.usecases.company import ANA, SALES_INBOX, SUPPORT_INBOX
from tests.unit.usecases.conftest import Clock


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_pages_of_all_inboxes_have_no_gaps_and_no_doubles(limit: int, house: House, clock: Clock) -> None:
    expected = []
    for number in range(14):
        clock.ahead(seconds=number % 3)  # some at the same moment
        inbox = SALES_INBOX if number % 7 == 6 else SUPPORT_INBOX
        expected.append(house.began(inbox_id=inbox.id))
    expected.sort(key=lambda head: (head.last_activity_at, head.id), reverse=True)

    found: list[str] = []
    after: str | None = None
    while True:
        page = conversation_list(house.ports, ANA.id, ListQuestion("open", after=after, limit=limit))
        assert len(page.rows) <= limit
        found += [row.id for row in page.rows]
        if page.next is None:
            break
        after = page.next

    assert found == [head.id for head in expected]


def test_an_empty_list_ends_at_once(house: House) -> None:
    page = conversation_list(house.ports, ANA.id, ListQuestion("open"))

    assert (page.rows, page.next) == ((), None)


def test_there_is_no_list_of_an_inbox_that_is_not_there(house: House) -> None:
    with pytest.raises(NoSuchInbox) as refused:
        conversation_list(house.ports, ANA.id, ListQuestion("open", inbox="nothing"))

    assert refused.value.field == "inbox"
