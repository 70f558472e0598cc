"""HTTP: mail that could not be taken in: looking at it, trying again, letting it in, dropping it.

Use-cases are loaded with the first order: few processes ever see one.
"""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus

import msgspec
from chalice import Response

from chalicelib.domain.orders import Order, ReleaseOrder
from chalicelib.domain.permission import Permission
from chalicelib.domain.workspace import Quarantined
from chalicelib.handlers import reading
from chalicelib.handlers.answers import Page
from chalicelib.handlers.bodies import DropBody, EmptyBody, QuarantineQuery, Query, RawQuery, ReleaseBody
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.handlers.mail_room import quarantine_door
from chalicelib.handlers.quarantine_shapes import (
    QuarantinedDetail,
    QuarantinedJson,
    ReleasedJson,
    RetriedJson,
    quarantined_detail,
    quarantined_json,
)
from chalicelib.ports.bundle import Ports
from chalicelib.queries.stored_file import file_link, quarantined_mail_id

routes = AgentRoutes(__name__)


class Arrival(msgspec.Struct, forbid_unknown_fields=True):
    """What the cursor of the quarantine holds: an arrival and an id."""

    a: datetime
    i: str


@routes.route(
    "/quarantine",
    permission=Permission.SEE_QUARANTINE,
    query=QuarantineQuery,
    answer=Page[QuarantinedJson],
)
def get_quarantine(call: AgentCall[QuarantineQuery]) -> Page[QuarantinedJson]:
    """What could not be taken in, each with its reason, newest first; or what was dropped of it."""
    from chalicelib.queries.quarantine_list import quarantine_list

    given = call.given
    start = reading.cursor_value(given.cursor, Arrival, "cursor") if given.cursor else None
    page = quarantine_list(
        call.ports,
        dropped=given.dropped == 1,
        after=(start.a, start.i) if start else None,
        limit=given.limit,
    )
    following = reading.cursor(a=page.last.at, i=page.last.id) if page.last else None
    return Page([quarantined_json(item, page.names) for item in page.items], following)


@routes.route("/quarantine/{item_id}", permission=Permission.SEE_QUARANTINE, answer=QuarantinedDetail)
def get_quarantined(call: AgentCall[Query], item_id: str) -> QuarantinedDetail:
    """One of them, with what could be read of its first 5 MB, and where its form is broken."""
    from chalicelib.channels.email.faults import faults_of  # loaded only when mail is shown
    from chalicelib.channels.email.salvage import beginning_of
    from chalicelib.queries.quarantine_list import names_of_droppers
    from chalicelib.queries.quarantined_mail import kept_mail, quarantined_mail

    item = quarantined_mail(call.ports, item_id)
    raw = kept_mail(call.ports, item)
    mail = None if raw is None else beginning_of(raw)
    faults = () if raw is None else faults_of(raw)
    return quarantined_detail(item, names_of_droppers(call.ports, item), mail, faults)


@routes.route(
    "/quarantine/{item_id}/raw",
    permission=Permission.SEE_QUARANTINE,
    query=RawQuery,
    answer="text/plain",
)
def get_quarantined_raw(call: AgentCall[RawQuery], item_id: str) -> Response:
    """The mail as it came, as plain text: its first 256,000 bytes, with `X-Cut: 1` when there is more.

    With `download` a redirect to the whole of it, to be saved. 403 for a mail with a virus.
    """
    from chalicelib.queries.quarantined_mail import raw_mail

    headers: dict[str, str | list[str]] = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    if call.given.download:
        headers["Location"] = file_link(call.ports, quarantined_mail_id(item_id), inline=False)
        return Response("", headers=headers, status_code=HTTPStatus.FOUND)
    mail = raw_mail(call.ports, item_id)
    headers |= {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "X-Cut": "1" if mail.cut else "0",
    }
    return Response(mail.text, headers=headers)


@routes.route(
    "/quarantine/{item_id}/retry",
    method="POST",
    permission=Permission.RETRY_QUARANTINE,
    answer=RetriedJson,
)
def post_retry(call: AgentCall[EmptyBody], item_id: str) -> RetriedJson:
    """Try to take it in once more. Trying twice is harmless: a mail is kept once."""
    from chalicelib.usecases.retry_quarantined import retry_quarantined

    retry_quarantined(call.ports, item_id)
    return RetriedJson("queued")


@routes.route(
    "/quarantine/{item_id}/release",
    method="POST",
    permission=Permission.RELEASE_QUARANTINE,
    body=ReleaseBody,
    answer=ReleasedJson,
)
def post_release(call: AgentCall[ReleaseBody], item_id: str) -> ReleasedJson:
    """Let it in although a rule said no; 422 with the field `inbox` when one has to be picked.

    What cannot be read becomes a message with the mail itself as a file. 403 for a mail with a virus.
    """
    from chalicelib.usecases.release_quarantined import release_quarantined

    given = call.given
    order = ReleaseOrder(item_id, Order(call.agent, call.command), given.inbox, given.channel)
    taken = release_quarantined(call.ports, order, quarantine_door(call.ports))
    return ReleasedJson(taken.conversation_id, taken.seq)


@routes.route(
    "/quarantine/{item_id}/drop",
    method="POST",
    permission=Permission.DROP_QUARANTINE,
    body=DropBody,
    answer=QuarantinedJson,
)
def post_drop(call: AgentCall[DropBody], item_id: str) -> QuarantinedJson:
    """Out of the way, with a note. It can be put back until its 90 days are over."""
    from chalicelib.usecases.drop_quarantined import drop_quarantined

    return _shown(call.ports, drop_quarantined(call.ports, item_id, call.agent, call.given.note.strip()))


@routes.route(
    "/quarantine/{item_id}/put-back",
    method="POST",
    permission=Permission.DROP_QUARANTINE,
    answer=QuarantinedJson,
)
def post_put_back(call: AgentCall[EmptyBody], item_id: str) -> QuarantinedJson:
    """What was dropped goes back into the quarantine."""
    from chalicelib.usecases.put_back_quarantined import put_back_quarantined

    return _shown(call.ports, put_back_quarantined(call.ports, item_id))


def _shown(ports: Ports, item: Quarantined) -> QuarantinedJson:
    from chalicelib.queries.quarantine_list import names_of_droppers

    return quarantined_json(item, names_of_droppers(ports, item))
