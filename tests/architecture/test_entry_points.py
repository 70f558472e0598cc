"""What can wake the product: every handler is found in Lambda, every route says who may use it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, TypeGuard

import pytest
from chalice import Blueprint, Chalice

import chalicelib.handlers
from chalicelib.handlers import daily
from chalicelib.handlers.chat_http import ChatRoutes
from chalicelib.handlers.first_event import at_first_event
from chalicelib.handlers.http import AgentRoutes, PublicRoutes

PUBLIC = {
    "GET /health",
    "GET /openapi.json",
    "GET /chat/avatars/{avatar}",
    "GET /chat/widget.js",
    "GET /forms/embed.js",
    "GET /forms/{channel_id}",
    "GET /forms/{channel_id}/thanks",
    "OPTIONS /forms/{channel_id}",
    "POST /forms/{channel_id}",
    "POST /forms/{channel_id}/uploads",
    "GET /webhooks/meta/{channel_id}",
    "POST /password-reset",
    "POST /session",
    "POST /webhooks/custom/{channel_id}",
    "POST /webhooks/meta/{channel_id}",
}
VISITORS = {
    "GET /chat/attachments/{attachment_id}",
    "GET /chat/conversations/{conversation_id}",
    "POST /chat/away",
    "POST /chat/email",
    "POST /chat/identify",
    "POST /chat/session",
    "POST /chat/ticket",
    "POST /chat/transcript",
    "POST /chat/uploads",
}
"""For whoever has a visitor's token, or gets one."""
SOCKET_EVENTS = {"$connect", "$default", "$disconnect"}


@pytest.fixture
def entry(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """app.py, as Lambda imports it; its handlers of sockets need a region."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    return importlib.import_module("app")


def lost_handlers(app: Chalice, module: Any) -> list[str]:
    """Handlers that Lambda would not find as `app.<name>`: bound elsewhere, or under another name."""
    strings = {one.name: one.handler_string for one in event_handlers(app)}
    return [
        f"{name}: {string}"
        for name, string in strings.items()
        if string != f"app.{name}" or getattr(module, name, None) is not app.handler_map[name]
    ]


def event_handlers(app: Chalice) -> list[Any]:
    return [*app.event_sources, *app.pure_lambda_functions, *app.websocket_handlers.values()]


def is_deferred(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == at_first_event.__name__
    )


def registered(app: Chalice) -> dict[str, Any]:
    """Every route as `GET /path`, with the function that Chalice calls."""
    return {
        f"{method} {path}": entry.view_function
        for path, entries in app.routes.items()
        for method, entry in entries.items()
    }


def route_tables() -> tuple[PublicRoutes, ...]:
    """Every blueprint of `handlers`."""
    modules = [
        importlib.import_module(f"{chalicelib.handlers.__name__}.{found.name}")
        for found in pkgutil.iter_modules(chalicelib.handlers.__path__)
    ]
    return tuple(
        one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, PublicRoutes) and one._import_name == module.__name__
    )


def without_permission(tables: Iterable[PublicRoutes]) -> list[str]:
    return [
        f"{route.method} {route.path}"
        for blueprint in tables
        for route in blueprint.table
        if route.permission is None
    ]


def unwrapped(routes: Mapping[str, Any], tables: Iterable[PublicRoutes]) -> list[str]:
    """Routes whose view does not stand behind the wrapper that checks who asks."""
    views = {f"{route.method} {route.path}": route.view for blueprint in tables for route in blueprint.table}
    return [
        name
        for name, view in routes.items()
        if name not in views or getattr(view, "__wrapped__", None) is not views[name]
    ]


def test_every_handler_is_found_by_its_name_in_app(entry: ModuleType) -> None:
    assert entry.app.event_sources
    assert lost_handlers(entry.app, entry) == []


def test_every_handler_of_events_is_there_when_its_first_event_comes(entry: ModuleType) -> None:
    source = ast.parse(Path(entry.__file__ or "").read_text())
    calls = [node for node in ast.walk(source) if is_deferred(node)]
    named = [[ast.literal_eval(argument) for argument in call.args] for call in calls]

    assert {name for _, name in named} == {one.name for one in event_handlers(entry.app)}
    for module, name in named:
        assert callable(getattr(importlib.import_module(f"chalicelib.handlers.{module}"), name))


def test_an_event_reaches_its_handler_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[Any] = []
    monkeypatch.setattr(daily, "on_day", taken.append)

    handler = at_first_event("daily", "on_day")
    handler("event")

    assert handler.__name__ == "on_day"
    assert taken == ["event"]


def test_sockets_wake_the_product_in_all_three_ways(entry: ModuleType) -> None:
    assert set(entry.app.websocket_handlers) == SOCKET_EVENTS


def test_every_route_goes_through_the_wrapper(entry: ModuleType) -> None:
    assert entry.app.routes
    assert unwrapped(registered(entry.app), route_tables()) == []


def test_every_table_of_routes_is_registered(entry: ModuleType) -> None:
    named = {f"{route.method} {route.path}" for blueprint in route_tables() for route in blueprint.table}

    assert sorted(named - registered(entry.app).keys()) == []


def test_a_route_names_its_permission_or_is_one_of_the_public_ones() -> None:
    signed_in = [one for one in route_tables() if isinstance(one, AgentRoutes)]
    visitors = [one for one in route_tables() if isinstance(one, ChatRoutes)]
    public = [one for one in route_tables() if not isinstance(one, AgentRoutes | ChatRoutes)]

    assert without_permission(signed_in) == []
    assert set(without_permission(public)) == PUBLIC
    asked = {name for name in without_permission(visitors) if not name.startswith("OPTIONS ")}
    assert asked == VISITORS


def test_what_lambda_would_not_find_is_found_here() -> None:
    app = Chalice("toy", configure_logs=False)
    blueprint = Blueprint("elsewhere")

    def on_good(event: Any) -> None: ...
    def on_renamed(event: Any) -> None: ...
    def on_blueprint(event: Any) -> None: ...

    good = app.on_sqs_message(queue="good")(on_good)
    renamed = app.on_sqs_message(queue="renamed")(on_renamed)
    blueprint.on_sqs_message(queue="blueprint")(on_blueprint)
    app.register_blueprint(blueprint)
    module = SimpleNamespace(on_good=good, another_name=renamed, on_blueprint=on_blueprint)

    assert lost_handlers(app, module) == [
        "on_renamed: app.on_renamed",
        "on_blueprint: elsewhere.on_blueprint",
    ]


def test_a_route_beside_the_wrapper_is_found() -> None:
    app = Chalice("toy", configure_logs=False)
    table = PublicRoutes("toy")

    @table.route("/open", answer=None)
    def get_open() -> None: ...

    app.register_blueprint(table)
    app.route("/bare")(lambda: None)

    assert unwrapped(registered(app), [table]) == ["GET /bare"]
    assert without_permission([table]) == ["GET /open"]
