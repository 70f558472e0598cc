"""A form that was sent, as a message at the door."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.channels.form.inbound import Arrival, submitted, table_of, text_of
from chalicelib.domain.contact import Consent
from chalicelib.domain.entry import Attachment, Mailbox, Why
from chalicelib.domain.form_answers import Row, Submission
from chalicelib.domain.ids import BlobId
from chalicelib.domain.platform_entries import Part
from tests.builders import NOW, a_channel

FORM = a_channel(kind="form")
EVA = Submission(
    (Row("Name", "Eva"), Row("Message", "First line\nsecond")), email="eva@example.com", name="Eva"
)
ARRIVAL = Arrival("a1", NOW, title="Contact", page="https://shop.example/contact", host="help.example")


def test_the_fields_are_the_text_and_a_table() -> None:
    message = submitted(FORM, EVA, ARRIVAL).message

    assert message.text == "Name: Eva\nMessage:\nFirst line\nsecond"
    table = "Name: Eva\nMessage: First line\n\tsecond"
    assert message.parts == (Part("form", "Contact", table, url="https://shop.example/contact"),)
    assert (message.subject, message.sender) == ("Contact", Mailbox("eva@example.com", "Eva"))
    assert message.message_id == "<form-a1@help.example>"


def test_a_label_can_be_told_from_its_answer() -> None:
    assert table_of((Row("Time: when", "10: 30"),)) == "Time - when: 10: 30"
    assert text_of((Row("A", "b"),)) == "A: b"


def test_what_was_typed_proves_nothing() -> None:
    inbound = submitted(FORM, replace(EVA, consent="I agree."), ARRIVAL)

    assert not inbound.proven and not inbound.verified
    assert inbound.consents == (Consent("I agree.", NOW, "https://shop.example/contact"),)
    assert submitted(FORM, EVA, ARRIVAL).consents == ()


def test_the_same_again_is_a_repeat_and_something_else_is_not() -> None:
    first = submitted(FORM, EVA, ARRIVAL)
    file = Attachment("f", BlobId("b" * 64), "a.pdf", "application/pdf", 3)

    assert submitted(FORM, EVA, replace(ARRIVAL, page="")).content_hash == first.content_hash
    assert submitted(FORM, EVA, replace(ARRIVAL, attachments=(file,))).content_hash != first.content_hash
    assert submitted(FORM, replace(EVA, rows=EVA.rows[:1]), ARRIVAL).content_hash != first.content_hash


def test_somebody_without_name_and_address_is_called_something() -> None:
    nobody = submitted(
        FORM, Submission((Row("Question", "Why?\nHow?"),)), Arrival("a", NOW, nobody="Visitor 1")
    )

    assert nobody.message.sender == Mailbox("", "Visitor 1")
    assert nobody.message.subject == "Why?"


def test_a_page_that_is_not_secret_is_no_link_and_a_suspicion_stays() -> None:
    inbound = submitted(FORM, EVA, replace(ARRIVAL, page="http://shop.example", suspect=Why("form_trap")))

    assert inbound.message.parts[0].url == ""
    assert inbound.suspect == Why("form_trap")
