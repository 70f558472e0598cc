"""Each documented error of the Graph API leads to what it asks for: by its code, whatever its text says."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from chalicelib.channels.meta.error_words import BY_CODE, BY_SUBCODE, USE_CASES, Turn
from chalicelib.channels.meta.errors import error_of, meaning_of, pause_after, token_is_gone
from chalicelib.channels.meta.usage import pause_of
from chalicelib.domain.graph_request import GraphFault
from chalicelib.domain.sending_errors import SendDelayed, SendRefused, SendUnsure, TokenInvalid

# written out once more, so that a slip in the table is seen: code, subcode, what must follow
RECONNECT = [
    (0, 0),
    (3, 0),
    (10, 0),
    (102, 0),
    (190, 0),
    (190, 460),
    (190, 463),
    (190, 467),
    (463, 0),
    (467, 0),
]
WAIT = [
    *((code, 0) for code in (4, 17, 32, 613, 130429, 131048, 131056)),
    *((code, 0) for code in range(80000, 80015)),
    (4, 2018022),
    *((613, subcode) for subcode in (1893016, 2018338, 2534040)),
    *((9, 0), (9, 2018352)),
]
LATER = [
    *((code, 0) for code in (1, 2, 1200, 131000, 131016, 131057, 133004, 133015)),
    *((132069, 0), (10, 2018321), (2018321, 0)),
]
NEVER = [
    *((10, subcode) for subcode in (2018278, 2018065, 2534022, 2018108, 2018300, 2018336)),
    *((10, subcode) for subcode in (1404170, 1893015, 1893063)),
    *((100, subcode) for subcode in (0, 33, 2018001, 2018034, 2018047, 2018109, 2534014, 99)),
    *((100, subcode) for subcode in (2018008, 2018074, 2018294, 2534015, 2534029, 2534037)),
    *((code, 0) for code in (2022, 10900, 10903, 10904, 2018218, 2018247, 2018300, 9000001)),
    *((200, subcode) for subcode in (0, 1545041, 2018021, 2018027, 2018028, 2018108)),
    *((551, subcode) for subcode in (0, 1545041)),
    *((code, 0) for code in (33, 230, 368, 2018001, 2018278, 130472, 130497, 135000)),
    *((code, 0) for code in (131008, 131009, 131021, 131026, 131030, 131031, 131037, 131042, 131045)),
    *((code, 0) for code in (131047, 131049, 131050, 131051, 131052, 131053)),
    *((code, 0) for code in (132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068)),
    *((code, 0) for code in (133000, 133005, 133006, 133008, 133009, 133010, 133016)),
]
ALL = [
    *((code, subcode, TokenInvalid) for code, subcode in RECONNECT),
    *((code, subcode, SendDelayed) for code, subcode in (*WAIT, *LATER)),
    *((code, subcode, SendRefused) for code, subcode in NEVER),
    (1, 1357046, SendUnsure),
    *((code, subcode, TokenInvalid) for code, subcode in ((131005, 0), (36103, 0), (10, 2534077))),
    *((code, subcode, TokenInvalid) for code, subcode in ((100, 2534013), (200, 2534041))),
]


def a_fault(code: int | None, subcode: int = 0, status: int = 400, **headers: object) -> GraphFault:
    told = {name.replace("_", "-"): json.dumps(value) for name, value in headers.items()}
    return GraphFault(status, code, subcode, "any text", "AbC", told)


@pytest.mark.parametrize(("code", "subcode", "kind"), ALL)
def test_a_listed_error_leads_to_what_it_asks_for(code: int, subcode: int, kind: type[Exception]) -> None:
    error = error_of(a_fault(code, subcode))

    assert type(error) is kind
    assert str(code) in str(error)


def test_every_error_of_the_table_is_in_this_list() -> None:
    listed = {(code, subcode) for code, subcode, _ in ALL}

    assert {(code, 0) for code in BY_CODE} - listed == set()
    assert BY_SUBCODE.keys() - listed == set()
    assert {(code, 0) for code in USE_CASES} - listed == set()


@pytest.mark.parametrize(("code", "subcode"), WAIT)
def test_too_many_calls_pause_the_account_without_any_header(code: int, subcode: int) -> None:
    fault = a_fault(code, subcode)
    delayed = error_of(fault)

    assert isinstance(delayed, SendDelayed)
    assert delayed.wait
    assert pause_after(fault) == (delayed.wait, delayed.wait)


@pytest.mark.parametrize(("code", "subcode"), [*LATER, *NEVER, *RECONNECT])
def test_what_concerns_this_message_only_pauses_nobody(code: int, subcode: int) -> None:
    assert pause_after(a_fault(code, subcode)) == (timedelta(), timedelta())


def test_the_platforms_own_wait_goes_before_that_of_the_table() -> None:
    told = pause_after(GraphFault(429, 4, headers={"retry-after": "90"}))

    assert told == (timedelta(seconds=90), timedelta(seconds=90))


def test_a_text_decides_nothing() -> None:
    texts = ("token expired", "outside of allowed window", "")

    assert {type(error_of(GraphFault(400, 613, 0, text))) for text in texts} == {SendDelayed}


def test_the_numbers_for_metas_support_are_named() -> None:
    assert error_of(a_fault(10, 2018278)).detail.endswith("(error 10/2018278, trace AbC)")


@pytest.mark.parametrize(
    ("status", "kind"), [(400, SendRefused), (404, SendRefused), (429, SendDelayed), (401, TokenInvalid)]
)
def test_an_answer_that_is_no_graph_error_goes_by_its_status(status: int, kind: type[Exception]) -> None:
    assert type(error_of(a_fault(None, status=status))) is kind


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_broken_server_leaves_it_unsure_unless_the_graph_api_itself_said_no(status: int) -> None:
    assert type(error_of(a_fault(None, status=status))) is SendUnsure
    assert type(error_of(a_fault(98765, status=status))) is SendDelayed


def test_the_wait_is_as_long_as_the_platform_says() -> None:
    usage = {"1": [{"type": "messenger", "call_count": 100, "estimated_time_to_regain_access": 19}]}

    delayed = error_of(a_fault(80006, x_business_use_case_usage=usage))

    assert isinstance(delayed, SendDelayed)
    assert delayed.wait == timedelta(minutes=19)


def test_retry_after_is_honoured() -> None:
    delayed = error_of(GraphFault(429, 4, headers={"retry-after": "90"}))

    assert isinstance(delayed, SendDelayed)
    assert delayed.wait == timedelta(seconds=90)


def test_a_used_up_allowance_waits_longer_than_a_short_hint_of_the_table() -> None:
    alone, used = a_fault(131056), a_fault(131056, x_app_usage={"call_count": 97, "total_time": 3})

    waits = [error.wait for error in map(error_of, (alone, used)) if isinstance(error, SendDelayed)]

    assert waits == [timedelta(minutes=1), timedelta(minutes=5)]


@pytest.mark.parametrize(
    "told", ["", "{", "[]", "null", '{"a": [1]}', '{"call_count": "x"}', '{"call_count": 1e400}', "[" * 5_000]
)
def test_usage_headers_may_hold_anything(told: str) -> None:
    nothing = timedelta()

    assert pause_of({"x-app-usage": told, "x-business-use-case-usage": told}) == (nothing, nothing)


def test_what_is_left_of_an_allowance_is_for_messages() -> None:
    nearly = pause_of({"x-page-usage": '{"call_count": 95}'})
    blocked = pause_of({"retry-after": "30", "x-page-usage": '{"call_count": 100}'})

    assert nearly == (timedelta(), timedelta(minutes=5))
    assert blocked == (timedelta(seconds=30), timedelta(minutes=5))
    assert pause_of({"x-page-usage": '{"call_count": 94}'}) == (timedelta(), timedelta())


def test_a_code_of_whatsapp_says_more_than_the_subcode_it_comes_with() -> None:
    assert "approved template" in error_of(a_fault(131047, 2018278)).detail


def test_what_is_not_linked_is_no_reason_to_throw_the_token_away() -> None:
    assert not token_is_gone(a_fault(100, 2534013))
    assert not token_is_gone(a_fault(10))
    assert token_is_gone(a_fault(190, 460))


def test_a_permission_is_not_mistaken_for_the_window() -> None:
    assert meaning_of(a_fault(10)).turn is Turn.RECONNECT
    assert meaning_of(a_fault(10, 2018278)).turn is Turn.NEVER
