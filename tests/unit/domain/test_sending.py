"""What customers see of an answer: whose name, from which address, signed how."""

from __future__ import annotations

import pytest

from chalicelib.domain.entry import Mailbox
from chalicelib.domain.sending import filled_in, sender_of, still_sends
from chalicelib.domain.workspace import FromName
from tests.builders import a_channel, a_whole_channel


@pytest.mark.parametrize(
    ("settings", "language", "name"),
    [
        ({}, "en", "Ana R., Support"),
        ({"company": "Lamps Ltd"}, "en", "Ana R. from Lamps Ltd"),
        ({"company": "Lamps Ltd"}, "es", "Ana R. de Lamps Ltd"),
        ({"company": "Lamps Ltd"}, "de", "Ana R. from Lamps Ltd"),
        ({"company": "Lamps Ltd", "from_name": FromName.COMPANY}, "en", "Lamps Ltd"),
        ({"from_name": FromName.COMPANY}, "en", "Support"),
        ({"company": "Lamps Ltd", "from_name": FromName.AGENT}, "en", "Ana R."),
        ({"company": "{agent}"}, "en", "Ana R. from {agent}"),
    ],
)
def test_the_name_is_the_one_that_the_settings_want(
    settings: dict[str, str], language: str, name: str
) -> None:
    assert sender_of(a_channel(**settings), "Ana R.", language).name == name


@pytest.mark.parametrize(
    ("proven", "address"),
    [
        ({}, "help@example.com"),
        ({"forwarding_verified": False}, "support@bandeja.test"),
        ({"domain_verified": False}, "support@bandeja.test"),
        ({"team_address": ""}, "support@bandeja.test"),
    ],
)
def test_the_team_address_sends_only_while_both_ways_are_proven(
    proven: dict[str, bool | str], address: str
) -> None:
    assert sender_of(a_whole_channel(**proven), "Ana R.", "en").address == address


def test_what_was_written_before_the_team_address_broke_goes_out_from_the_hosted_one() -> None:
    written = Mailbox("help@example.com", "Ana R. from Lamps Ltd")

    assert still_sends(a_whole_channel(), written) == written
    broken = still_sends(a_whole_channel(domain_verified=False), written)
    assert broken == Mailbox("support@bandeja.test", "Ana R. from Lamps Ltd")


def test_only_agent_and_company_are_filled_in() -> None:
    signature = "{agent}\nSupport, {company} {phone} {{agent}}"

    assert (
        filled_in(signature, "Ana {company}", "Lamps")
        == "Ana {company}\nSupport, Lamps {phone} {Ana {company}}"
    )
