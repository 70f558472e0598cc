"""What was sent to other people's servers, in DynamoDB. TTL is a hint: every read looks at the end itself."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.adapters.aws.dynamodb.place import Place
from chalicelib.adapters.aws.dynamodb.reading import Rows
from chalicelib.adapters.stored import call_items as items
from chalicelib.adapters.stored.live_items import has_ended
from chalicelib.adapters.stored.size_limits import check_item
from chalicelib.ports.call_log import LoggedCall
from chalicelib.ports.outside import Clock

LIVE = "live"


class DynamoCallLog:
    """`CallLog` of the deployed home."""

    def __init__(self, place: Place, clock: Clock) -> None:
        self._rows = Rows(place, LIVE)
        self._clock = clock

    def add(self, call: LoggedCall) -> None:
        item = items.call_item(call)
        check_item(item)
        self._rows.write_each([item])

    def page(self, owner: str, *, after: str = "", limit: int = 50) -> Sequence[LoggedCall]:
        """What has ended is the oldest, so that a page of what has not is full all the same."""
        condition, values = "pk = :pk", {":pk": items.calls_partition(owner)}
        if after:
            condition, values = f"{condition} AND sk < :after", {**values, ":after": after}
        found = self._rows.query(condition, values, Limit=limit, ScanIndexForward=False)
        now = self._clock()
        return tuple(items.call_of(item) for item in found if not has_ended(item, now))
