"""From what the reader found in a mail to what the API shows of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec

from chalicelib.handlers import mail_answers as answers

if TYPE_CHECKING:  # only what is shown is loaded, when it is
    from chalicelib.channels.email.calendar import CalendarEvent, Participant, Recurrence
    from chalicelib.channels.email.calendar_times import Moment
    from chalicelib.channels.email.contact_cards import ContactCard
    from chalicelib.channels.email.source import MailSource

LONGEST_JSON = 400_000


def source_json(source: MailSource, raw_id: str) -> answers.SourceJson:
    headers = [answers.HeaderJson(name, _sound(value)) for name, value in source.headers]
    return answers.SourceJson(headers, _sound(source.text), source.size, source.cut, raw_id)


def told_json(raw: bytes, raw_id: str) -> answers.SourceJson:
    """What a platform told: the JSON from its beginning."""
    text = raw[:LONGEST_JSON].decode("utf-8", "ignore")
    return answers.SourceJson([], text, len(raw), len(raw) > LONGEST_JSON, raw_id)


def cards_json(events: Iterable[CalendarEvent], people: Iterable[ContactCard]) -> answers.CardsJson:
    return answers.CardsJson([_event(event) for event in events], [_person(person) for person in people])


def _event(event: CalendarEvent) -> answers.EventJson:
    kind: Any = event.kind
    return answers.EventJson(
        kind=kind,
        title=_sound(event.title),
        place=_sound(event.place),
        description=_sound(event.description),
        organiser=_participant(event.organiser) if event.organiser else None,
        people=[_participant(person) for person in event.people],
        starts=_moment(event.starts),
        ends=_moment(event.ends),
        recurrence=_recurrence(event.recurrence) if event.recurrence else None,
        one_of_series=event.one_of_series,
    )


def _participant(one: Participant) -> answers.ParticipantJson:
    answer: Any = one.answer
    return answers.ParticipantJson(_sound(one.address), _sound(one.name), answer)


def _moment(moment: Moment | None) -> answers.MomentJson | None:
    return answers.MomentJson(moment.text, moment.all_day) if moment else None


def _recurrence(rule: Recurrence) -> answers.RecurrenceJson:
    every: Any = rule.every
    days, until = list(rule.days), _moment(rule.until)
    return answers.RecurrenceJson(every, rule.interval, days, rule.count, until, rule.simple)


def _person(card: ContactCard) -> answers.PersonCardJson:
    texts = (_sound(card.name), _sound(card.organisation), _sound(card.title))
    return answers.PersonCardJson(
        *texts, [_sound(one) for one in card.emails], [_sound(one) for one in card.phones]
    )


def _sound(text: str) -> str:
    """Text that JSON can carry: half a surrogate pair, which a hostile mail may hold, is replaced."""
    try:
        msgspec.json.encode(text)
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
