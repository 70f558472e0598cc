"""Functions have what they read, the time they need, and a log that ends."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from chalicelib.config import settings_from
from tests.architecture.tree import ROOT
from tests.deployed_static.template import Template, referred

BY_LAMBDA = {"AWS_REGION", "AWS_DEFAULT_REGION"}
BY_DEFAULT = {"BANDEJA_HOME", "ORIGIN_SECRET"}  # the default is this home, and the secret lies in SSM
API_SECONDS = 29


class Watched(Mapping[str, str]):
    """An empty environment that keeps the names it was asked for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def variables_of(template: Template) -> dict[str, set[str]]:
    return {
        name: set(function["Environment"]["Variables"])
        for name, function in template.of("AWS::Lambda::Function").items()
    }


def test_every_variable_that_the_settings_read_is_set(transformed: Template) -> None:
    environment = Watched()
    settings_from(environment)

    wanted = environment.asked - BY_LAMBDA - BY_DEFAULT
    assert {"BLOB_BUCKET", "MAIL_QUEUE", "LIVE_TABLE", "PUBLIC_URL"} <= wanted
    assert {name: wanted - given for name, given in variables_of(transformed).items() if wanted - given} == {}


def test_only_the_function_that_takes_frames_writes_without_pynamodb(transformed: Template) -> None:
    writers = {
        name: function["Environment"]["Variables"]["DYNAMODB_WRITER"]
        for name, function in transformed.of("AWS::Lambda::Function").items()
    }

    assert [name for name, writer in writers.items() if writer == "plain"] == ["WebsocketMessage"]
    assert set(writers.values()) == {"pynamodb", "plain"}


def test_every_variable_is_described(packaged: Template) -> None:
    document = (ROOT / "docs" / "operating.md").read_text()
    names = packaged.body["Globals"]["Function"]["Environment"]["Variables"]

    assert [name for name in names if f"`{name}`" not in document] == []


def test_no_variable_leads_in_a_circle(packaged: Template) -> None:
    """Functions -> their API -> CloudFront -> its API -> its functions."""
    variables = packaged.body["Globals"]["Function"]["Environment"]["Variables"]

    assert not {"RestAPI", "Distribution", "SiteBucket"} & set(referred(variables))


def test_an_emulator_is_named_only_where_there_is_one(packaged: Template) -> None:
    given = packaged.body["Globals"]["Function"]["Environment"]["Variables"]["AWS_ENDPOINT_URL"]

    assert given == {"Fn::If": ["RealAws", {"Ref": "AWS::NoValue"}, {"Ref": "AwsEndpoint"}]}


def test_functions_are_as_the_settings_of_chalice_say(transformed: Template) -> None:
    config = json.loads((ROOT / Path(".chalice/config.json")).read_text())
    functions = transformed.of("AWS::Lambda::Function")

    assert config["autogen_policy"] is False
    assert {name: one["Architectures"] for name, one in functions.items()} == dict.fromkeys(
        functions, ["arm64"]
    )
    for name in config["lambda_functions"]:
        logical = "".join(part.title() for part in name.split("_"))
        if logical in functions:
            assert functions[logical]["Timeout"] == config["lambda_functions"][name]["lambda_timeout"]
    waited_for = ("APIHandler", "WebsocketConnect", "WebsocketMessage", "WebsocketDisconnect")
    assert all(functions[name]["Timeout"] < API_SECONDS for name in waited_for)


def test_every_function_has_a_log_of_its_own_that_ends(transformed: Template) -> None:
    groups = transformed.of("AWS::Logs::LogGroup")

    logs = {function for group in groups.values() for function in referred(group["LogGroupName"])}
    assert logs == set(transformed.of("AWS::Lambda::Function"))
    assert {json.dumps(group["RetentionInDays"]) for group in groups.values()} == {'{"Ref": "LogDays"}'}


def test_a_part_that_waits_for_its_function_waits_no_longer_than_that(transformed: Template) -> None:
    """When app.py has the function, its file moves from infra/template/waiting/ to infra/template/."""
    functions = set(transformed.of("AWS::Lambda::Function"))
    waiting = (ROOT / "infra" / "template" / "waiting").glob("*.yaml")

    assert [
        path.name for path in waiting if "".join(part.title() for part in path.stem.split("_")) in functions
    ] == []
