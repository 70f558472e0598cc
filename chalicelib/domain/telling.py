"""How far one subscription has been told of one conversation: the row that makes the log an outbox."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.backoff import wait_after
from chalicelib.domain.ids import ConversationId

TRIED_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Telling:
    """All through the entry `through` was told, and `ahead` events of the next one that is wanted.

    While a call has failed, `attempts` counts the tries of that event, the first of which was at
    `first_tried_at`; the next one is at `due_at`. `is_parked`: the subscription was paused, and goes on here
    when the pause ends. `version` counts the changes: each is made under the condition that it is one less.
    """

    conversation_id: ConversationId
    subscription_id: str
    through: int = 0
    ahead: int = 0
    attempts: int = 0
    first_tried_at: datetime | None = None
    due_at: datetime | None = None
    is_parked: bool = False
    version: int = 0

    def passed(self, seq: int) -> Telling:
        """All of this entry was told, or nobody wanted it. Not written yet: the version stays."""
        return replace(self._settled(), through=seq, ahead=0)

    def one_more(self, ahead: int) -> Telling:
        """One event more of the next entry was told, or given up: `ahead` in all."""
        return replace(self._settled(), ahead=ahead)

    def waits(self, now: datetime) -> bool:
        """For its next try, whose time has not come."""
        return self.due_at is not None and not self.is_parked and self.due_at > now

    def postponed(self, now: datetime, at_least: timedelta | None) -> Telling:
        """The try at `now` failed. Waits double, from 30 seconds to an hour; not less than they ask for."""
        first = self.first_tried_at or now
        due_at = now + wait_after(now - first, at_least)
        return replace(self, attempts=self.attempts + 1, first_tried_at=first, due_at=due_at)

    def was_tried_long_enough(self, now: datetime) -> bool:
        return self.first_tried_at is not None and now - self.first_tried_at >= TRIED_FOR

    def parked(self, now: datetime) -> Telling:
        """Until the pause ends; then it begins anew with the event that it stopped at."""
        return replace(self._settled(), is_parked=True, due_at=now)

    def idle(self) -> Telling:
        """Nothing is to be done here any more."""
        return self._settled()

    def written(self) -> Telling:
        """With the version under which it is written next."""
        return replace(self, version=self.version + 1)

    def _settled(self) -> Telling:
        return replace(self, attempts=0, first_tried_at=None, due_at=None, is_parked=False)
