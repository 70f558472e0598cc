"""What people do beside writing, and what goes wrong on the way, told to the product as Meta tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from infra.local.fake_graph.delivering import deliver
from infra.local.fake_graph.interactive import pressed_of
from infra.local.fake_graph.state import WHATSAPP, Due, FakeAccount, FakeMessage, FakePerson, FakeState
from infra.local.fake_graph.webhooks import messaging, milliseconds, said

Told = Mapping[str, Any]
Json = dict[str, Any]


def act(state: FakeState, told: Told) -> Json:
    """The `person` does each of `acts` at the `account`, told by its `kind` and what that needs.

    Kinds: `press` (title, payload; on WhatsApp the message below which it stands), `react` (message, emoji;
    "" takes it back), `edit` (message, text), `withdraw` (message), `unknown`; not on WhatsApp `postback`
    (title, payload), `read` (on Instagram with a message), `referral` (ref), `optin`, `handover`, and `echo`
    (text), which is the team in the platform's own inbox. What goes wrong on the way: see `delivering.py`.
    Raises `ValueError` for an act that this platform does not know.
    """
    account, person = state.accounts[told["account"]], state.people[told["person"]]
    due = [deed(state, account, person, one) for one in told["acts"]]
    if not due:
        raise ValueError("somebody does something")
    return {"statuses": deliver(state, account, due, told)}


def meet(state: FakeState, told: Told) -> Json:
    """Somebody new, by `id` and `name`; who is known already stays as they are."""
    person_id, (first, _, last) = str(told["id"]), str(told["name"]).strip().partition(" ")
    if not person_id.isdecimal() or not first:
        raise ValueError("a person has a number for an id, and a name")
    with state.lock:
        new = FakePerson(person_id, first, last, first.lower())
        person = state.people.setdefault(person_id, new)
    return {"id": person.id, "name": person.name.strip()}


def let_pass(state: FakeState, told: Told) -> Json:
    """The platform takes the person's last message for `hours` older, so that its window can be tried.

    The product has times of its own and does not know, as when its clock is behind.
    """
    hours = float(told["hours"])
    if not 0 <= hours <= 24 * 365:
        raise ValueError("hours are between 0 and a year")
    account_id, person, now = told["account"], state.people[told["person"]], state.clock()
    with state.lock:
        person.wrote_at[account_id] = now - timedelta(hours=hours)
        state.journal.told(now, account_id, "passed", person_id=person.id, text=f"{hours:g}")
    return {"done": True}


def deed(state: FakeState, account: FakeAccount, person: FakePerson, act: Told) -> Due:
    """One act, written down, and how the product is told of it; see `act`."""
    kinds = ON_WHATSAPP if account.kind == WHATSAPP else ON_PAGES
    if (kind := str(act["kind"])) not in kinds:
        raise ValueError(f"nobody can {kind} on {account.kind}")
    content = kinds[kind](state, account, act)
    if kind in OPENS_THE_WINDOW:
        state.wrote(account.id, person.id)
    at = state.clock()
    if account.kind == WHATSAPP:
        content = {"id": state.message_id(account.kind), **content}
        event: Json = said(account, {"id": person.id, "name": person.name}, content, at)
    else:
        ends = _ends(account, person, kind)
        event = messaging(account, {**ends, "timestamp": milliseconds(at), **content})
    if kind == "echo":
        sent = {"message": content["message"]}
        state.messages.append(FakeMessage(_id_in(content), account.id, person.id, sent, at))
    more = {"message_id": _id_in(content), "act": act, "content": content}
    return Due(event, state.journal.deed(at, account.id, kind, person.id, **more))


def _ends(account: FakeAccount, person: FakePerson, kind: str) -> Json:
    us, them = {"id": account.id}, {"id": person.id}
    return {"sender": us, "recipient": them} if kind == "echo" else {"sender": them, "recipient": us}


def _echo(state: FakeState, account: FakeAccount, act: Told) -> Json:
    """Somebody of the team answers in the platform's own inbox, so the person gets it."""
    message_id, words = state.message_id(account.kind), {"text": str(act["text"])}
    return {"message": {"mid": message_id, **words, "is_echo": True, "app_id": OTHER_APP}}


