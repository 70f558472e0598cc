"""`make run`: the whole product in one process on this machine, with the data in one folder."""

from __future__ import annotations

import importlib
import logging
import os
import socket
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import uvicorn

from chalicelib import wiring
from chalicelib.adapters.local.home import OUTBOX, RELAYED, LocalHome
from chalicelib.config import BadSetting, LocalSettings
from chalicelib.ports.chat_channels import CHAT
from infra.local.admin_password import password_to_show
from infra.local.api_gateway import LocalApi
from infra.local.arriving import EMAIL, requeue_lost
from infra.local.asgi import Host
from infra.local.fake_graph.api import PREFIX, FakeGraph
from infra.local.fake_graph.company import company_graph
from infra.local.first_start import ADMIN, fill_if_empty
from infra.local.mischief import Mischief
from infra.local.parts import handler_of, parts_of
from infra.local.played_platforms import PlayedPlatforms
from infra.local.remembered_people import remembered
from infra.local.simulator import Simulator
from infra.local.socket_route import MESSAGE_BYTES, SocketHandlers, SocketRoute
from infra.local.start_checks import HOST, CannotStart, check_pages, claim, listen
from infra.local.static_files import StaticFiles
from infra.local.tracing import trace
from infra.local.widget_files import WidgetFiles

PAGES = Path(__file__).resolve().parents[2] / "web" / "inbox" / "dist"
WORKERS = 16
UPLOADS_LAST = timedelta(days=1)


def main() -> int:
    """Run until Ctrl-C. 0 after a clean stop, 1 when it could not start."""
    os.umask(0o077)  # people's mail is for the owner of the data folder only
    os.environ["BANDEJA_HOME"] = "local"
    os.environ.setdefault("AWS_REGION", "local")  # Chalice asks for one before it serves a socket
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("bandeja").propagate = False  # the product writes its lines itself
    try:
        local = wiring.settings().local
        assert local is not None
        check_pages(PAGES)
        with (
            listen(local.port, "PORT") as web,
            listen(local.smtp_port, "SMTP_PORT") as mail,
            claim(local.data_dir),
        ):
            serve(local, web, mail)
    except (BadSetting, CannotStart) as error:
        sys.stderr.write(f"Bandeja cannot start. {error}\n")
        return 1
    except KeyboardInterrupt:
        pass
    return 0


def serve(local: LocalSettings, web: socket.socket, mail: socket.socket) -> None:
    """Fill an empty data folder, start every part, and stop them when the web server stops."""
    filled = fill_if_empty(local, plays_platforms=wiring.settings().graph_url.endswith(PREFIX))
    app = importlib.import_module("app")
    home = wiring.local_home()
    home.blobs.forget_uploads(wiring.now() - UPLOADS_LAST)
    requeue_lost(home.blobs, home.jobs, wiring.now())
    mischief = Mischief(local.mischief) if local.mischief is not None else None
    parts = parts_of(app, home, local.data_dir, mail, mischief)
    workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="web")
    server = uvicorn.Server(server_settings(host_of(app, local, home, workers, filled)))
    parts.start()
    try:
        sys.stdout.write(welcome(local, home))
        sys.stdout.flush()
        server.run(sockets=[web])
    finally:
        workers.shutdown(wait=False, cancel_futures=True)
        if parts.stop():
            home.close()  # else a job is still at work, and ends with the process


def host_of(
    app: ModuleType, local: LocalSettings, home: LocalHome, workers: Executor, filled: FakeGraph | None
) -> Host:
    """The one origin, with everything it serves. `filled` is the stand-in that filled an empty folder."""
    handlers = SocketHandlers(
        connect=handler_of(app, "on_connect"),
        frame=handler_of(app, "on_frame"),
        disconnect=handler_of(app, "on_disconnect"),
    )

    return Host(
        api=LocalApi(app.app),
        blobs=home.blobs,
        pages=StaticFiles(PAGES),
        widget=WidgetFiles(lambda kind: first_channel(home, kind)),
        simulator=Simulator(
            sent_folder(local),
            HOST,
            local.smtp_port,
            lambda: addresses_of_mail(home),
            traced=lambda message_id: trace(home.ports, message_id),
        ),
        platforms=platforms_of(home, filled),
        socket=SocketRoute(handlers, home.sockets, workers),
        workers=workers,
    )


def platforms_of(home: LocalHome, filled: FakeGraph | None) -> PlayedPlatforms:
    """The stand-in for the platforms, which asks the product what it cannot know by itself."""
    ports = home.ports
    graph = filled or company_graph(ports.clock)
    graph.state.clock, graph.webhooks.tells = ports.clock, True
    graph.state.journal.lines.clear()  # people's threads stay; what the first start did, nobody did here
    played = PlayedPlatforms(ports.workspace.channels, ports.channel_secrets, graph, wiring.public_url())
    played.graph.state.traced = lambda message_id: trace(ports, message_id)
    played.graph.state.recalls = lambda kind, address, person_id: remembered(ports, kind, address, person_id)
    return played


def server_settings(host: Host) -> uvicorn.Config:
    """The web server: no access log, no name of itself, and a stop that waits for nobody long."""
    return uvicorn.Config(
        host,
        ws="websockets-sansio",
        ws_max_size=MESSAGE_BYTES,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )


def addresses_of_mail(home: LocalHome) -> list[str]:
    """Where one can write to; a website has no such address."""
    return [channel.address for channel in home.ports.workspace.channels() if channel.kind == EMAIL]


def first_channel(home: LocalHome, kind: str) -> str:
    """The channel of a kind that the demo shop shows; "" while there is none."""
    return next((one.id for one in home.ports.workspace.channels() if one.kind == kind), "")


def sent_folder(local: LocalSettings) -> Path:
    """Where mail that went out is kept."""
    return local.data_dir / (RELAYED if local.smtp_relay else OUTBOX)


def welcome(local: LocalSettings, home: LocalHome) -> str:
    """What a person needs to begin."""
    address = wiring.settings().public_url
    agents = home.ports.workspace.agents()
    admin = next(agent for agent in agents if agent.email == ADMIN)
    password = password_to_show(local.data_dir, local.admin_password, admin, home.passwords)
    others = [agent.email for agent in agents if agent.email != ADMIN]
    channels = ", ".join(addresses_of_mail(home))
    relay = ":".join(map(str, local.smtp_relay)) if local.smtp_relay else str(sent_folder(local))
    lines = [
        "",
        "Bandeja is running.",
        "",
        f"  Inbox      {address}/",
        f"  Sign in    {ADMIN}   password {password}",
        *([f"             {', '.join(others)} (agents)"] if others else []),
        f"  Mail in    SMTP {HOST}:{local.smtp_port}, to {channels}",
        f"  Mail out   {relay}",
        f"  Simulator  {address}/simulator (write as a customer, see what comes back)",
        *(
            [f"  Website    {address}/demo/ (a shop with the chat on it)"]
            if first_channel(home, CHAT)
            else []
        ),
        f"  Data       {local.data_dir}",
        "",
        "Ctrl-C stops it.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
