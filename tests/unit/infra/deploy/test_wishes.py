from __future__ import annotations

from dataclasses import replace

import pytest

from infra.deploy.plan import Plan
from infra.deploy.wishes import problems_of_wishes

GOOD = Plan("prod", "eu-west-1", "example.com", "you@example.com")


def test_what_is_written_well_is_no_problem() -> None:
    assert problems_of_wishes(GOOD) == []


@pytest.mark.parametrize(
    "domain", ["", "example", "-a.com", "a..com", "a.com.", "b@a.com", "x" * 64 + ".com"]
)
def test_what_is_no_domain_is_said(domain: str) -> None:
    assert "is no domain" in problems_of_wishes(replace(GOOD, domain=domain))[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://Example.org/start", "example.org"),
        ("münchen.de", "xn--mnchen-3ya.de"),
        ("???", "example.com"),
    ],
)
def test_what_was_meant_is_guessed(written: str, meant: str) -> None:
    assert f"such as {meant}" in problems_of_wishes(replace(GOOD, domain=written))[0]


def test_everything_is_said_at_once() -> None:
    assert len(problems_of_wishes(Plan("Prod!", "", "nowhere", "nobody"))) == 4
