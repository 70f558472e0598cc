"""A person on a platform is to see that an agent writes to them, or has read what they wrote."""

from __future__ import annotations

from chalicelib.domain.channel_kind import Window
from chalicelib.domain.conversation import Conversation
from chalicelib.domain.entry import Entry, Message
from chalicelib.domain.errors import NotFound, StaleConversation
from chalicelib.domain.ids import ConversationId
from chalicelib.domain.platform_account import TOKEN
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.merged_conversations import where_it_goes_on
from chalicelib.ports.platform import PlatformBusy, TokenRefused
from chalicelib.ports.shown_outside import SEEN, TYPING, may_show

ACTIONS = {TYPING: "typing_on", SEEN: "mark_seen"}
WRITES = "replying"


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
        theirs = ports.conversations.entry(head.id, head.last_inbound_seq)
    except (NotFound, StaleConversation):
        return False
    return _is_free(ports, head, theirs) and _shown(ports, channel, head, theirs, ACTIONS[sign])


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


def _is_free(ports: Ports, head: Conversation, theirs: Entry) -> bool:
    """Within the time in which the platform takes anything; after it, not even a sign."""
    rule = ports.kinds[head.channel_kind].window
    return rule is None or rule.at(theirs.at, ports.now()).window is Window.OPEN


def _shown(ports: Ports, channel: Channel, head: Conversation, theirs: Entry, action: str) -> bool:
    platform = ports.platforms.get(channel.kind)
    if platform is None or not isinstance(theirs.content, Message):
        return False
    try:
        platform.show(channel, head.contact_address, action, theirs.content.message_id)
    except (PlatformBusy, TokenRefused):
        return False
    return True
