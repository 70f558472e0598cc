"""Answers written out by hand, body by body, and mails that say the same in text and in HTML."""

from email.message import EmailMessage

import pytest

from chalicelib.channels.email.inbound import read_mail
from chalicelib.channels.email.quoting import newest_part, newest_part_of_html
from tests.samples.mail.written_answers import WrittenAnswer, written_answers

ANSWERS = list(written_answers())
# A person labels these in another way than the reader does, and no rule is known that would tell.
NOT_TOLD_APART = {
    ("pages", "blockquote-prose"),  # quotes a law, not a mail
    ("letters", "typed-at-a-prompt"),  # one line behind ">", as somebody's words would be
    ("letters", "two-fields"),  # From and Subject alone, as in a form
    ("letters", "a-friend-wrote"),  # a person's line in a program's words
    ("threads", "notes-j"),  # an advertisement that nothing parts from the words
}
QUOTE = "<blockquote type='cite'><p>When will it come?</p></blockquote>"


def lines_of(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda one: f"{one.kind}: {one.name}")
def test_what_is_new_in_an_answer_is_what_a_person_says(answer: WrittenAnswer) -> None:
    found = newest_part_of_html(answer.body) if answer.is_html else newest_part(answer.body)

    is_told = lines_of(found) == lines_of(answer.newest)
    assert is_told is ((answer.kind, answer.name) not in NOT_TOLD_APART)


def mail_of(text: str, html: str) -> bytes:
    mail = EmailMessage()
    mail["From"] = "tom@example.org"
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    return bytes(mail)


@pytest.mark.parametrize(
    ("text", "html", "newest"),
    [
        ("On Monday.\n\nWhen will it come?\n", f"<p>On Monday.</p>{QUOTE}", "On Monday."),
        (
            "On Monday.\n\nTom Thumb\nThumb & Sons\n",
            "<p>On Monday.</p><div class='gmail_signature'>Tom Thumb<br>Thumb &amp; Sons</div>",
            "On Monday.",
        ),
        ("Your mail program cannot show HTML.\n", "<p>On Monday.</p><p>Tom</p>", "On Monday.\n\nTom"),
        ("I cannot see your HTML.\n", "<p>I cannot see your HTML.</p>", "I cannot see your HTML."),
        ("On Monday.\n\n> When?\n", f"<p>Something else.</p>{QUOTE}", "On Monday."),
        ("On Monday, at ten.\n", f"<p>On Tuesday.</p>{QUOTE}", "On Monday, at ten."),
    ],
)
def test_the_form_that_tells_more_is_read(text: str, html: str, newest: str) -> None:
    assert read_mail(mail_of(text, html)).reply_text == newest


def test_a_rule_drawn_in_one_of_several_parts_is_no_word() -> None:
    mail = EmailMessage()
    mail["From"] = "tom@example.org"
    mail.set_content("<p>One.</p><hr><p>Two.</p>", subtype="html")
    mail.make_mixed()
    mail.add_attachment("<p>Three.</p>", subtype="html", disposition="inline")

    assert lines_of(read_mail(bytes(mail)).reply_text) == ["One.", "Two.", "Three."]
