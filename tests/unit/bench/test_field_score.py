"""Whole mails in many languages, charsets and forms say what they were made to say."""

from __future__ import annotations

from bench.field_score import LEAST_SHARE, WHOLE, our_fields, score, standard_fields
from tests.samples.mail.generated_mails import generated_mails


def test_nearly_every_generated_mail_is_read_right_in_every_field() -> None:
    mails = list(generated_mails())

    right = score(mails, our_fields)

    assert right[WHOLE] >= LEAST_SHARE * len(mails)
    assert all(right[name] == len(mails) for name in mails[0].fields if name != "file names")


def test_the_score_counts_what_is_wrong() -> None:
    mails = list(generated_mails())[::40]

    right = score(mails, lambda raw: {**our_fields(raw), "subject": "another"})

    assert right["subject"] == right[WHOLE] == 0
    assert right["sender"] == len(mails)
    assert score(mails, standard_fields)[WHOLE] < len(mails)
