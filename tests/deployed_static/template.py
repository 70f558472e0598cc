"""Looking into a template: its resources by type, and what they refer to."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Resource = dict[str, Any]
IN_SUB = re.compile(r"\$\{([A-Za-z0-9]+)(?:\.[A-Za-z.]+)?\}")
PARAMETERS = {
    "MailDomain": "in.example.com",
    "SendingDomain": "example.com",
    "OriginSecret": "a-secret-of-the-tests",
    "CodeBucket": "code",
}


@dataclass(frozen=True, slots=True)
class Template:
    """A template as CloudFormation reads it."""

    body: dict[str, Any]

    @property
    def resources(self) -> dict[str, Resource]:
        found: dict[str, Resource] = self.body["Resources"]
        return found

    def of(self, *kinds: str) -> dict[str, Resource]:
        """The properties of all resources of these types, by name."""
        return {
            name: resource.get("Properties", {})
            for name, resource in self.resources.items()
            if resource["Type"] in kinds
        }

    def changed(self) -> Template:
        """A copy, for a test that breaks it."""
        return Template(copy.deepcopy(self.body))


def expanded(packaged: Template) -> Template:
    """As CloudFormation sees it after AWS::Serverless. Needs `AWS_DEFAULT_REGION`."""
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator

    body = Translator({}, Parser()).translate(packaged.changed().body, dict(PARAMETERS))
    return Template(body)


def referred(value: Any) -> Iterator[str]:
    """Every name that a value refers to, however it does."""
    if isinstance(value, list):
        for one in value:
            yield from referred(one)
    elif isinstance(value, dict):
        if isinstance(value.get("Ref"), str):
            yield value["Ref"]
        if "Fn::GetAtt" in value:
            target = value["Fn::GetAtt"]
            yield (target if isinstance(target, str) else target[0]).partition(".")[0]
        if "Fn::Sub" in value:
            text = value["Fn::Sub"] if isinstance(value["Fn::Sub"], str) else value["Fn::Sub"][0]
            yield from IN_SUB.findall(text)
        for one in value.values():
            yield from referred(one)


def statements(policy: Resource) -> list[dict[str, Any]]:
    """Of a policy document; one alone may stand without a list."""
    found = policy["Statement"]
    return found if isinstance(found, list) else [found]


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
