"""Both homes put frames on open sockets alike, and say which sockets are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from chalicelib.adapters.aws.apigateway import ApiGatewaySockets
from chalicelib.adapters.aws.clients import new_client
from chalicelib.adapters.local.sockets import InProcessSockets, OpenSocket
from chalicelib.ports.outside import SocketPusher
from tests.contracts.management_api import management_api


@dataclass(frozen=True, slots=True)
class Engine:
    """A pusher; `open` lets a browser in and gives the frames it gets, `is_open` says whether it is there."""

    sockets: SocketPusher
    open: Callable[[str], list[bytes]]
    is_open: Callable[[str], bool]


def in_process_engine() -> Engine:
    sockets = InProcessSockets()
    there: dict[str, list[bytes]] = {}

    def opened(connection_id: str) -> list[bytes]:
        frames = there[connection_id] = []

        def deliver(frame: bytes) -> bool:
            frames.append(frame)
            return True

        def shut() -> None:
            del there[connection_id]
            sockets.forget(connection_id)

        sockets.opened(connection_id, OpenSocket(deliver, shut))
        return frames

    return Engine(sockets, opened, lambda connection_id: connection_id in there)


@pytest.fixture(params=["in process", "api gateway"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    if request.param == "in process":
        yield in_process_engine()
        return
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with management_api() as (api, address):

        def opened(connection_id: str) -> list[bytes]:
            return api.open.setdefault(connection_id, [])

        client: Any = new_client("apigatewaymanagementapi", "eu-west-1", address)
        yield Engine(ApiGatewaySockets(client), opened, lambda one: one in api.open)
        client.close()


def test_a_frame_arrives_as_it_was_pushed(engine: Engine) -> None:
    frames = engine.open("L0SM9cOFvHcCIhw=")

    assert engine.sockets.push("L0SM9cOFvHcCIhw=", '{"type":"ñ"}'.encode())
    assert engine.sockets.push("L0SM9cOFvHcCIhw=", b"second")

    assert frames == ['{"type":"ñ"}'.encode(), b"second"]


def test_a_socket_that_is_gone_is_said_to_be(engine: Engine) -> None:
    assert not engine.sockets.push("nobody", b"{}")


def test_of_many_sockets_those_that_are_gone_are_named_and_the_others_served(engine: Engine) -> None:
    there = {f"socket-{number}": engine.open(f"socket-{number}") for number in range(40)}

    gone = engine.sockets.push_all(["gone-1", *there, "gone-2"], b"{}")

    assert gone == ("gone-1", "gone-2")
    assert set(map(tuple, there.values())) == {(b"{}",)}


@pytest.mark.parametrize("ids", [[], ["gone"]])
def test_few_sockets_are_served_too(engine: Engine, ids: list[str]) -> None:
    assert engine.sockets.push_all(ids, b"{}") == tuple(ids)


def test_a_closed_socket_is_gone(engine: Engine) -> None:
    engine.open("socket")

    engine.sockets.close("socket")

    assert not engine.is_open("socket")
    assert not engine.sockets.push("socket", b"{}")


def test_closing_what_is_gone_is_fine(engine: Engine) -> None:
    engine.sockets.close("nobody")
