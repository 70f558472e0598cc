"""How many frames one socket may send: counted in this process, and told to the store now and then.

A write for each frame would cost as much as the frame. A process counts for itself and adds its count to
the stored one at every fifth frame, so a flood over many processes is seen too, a little later.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from chalicelib.domain.errors import TooManyTries
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import LiveStore

MOST = 20
WINDOW = timedelta(seconds=10)
TOLD_AT_EVERY = 5
MOST_SOCKETS = 5_000

Counts = OrderedDict[str, tuple[datetime, int]]
_counted: WeakKeyDictionary[LiveStore, Counts] = WeakKeyDictionary()


def count_frame(ports: Ports, connection_id: str) -> None:
    """One more frame of this socket. Raises `TooManyTries` beyond 20 in 10 seconds."""
    now, counts = ports.now(), _counted.setdefault(ports.live, OrderedDict())
    until, count = counts.pop(connection_id, (now, 0))
    if now >= until:
        until, count = now + WINDOW, 0
    count += 1
    seconds = int(WINDOW.total_seconds())
    if count % TOLD_AT_EVERY == 0:
        count = max(count, ports.live.count_try(f"frames#{connection_id}", now, seconds, by=TOLD_AT_EVERY))
    counts[connection_id] = (until, count)
    while len(counts) > MOST_SOCKETS:
        counts.popitem(last=False)
    if count > MOST:
        raise TooManyTries("More than 20 frames in 10 seconds; wait a little", retry_after=seconds)


def forget(ports: Ports, connection_id: str) -> None:
    """The socket is gone."""
    _counted.get(ports.live, OrderedDict()).pop(connection_id, None)
