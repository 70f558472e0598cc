"""The parameter store is asked once, and what the deployment writes later is found without a restart."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from chalicelib.adapters.aws.ssm import NotAKey, SsmSecrets
from chalicelib.domain.errors import Throttled
from tests.unit.adapters.aws.answers import Answering

KEY = base64.b64encode(b"k" * 32).decode()


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def page(more: str = "", **parameters: str) -> dict[str, Any]:
    found = [{"Name": f"/bandeja/prod/{name}", "Value": value} for name, value in parameters.items()]
    return {"Parameters": found, **({"NextToken": more} if more else {})}


def test_one_request_answers_for_every_key_and_setting() -> None:
    ssm = Answering("ssm", page(session=KEY, origin="a secret"))
    secrets = SsmSecrets(ssm.client, "/bandeja/prod")

    assert secrets.key("session") == b"k" * 32
    assert secrets.setting("origin") == "a secret"
    assert secrets.setting("public-url") == ""
    assert ssm.requests == [{"Path": "/bandeja/prod", "WithDecryption": True}]


def test_a_setting_that_the_deployment_writes_later_is_found_after_a_minute() -> None:
    ssm, clock = Answering("ssm", page(), page(origin="a secret")), Clock()
    secrets = SsmSecrets(ssm.client, "/bandeja/prod", clock)

    assert secrets.setting("origin") == ""
    clock.now = 59
    assert secrets.setting("origin") == ""
    clock.now = 60
    assert secrets.setting("origin") == "a secret"


def test_a_key_that_somebody_else_made_a_moment_ago_is_the_key() -> None:
    ssm = Answering(
        "ssm",
        page(),
        (400, "ParameterAlreadyExists", "exists"),
        {"Parameter": {"Name": "/bandeja/prod/session", "Value": KEY}},
    )

    assert SsmSecrets(ssm.client, "/bandeja/prod").key("session") == b"k" * 32
    assert ssm.requests[1]["Overwrite"] is False
    assert ssm.requests[1]["Type"] == "SecureString"


@pytest.mark.parametrize("value", ["short", base64.b64encode(b"k" * 31).decode(), "not base64 ñ"])
def test_what_is_no_key_is_never_used_as_one(value: str) -> None:
    secrets = SsmSecrets(Answering("ssm", page(session=value)).client, "/bandeja/prod")

    with pytest.raises(NotAKey) as told:
        secrets.key("session")

    assert value not in str(told.value)


def test_a_busy_parameter_store_is_asked_again_by_the_next_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda seconds: None)
    busy = (400, "ThrottlingException", "Rate exceeded")
    ssm = Answering("ssm", busy, busy, busy, page(session=KEY))
    secrets = SsmSecrets(ssm.client, "/bandeja/prod")

    with pytest.raises(Throttled):
        secrets.key("session")

    assert secrets.key("session") == b"k" * 32
