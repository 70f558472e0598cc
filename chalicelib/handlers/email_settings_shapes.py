"""What the API shows of the email settings of an inbox: its JSON shapes, and how they are made."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, cast

import msgspec

from chalicelib.domain.forwarding import Confirmation
from chalicelib.domain.sending_domain import SendingDomain
from chalicelib.queries.email_settings import EmailSettingsView

FromNameCode = Literal["agent_and_company", "company", "agent"]
StateCode = Literal["found", "wrong", "missing", "unknown"]


class ForwardingRequestJson(msgspec.Struct):
    """What the mail provider asked; `code` or `link` may be empty. The mail is entry `seq` there."""

    at: datetime
    sender: str
    code: str
    link: str
    conversation: str
    seq: int


class ForwardingJson(msgspec.Struct):
    """How far the forwarding of the team address is. `added` and `confirmed` are the word of a person.

    `test`: `none` was sent, it is `awaited`, `overdue` (a minute has passed) or `returned` at `proven_at`.
    `verified`: a test mail came back since this address was named.
    """

    added: bool
    confirmed: bool
    asked: ForwardingRequestJson | None
    test: Literal["none", "awaited", "overdue", "returned"]
    test_sent_at: datetime | None
    proven_at: datetime | None
    verified: bool


class DnsRecordJson(msgspec.Struct):
    """A record that the domain needs. `found` is what stands there instead, when `state` is `wrong`.

    `purpose`: `dkim`, `mail_from`, `dmarc`. `unknown`: the name servers did not answer.
    """

    purpose: str
    type: str
    name: str
    value: str
    state: StateCode
    found: str


class SendingDomainJson(msgspec.Struct):
    """What the last check of the team address's domain showed."""

    name: str
    checked_at: datetime
    verified: bool
    records: list[DnsRecordJson]


class EmailSettingsJson(msgspec.Struct):
    """The email settings of an inbox. `version` counts the changes of its channel.

    `from_address` is where answers come from now; `name` stands for an empty `company`; `language` (of the
    inbox) words the names. `last_mail_at`: when mail last came in, as far as one looks.
    """

    inbox: str
    channel: str
    name: str
    language: str
    version: int
    hosted_address: str
    team_address: str
    last_mail_at: datetime | None
    forwarding: ForwardingJson
    domain: SendingDomainJson | None
    from_address: str
    company: str
    from_name: FromNameCode
    signature: str
    quotes_earlier: bool


def email_settings_json(view: EmailSettingsView) -> EmailSettingsJson:
    channel = view.channel
    return EmailSettingsJson(
        inbox=view.inbox.id,
        channel=channel.id,
        name=channel.name,
        language=view.inbox.language,
        version=channel.version,
        hosted_address=channel.address,
        team_address=channel.team_address,
        last_mail_at=view.last_mail_at,
        forwarding=_forwarding(view),
        domain=_domain(view.domain) if view.domain else None,
        from_address=channel.from_address,
        company=channel.company,
        from_name=channel.from_name.value,
        signature=view.inbox.signature,
        quotes_earlier=channel.quotes_earlier,
    )


def _forwarding(view: EmailSettingsView) -> ForwardingJson:
    forwarding = view.channel.forwarding
    return ForwardingJson(
        added=forwarding.added,
        confirmed=forwarding.confirmed,
        asked=_asked(forwarding.confirmation) if forwarding.confirmation else None,
        test=view.test,
        test_sent_at=forwarding.test_sent_at,
        proven_at=forwarding.proven_at,
        verified=view.channel.forwarding_verified,
    )


def _asked(asked: Confirmation) -> ForwardingRequestJson:
    return ForwardingRequestJson(
        asked.at, asked.sender, asked.code, asked.link, asked.conversation_id, asked.seq
    )


def _domain(domain: SendingDomain) -> SendingDomainJson:
    records = [
        DnsRecordJson(one.purpose, one.type, one.name, one.value, cast(StateCode, one.state), one.found)
        for one in domain.records
    ]
    return SendingDomainJson(domain.id, domain.checked_at, domain.verified, records)
