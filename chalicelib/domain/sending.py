"""How an answer looks to customers: the name beside its address, and the signature below it."""

from __future__ import annotations

import re

from chalicelib.domain.entry import Mailbox
from chalicelib.domain.limits import NAME
from chalicelib.domain.shortening import fitting
from chalicelib.domain.workspace import Channel, FromName

PLACE = re.compile(r"\{(agent|company)\}")
FROM = {"en": "{agent} from {company}", "es": "{agent} de {company}"}


def sender_of(channel: Channel, agent_name: str, language: str) -> Mailbox:
    """Who an answer comes from, in the language of the inbox."""
    return Mailbox(channel.from_address, fitting(_name(channel, agent_name, language), NAME))


def _name(channel: Channel, agent_name: str, language: str) -> str:
    if channel.from_name == FromName.COMPANY:
        return channel.company_name
    if channel.from_name == FromName.AGENT:
        return agent_name
    if not channel.company:
        return f"{agent_name}, {channel.name}"  # the name of a team reads badly after "from"
    return filled_in(FROM.get(language, FROM["en"]), agent_name, channel.company)


def filled_in(text: str, agent_name: str, company: str) -> str:
    """The text with `{agent}` and `{company}` in their places; nothing else in braces is touched."""
    values = {"agent": agent_name, "company": company}
    return PLACE.sub(lambda place: values[place[1]], text)


def still_sends(channel: Channel, sender: Mailbox) -> Mailbox:
    """The sender that a message was written with, from the hosted address where the other no longer works."""
    if sender.address in (channel.address, channel.from_address):
        return sender
    return from_hosted(channel, sender)


def from_hosted(channel: Channel, sender: Mailbox) -> Mailbox:
    """The same person, from the address that always works."""
    return Mailbox(channel.address, sender.name)
