from __future__ import annotations

from dataclasses import replace

import pytest

from infra.deploy.failures import Stopped
from infra.deploy.mail_exchange import look_at_exchange
from infra.deploy.name_servers import name_server
from infra.deploy.plan import Plan
from tests.name_server import Zone, answering

PLAN = Plan("prod", "eu-west-1", "example.com", "you@example.com")
TAKES_MAIL = {("inbound-smtp.eu-west-1.amazonaws.com", "A"): ("192.0.2.1",)}
OURS = "10 inbound-smtp.eu-west-1.amazonaws.com."


@pytest.mark.parametrize("zone", [TAKES_MAIL, {("in.example.com", "MX"): (OURS,)}])
def test_a_free_name_and_our_own_are_fine(zone: Zone) -> None:
    with answering(zone) as address:
        assert look_at_exchange(PLAN, name_server(address)) == ""


@pytest.mark.parametrize(
    "found",
    [
        ("10 mx.elsewhere.test.",),
        ("10 inbound-smtp.us-east-1.amazonaws.com.",),
        (OURS, "20 mx.elsewhere.test."),
    ],
)
def test_mail_that_goes_elsewhere_stops_the_run(found: tuple[str, ...]) -> None:
    with (
        answering({("in.example.com", "MX"): found}) as address,
        pytest.raises(Stopped, match="receives mail elsewhere") as stopped,
    ):
        look_at_exchange(PLAN, name_server(address))

    assert "Nothing was changed" in str(stopped.value)


def test_a_region_in_which_ses_takes_no_mail_is_told_before() -> None:
    with answering({}) as address:
        look = name_server(address)
        with pytest.raises(Stopped, match="does not receive mail in eu-west-1"):
            look_at_exchange(PLAN, look)

        assert look_at_exchange(replace(PLAN, endpoint="http://127.0.0.1:1"), look) == ""


def test_no_answer_is_a_note_and_no_stop() -> None:
    assert "No name server answered" in look_at_exchange(PLAN, lambda name, kind: None)
