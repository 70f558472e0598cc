"""How much of a form one address may send, and what does not use that up."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlencode

from chalicelib.domain.ids import BlobId
from tests.unit.handlers.forms import (
    EVA,
    FILE_FIELD,
    NEW,
    URLENCODED,
    Page,
    as_json,
    conversations,
    multipart,
    posted,
    put,
)
from tests.unit.handlers.house import Browser, House
from tests.unit.usecases.conftest import Clock


def sent_times(house: House, form: str, times: int) -> list[int]:
    return [as_json(house, form, {**EVA, "message": str(n), "_id": f"n{n}"}).status for n in range(times)]


def test_one_address_has_only_so_much_taken_in(house: House, form: str, clock: Clock) -> None:
    assert sent_times(house, form, 21) == [200] * 20 + [429]

    refused = as_json(house, form, EVA)
    assert refused.problem[:2] == (429, "TooManyTries")
    assert (refused.headers["retry-after"], refused.json()["retry_after"]) == ("600", 600)
    pushed = posted(house, form, urlencode(EVA).encode(), URLENCODED)
    assert (pushed.status, pushed.headers["retry-after"]) == (429, "600")
    assert b"Please wait ten minutes" in pushed.body and b"Do you ship?" in pushed.body
    clock.ahead(minutes=11)
    assert as_json(house, form, EVA).status == 200


def test_the_same_again_is_answered_as_before_and_counts_nowhere(
    house: House, admin: Browser, agent: Browser, form: str
) -> None:
    repeats = [as_json(house, form, {**EVA, "_id": "once"}) for _ in range(150)]
    other = [as_json(house, form, {**EVA, "message": "Other", "_id": "once"}) for _ in range(150)]

    assert {one.status for one in (*repeats, *other)} == {200}
    assert len({one.json()["number"] for one in (*repeats, *other)}) == 2
    assert len(conversations(agent)) == 2
    assert sent_times(house, form, 19) == [200] * 18 + [429]
    assert as_json(house, form, {**EVA, "_id": "once"}).json() == repeats[0].json()


def test_what_is_refused_does_not_use_up_what_may_be_taken(house: House, form: str, clock: Clock) -> None:
    wrong = [as_json(house, form, {"email": "eva"}).status for _ in range(101)]

    assert wrong == [422] * 100 + [429]
    assert as_json(house, form, {"email": "eva"}).headers["retry-after"] == "600"
    assert as_json(house, form, EVA).status == 200
    clock.ahead(minutes=11)
    assert as_json(house, form, {"email": "eva"}).status == 422


def test_nothing_is_kept_of_what_is_too_much_or_was_there(house: House, admin: Browser, form: str) -> None:
    put(admin, form, fields=[FILE_FIELD])

    def send(file: bytes, id_: str) -> int:
        raw, kind = multipart({"_id": id_}, ("plan", "plan.txt", file))
        return posted(house, form, raw, kind).status

    assert [send(str(n).encode(), f"n{n}") for n in range(20)] == [303] * 20
    assert (send(b"more", "more"), send(b"3", "n3")) == (429, 303)
    assert [house.ports.blobs.has(BlobId(sha256(file).hexdigest())) for file in (b"3", b"more")] == [
        True,
        False,
    ]


def test_who_has_to_wait_keeps_their_submission(house: House, form: str, clock: Clock) -> None:
    page = Page(house, form)
    sent_times(house, form, 20)
    clock.ahead(seconds=9)

    waiting = page.send(EVA)

    assert (waiting.status, page.hidden["_id"] in waiting.body.decode()) == (429, True)


def test_another_form_is_not_held_up(house: House, admin: Browser, form: str) -> None:
    sent_times(house, form, 21)

    made = admin.post("/channels", {**NEW, "name": "Another"}).json()

    assert as_json(house, made["channel"], EVA).status == 200
