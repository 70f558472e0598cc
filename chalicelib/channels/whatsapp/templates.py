"""WhatsApp's templates: messages that WhatsApp has approved, the only ones outside the window.

Source: developers.facebook.com/docs/whatsapp, `cloud-api/guides/send-message-templates` and
`business-management-api/message-templates`.
"""

from __future__ import annotations

import json
from typing import Any

from chalicelib.channels.meta.accounts import in_path
from chalicelib.channels.meta.reading import listed, nested, text_of
from chalicelib.domain.graph_request import GraphRequest, Json
from chalicelib.domain.platform_entries import Part
from chalicelib.domain.sending_errors import SendRefused
from chalicelib.domain.workspace import Channel
from chalicelib.ports.platform import VARIABLE, Template

PAGE = 100
APPROVED = "APPROVED"


def template_of(part: Part) -> dict[str, Any]:
    """The `template` object of a message. Raises `SendRefused`."""
    language, variables, names = _chosen(part)
    parameters: list[dict[str, str]] = [{"type": "text", "text": value} for value in variables]
    if names and not all(name.isdigit() for name in names):
        if len(names) != len(parameters):
            raise SendRefused(f"The template {part.title} has another number of variables")
        for parameter, name in zip(parameters, names, strict=True):
            parameter["parameter_name"] = name
    template: dict[str, Any] = {"name": part.title, "language": {"code": language}}
    if parameters:
        template["components"] = [{"type": "body", "parameters": parameters}]
    return template


def _chosen(part: Part) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Language, values and names of the variables."""
    try:
        told = json.loads(part.payload)
        language, variables = told["language"], told.get("variables", [])
        names = told.get("names", [])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SendRefused("It is not said in which language the template goes out") from error
    if not part.title or not isinstance(language, str) or not language:
        raise SendRefused("It is not said which template goes out, and in which language")
    if not _are_texts(variables) or not _are_texts(names) or not all(map(str.strip, variables)):
        raise SendRefused(f"A variable of the template {part.title} is empty")
    return language, tuple(variables), tuple(names)


def _are_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def templates_request(channel: Channel, after: str) -> GraphRequest | None:
    """One page of them, from the cursor `after` on; `None` while the business account is not known."""
    business = channel.platform.business_id if channel.platform else ""
    if not business:
        return None
    values = {"fields": "name,language,status,category,components", "limit": str(PAGE)}
    return GraphRequest(
        "GET", f"{in_path(business)}/message_templates", {**values, **({"after": after} if after else {})}
    )


def read_templates(answer: Json) -> tuple[tuple[Template, ...], str]:
    """Those that can be sent with words alone, and the cursor of the next page ("" at the end)."""
    found = (_template(one) for one in listed(answer, "data"))
    more = (
        text_of(nested(answer, "paging", "cursors"), "after") if nested(answer, "paging").get("next") else ""
    )
    return tuple(template for template in found if template is not None), more


def _template(told: Json) -> Template | None:
    parts = {text_of(part, "type").upper(): part for part in listed(told, "components")}
    body = text_of(parts.get("BODY", {}), "text")
    name, status = text_of(told, "name"), text_of(told, "status").upper()
    if not name or not body or status != APPROVED or _needs_more(parts):
        return None
    variables = tuple(dict.fromkeys(VARIABLE.findall(body)))
    return Template(name, text_of(told, "language"), status, text_of(told, "category"), body, variables)


def _needs_more(parts: dict[str, Json]) -> bool:
    """A picture or a variable above the text, a variable in a button, a card: more than we can fill in."""
    header = parts.get("HEADER", {})
    if header and (text_of(header, "format").upper() != "TEXT" or VARIABLE.search(text_of(header, "text"))):
        return True
    buttons = listed(parts.get("BUTTONS", {}), "buttons")
    if any(VARIABLE.search(text_of(one, "url")) or text_of(one, "type").upper() in FILLED for one in buttons):
        return True
    return bool(parts.keys() - {"BODY", "HEADER", "FOOTER", "BUTTONS"})


FILLED = frozenset({"OTP", "COPY_CODE", "CATALOG", "MPM", "SPM", "FLOW"})
