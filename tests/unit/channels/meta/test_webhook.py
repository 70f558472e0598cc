"""A body of Meta's is split into items that are the same however often and in whatever company they come."""

from __future__ import annotations

import json
import time

import pytest

from chalicelib.channels.meta.item import item_of_job
from chalicelib.channels.meta.webhook import MOST_BYTES, Item, items_of
from chalicelib.domain.errors import Invalid, TooLarge

PAGE = "201500000000001"
ANA = "7700000000000011"


def an_event(mid: str = "m_1", text: str = "Hello", **more: object) -> dict[str, object]:
    return {
        "sender": {"id": ANA},
        "recipient": {"id": PAGE},
        "timestamp": 1767607200123,
        "message": {"mid": mid, "text": text},
        **more,
    }


def a_body(*events: object, key: str = "messaging", time: int = 1767607200500) -> bytes:
    entry = {"id": PAGE, "time": time, key: list(events)}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def the_item(body: bytes) -> Item:
    (item,) = items_of(body).items
    return item


def test_item_names_account_person_and_message() -> None:
    item = the_item(a_body(an_event()))

    assert (item.object, item.account, item.person, item.id) == ("page", PAGE, ANA, "m_1")
    assert item.group == f"{PAGE}#{ANA}"
    assert item.kind == "messaging"
    assert item.value == an_event()


def test_item_survives_as_a_queue_job() -> None:
    item = the_item(a_body(an_event(text="half \ud800 and NUL \0", nlp={"score": 0.5})))

    assert item_of_job(json.loads(json.dumps(item.as_job()))) == item


def test_message_keeps_its_id_whatever_else_it_says() -> None:
    first, again = the_item(a_body(an_event())), the_item(a_body(an_event(text="other"), key="standby"))

    assert first.id == again.id


def test_repeated_event_without_an_id_of_its_own_has_the_same_id() -> None:
    event = {"sender": {"id": ANA}, "recipient": {"id": PAGE}, "read": {"watermark": 1767607200000}}
    other_order = dict(reversed(event.items()))

    assert the_item(a_body(event)).id == the_item(a_body(other_order, time=1767607999000)).id


def test_what_happens_to_a_message_is_not_taken_for_its_repetition() -> None:
    gone = an_event() | {"message": {"mid": "m_1", "is_deleted": True}}
    liked = {"sender": {"id": ANA}, "recipient": {"id": PAGE}, "reaction": {"mid": "m_1", "emoji": "x"}}
    unliked = liked | {"reaction": {"mid": "m_1", "action": "unreact"}}

    ids = [item.id for item in items_of(a_body(an_event(), gone, liked, unliked)).items]

    assert len(set(ids)) == 4


def test_same_event_for_another_account_has_another_id() -> None:
    change = {"field": "feed", "value": {"item": "like"}}
    entries = [{"id": one, "time": 1, "changes": [change]} for one in ("1", "2")]

    first, second = items_of(json.dumps({"object": "page", "entry": entries}).encode()).items

    assert first.id != second.id


def test_long_ids_are_kept_as_their_hash() -> None:
    item = the_item(a_body(an_event(mid="m" * 100_000)))

    assert len(item.id) < 100
    assert item.id == the_item(a_body(an_event(mid="m" * 100_000))).id


def test_call_is_the_same_in_the_entry_and_in_a_change() -> None:
    call = {"id": "c_1", "from": ANA, "to": PAGE, "event": "connect", "timestamp": 1767607200}
    change = {"field": "calls", "value": call}

    told, again = the_item(a_body(call, key="calls")), the_item(a_body(change, key="changes"))

    assert told.group == f"{PAGE}#{ANA}"
    assert told == again


def test_event_that_is_the_entry_itself_has_the_same_id_whenever_it_is_sent() -> None:
    event = {
        "sender": {"id": ANA},
        "recipient": {"id": PAGE},
        "call_permission_reply": {"response": "reject"},
    }
    first, again = (
        the_item(json.dumps({"object": "page", "entry": [{**event, "time": time}]}).encode())
        for time in (1767607200500, 1767607999000)
    )

    assert first.group == f"{PAGE}#{ANA}"
    assert first.id == again.id


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"object=page",
        b'{"object":"page","entry":[' + b"[" * 10_000 + b"]" * 10_000 + b"]}",
        b"[" * 100_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"object":"page","entry":[' + b"[" * 200 + b"]" * 200 + b"]}",
    ],
    ids=lambda body: body[:12].decode() + str(len(body)),
)
def test_what_is_no_json_or_too_deep_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        items_of(body)

    assert refused.value.field == "body"


def test_body_larger_than_any_of_metas_is_refused() -> None:
    with pytest.raises(TooLarge):
        items_of(b" " * (MOST_BYTES + 1))


def test_a_megabyte_of_messages_is_split_in_a_moment() -> None:
    events = [an_event(mid=f"m_{number}", text="x" * 100) for number in range(4_200)]
    body = a_body(*events)

    began = time.process_time()
    items = items_of(body).items

    assert len(body) > 1_000_000
    assert len(items) == 4_200
    assert time.process_time() - began < 3


def test_a_megabyte_of_whatsapp_is_split_in_a_moment() -> None:
    people = [str(34600000000 + number) for number in range(6_000)]
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"phone_number_id": "1"},
        "contacts": [{"profile": {"name": "x"}, "wa_id": one} for one in people],
        "messages": [{"from": one, "id": f"wamid.{one}", "type": "text"} for one in people],
    }
    change = {"field": "messages", "value": value}
    body = {"object": "whatsapp_business_account", "entry": [{"id": "2", "changes": [change]}]}

    began = time.process_time()
    items = items_of(json.dumps(body).encode()).items

    assert [item.person for item in items] == people
    assert time.process_time() - began < 3


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity", "9" * 5_000])
def test_numbers_that_are_none_do_no_harm(number: str) -> None:
    item = the_item(a_body(an_event(strange="N")).replace(b'"N"', number.encode()))

    assert item.id == "m_1"
    json.dumps(item.as_job(), allow_nan=False)


def test_bytes_that_are_no_text_are_replaced() -> None:
    item = the_item(b"\xef\xbb\xbf" + a_body(an_event(text="N")).replace(b'"N"', b'"\xff\xfe"'))

    assert isinstance(item.value, dict)
    assert item.value["message"] == {"mid": "m_1", "text": "\ufffd\ufffd"}


def test_one_body_is_worth_as_many_with_one_item_each() -> None:
    events = [an_event(), an_event("m_2"), {"sender": {"id": ANA}, "recipient": {"id": PAGE}, "read": {}}]

    together = items_of(a_body(*events)).items

    assert together == tuple(the_item(a_body(event)) for event in events)


def test_items_of_whatsapp_carry_their_own_contact_only() -> None:
    def value(*people: str) -> dict[str, object]:
        return {
            "messaging_product": "whatsapp",
            "metadata": {"phone_number_id": "110", "display_phone_number": "15550100200"},
            "contacts": [{"wa_id": one, "profile": {"name": f"N{one}"}} for one in people],
            "messages": [{"from": one, "id": f"wamid.{one}", "type": "text"} for one in people],
        }

    def items(*people: str) -> tuple[Item, ...]:
        change = {"field": "messages", "value": value(*people)}
        body = {"object": "whatsapp_business_account", "entry": [{"id": "305", "changes": [change]}]}
        return items_of(json.dumps(body).encode()).items

    assert items("1", "2") == items("1") + items("2")
    assert {(item.account, item.business) for item in items("1", "2")} == {("110", "305")}