def _id_in(content: Json) -> str:
    """The id of what was done, where it has one of its own."""
    inner = content.get("message") or content.get("postback") or {}
    return str(content.get("id") or inner.get("mid", ""))


def _press(state: FakeState, account: FakeAccount, act: Told) -> Json:
    pressed = {"text": act["title"], "quick_reply": {"payload": act["payload"]}}
    return {"message": {"mid": state.message_id(account.kind), **pressed}}


def _react(_state: FakeState, _account: FakeAccount, act: Told) -> Json:
    if not act["emoji"]:
        return {"reaction": {"mid": act["message"], "action": "unreact"}}
    return {
        "reaction": {"mid": act["message"], "action": "react", "reaction": "other", "emoji": act["emoji"]}
    }


def _postback(state: FakeState, account: FakeAccount, act: Told) -> Json:
    pressed = {"title": act["title"], "payload": act["payload"]}
    return {"postback": {"mid": state.message_id(account.kind), **pressed}}


def _read(state: FakeState, account: FakeAccount, act: Told) -> Json:
    if account.kind == "instagram":
        return {"read": {"mid": act["message"]}}
    return {"read": {"watermark": milliseconds(state.clock())}}


def _press_below(state: FakeState, account: FakeAccount, act: Told) -> Json:
    """A button, or a row of a list: which of them, the message tells below which it stands."""
    message_id = str(act.get("message", ""))
    offered: Told = next((one.content["interactive"] for one in state.messages if one.id == message_id), {})
    chosen = {"id": str(act["payload"]), "title": str(act["title"])}
    return dict(pressed_of(offered, account.id, message_id, chosen))


Content = Callable[[FakeState, FakeAccount, Told], Json]
OTHER_APP = 263902037430900  # the number of the platform's own inbox
OPENS_THE_WINDOW = frozenset({"press", "postback"})
ON_PAGES: dict[str, Content] = {
    "press": _press,
    "react": _react,
    "edit": lambda _state, _account, act: {
        "message_edit": {"mid": act["message"], "text": act["text"], "num_edit": int(act.get("number", 1))}
    },
    "withdraw": lambda _state, _account, act: {"message": {"mid": act["message"], "is_deleted": True}},
    "postback": _postback,
    "read": _read,
    "referral": lambda _state, _account, act: {
        "referral": {"ref": act["ref"], "source": "SHORTLINK", "type": "OPEN_THREAD"}
    },
    "optin": lambda _state, _account, act: {"optin": {"type": "notification_messages", "payload": "NEWS"}},
    "handover": lambda _state, account, _act: {
        "take_thread_control": {
            "previous_owner_app_id": account.app_id,
            "new_owner_app_id": str(OTHER_APP),
            "metadata": "Taken in the platform's own inbox",
        }
    },
    "echo": _echo,
    "unknown": lambda _state, _account, act: {"something_new": {"since": "tomorrow"}},
}
ON_WHATSAPP: dict[str, Content] = {
    "press": _press_below,
    "react": lambda _state, _account, act: {
        "type": "reaction",
        "reaction": {"message_id": act["message"], "emoji": act["emoji"]},
    },
    "edit": lambda _state, _account, act: {
        "type": "edit",
        "edit": {
            "original_message_id": act["message"],
            "message": {"type": "text", "text": {"body": act["text"]}},
        },
    },
    "withdraw": lambda _state, _account, act: {
        "type": "revoke",
        "revoke": {"original_message_id": act["message"]},
    },
    "unknown": lambda _state, _account, act: {"type": "something_new", "something_new": {}},
}
