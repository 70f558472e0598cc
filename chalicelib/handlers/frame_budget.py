"""How many frames one socket may send: counted in this process, and told to the store now and then.

A write for each frame would cost as much as the frame. A process counts for itself and adds its count to
the stored one at every fifth frame, so a flood over many processes is seen too, a little later.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime, timedelta

from chalicelib.domain.errors import TooManyTries
from chalicelib.ports.bundle import Ports

MOST = 20
WINDOW = timedelta(seconds=10)
TOLD_AT_EVERY = 5
MOST_SOCKETS = 5_000

_counts: OrderedDict[str, tuple[datetime, int]] = OrderedDict()


def count_frame(ports: Ports, connection_id: str) -> None:
    """One more frame of this socket. Raises `TooManyTries` beyond 20 in 10 seconds."""
    now = ports.now()
    until, count = _counts.pop(connection_id, (now, 0))
    if now >= until:
        until, count = now + WINDOW, 0
    count += 1
    _counts[connection_id] = (until, count)
    while len(_counts) > MOST_SOCKETS:
        _counts.popitem(last=False)
    seconds = int(WINDOW.total_seconds())
    if count % TOLD_AT_EVERY == 0:
        count = max(count, ports.live.count_try(f"frames#{connection_id}", now, seconds, by=TOLD_AT_EVERY))
    if count > MOST:
        raise TooManyTries("More than 20 frames in 10 seconds; wait a little", retry_after=seconds)


def forget(connection_id: str) -> None:
    """The socket is gone."""
    _counts.pop(connection_id, None)
