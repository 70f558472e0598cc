"""What is not Meta's: by these calls the simulator's page and tests play people, and order failures."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from infra.local.answers import Answer
from infra.local.fake_graph.acting import act, let_pass, meet
from infra.local.fake_graph.delivering import release
from infra.local.fake_graph.happenings import happened
from infra.local.fake_graph.refusals import json_answer
from infra.local.fake_graph.saying import say
from infra.local.fake_graph.state import WHATSAPP, Failure, FakeAccount, FakeMessage, FakePerson, FakeState
from infra.local.fake_graph.threads import thread_of
from infra.local.fake_graph.webhooks import Webhooks, verify

Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """`what` is one of `ORDERS` or `WITH_ADDRESS`, or `POST tells`; `here` the address of this stand-in.

    What it is told stands in the `body`, as JSON, or in the `query`.
    """

    what: str
    body: bytes
    here: str
    query: Mapping[str, str] = field(default_factory=dict)


def controlled(state: FakeState, webhooks: Webhooks, order: Order) -> Answer:
    """Carry it out. What makes no sense is a 422, and a product that is not there a 503."""
    try:
        told = dict(json.loads(order.body)) if order.body else dict(order.query)
        if order.what in WITH_ADDRESS:
            return json_answer(WITH_ADDRESS[order.what](state, told, order.here))
        if order.what == "POST tells":
            webhooks.tells = bool(told["on"])
            return json_answer({"done": True})
        return json_answer(ORDERS[order.what](state, told))
    except (ValueError, KeyError, TypeError) as error:
        return json_answer({"title": "This cannot be done", "detail": repr(error)}, 422)
    except OSError as error:
        return json_answer({"title": "Nobody takes the webhook", "detail": str(error)}, 503)


def _fail(state: FakeState, told: Told) -> object:
    with state.lock:
        state.failures.append(Failure(**told))
    return {"done": True}


def _call_back(state: FakeState, told: Told) -> object:
    """Enter where an account's webhooks go, as in the app's dashboard: nothing is kept unless the product
    gives the challenge back."""
    account = state.accounts[told["account"]]
    tried = replace(account, callback=str(told["url"]), verify_token=str(told["verify_token"]))
    verified = verify(tried)
    if verified:
        account.callback, account.verify_token = tried.callback, tried.verify_token
    return {"verified": verified}


def _end_token(state: FakeState, told: Told) -> object:
    """The token of an account is taken back, or given again."""
    state.accounts[told["account"]].is_valid = bool(told["valid"])
    return {"done": True}


def _go_away(state: FakeState, told: Told) -> object:
    """The account cannot reach the person, as when they have blocked it; or can again."""
    account, person = state.accounts[told["account"]], state.people[told["person"]]
    with state.lock:
        (person.away.add if told["away"] else person.away.discard)(account.id)
    return {"done": True}


def _use(state: FakeState, told: Told) -> object:
    state.usage = {str(name): str(value) for name, value in told.items()}
    return {"done": True}


def _people(state: FakeState, told: Told) -> list[FakePerson]:
    """Everybody; with an `account` those who can be played there, who wrote last first."""
    people = list(state.people.values())
    if "account" not in told:
        return people
    account = state.accounts[told["account"]]
    wrote = [one for one in people if account.id in one.wrote_at]
    others = [one for one in people if one not in wrote and one.has_number == (account.kind == WHATSAPP)]
    return [*sorted(wrote, key=lambda one: one.wrote_at[account.id], reverse=True), *others]


def _person(person: FakePerson) -> dict[str, Any]:
    return {"id": person.id, "name": person.name.strip()}


def _public(account: FakeAccount) -> dict[str, Any]:
    """Without what opens it."""
    whole = asdict(account)
    names = ("kind", "id", "name", "app_id", "page_id", "business_id", "callback", "subscribed")
    return {name: whole[name] for name in names}


def _keys(state: FakeState, told: Told) -> object:
    """What opens an account that is made up and not connected: somebody has to type it in."""
    account = state.accounts[told["account"]]
    if account.callback or account.is_open:
        raise ValueError("this account is connected")
    return {"app_secret": account.app_secret, "token": account.token}


def _message(message: FakeMessage) -> dict[str, Any]:
    return {
        "id": message.id,
        "account": message.account_id,
        "person": message.person_id,
        "at": message.at.isoformat(),
        "content": message.content,
        "media": list(message.media),
    }


WITH_ADDRESS: dict[str, Callable[[FakeState, Told, str], object]] = {
    "POST said": say,
    "GET threads": thread_of,
}
ORDERS: dict[str, Callable[[FakeState, Told], object]] = {
    "GET accounts": lambda state, told: {"items": [_public(one) for one in state.accounts.values()]},
    "POST accounts": lambda state, told: _public(state.add(FakeAccount(**told))),
    "GET people": lambda state, told: {"items": [_person(one) for one in _people(state, told)]},
    "POST people": meet,
    "POST acts": act,
    "POST passed": let_pass,
    "POST released": release,
    "GET messages": lambda state, told: {"items": [_message(one) for one in state.messages]},
    "GET shown": lambda state, told: {"items": state.shown},
    "POST failures": _fail,
    "POST usage": _use,
    "POST callback": _call_back,
    "POST tokens": _end_token,
    "POST away": _go_away,
    "GET log": happened,
    "GET keys": _keys,
}
