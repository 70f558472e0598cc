"""What this process asks of AWS, as IAM sees it, beside what a policy of the template allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from chalicelib.adapters.aws import clients
from tests.deployed_static.template import Resource, as_list, statements

LAST_NAME = re.compile(r".*\$\{([A-Za-z:]+)(?:\.Arn)?\}(.*)")
IN_TRANSACTION = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
OF_OTHER_NAMES = {
    "s3:HeadObject": "s3:GetObject",
    "sesv2:SendEmail": "ses:SendEmail",
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "apigatewaymanagementapi:PostToConnection": "execute-api:ManageConnections",
    "apigatewaymanagementapi:DeleteConnection": "execute-api:ManageConnections",
}


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    """An action on a thing of the template. `leading` is the partition that DynamoDB was asked about."""

    action: str
    resource: str
    leading: str = ""


@dataclass(frozen=True, slots=True)
class Allowed:
    """One action and one resource of a statement. `leading`: the partitions it is about, all if empty."""

    action: str
    resource: str
    leading: tuple[str, ...] = ()

    def covers(self, asked: Asked) -> bool:
        fits = self.action == asked.action and fnmatchcase(asked.resource, self.resource)
        return fits and (not self.leading or asked.leading in self.leading)


def allowed_by(policy: Resource) -> set[Allowed]:
    """Everything that the policy's document names."""
    return {
        Allowed(action, named(resource), tuple(leading_keys(statement)))
        for statement in statements(policy["PolicyDocument"])
        for action in as_list(statement["Action"])
        for resource in as_list(statement["Resource"])
    }


def named(resource: Any) -> str:
    """The thing's name in the template, and what follows it in the ARN."""
    if "Fn::GetAtt" in resource:
        return str(resource["Fn::GetAtt"][0])
    found = LAST_NAME.fullmatch(resource["Fn::Sub"])
    assert found, resource
    return "".join(found.groups())


def leading_keys(statement: Mapping[str, Any]) -> list[str]:
    for tests in statement.get("Condition", {}).values():
        if "dynamodb:LeadingKeys" in tests:
            return as_list(tests["dynamodb:LeadingKeys"])
    return []


@contextmanager
def listening(names: Mapping[str, str]) -> Iterator[list[Asked]]:
    """Every request of clients that are made from now on. `names` are those of the template by AWS's."""
    found: list[Asked] = []

    def heard(params: Mapping[str, Any], model: Any, **_: Any) -> None:
        service = model.service_model.service_name
        for action, resource, leading in _parts(service, model.name, params):
            called = f"{service}:{action}"
            name, rest = re.split(r"(?=/)", resource, maxsplit=1) if "/" in resource else (resource, "")
            found.append(
                Asked(OF_OTHER_NAMES.get(called, called), names.get(name, name) + rest, leading),
            )

    session = clients.session()
    session.register("provide-client-params", heard, unique_id="listening")
    try:
        yield found
    finally:
        session.unregister("provide-client-params", unique_id="listening")


def _parts(service: str, operation: str, params: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Action, thing and partition of each part of a request."""
    match service:
        case "dynamodb":
            yield from _of_tables(operation, params)
        case "s3" if operation == "CreateBucket":  # boto signs an upload form as if it were this
            yield "PutObject", f"{params['Bucket']}/uploads/", ""
        case "s3":
            yield operation, f"{params['Bucket']}/{params.get('Key', '')}", ""
        case "sqs":
            yield operation, params["QueueUrl"].rpartition("/")[2], ""
        case "ssm":
            name = (params.get("Name") or params["Path"]).removeprefix("/bandeja/test")
            yield operation, f"Stage{name}", ""
        case "apigatewaymanagementapi":
            yield operation, "WebsocketAPI/socket/", ""
        case "sesv2":
            yield operation, "AWS::AccountId:identity/", ""
        case _:
            yield operation, service, ""


def _of_tables(operation: str, params: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    if operation == "TransactWriteItems":
        for write in params["TransactItems"]:
            for kind, one in write.items():
                yield IN_TRANSACTION[kind], one["TableName"], _partition(one)
    elif operation.startswith("Batch"):
        for table, wanted in params["RequestItems"].items():
            for one in _rows(wanted):
                yield operation, table, one["pk"]["S"]
    else:
        index = f"/index/{params['IndexName']}" if "IndexName" in params else ""
        yield operation, params["TableName"] + index, _partition(params)


def _rows(wanted: Any) -> Iterator[Mapping[str, Any]]:
    """The keys of a batch that reads, the keys or items of one that writes."""
    if "Keys" in wanted:
        yield from wanted["Keys"]
    else:
        for request in wanted:
            (write,) = request.values()
            yield write.get("Key") or write["Item"]


def _partition(one: Mapping[str, Any]) -> str:
    """Of a query it is the value for the first part of the condition; an index has other keys."""
    if "KeyConditionExpression" in one:
        value = one["KeyConditionExpression"].partition("=")[2].split()[0]
        return str(one["ExpressionAttributeValues"][value]["S"])
    return str((one.get("Key") or one["Item"])["pk"]["S"])
