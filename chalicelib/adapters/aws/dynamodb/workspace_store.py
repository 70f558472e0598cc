"""Inboxes, channels, agents, domains, counters and the quarantine in DynamoDB."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from chalicelib.adapters.aws.dynamodb.chat_settings_store import DynamoChatSettings
from chalicelib.adapters.aws.dynamodb.conditions import (
    ABSENT,
    PRESENT,
    Condition,
    absent,
    add,
    changes,
    equals,
)
from chalicelib.adapters.aws.dynamodb.form_store import DynamoForms
from chalicelib.adapters.aws.dynamodb.refusals import CONDITION
from chalicelib.adapters.aws.dynamodb.subscription_store import DynamoSubscriptions
from chalicelib.adapters.aws.dynamodb.token_store import DynamoTokens
from chalicelib.adapters.aws.dynamodb.workspace_rows import WORKSPACE, over
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.adapters.stored.attribute_values import item_of
from chalicelib.adapters.stored.plain_form import Plain, plain
from chalicelib.adapters.stored.size_limits import check_item, check_transaction
from chalicelib.domain.errors import (
    AlreadyThere,
    NoSuchAgent,
    NoSuchQuarantined,
    StaleChannel,
    StaleConversation,
)
from chalicelib.domain.ids import AgentId, ChannelId
from chalicelib.domain.sending_domain import SendingDomain
from chalicelib.domain.workspace import Agent, Channel, Inbox, Quarantined
from chalicelib.ports.quarantine_store import QuarantinePage

BY_ARRIVAL = {"IndexName": "by_arrival", "ConsistentRead": True}


class DynamoWorkspaceStore(DynamoChatSettings, DynamoForms, DynamoTokens, DynamoSubscriptions):
    """`WorkspaceStore` of the deployed home."""

    def inboxes(self) -> tuple[Inbox, ...]:
        return tuple(items.thing_of(Inbox, item) for item in self._all(items.INBOX))

    def put_inbox(self, inbox: Inbox) -> None:
        self._put_over(inbox)

    def channels(self) -> tuple[Channel, ...]:
        return tuple(items.thing_of(Channel, item) for item in self._all(items.CHANNEL))

    def put_channel(self, channel: Channel) -> None:
        self._put_channel(channel, None)

    def change_channel(self, channel: Channel) -> None:
        before = channel.version - 1
        as_read = equals("version", before) if before else PRESENT & absent("version")
        self._put_channel(channel, as_read)

    def note_heard(self, channel_id: ChannelId, at: datetime) -> None:
        with suppress(StaleConversation):
            where = items.key(items.CHANNEL, channel_id)
            self._writer.update(WORKSPACE, where, changes({"heard_at": plain(at)}), PRESENT)

    def _put_channel(self, channel: Channel, condition: Condition | None) -> None:
        """With its addresses. DynamoDB names each refused write; the last is that of the channel itself."""
        item, addresses = items.thing_item(channel), items.address_items(channel)
        check_transaction([item, *addresses])
        stored = self._rows.get(items.key(items.CHANNEL, channel.id))
        write = self._writer.transaction()
        ours = equals("channel_id", channel.id)
        wanted = {address["sk"] for address in addresses}
        for earlier in items.address_items(items.thing_of(Channel, stored)) if stored else ():
            if earlier["sk"] not in wanted:
                write.drop(WORKSPACE, earlier, ours)
        for address in addresses:
            write.put(WORKSPACE, address, ABSENT | ours)
        write.update(WORKSPACE, item, over(channel), condition)
        if reasons := write.commit():
            raise StaleChannel if reasons[-1] == CONDITION else AlreadyThere

    def sending_domain(self, name: str) -> SendingDomain | None:
        item = self._rows.get(items.key(items.DOMAIN, name))
        return None if item is None else items.thing_of(SendingDomain, item)

    def put_sending_domain(self, domain: SendingDomain) -> None:
        self._put_over(domain)

    def agents(self) -> tuple[Agent, ...]:
        return tuple(items.thing_of(Agent, item) for item in self._all(items.AGENT))

    def agent(self, agent_id: AgentId) -> Agent:
        item = self._rows.get(items.key(items.AGENT, agent_id))
        if item is None:
            raise NoSuchAgent
        return items.thing_of(Agent, item)

    def add_agent(self, agent: Agent) -> None:
        item, email = items.thing_item(agent), items.email_item(agent)
        check_transaction([item, email])
        write = self._writer.transaction()
        write.put(WORKSPACE, email)
        write.put(WORKSPACE, item)
        if write.commit():
            raise AlreadyThere

    def change_agent(self, agent: Agent) -> None:
        try:
            self._put_over(agent, PRESENT)
        except StaleConversation as error:
            raise NoSuchAgent from error

    def next_number(self, counter: str) -> int:
        """An atomic ADD: no two callers get the same."""
        item = self._writer.update(WORKSPACE, items.key(items.COUNTER, counter), [add("value", 1)])
        return int(item["value"])

    def quarantine(self, item: Quarantined) -> None:
        self._put_over(item)

    def quarantined(self, limit: int = 100) -> tuple[Quarantined, ...]:
        return self.quarantine_page(dropped=False, limit=limit).items

    def quarantine_page(
        self, *, dropped: bool, limit: int, after: tuple[datetime, str] | None = None
    ) -> QuarantinePage:
        kind = items.quarantine_kind(dropped=dropped)
        options: dict[str, Any] = {"ScanIndexForward": False, "Limit": limit + 1, **BY_ARRIVAL}
        if after:
            options["ExclusiveStartKey"] = item_of(items.arrival_key(kind, *after))
        found = self._rows.query("pk = :kind", {":kind": kind}, **options)
        return QuarantinePage.of([items.thing_of(Quarantined, item) for item in found], limit)

    def quarantined_item(self, item_id: str) -> Quarantined:
        return self._quarantined(items.QUARANTINE, item_id)

    def dropped_item(self, item_id: str) -> Quarantined:
        return self._quarantined(items.DROPPED, item_id)

    def move_quarantined(self, item: Quarantined) -> None:
        row = items.thing_item(item)
        check_item(row)
        write = self._writer.transaction()
        other = items.quarantine_kind(dropped=not item.is_dropped)
        write.drop(WORKSPACE, items.key(other, item.id), PRESENT)
        write.put(WORKSPACE, row, None)
        if write.commit():
            raise NoSuchQuarantined

    def quarantined_before(self, moment: datetime, limit: int = 100) -> tuple[Quarantined, ...]:
        found: list[Plain] = []
        for kind in (items.QUARANTINE, items.DROPPED):
            values = items.arrival_key(kind, moment, "")
            asked = {":kind": kind, ":moment": values["arrived_at"]}
            found += self._rows.query("pk = :kind AND arrived_at < :moment", asked, Limit=limit, **BY_ARRIVAL)
        return tuple(items.thing_of(Quarantined, item) for item in found)

    def release(self, item_id: str) -> None:
        for kind in (items.QUARANTINE, items.DROPPED):
            self._rows.take_out(items.key(kind, item_id))

    def _quarantined(self, kind: str, item_id: str) -> Quarantined:
        item = self._rows.get(items.key(kind, item_id))
        if item is None:
            raise NoSuchQuarantined
        return items.thing_of(Quarantined, item)
