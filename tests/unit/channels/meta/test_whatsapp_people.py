"""Whoever WhatsApp tells of is known again: in either form of their number, and after it changed."""

from __future__ import annotations

import pytest

from chalicelib.channels.meta.whatsapp_numbers import common_form, number, other_form
from chalicelib.channels.meta.whatsapp_person import ids_of, is_ours, person_of
from chalicelib.domain.platform_event import Person

EVA, SHOWN = "34600111222", "15550100200"


@pytest.mark.parametrize(
    ("one", "other"),
    [("5215512340000", "525512340000"), ("5491140002222", "541140002222"), ("5511998877665", "551198877665")],
    ids=["Mexico", "Argentina", "Brazil"],
)
def test_both_forms_of_a_number_are_the_same(one: str, other: str) -> None:
    assert common_form(one) == common_form(other)
    assert (other_form(one), other_form(other)) == (other, one)
    assert person_of({"from": other}, {}, by_us=False) == Person(other, also=(one,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5511932345678", "551132345678"),  # a phone at home has no ninth digit
        ("34600111222", "34600111223"),
        ("521551234000", "52551234000"),
        ("ES.5215512340000", "ES.525512340000"),
    ],
)
def test_other_numbers_and_ids_stay_apart(one: str, other: str) -> None:
    assert common_form(one) != common_form(other)
    assert other not in (other_form(one), one)


def test_contact_in_the_other_form_is_the_person_and_one_that_is_only_near_adds_no_id() -> None:
    near = {"profile": {"name": "Lia"}, "wa_id": "34600333444", "user_id": "ES.3"}
    same = {"profile": {"name": "Rob"}, "wa_id": "525512340000", "user_id": "MX.1"}

    assert person_of({"from": EVA}, {"contacts": [near]}, by_us=False) == Person(EVA, "Lia")
    assert person_of({"from": "5215512340000"}, {"contacts": [same]}, by_us=False) == (
        Person("5215512340000", "Rob", also=("525512340000", "MX.1"))
    )


def test_message_of_ours_is_to_all_ids_of_one_and_what_a_status_names_may_be_a_group() -> None:
    echo = {"to": EVA, "to_user_id": "ES.1"}

    assert person_of(echo, {}, by_us=True) == Person(EVA, also=("ES.1",))
    assert person_of({**echo, "group_id": "G1"}, {}, by_us=True) == Person(EVA)
    assert person_of({"recipient_id": "G1", "recipient_user_id": "ES.1"}, {}, by_us=True) == Person("G1")


def test_who_has_a_new_number_is_who_they_were_before() -> None:
    system = {"type": "user_changed_number", "wa_id": "34600999888", "customer": EVA}

    assert ids_of({"from": "34600999888", "system": system}, by_us=False) == [EVA]
    assert ids_of({"from": EVA, "system": system}, by_us=False) == [EVA, EVA]


def test_new_number_is_the_person_where_nothing_says_who_they_were() -> None:
    system = {"type": "user_changed_number", "wa_id": "34600999888"}

    assert ids_of({"from": "34600999888", "system": system}, by_us=False) == ["34600999888"]


def test_number_that_is_told_without_a_change_is_no_new_one() -> None:
    system = {"type": "user_identity_changed", "wa_id": EVA}

    assert ids_of({"from": EVA, "system": system}, by_us=False) == [EVA]


def history(who: object, **told: object) -> dict[str, object]:
    return {"from": who, "history_context": {"status": "READ", **told}}


def test_number_in_a_talk_of_two_that_is_not_the_one_outside_is_ours() -> None:
    talk = {"thread": {"id": "5215512340000"}, "metadata": {"display_phone_number": SHOWN}}

    assert is_ours(history("15550100999"), talk)
    assert not is_ours(history("525512340000"), talk)
    assert not is_ours(history("MX.1"), talk)
    assert not is_ours(history("15550100999", from_me=False), talk)


def test_call_says_itself_who_called() -> None:
    shown = {"metadata": {"display_phone_number": SHOWN}}

    assert is_ours({"from": "19990000000", "direction": "BUSINESS_INITIATED"}, shown)
    assert not is_ours({"from": SHOWN, "direction": "USER_INITIATED"}, shown)


def test_number_is_its_digits_and_an_id_stays() -> None:
    assert [number(one) for one in ("+34 600-111-222", "ES.1", None)] == [EVA, "ES.1", ""]
