"""One person's thread with one account, as they see it on their phone: folded from what really happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from infra.local.fake_graph.contents import heard_of, sent_of
from infra.local.fake_graph.journal import Line
from infra.local.fake_graph.state import WHATSAPP, FakeAccount, FakeMessage, FakePerson, FakeState

TYPING_LASTS = timedelta(seconds=20)
TAKEN = 200
Told = Mapping[str, Any]
Json = dict[str, Any]


def thread_of(state: FakeState, told: Told, here: str) -> Json:
    """`GET threads?account=&person=`: what the phone of the `person` shows.

    `items` in the order of time, each with `id`, `at`, `way` (`in` is to the team), `text`, `files`, `place`,
    `offered` (what can be pressed), `opens` (what the button says below which it is a list, "" for none),
    `reply_to`, `emoji` (the person's reaction), `edited`, `withdrawn`, and for `in` the `state`: `held`,
    `refused` (no status was 200), `told` or `seen`. `typing`: the team writes.
    `wrote_at` is when the platform's window began, null where nobody wrote. What goes wrong now: the person
    is `away`, the `token_ended`, that many `failures` are due, that many webhooks are `held`.
    """
    with state.lock:
        account, person = state.accounts[told["account"]], state.people[told["person"]]
        items = _said(state, account, person, here) | _sent(state, account, person, here)
        for deed in _deeds(state, account, person):
            _change(items, deed)
        shown = sorted(items.values(), key=lambda item: (item["at"], item.pop("number")))
        wrote_at = person.wrote_at.get(account.id)
        return {
            "account": {"kind": account.kind, "id": account.id, "name": account.name},
            "person": {"id": person.id, "name": person.name.strip()},
            "wrote_at": wrote_at.isoformat() if wrote_at else None,
            "typing": _is_typing(state, account, person),
            "away": account.id in person.away,
            "token_ended": not account.is_valid,
            "failures": sum(one.times for one in state.failures),
            "held": len(state.held.get(account.id, [])),
            "items": shown,
        }


def _deeds(state: FakeState, account: FakeAccount, person: FakePerson) -> list[Line]:
    whose = (account.id, person.id)
    return [deed for deed in state.journal.deeds if (deed.account_id, deed.person_id) == whose]


def _said(state: FakeState, account: FakeAccount, person: FakePerson, here: str) -> dict[str, Json]:
    """What the person wrote or pressed, by its id."""
    found: dict[str, Json] = {}
    for deed in _deeds(state, account, person):
        if deed.kind not in ("said", "press", "postback"):
            continue
        content = heard_of(state, account, deed.content, here)
        if deed.kind != "said":
            content["text"] = str(deed.act["title"])
        item = _item(deed.message_id, deed.at, "in", {**content, "pressed": deed.kind != "said"})
        item["statuses"], item["state"] = list(deed.statuses), _state(state, account, deed)
        found[deed.message_id] = {**item, "number": deed.number}
    return found


def _sent(state: FakeState, account: FakeAccount, person: FakePerson, here: str) -> dict[str, Json]:
    """What the team wrote, by its id."""
    found: dict[str, Json] = {}
    for index, message in enumerate(state.messages):
        if (message.account_id, message.person_id) == (account.id, person.id):
            item = _item(message.id, message.at, "out", sent_of(state, account, message, here))
            found[message.id] = {**item, "number": index}
    return found


def _item(item_id: str, at: datetime, way: str, content: Json) -> Json:
    base: Json = {"id": item_id, "at": at.isoformat(), "way": way, "text": "", "files": [], "place": None}
    more: Json = {
        "offered": [],
        "opens": "",
        "reply_to": "",
        "emoji": "",
        "edited": False,
        "withdrawn": False,
    }
    return {**base, **more, "pressed": False, "statuses": [], "state": "", **content}


def _change(items: dict[str, Json], deed: Line) -> None:
    """What somebody did to a message that is there already."""
    item = items.get(str(deed.act.get("message", "")))
    if item is None:
        return
    if deed.kind == "edit":
        item["text"], item["edited"] = str(deed.act["text"]), True
    elif deed.kind == "withdraw":
        item["withdrawn"] = True
    elif deed.kind == "react":
        item["emoji"] = str(deed.act["emoji"])


def _state(state: FakeState, account: FakeAccount, deed: Line) -> str:
    if deed.held:
        return "held"
    if TAKEN not in deed.statuses:
        return "refused"
    whom = deed.message_id if account.kind == WHATSAPP else deed.person_id
    signs = [state.shown_at.get((account.id, whom, sign)) for sign in ("mark_seen", "typing_on")]
    return "seen" if any(at is not None and at >= deed.at for at in signs) else "told"


def _is_typing(state: FakeState, account: FakeAccount, person: FakePerson) -> bool:
    """Whether the team's dots are on the screen: until they write, stop, or some seconds have passed."""
    began = _shown_last(state, account, person, "typing_on")
    if began is None or state.clock() - began >= TYPING_LASTS:
        return False
    stopped = _shown_last(state, account, person, "typing_off")
    answered = [one.at for one in state.messages if _is_to(one, account, person)][-1:]
    return all(at < began for at in (stopped, *answered) if at is not None)


def _shown_last(state: FakeState, account: FakeAccount, person: FakePerson, sign: str) -> datetime | None:
    whom = {person.id}
    if account.kind == WHATSAPP:
        whom = {deed.message_id for deed in _deeds(state, account, person)}
    times = (state.shown_at.get((account.id, one, sign)) for one in whom)
    return max((at for at in times if at is not None), default=None)


def _is_to(message: FakeMessage, account: FakeAccount, person: FakePerson) -> bool:
    return (message.account_id, message.person_id) == (account.id, person.id)
