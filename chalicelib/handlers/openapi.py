"""The description of the API (OpenAPI 3.1), made from the routes themselves and the types they name."""

from __future__ import annotations

import inspect
import re
from http import HTTPStatus
from typing import Any, get_args

import msgspec

from chalicelib.handlers import (
    about,
    account,
    avatars,
    channels,
    chat,
    chat_channels,
    chat_frames,
    chat_identity,
    chatflow_orders,
    chatflows,
    conversations,
    custom_channels,
    email_settings,
    event_webhooks,
    files,
    forms,
    frames,
    mail,
    meta_webhooks,
    orders,
    quarantine,
    second_factor,
    team,
    tokens,
    visitors,
    widget,
)
from chalicelib.handlers.answers import ProblemJson
from chalicelib.handlers.bodies import EmptyBody, Query
from chalicelib.handlers.http import Call, PublicRoutes, Route

PARAMETER = re.compile(r"{(\w+)}")
REFERENCE = "#/components/schemas/{name}"
WITH_BODY = frozenset({"POST", "PUT"})
public = PublicRoutes(__name__)
ROUTES = (
    account.public,
    account.routes,
    chat.routes,
    widget.public,
    avatars.public,
    avatars.routes,
    second_factor.routes,
    team.routes,
    tokens.routes,
    email_settings.routes,
    channels.routes,
    chat_channels.routes,
    chat_identity.routes,
    chatflows.routes,
    chatflow_orders.routes,
    custom_channels.routes,
    custom_channels.public,
    forms.routes,
    forms.public,
    conversations.routes,
    visitors.routes,
    mail.routes,
    orders.routes,
    files.routes,
    quarantine.routes,
    meta_webhooks.public,
    about.public,
    event_webhooks.routes,
    about.routes,
    public,
)
ABOUT = (
    "Cookie session, whose unsafe methods are taken from the same origin only; or for programs an API token, "
    "600 requests a minute. Bodies are sent with `Content-Type: application/json`. "
    "Lists page by an opaque cursor and answer an ETag. Errors are problem details (RFC 9457). "
    "Live news come over the socket `/socket?ticket=…`, whose frames are `ClientFrame` and `ServerFrame`; "
    "those of a chat's visitor are `VisitorFrame` and `ToVisitorFrame`, and what their page asks lies below "
    "`/chat`, with the visitor's token in the header `X-Bandeja-Visitor`."
)
IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A new key for every order; the same key again answers the same.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}


@public.route("/openapi.json", answer=dict[str, Any])
def get_openapi(call: Call[Query]) -> dict[str, Any]:
    """This description (OpenAPI 3.1)."""
    del call
    return description()


def all_routes() -> list[Route]:
    """Every route that somebody asks for by its own will, in the order of the paths: no preflights."""
    found = [route for routes in ROUTES for route in routes.table if route.method != "OPTIONS"]
    return sorted(found, key=lambda route: (route.path, route.method))


def description() -> dict[str, Any]:
    """The whole document, the same for the same code."""
    routes = all_routes()
    paths: dict[str, dict[str, Any]] = {}
    schemas, components = _schemas(routes)
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Bandeja", "version": about.VERSION, "description": ABOUT},
        "servers": [{"url": "/api"}],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(components.items())),
            "securitySchemes": {
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "__Host-bandeja",
                    "description": "Set by POST /session. On plain http its name is `bandeja`.",
                },
                "bearer": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "bnd_…",
                    "description": "An API token, made by POST /tokens; it comes before a cookie.",
                },
            },
        },
    }


def _schemas(routes: list[Route]) -> tuple[dict[Any, Any], dict[str, Any]]:
    types: list[Any] = [ProblemJson, *FRAMES.values()]
    for route in routes:
        types += [kind for kind in (route.answer, route.body) if _is_shape(kind) and kind not in types]
    found, components = msgspec.json.schema_components(types, ref_template=REFERENCE)
    components.update(zip(FRAMES, found[1:], strict=False))
    bodies = {route.body.__name__ for route in routes}
    for name, schema in components.items():
        _tidy(schema, is_answer=name not in bodies and name not in CLIENT_SENT)
    return dict(zip(types, found, strict=True)), components


FRAMES: dict[str, Any] = {
    "ClientFrame": frames.ClientFrame,
    "ServerFrame": frames.ServerFrame,
    "VisitorFrame": chat_frames.VisitorFrame,
    "ToVisitorFrame": chat_frames.ToVisitorFrame,
}
CLIENT_SENT = frozenset(
    {
        "ProblemJson",
        "ErrorFrame",
        "VisitorErrorFrame",
        "PageJson",
        *(kind.__name__ for kind in get_args(frames.ClientFrame)),
        *(kind.__name__ for kind in get_args(chat_frames.VisitorFrame)),
    }
)


def _is_shape(kind: Any) -> bool:
    return kind is not None and not isinstance(kind, str) and kind is not EmptyBody


def _tidy(schema: dict[str, Any], *, is_answer: bool) -> None:
    """Descriptions without indentation; in answers every field is there, though it may be null."""
    if "description" in schema:
        schema["description"] = inspect.cleandoc(schema["description"])
    if is_answer and "properties" in schema:
        schema["required"] = list(schema["properties"])
        for field in schema["properties"].values():
            field.pop("default", None)


def _operation(route: Route, schemas: dict[Any, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.view.__name__,
        "summary": inspect.cleandoc(route.view.__doc__ or ""),
        "responses": _responses(route, schemas),
    }
    if parameters := _parameters(route):
        operation["parameters"] = parameters
    if route.permission:
        operation["security"] = [{"session": []}, {"bearer": []}] if route.takes_tokens else [{"session": []}]
        operation["x-permission"] = " or ".join((route.permission, *route.or_with))
    if route.method in WITH_BODY and route.body is not EmptyBody:
        content = {"application/json": {"schema": schemas[route.body]}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _parameters(route: Route) -> list[dict[str, Any]]:
    parameters = [_path_parameter(name) for name in PARAMETER.findall(route.path)]
    if route.query is not Query:
        shape = msgspec.json.schema_components([route.query], ref_template=REFERENCE)[1]
        for name, schema in shape[route.query.__name__]["properties"].items():
            parameters.append({"name": name, "in": "query", "required": False, "schema": schema})
    if route.method == "POST" and route.permission:
        parameters.append(IDEMPOTENCY)
    return parameters


def _path_parameter(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer", "minimum": 1} if name == "seq" else {"type": "string"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _responses(route: Route, schemas: dict[Any, Any]) -> dict[str, Any]:
    success: dict[str, Any] = {"description": route.status.phrase}
    if isinstance(route.answer, str):
        success["content"] = {route.answer: {"schema": {"type": "string"}}}
    elif route.answer is not None:
        success["content"] = {"application/json": {"schema": schemas[route.answer]}}
    responses = {str(route.status.value): success}
    if route.path == "/password-reset":
        responses["202"] = {"description": "A link is on its way, if somebody has this address"}
    if route.method == "GET" and not isinstance(route.answer, str):
        responses[str(HTTPStatus.NOT_MODIFIED.value)] = {"description": "As the ETag says"}
    problem = {"application/problem+json": {"schema": schemas[ProblemJson]}}
    responses["default"] = {"description": "A problem", "content": problem}
    return responses
