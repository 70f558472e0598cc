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

SUBSCRIBED = "me/subscribed_apps"
NO_APP = "subscribed_apps"


def token_request(token: str) -> GraphRequest:
    """Ask about the token. Sent as a form that stands for a GET, so that the token is in no address."""
    values = {"method": "get", "input_token": token}
    return GraphRequest("POST", "debug_token", values, is_form=True, by_app=True)


def read_token(answer: Json) -> TokenFacts:
    """Its end is that of the token or of the access to data, whichever comes first."""
    told = nested(answer, "data")
    ends = [moment_of(told, "expires_at"), moment_of(told, "data_access_expires_at")]
    granular = (text_of(one, "scope") for one in listed(told, "granular_scopes"))
    scopes = dict.fromkeys((*texts_of(told, "scopes"), *filter(None, granular)))
    return TokenFacts(
        told.get("is_valid") is not False, min((end for end in ends if end), default=None), tuple(scopes)
    )


def page_subscriptions(channel: Channel) -> GraphRequest:
    """Which apps are told what happens on the page."""
    return GraphRequest("GET", SUBSCRIBED)


def missing_of(needed: tuple[str, ...]) -> Callable[[Channel, Json], tuple[str, ...]]:
    """The reader of the answer: the fields that our app is not told, or that it is told nothing at all."""

    def missing(channel: Channel, answer: Json) -> tuple[str, ...]:
        app = channel.platform.app_id if channel.platform else ""
        apps = [one for one in listed(answer, "data") if not app or text_of(one, "id") == app]
        if not apps:
            return (NO_APP,)
        told = {field for one in apps for field in texts_of(one, "subscribed_fields")}
        return tuple(field for field in needed if field not in told)

    return missing


def page_subscribe(fields: tuple[str, ...]) -> Callable[[Channel], GraphRequest]:
    """The call that asks to be told of these."""
    return lambda channel: GraphRequest("POST", SUBSCRIBED, {"subscribed_fields": ",".join(fields)})


def page_show(channel: Channel, person_id: str, action: str, message_id: str) -> GraphRequest:
    """Typing and seen."""
    return GraphRequest("POST", "me/messages", {"recipient": {"id": person_id}, "sender_action": action})


def page_message_id(answer: Json) -> str:
    """The id of a message that was sent."""
    return text_of(answer, "message_id")


def in_path(value: str) -> str:
    """As one part of a path, whatever it holds."""
    return quote(value, safe="")
