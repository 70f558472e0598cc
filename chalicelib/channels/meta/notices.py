"""What Messenger and Instagram tell besides messages: how somebody came, what they agreed to, who answers.

Meta's documentation: the pages "messaging_referrals", "messaging_optins", "messaging_account_linking",
"messaging_handovers", "messaging_policy_enforcement", "messaging_game_plays", "response_feedback",
"messaging_feedback", "messaging_customer_information" and "in_thread_lead_form_submit" of the Webhook Event
Reference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chalicelib.channels.meta.form_rows import form_row, form_rows
from chalicelib.channels.meta.loose_json import (
    fields,
    first,
    identifier,
    inside,
    members,
    plain_lines,
    plain_words,
    words,
)
from chalicelib.channels.meta.referrals import referral_part
from chalicelib.channels.meta.told import Events, Told
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.platform_event import PlatformMessage

TITLE_OF_FORM = ("title", "name", "form_name", "form_id", "template_id")


def referral(told: Told) -> Events:
    """Somebody with a conversation came again by an ad or link, and has said nothing yet."""
    part = referral_part(told.body)
    return told.note("referral", part.title or part.payload if part else "", (part,) if part else ())


def opt_in(told: Told) -> Events:
    """Agreed to be written to, or not any more. `user_ref` is known by nobody's id yet."""
    body = fields(told.body)
    status = words(first(body, "notification_messages_status")).upper()
    text = words(first(body, "title", "ref", "payload", "type", "user_ref"))
    return told.note("opt_out" if status.startswith("STOP") else "opt_in", text)


def account_linking(told: Told) -> Events:
    """The person linked their account of the business, or no longer does."""
    status = words(inside(told.body, "status")).lower()
    return told.note("account_unlinked" if status == "unlinked" else "account_linked")


def handover(name: str, *app: str) -> Callable[[Told], Events]:
    """A change of whose turn it is; `app` are the fields that name the app which is concerned."""

    def noted(told: Told) -> Events:
        return told.note(
            name, words(inside(told.body, "metadata")), app_id=identifier(first(told.body, *app))
        )

    return noted


def thread_metadata(told: Told) -> Events:
    """Another app says something of the thread, and whose turn it is stays as it was."""
    return told.unsupported(words(inside(told.body, "metadata")) or plain_words(told.body))


def app_roles(told: Told) -> Events:
    """Which apps may take conversations of this page."""
    return told.note("app_roles", "\n".join(plain_lines(told.body)))


def policy(told: Told) -> Events:
    """The platform warns the page, blocks it or lets it again."""
    return told.note(
        "policy_enforcement", _together(words(inside(told.body, name)) for name in ("action", "reason"))
    )


def feedback(told: Told) -> Events:
    """What the person thinks of an answer, or filled in when they were asked how it was."""
    screens = members(inside(told.body, "feedback_screens"))
    lines = [line for screen in screens for line in _opinions(inside(screen, "questions"))]
    text = words(first(told.body, "feedback", "rating"))
    parts = (Part("form", text="\n".join(lines)),) if lines else ()
    return told.note("feedback", text, parts)


def _opinions(questions: object) -> list[str]:
    """A row for each question, "csat: 4", with what the person wrote below it. Meta's have names, and no
    list around them."""
    named = fields(questions).items() or [("", one) for one in members(questions)]
    rows = []
    for name, question in named:
        label = words(first(question, "title", "type")) or words(name)
        said = (plain_words(first(question, "payload", "answer")), _written_below(question))
        answer = "\n".join(one for one in said if one) or plain_words(question)
        rows.append(form_row(label, answer))
    return [row for row in rows if row]


def _written_below(question: object) -> str:
    return words(inside(question, "follow_up", "payload"))


def form(told: Told) -> Events:
    """A form inside the chat was filled in: the person said that, so it is a message."""
    if told.person is None:
        return told.unsupported()
    lines = [line for answers in _answers(told.body) for line in answers]
    title = words(first(told.body, *TITLE_OF_FORM))
    part = Part("form", title=title, text="\n".join(lines or form_rows(told.body)))
    return (PlatformMessage(told.mid or told.own_id, told.person, told.at, parts=(part,)),)


def _answers(body: object) -> list[list[str]]:
    """The pairs of question and answer, wherever Meta puts them."""
    lists = [first(screen, "responses", "answers") for screen in members(inside(body, "screens"))]
    lists.append(first(body, "responses", "answers", "field_data"))
    return [[_answer(one) for one in members(told)] for told in lists]


def _answer(pair: object) -> str:
    question = words(first(pair, "key", "name", "question", "label"))
    return form_row(question, plain_words(first(pair, "value", "values", "answer")))


def error(told: Told) -> Events:
    """An error of the platform's own."""
    return told.note("error", plain_words(told.body))


def other(told: Told) -> Events:
    """Known, and nothing that a conversation has a place for: games, payments in the chat."""
    return told.unsupported(plain_words(told.body))


def _together(told: Iterator[str]) -> str:
    return ": ".join(one for one in told if one)
