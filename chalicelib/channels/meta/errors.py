"""What to do about an error of the Graph API: by code and subcode, never by its text."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from chalicelib.channels.meta.error_words import (
    BUSY,
    BY_CODE,
    BY_SUBCODE,
    EXPIRED,
    TOO_MANY,
    USE_CASES,
    Meaning,
    Turn,
)
from chalicelib.channels.meta.usage import BREATH, NEARLY_ALL, asked_wait, pause_of, used_share
from chalicelib.domain.errors import BandejaError
from chalicelib.domain.graph_request import GraphFault
from chalicelib.domain.sending_errors import SendDelayed, SendRefused, SendUnsure, TokenInvalid

WHATSAPPS = 130_000
NOT_GRANTED, NOT_ALLOWED = 10, range(200, 300)
NONE = timedelta()
UNKNOWN = Meaning(Turn.NEVER, "Meta refused this")


def error_of(fault: GraphFault) -> BandejaError:
    """`SendRefused`, `SendDelayed` with the time to wait, `TokenInvalid` or `SendUnsure`."""
    meaning = meaning_of(fault)
    detail = meaning.words + named(fault)
    match meaning.turn:
        case Turn.RECONNECT:
            return TokenInvalid(detail, wait=asked_wait(fault.headers))
        case Turn.WAIT | Turn.LATER:
            return SendDelayed(detail, wait=_wait(meaning, fault))
        case Turn.UNSURE:
            return SendUnsure(detail)
        case Turn.NEVER:
            return SendRefused(detail)


def meaning_of(fault: GraphFault) -> Meaning:
    """From the table; a code that is not in it goes by the status."""
    if fault.code is None:
        return _by_status(fault.status)
    pair = (fault.code, fault.subcode)
    known = BY_SUBCODE.get(pair) or _by_subcode_alone(fault) or BY_CODE.get(fault.code)
    if known:
        return known
    return TOO_MANY if fault.code in USE_CASES else _by_status(fault.status, has_said=True)


def _by_subcode_alone(fault: GraphFault) -> Meaning | None:
    """Some are documented without the code that they come with. WhatsApp's codes say more than theirs."""
    return BY_CODE.get(fault.subcode) if (fault.code or 0) < WHATSAPPS and fault.subcode > WHATSAPPS else None


def _by_status(status: int, *, has_said: bool = False) -> Meaning:
    """`has_said`: the Graph API itself answered, so that it surely did not do it."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return TOO_MANY
    if status == HTTPStatus.UNAUTHORIZED:
        return EXPIRED
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return BUSY if has_said else Meaning(Turn.UNSURE, "Meta did not say whether it took the message")
    return UNKNOWN


def token_is_gone(fault: GraphFault) -> bool:
    """The token itself is refused, and not only something that it may not do."""
    return meaning_of(fault) is EXPIRED


def lacks_rights(fault: GraphFault) -> bool:
    """The token may not do this: the codes that Meta documents for a permission that was not granted."""
    return fault.code == NOT_GRANTED or fault.code in NOT_ALLOWED


def pause_after(fault: GraphFault) -> tuple[timedelta, timedelta]:
    """As `pause_of`, of a refusal: "too many" stops the account also where no header says so."""
    messages, others = pause_of(fault.headers)
    meaning = meaning_of(fault)
    told = _wait(meaning, fault) if meaning.turn is Turn.WAIT else None
    return max(messages, told or NONE), max(others, told or NONE)


def named(fault: GraphFault) -> str:
    """The numbers that Meta's support asks for."""
    if fault.code is None:
        return f" (status {fault.status})"
    code = f"{fault.code}/{fault.subcode}" if fault.subcode else f"{fault.code}"
    return f" (error {code}, trace {fault.trace_id})" if fault.trace_id else f" (error {code})"


def _wait(meaning: Meaning, fault: GraphFault) -> timedelta | None:
    """What the platform asks for; else what the table says, longer when the allowance is nearly used up."""
    if asked := asked_wait(fault.headers):
        return asked
    if meaning.turn is Turn.WAIT and used_share(fault.headers) >= NEARLY_ALL:
        return max(meaning.wait or BREATH, BREATH)
    return meaning.wait
