"""A person on a platform is to see that an agent writes to them, or has read what they wrote."""

from __future__ import annotations

from chalicelib.domain.channel_kind import Window
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Direction, Message
from chalicelib.domain.errors import NotFound, StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.platform_account import TOKEN
from chalicelib.domain.workspace import Channel
from chalicelib.ports.answer_window import window_of
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import where_it_goes_on
from chalicelib.ports.platform import PlatformBusy, TokenRefused
from chalicelib.ports.shown_outside import SEEN, TYPING, may_show

ACTIONS = {TYPING: "typing_on", SEEN: "mark_seen"}
WRITES = "replying"
MOST_READ = 20


def show_outside(ports: Ports, conversation_id: ConversationId, sign: str) -> bool:
    """Whether the platform was asked to. What is not true any more when the job comes is not shown.

    Best effort: nobody waits for it, so nothing that goes wrong with the platform is raised.
    """
    if sign == TYPING and not _somebody_writes(ports, conversation_id):
        return False
    try:
        head = where_it_goes_on(ports, conversation_id)
        channel = _channel(ports, head, sign)
        if channel is None:
            return False
        theirs = _last_words(ports, head)
        is_free = _is_free(ports, head)
    except (NotFound, StaleConversation):
        return False
    return theirs is not None and is_free and _shown(ports, channel, head, theirs, ACTIONS[sign])


def _somebody_writes(ports: Ports, conversation_id: ConversationId) -> bool:
    return any(one.doing == WRITES for one in ports.live.present(conversation_id, ports.now()))


def _channel(ports: Ports, head: Conversation, sign: str) -> Channel | None:
    """The account, as long as it may and can show something."""
    if not may_show(ports, head, sign):
        return None
    found = next((one for one in ports.workspace.channels() if one.id == head.channel_id), None)
    account = found.platform if found else None
    if account is None or not account.shows_activity or account.trouble == TOKEN:
        return None
    return None if found is None or found.paused else found


def _last_words(ports: Ports, head: Conversation) -> Message | None:
    """Since they were said, the person may have called, or changed them."""
    last = ports.conversations.entry(head.id, head.last_inbound_seq)
    if isinstance(last.content, Message):
        return last.content
    earlier = ports.conversations.entries(head.id, before=last.seq, limit=MOST_READ)
    said = (one.content for one in sorted(earlier, key=lambda one: -one.seq))
    theirs = (one for one in said if isinstance(one, Message) and one.direction is Direction.IN)
    return next(theirs, None)


def _is_free(ports: Ports, head: Conversation) -> bool:
    """Within the time in which the platform takes anything; after it, not even a sign."""
    state = window_of(ports, head)
    return state is None or state.window is Window.OPEN


def _shown(ports: Ports, channel: Channel, head: Conversation, theirs: Message, action: str) -> bool:
    platform = ports.platforms.get(channel.kind)
    if platform is None:
        return False
    try:
        platform.show(channel, head.contact_address, action, theirs.message_id)
    except (PlatformBusy, TokenRefused):
        return False
    return True
