"""Which conversation a socket followed a moment ago: a hint, so that it is read together with the socket.

It decides nothing: what the socket's own row says counts, and a hint that is wrong costs one read more.
"""

from __future__ import annotations

from collections import OrderedDict
from weakref import WeakKeyDictionary

from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports
from chalicelib.ports.stores import LiveStore

MOST_SOCKETS = 5_000

Followed = OrderedDict[str, ConversationId]
_followed: WeakKeyDictionary[LiveStore, Followed] = WeakKeyDictionary()


def follows(ports: Ports, connection_id: str, conversation_id: ConversationId | None) -> None:
    """What this process has just seen of a socket."""
    followed = _followed.setdefault(ports.live, OrderedDict())
    followed.pop(connection_id, None)
    if conversation_id is not None:
        followed[connection_id] = conversation_id
    while len(followed) > MOST_SOCKETS:
        followed.popitem(last=False)


def followed_by(ports: Ports, connection_id: str) -> ConversationId | None:
    """What it followed when this process last saw it, if it did."""
    return _followed.get(ports.live, OrderedDict()).get(connection_id)
