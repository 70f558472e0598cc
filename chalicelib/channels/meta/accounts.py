"""What is asked of a token and a page beside messages. Messenger and Instagram ask alike: both have a page.

Sources, below developers.facebook.com/docs: `graph-api/reference/debug_token`,
`graph-api/reference/page/subscribed_apps`, `messenger-platform/send-messages/sender-actions`.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from chalicelib.channels.meta.reading import listed, moment_of, nested, text_of, texts_of
from chalicelib.domain.graph_request import GraphRequest, Json
from chalicelib.domain.workspace import Channel
from chalicelib.ports.graph import TokenFacts
from chalicelib.ports.platform import SUBSCRIPTION

SUBSCRIBED, FIELDS = "subscribed_apps", "subscribed_fields"


def token_requests(token: str) -> tuple[GraphRequest, ...]:
    """Ask about the token: by a form that stands for a GET, so that the token is in no address; by the GET
    that is documented where that is not taken."""
    asked = {"input_token": token}
    form = GraphRequest("POST", "debug_token", {"method": "get", **asked}, is_form=True, by_app=True)
    return form, GraphRequest("GET", "debug_token", asked, by_app=True)


def read_token(answer: Json) -> TokenFacts | None:
    """Its end is that of the token or of the access to data, whichever comes first."""
    told = nested(answer, "data")
    if not any(name in told for name in ("is_valid", "scopes", "granular_scopes", "expires_at")):
        return None
    ends = [moment_of(told, "expires_at"), moment_of(told, "data_access_expires_at")]
    granular = (text_of(one, "scope") for one in listed(told, "granular_scopes"))
    scopes = dict.fromkeys((*texts_of(told, "scopes"), *filter(None, granular)))
    return TokenFacts(
        told.get("is_valid") is not False, min((end for end in ends if end), default=None), tuple(scopes)
    )


def page_subscribed_at(page_id: str) -> tuple[str, ...]:
    """Where a page is subscribed: by its id as documented, and as the one whose token it is."""
    by_id = (f"{in_path(page_id)}/{SUBSCRIBED}",) if page_id else ()
    return (*by_id, f"me/{SUBSCRIBED}")


def told_fields(channel: Channel, answer: Json) -> tuple[str, ...]:
    """The fields that our app is told of the page."""
    return tuple(dict.fromkeys(field for one in _ours(channel, answer) for field in texts_of(one, FIELDS)))


def missing_of(needed: tuple[str, ...]) -> Callable[[Channel, Json], tuple[str, ...] | None]:
    """The reader of the answer: the fields that our app is not told, or that it is told nothing at all."""

    def missing(channel: Channel, answer: Json) -> tuple[str, ...] | None:
        if not isinstance(answer.get("data"), list):
            return None
        if not _ours(channel, answer):
            return (SUBSCRIPTION,)
        told = told_fields(channel, answer)
        return tuple(field for field in needed if field not in told)

    return missing


def _ours(channel: Channel, answer: Json) -> list[Json]:
    app = channel.platform.app_id if channel.platform else ""
    return [one for one in listed(answer, "data") if not app or text_of(one, "id") == app]


def page_show(channel: Channel, person_id: str, action: str, message_id: str) -> GraphRequest:
    """Typing and seen."""
    return GraphRequest("POST", "me/messages", {"recipient": {"id": person_id}, "sender_action": action})


def page_message_id(answer: Json) -> str:
    """The id of a message that was sent."""
    return text_of(answer, "message_id")


def in_path(value: str) -> str:
    """As one part of a path, whatever it holds."""
    return quote(value, safe="")
