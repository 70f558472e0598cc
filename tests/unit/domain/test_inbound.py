"""What a message at the door says about its thread, and how much of that a log carries."""

import pytest

from chalicelib.domain import limits
from chalicelib.domain.inbound import Bounce, kept_references


def test_a_short_list_of_references_is_kept_whole_and_each_once() -> None:
    assert kept_references(("<a>", "", "<b>", "<a>")) == ("<a>", "<b>")


def test_of_a_long_list_the_first_and_the_newest_are_kept() -> None:
    ids = tuple(f"<{number}>" for number in range(50))

    kept = kept_references(ids)

    assert kept[0] == "<0>"
    assert kept[-1] == "<49>"
    assert len(kept) == 2 * limits.REFERENCES_EACH_END


@pytest.mark.parametrize(
    ("bounce", "words"),
    [
        (Bounce("a@x", "5.1.1", "550 no such user", ""), "a@x: 5.1.1 550 no such user"),
        (Bounce("a@x", "5.1.1", "550 5.1.1 no such user", ""), "a@x: 550 5.1.1 no such user"),
        (Bounce("", "5.1.1", "", ""), "5.1.1"),
    ],
    ids=["all", "status said twice", "nobody named"],
)
def test_a_bounce_is_told_in_one_line(bounce: Bounce, words: str) -> None:
    assert bounce.words == words


@pytest.mark.parametrize(
    ("bounce", "is_hard"),
    [
        (Bounce("a@x", "5.1.1", "", "", "unknown address"), True),
        (Bounce("a@x", "5.1.2", "", "", "host unknown"), True),
        (Bounce("a@x", "5.2.2", "", "", "mailbox full"), False),
        (Bounce("a@x", "5.7.1", "", "", "blocked as spam"), False),
        (Bounce("a@x", "4.1.1", "", "", "unknown address"), False),
        (Bounce("a@x", "5.1.1", "", "", "unknown address", is_delay=True), False),
    ],
    ids=lambda given: f"{given.status} {given.kind}" if isinstance(given, Bounce) else "",
)
def test_only_an_address_that_takes_no_mail_is_gone(bounce: Bounce, is_hard: bool) -> None:
    assert bounce.is_hard is is_hard
