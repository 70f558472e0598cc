import json
from typing import Any

from chalicelib.domain.errors import BandejaError, ChannelPaused, Invalid, NotFound
from chalicelib.domain.reason import Reason
from chalicelib.handlers.problems import Unreadable, problem, told


def _body(error: BandejaError) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(problem(error).body)
    return found


def test_a_refusal_says_its_reason_and_the_values_of_its_sentence() -> None:
    body = _body(Invalid("At most 40", field="fields", reason=Reason("too_many_fields", limit=40)))

    assert (body["code"], body["field"]) == ("Invalid", "fields")
    assert (body["reason"], body["values"]) == ("too_many_fields", {"limit": 40})


def test_a_refusal_that_is_always_the_same_has_the_reason_of_its_class() -> None:
    assert _body(ChannelPaused())["reason"] == "channel_paused"


def test_a_refusal_without_a_reason_has_neither_member() -> None:
    assert not {"reason", "values"} & set(_body(NotFound()))


def test_a_body_that_is_too_large_is_told_like_anything_too_large() -> None:
    answer = told(Unreadable(413, "More than 1 MB"))

    assert answer.status_code == 413
    assert json.loads(answer.body)["reason"] == "too_large"
