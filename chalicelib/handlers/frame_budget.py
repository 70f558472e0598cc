"""How many frames one socket may send: counted in this process, and told to the store now and then.

A write for each frame would cost as much as the frame. A process counts for itself and adds what it has not
told yet at every fifth frame, so a flood over many processes is seen too, a little later. Words wait for
another frame to tell it, until there are ten: what somebody says shall not cost more than it must.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from chalicelib.domain.errors import TooManyTries
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import LiveStore

MOST = 20
WINDOW = timedelta(seconds=10)
TOLD_AT = 5
TOLD_WITH_WORDS_AT = 10
MOST_SOCKETS = 5_000


@dataclass(frozen=True, slots=True)
class Count:
    """What is known of one socket: frames until the window ends, and those that only this process knows."""

    until: datetime
    frames: int = 0
    untold: int = 0


Counts = OrderedDict[str, Count]
_counted: WeakKeyDictionary[LiveStore, Counts] = WeakKeyDictionary()


def count_frame(ports: Ports, connection_id: str, *, words: bool = False) -> None:
    """One more frame of this socket. Raises `TooManyTries` beyond 20 in 10 seconds."""
    now, counts = ports.now(), _counted.setdefault(ports.live, OrderedDict())
    count = counts.pop(connection_id, None)
    if count is None or now >= count.until:
        count = Count(now + WINDOW)
    count = Count(count.until, count.frames + 1, count.untold + 1)
    seconds = int(WINDOW.total_seconds())
    if count.untold >= (TOLD_WITH_WORDS_AT if words else TOLD_AT):
        told = ports.live.count_try(f"frames#{connection_id}", now, seconds, by=count.untold)
        count = Count(count.until, max(count.frames, told))
    counts[connection_id] = count
    while len(counts) > MOST_SOCKETS:
        counts.popitem(last=False)
    if count.frames > MOST:
        raise TooManyTries("More than 20 frames in 10 seconds; wait a little", retry_after=seconds)


def forget(ports: Ports, connection_id: str) -> None:
    """The socket is gone."""
    _counted.get(ports.live, OrderedDict()).pop(connection_id, None)
