"""A push is best effort: only a socket that is surely gone is given up, and many are pushed to at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from chalicelib.adapters.aws.apigateway import ApiGatewaySockets
from chalicelib.adapters.aws.clients import PUSHES_AT_ONCE, LateClient, client, new_client
from tests.contracts.management_api import ManagementApi, management_api


@pytest.fixture
def running() -> Iterator[tuple[ManagementApi, str]]:
    with management_api() as running:
        yield running


@pytest.fixture
def api(running: tuple[ManagementApi, str]) -> ManagementApi:
    return running[0]


@pytest.fixture
def sockets(running: tuple[ManagementApi, str]) -> Iterator[ApiGatewaySockets]:
    made = new_client("apigatewaymanagementapi", "eu-west-1", running[1])
    yield ApiGatewaySockets(made)
    made.close()


@pytest.mark.parametrize(
    "refusal",
    [
        (413, "PayloadTooLargeException"),
        (403, "ForbiddenException"),
        (429, "LimitExceededException"),
        (500, "InternalServerError"),
    ],
    ids=str,
)
def test_a_frame_that_was_not_taken_does_not_give_up_the_socket(
    api: ManagementApi, sockets: ApiGatewaySockets, refusal: tuple[int, str]
) -> None:
    api.open["socket"] = []
    api.refusals = [refusal] * 10

    assert sockets.push("socket", b"{}")
    assert sockets.push_all(["socket"], b"{}") == ()
    sockets.close("socket")


def test_a_throttled_push_is_tried_once_more(api: ManagementApi, sockets: ApiGatewaySockets) -> None:
    api.open["socket"] = []
    api.refusals = [(429, "LimitExceededException")]

    assert sockets.push("socket", b"{}")

    assert (api.open["socket"], api.requests) == ([b"{}"], 2)


def test_an_id_that_is_none_is_gone(api: ManagementApi, sockets: ApiGatewaySockets) -> None:
    api.refusals = [(400, "BadRequestException")]

    assert not sockets.push("no id of a socket", b"{}")


def test_an_endpoint_that_is_not_there_gives_up_no_socket() -> None:
    nowhere = new_client("apigatewaymanagementapi", "eu-west-1", "http://127.0.0.1:1/ws")
    sockets = ApiGatewaySockets(nowhere)

    assert sockets.push("socket", b"{}")
    sockets.close("socket")


def test_many_sockets_are_pushed_to_side_by_side(api: ManagementApi, sockets: ApiGatewaySockets) -> None:
    ids = [f"socket-{number}" for number in range(PUSHES_AT_ONCE)]
    api.open = {one: [] for one in ids}
    api.together = threading.Barrier(PUSHES_AT_ONCE)  # nobody is answered before all have asked

    assert sockets.push_all(ids, b"{}") == ()

    assert api.most == PUSHES_AT_ONCE


def test_a_client_is_made_when_it_is_first_needed_and_only_then(running: tuple[ManagementApi, str]) -> None:
    api, address = running
    api.open["socket"] = []
    made = client.cache_info().misses

    late = LateClient("apigatewaymanagementapi", f"{address}")
    sockets = ApiGatewaySockets(late)
    assert client.cache_info().misses == made

    assert sockets.push("socket", b"{}")
    assert client.cache_info().misses == made + 1
    late.close()
