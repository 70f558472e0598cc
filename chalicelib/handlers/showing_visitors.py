"""From what is known of a website's visitors to what agents are shown."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.contact import Contact
from chalicelib.domain.visits import ON_SITE, Page
from chalicelib.handlers.visitor_shapes import (
    BlockJson,
    ConsentJson,
    LiveVisitorJson,
    SeenPageJson,
    VisitorJson,
)
from chalicelib.ports.visits import is_identified
from chalicelib.queries.visitors_on_site import LiveVisitor, VisitorCard, is_here


def visitor_json(card: VisitorCard) -> VisitorJson:
    contact, here = card.contact, card.here
    return VisitorJson(
        contact=contact.id,
        visitor=here.visitor_id if here else None,
        name=_name(contact),
        email=contact.email,
        email_proven=any(one.kind == "email" for one in contact.identities),
        identified=is_identified(contact),
        consents=[ConsentJson(one.text, one.at, one.page) for one in contact.consents],
        blocked=BlockJson(contact.blocked.at, contact.blocked.by) if contact.blocked else None,
        online=card.online,
        since=here.since if here else None,
        seen_at=here.expires_at - ON_SITE if here else None,
        pages=[_page(page) for page in here.pages] if here else [],
        country=here.country if here else "",
        device=here.device if here else "",
        language=here.language if here else "",
    )


def live_visitor_json(visitor: LiveVisitor, now: datetime) -> LiveVisitorJson:
    here, contact = visitor.here, visitor.contact
    return LiveVisitorJson(
        channel=visitor.channel.id,
        channel_name=visitor.channel.name,
        inbox=visitor.channel.inbox_id,
        visitor=here.visitor_id,
        here=is_here(visitor, now),
        since=here.since,
        seen_at=visitor.seen_at,
        page=_page(here.pages[0]) if here.pages else None,
        seen=len(here.pages),
        country=here.country,
        device=here.device,
        language=here.language,
        contact=contact.id if contact else None,
        name=_name(contact) if contact else "",
        email=contact.email if contact else "",
        conversation=here.conversation_id,
    )


def _page(page: Page) -> SeenPageJson:
    title, url = page
    return SeenPageJson(url, title)


def _name(contact: Contact) -> str:
    return "" if contact.nameless else contact.name
