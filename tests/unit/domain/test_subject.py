"""Equal base subjects mean the same topic, in whatever language the mail program says "Re:"."""

import pytest

from chalicelib.domain.subject import base_subject, is_other_topic, reply_subject


@pytest.mark.parametrize(
    "subject",
    [
        "Order 2041",
        "Re: Order 2041",
        "RE: RE: order  2041",
        "AW: Re[2]: Order 2041",
        "RV: Fwd: ORDER 2041",
        "回复：Order 2041",
        "[EXTERNAL] Re: Order 2041",
        "Re: [lamps] [EXT] AW: Order 2041",
    ],
)
def test_prefixes_of_mail_programs_do_not_count(subject: str) -> None:
    assert base_subject(subject) == "order 2041"


def test_another_topic_is_another_subject() -> None:
    assert base_subject("Re: Order 2042") != base_subject("Order 2041")
    assert base_subject("Report: all well") == "report: all well"


def test_a_number_in_brackets_is_no_tag_and_a_subject_of_tags_alone_stays() -> None:
    assert base_subject("[Order 2041] Invoice") != base_subject("[Order 2042] Invoice")
    assert base_subject("Re: [urgent]") == "[urgent]"


@pytest.mark.parametrize(
    ("subject", "is_other"),
    [
        ("Invoice", True),
        ("Re: Order 2041", False),
        ("Order 2041: one more thing", False),
        ("Fwd: Order", False),
        ("", False),
        ("Re:", False),
    ],
)
def test_another_topic_is_told_from_a_subject_that_only_changed_its_length(
    subject: str, is_other: bool
) -> None:
    assert is_other_topic(subject, "Order 2041") is is_other
    assert not is_other_topic(subject, "")


def test_an_answer_has_one_re() -> None:
    assert reply_subject("Order") == "Re: Order"
    assert reply_subject("RE: Order") == "RE: Order"
    assert reply_subject("") == "Re:"
