"""Send a mail to the team address that must come back through its forwarding, which proves it."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.errors import NoTeamAddress, TooManyTries
from chalicelib.domain.forwarding_token import word_for
from chalicelib.domain.ids import InboxId
from chalicelib.domain.workspace import Agent, Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.email_channels import email_channel
from chalicelib.ports.retry import again_when_stale

WINDOW_SECONDS = 60
MOST_IN_WINDOW = 3


def send_forwarding_test(ports: Ports, inbox_id: InboxId, by: Agent) -> Channel:
    """The channel, waiting for the mail from now on.

    Raises `NoSuchInbox`, `NoTeamAddress`, `TooManyTries` beyond three a minute.
    """
    channel = _waiting(ports, inbox_id)
    sent_at = channel.forwarding.test_sent_at
    assert sent_at is not None  # just written
    word = word_for(ports.secrets.key("reply-token"), channel, sent_at)
    values = {"address": channel.team_address, "hosted": channel.address, "word": word}
    ports.notices.send("forwarding_test", channel.team_address, values, by.language or "en")
    return channel


@again_when_stale
def _waiting(ports: Ports, inbox_id: InboxId) -> Channel:
    channel = email_channel(ports, inbox_id)
    if not channel.team_address:
        raise NoTeamAddress
    tries = ports.live.count_try(f"forwarding-test#{channel.id}", ports.now(), WINDOW_SECONDS)
    if tries > MOST_IN_WINDOW:
        raise TooManyTries(retry_after=WINDOW_SECONDS)
    changed = channel.changed(forwarding=replace(channel.forwarding, test_sent_at=ports.now()))
    ports.workspace.change_channel(changed)
    return changed
