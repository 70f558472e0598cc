from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from chalice import Chalice, Response

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.adapters.local.sockets import InProcessSockets
from infra.local.api_gateway import LocalApi
from infra.local.asgi import BODY_BYTES, Host
from infra.local.fake_graph.company import company_graph
from infra.local.played_platforms import PlayedPlatforms
from infra.local.socket_route import SocketHandlers, SocketRoute
from infra.local.static_files import StaticFiles
from infra.local.widget_files import WidgetFiles
from tests.builders import NOW
from tests.platforms import ShelfOfSecrets
from tests.unit.infra.local.asgi_driver import ask


class Customer:
    def handle(self, method: str, path: str, query: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        return 200, {"content-type": "text/plain"}, f"{method} {path} {query} {body!r}".encode()


def clock() -> datetime:
    return NOW


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "data", link_key=b"k" * 32, clock=clock)


@pytest.fixture
def host(tmp_path: Path, blobs: FolderBlobs) -> Iterator[Host]:
    (tmp_path / "index.html").write_text("<!doctype html>")
    app = Chalice("sample", configure_logs=False)

    @app.route("/size", methods=["POST"], content_types=["*/*"])
    def size() -> dict[str, int]:
        assert app.current_request is not None
        return {"size": len(app.current_request.raw_body)}

    @app.route("/attachment")
    def attachment() -> Response:
        link = blobs.link(blobs.put(b"a file"), name="ñ.txt", content_type="text/plain")
        return Response("", status_code=302, headers={"Location": link})

    @app.route("/elsewhere")
    def elsewhere() -> Response:
        return Response("", status_code=302, headers={"Location": "https://x.test/files/"})

    def nothing(event: Any, context: Any) -> None:
        return None

    with ThreadPoolExecutor(2) as workers:
        sockets = SocketRoute(SocketHandlers(nothing, nothing, nothing), InProcessSockets(), workers)
        yield Host(
            LocalApi(app),
            blobs,
            StaticFiles(tmp_path),
            WidgetFiles(lambda kind: "", tmp_path),
            Customer(),
            PlayedPlatforms(
                lambda: (), ShelfOfSecrets(), company_graph(lambda: NOW), "http://127.0.0.1:8000"
            ),
            sockets,
            workers,
        )


def test_pages_api_and_simulator_share_one_origin(host: Host) -> None:
    assert ask(host, "GET", "/").body == b"<!doctype html>"
    assert ask(host, "POST", "/api/size", [b"ab", b"c"]).body == b'{"size":3}'
    assert ask(host, "POST", "/simulator/api/mails?a=1", [b"x"]).body == b"POST /simulator/api/mails a=1 b'x'"


def test_a_body_that_is_too_large_is_refused_clearly(host: Host) -> None:
    told = ask(host, "POST", "/api/size", [b"x" * 1_000_000] * 11)

    assert told.status == 413
    assert told.headers["content-type"] == "application/problem+json"
    assert str(BODY_BYTES) in json.loads(told.body)["detail"]
    assert ask(host, "POST", "/api/size", [b"x" * BODY_BYTES]).status == 200


def test_a_redirect_to_a_file_is_answered_with_the_file(host: Host) -> None:
    told = ask(host, "GET", "/api/attachment")

    assert (told.status, told.body) == (200, b"a file")
    assert told.headers["content-disposition"] == "attachment; filename*=UTF-8''%C3%B1.txt"
    assert told.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in told.headers["content-security-policy"]


def test_head_of_a_file_tells_its_length_only(host: Host) -> None:
    told = ask(host, "HEAD", "/api/attachment")

    assert (told.headers["content-length"], told.body) == ("6", b"")


def test_a_redirect_to_another_site_stays_one(host: Host) -> None:
    told = ask(host, "GET", "/api/elsewhere")

    assert (told.status, told.headers["location"]) == (302, "https://x.test/files/")


@pytest.mark.parametrize("name", ["localhost", "localhost:8000", "127.0.0.1:9", "[::1]:8000"])
def test_this_machine_is_answered_by_any_of_its_names(host: Host, name: str) -> None:
    assert ask(host, "GET", "/", host=name).status == 200


@pytest.mark.parametrize(
    "name", ["evil.test", "evil.test:8000", "127.0.0.1.evil.test", "", "localhost.evil.test:80"]
)
def test_a_foreign_name_that_leads_here_is_refused(host: Host, name: str) -> None:
    told = ask(host, "GET", "/api/size", host=name)

    assert (told.status, json.loads(told.body)["code"]) == (421, "WrongHost")


def test_a_mistake_of_ours_tells_nothing(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr(Customer, "handle", broken)

    told = ask(host, "GET", "/simulator/api/mails")

    assert told.status == 500
    assert b"secret" not in told.body


@pytest.mark.parametrize("path", ["/simulator/api/mails", "/simulator/graph/_fake/people"])
@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://evil.test", 403), ("null", 403), ("http://127.0.0.1:8000", 200), ("", 200)],
)
def test_the_simulator_takes_no_orders_of_other_sites(
    host: Host, path: str, origin: str, status: int
) -> None:
    named = {"origin": origin} if origin else {}

    answer = ask(host, "POST", path, [b'{"id": "777", "name": "Eva Sol"}'], **named)

    assert answer.status == status
