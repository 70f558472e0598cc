"""What is asked of an account and its token, and how the platform is asked to tell what happens on it."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.adapters.meta.asking import Asking
from chalicelib.domain.graph_request import GraphFault, GraphRequest, Json
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Channel
from chalicelib.ports.graph import TokenFacts
from chalicelib.ports.platform import ACCOUNT, APP_SECRET, SUBSCRIPTION, Account, TokenRefused, WebhookFields

UNSURE_TOKEN = "debug_token"  # noqa: S105 - what could not be asked
BAD_VALUE = 100
NOTHING: Json = {}


def check_account(asking: Asking, channel: Channel) -> Account:
    """As the port says. What the platform refuses to tell stands in `unsure`."""
    dialect = asking.dialect
    token = _token(asking, channel)
    if isinstance(token, TokenFacts) and not token.is_valid:
        raise TokenRefused("Meta says that this token is not valid any more", Reason("platform_token_ended"))
    told = _account(asking, channel)
    if isinstance(told, GraphFault):
        _check_app_secret(asking, token, told)
    account = NOTHING if isinstance(told, GraphFault) else told
    scopes = token.scopes if isinstance(token, TokenFacts) else ()
    missing = [one for one in dialect.scopes if scopes and one not in scopes]
    untold = _untold(asking, channel, account)
    unsure = {UNSURE_TOKEN: not scopes, ACCOUNT: not account, SUBSCRIPTION: untold is None}
    return replace(
        dialect.read_account(account),
        expires_at=token.expires_at if isinstance(token, TokenFacts) else None,
        missing=(*missing, *(untold or ())),
        unsure=tuple(name for name, is_unsure in unsure.items() if is_unsure),
        is_subscribed=None if untold is None else not untold,
    )


def subscribe_account(asking: Asking, channel: Channel, beside: WebhookFields) -> bool:
    """As the port says. The account is looked at first: nothing is changed on one that is not ours.

    The list of a page is replaced by what is posted, so what stands there already is posted with it. What
    one version of the Graph API refuses by one path or with one field goes by another, or without it.
    """
    told, dialect = _account(asking, channel), asking.dialect
    paths = dialect.subscribed_at(channel, NOTHING if isinstance(told, GraphFault) else told)
    answer = _subscribed(asking, channel, paths)
    has = beside if answer is None else WebhookFields(dialect.told_fields(channel, answer))
    fields = dialect.fields.joined(has)
    tries = dict.fromkeys((fields.wanted, fields.needed))
    requests = [_post(path, some) for some in tries for path in paths]
    return not requests or any(_is_taken(asking, channel, request) for request in requests)


def _token(asking: Asking, channel: Channel) -> TokenFacts | GraphFault | None:
    """The first answer that says something; the last refusal where all are refused.

    An app whose own secret is refused is refused by any other way of asking too.
    """
    answer: Json | GraphFault = NOTHING
    for request in asking.dialect.token(asking.keys(channel).token):
        answer = asking.answer(channel, request)
        if isinstance(answer, GraphFault):
            if asking.dialect.token_is_gone(answer):
                return answer
        elif facts := asking.dialect.read_token(answer):
            return facts
    return answer if isinstance(answer, GraphFault) else None


def _account(asking: Asking, channel: Channel) -> Json | GraphFault:
    """What the platform tells of the account; nothing where its answer names none."""
    told = asking.answer(channel, asking.dialect.account(channel))
    if isinstance(told, GraphFault):
        return told
    is_ours = asking.dialect.is_account(channel, told)
    if is_ours is False:
        raise TokenRefused("This token belongs to another account", Reason("platform_token_elsewhere"))
    return told if is_ours else NOTHING


def _check_app_secret(asking: Asking, token: TokenFacts | GraphFault | None, account: GraphFault) -> None:
    """Raises where app and secret do not belong together, and the proof made of the secret is refused too.

    Meta answers a wrong `appsecret_proof` with a bare 100, which may mean anything; together with a refusal
    of the app's own token it means one thing.
    """
    if isinstance(token, GraphFault) and asking.dialect.token_is_gone(token) and account.code == BAD_VALUE:
        raise TokenRefused(
            "Meta does not take this app secret for this app", Reason("platform_app_secret"), APP_SECRET
        )


def _untold(asking: Asking, channel: Channel, account: Json) -> tuple[str, ...] | None:
    """The needed fields that we are not told; `None` when that cannot be asked."""
    answer = _subscribed(asking, channel, asking.dialect.subscribed_at(channel, account))
    return None if answer is None else asking.dialect.missing_fields(channel, answer)


def _subscribed(asking: Asking, channel: Channel, paths: tuple[str, ...]) -> Json | None:
    """The answer of the first of the paths that tells of subscriptions."""
    for path in paths:
        answer = asking.ask(channel, GraphRequest("GET", path))
        if answer is not None and asking.dialect.missing_fields(channel, answer) is not None:
            return answer
    return None


def _post(path: str, fields: tuple[str, ...]) -> GraphRequest:
    return GraphRequest("POST", path, {"subscribed_fields": ",".join(fields)} if fields else {})


def _is_taken(asking: Asking, channel: Channel, request: GraphRequest) -> bool:
    """A permission that is missing for it is a token that is of no use."""
    answer = asking.answer(channel, request)
    if not isinstance(answer, GraphFault):
        return answer.get("success") is not False
    if asking.dialect.lacks_rights(answer):
        raise TokenRefused(
            "This token may not ask to be told what happens on the account",
            Reason("platform_token_lacks_rights"),
        )
    return False
