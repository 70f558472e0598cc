"""The description of the API says what the API is, and the committed copy says the same."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from chalicelib.handlers.about import VERSION
from chalicelib.handlers.openapi import all_routes, description
from infra import openapi
from tests.unit.handlers.house import Browser, House
from tests.unit.usecases.company import ANA, SUPPORT_INBOX

URI = "urn:bandeja"


def check(name: str, value: Any) -> None:
    """That `value` is what the description says about `name`."""
    registry: Registry[Any] = Registry().with_resource(URI, DRAFT202012.create_resource(description()))
    schema = {"$ref": f"{URI}#/components/schemas/{name}"}
    OAS31Validator(schema, registry=registry).validate(value)


def test_the_committed_description_is_todays() -> None:
    assert openapi.FILE.read_text() == openapi.text(), "run: python -m infra.openapi"


def test_the_description_is_well_formed() -> None:
    validate(description())


def test_the_description_is_served_to_everybody(nobody: Browser) -> None:
    answer = nobody.get("/openapi.json")

    assert answer.status == 200
    assert answer.json() == json.loads(openapi.text())


def test_every_operation_has_a_name_of_its_own_and_says_who_may() -> None:
    operations = [operation for path in description()["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations]

    assert len(set(names)) == len(names) == len(all_routes())
    assert all(operation["summary"] for operation in operations)
    assert all(("x-permission" in operation) == ("security" in operation) for operation in operations)


def test_the_version_is_that_of_the_project() -> None:
    project = (openapi.FILE.parents[2] / "pyproject.toml").read_text()

    assert f'version = "{VERSION}"' in project


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/me", "MeJson"),
        ("/agents", "Page_AgentJson_"),
        ("/inboxes", "Page_InboxJson_"),
        ("/conversations", "Page_ConversationJson_"),
        ("/conversations/{id}", "ConversationDetail"),
        ("/conversations/{id}/entries", "Page_EntryJson_"),
        ("/contacts/{contact}", "ContactJson"),
        ("/quarantine", "Page_QuarantinedJson_"),
        ("/health", "HealthJson"),
        ("/conversations/nothing", "ProblemJson"),
    ],
)
def test_answers_are_what_the_description_says(path: str, name: str, house: House, agent: Browser) -> None:
    head = house.began()
    agent.post(f"/conversations/{head.id}/replies", {"text": "Hello", "last_seq": 1})
    agent.post(f"/conversations/{head.id}/comments", {"text": "Hello"})
    agent.post(f"/conversations/{head.id}/close")

    answer = agent.get(path.replace("{id}", head.id).replace("{contact}", head.contact_id))

    check(name, answer.json())


def test_frames_are_what_the_description_says(house: House) -> None:
    head = house.began()
    socket = house.socket(ANA)
    asked = [
        {"type": "hello"},
        {"type": "watch", "inboxes": [SUPPORT_INBOX.id], "conversation": head.id},
        {"type": "presence", "conversation": head.id, "doing": "viewing"},
        {"type": "ping", "conversation": head.id},
    ]

    for frame in asked:
        check("ClientFrame", frame)
        check("ServerFrame", socket.send(frame))
    check("ServerFrame", socket.send("nonsense"))


def test_a_required_field_of_an_answer_may_be_null_but_is_never_missing() -> None:
    schemas = description()["components"]["schemas"]

    assert set(schemas["EntryJson"]["required"]) == set(schemas["EntryJson"]["properties"])
    assert schemas["ReplyBody"]["required"] == ["last_seq"]
