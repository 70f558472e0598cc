"""The small company of these tests: two inboxes, one agent, one clock that stands until it is moved."""

from datetime import UTC, datetime

from chalicelib.domain.ids import AgentId, ChannelId, InboxId
from chalicelib.domain.workspace import Agent, AgentState, Channel, Inbox, Role

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SUPPORT_INBOX = Inbox(InboxId("a1" * 16), "Support", signature="The lamp team")
SALES_INBOX = Inbox(InboxId("a2" * 16), "Sales")
SUPPORT = Channel(ChannelId("b1" * 16), SUPPORT_INBOX.id, "email", "Support", "support@bandeja.test")
SALES = Channel(ChannelId("b2" * 16), SALES_INBOX.id, "email", "Sales", "sales@bandeja.test")
ANA = Agent(AgentId("c1" * 16), "Ana", "ana@bandeja.test", Role.AGENT, AgentState.ACTIVE, NOON)
BO = Agent(AgentId("c2" * 16), "Bo", "bo@bandeja.test", Role.AGENT, AgentState.ACTIVE, NOON)
GONE = Agent(AgentId("c3" * 16), "Gil", "gil@bandeja.test", Role.AGENT, AgentState.DEACTIVATED, NOON)
