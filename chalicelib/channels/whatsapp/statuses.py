"""What became of a message of ours in WhatsApp, and the state of calls and payments told in the same place.

Meta's documentation: "status messages webhook reference", "Calling API: Webhooks", "Payments: Webhooks".
"""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.channels.meta.loose_json import first, identifier, inside, members, plain_words, words
from chalicelib.channels.meta.money import amount
from chalicelib.channels.meta.times import told_at
from chalicelib.channels.meta.told import Events, Told
from chalicelib.channels.meta.whatsapp_person import person_of
from chalicelib.channels.whatsapp.contents import error_words
from chalicelib.domain.platform_event import Person, PlatformStatus, StatusState

STATES = {state.value: state for state in StatusState}


def read_status(whole: Told, told: object) -> Events:
    """One member of `statuses`. One about nobody is still about the message that it names."""
    about = _about(whole, told)
    reader = OTHERS.get(words(inside(told, "type")).lower())
    if reader:
        return reader(about)
    state = STATES.get(words(inside(told, "status")).strip().lower())
    of = identifier(inside(told, "id"))
    error = next(iter(members(inside(told, "errors"))), None)
    if state is None or not of:
        return _warning(about, error)
    return (
        PlatformStatus(
            person=about.person or Person(""),
            at=about.at,
            of=of,
            state=state,
            code=words(inside(error, "code")),
            reason=error_words(error),
            key=words(inside(told, "biz_opaque_callback_data")),
        ),
    )


def _about(whole: Told, told: object) -> Told:
    person = person_of(told, whole.item.value, by_us=True)
    at = told_at(inside(told, "timestamp"), whole.item.at, whole.at)
    return Told(whole.item, "status", told, person, at, by_us=True)


def _warning(about: Told, error: object) -> Events:
    """The message goes out all the same, for instance without a product that is hidden."""
    if error is not None:
        return about.note("error", error_words(error))
    return about.unsupported(words(inside(about.body, "status")))


def _call(about: Told) -> Events:
    return about.note("call", words(inside(about.body, "status")).lower())


def _payment(about: Told) -> Events:
    """How far it is, of which order, how much, and why it failed."""
    payment = inside(about.body, "payment")
    transaction = inside(payment, "transaction")
    paid = first(payment, "amount") or inside(transaction, "amount")
    told = (
        inside(about.body, "status"),
        first(payment, "reference_id"),
        amount(paid, first(payment, "currency") or inside(transaction, "currency")),
        inside(transaction, "status"),
        inside(transaction, "error", "reason"),
    )
    return about.unsupported(plain_words(["payment", *told]))


OTHERS: dict[str, Callable[[Told], Events]] = {"call": _call, "payment": _payment}
