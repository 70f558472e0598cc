"""The parts of the local process that run beside the web server: SMTP, jobs, the relay, the clock."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from chalicelib.adapters.local.home import LocalHome
from infra.local.arriving import Arrivals
from infra.local.events import Handler
from infra.local.feed_pump import FeedPump
from infra.local.mischief import Mischief
from infra.local.once_a_day import FILE, OnceADay, last_checked
from infra.local.pump import JobPump, Queue, Ticker
from infra.local.smtp_door import MailDoor, SmtpServer

STOP_SECONDS = 0.3
LOOK_SECONDS = 60.0  # whether a day has gone by


@dataclass(frozen=True, slots=True)
class Parts:
    """Started in the order in which work flows, stopped from the door inwards."""

    jobs: JobPump
    feed: FeedPump
    ticker: Ticker
    daily: Ticker
    smtp: SmtpServer

    def start(self) -> None:
        self.jobs.start()
        self.feed.start()
        self.ticker.start()
        self.daily.start()
        self.smtp.start()

    def stop(self) -> bool:
        """Within about a second; whether nothing runs any more.

        What is not done is on the disk and goes on at the next start.
        """
        self.smtp.stop(STOP_SECONDS)
        ended = [part.stop(STOP_SECONDS) for part in (self.daily, self.ticker, self.feed, self.jobs)]
        return all(ended)


def parts_of(
    app: ModuleType, home: LocalHome, data_dir: Path, listening: socket.socket, mischief: Mischief | None
) -> Parts:
    """The parts, with the handlers of `app.py` by their names there."""
    ports = home.ports
    before = last_checked(ports.workspace.channels)
    daily = OnceADay(handler_of(app, "on_day"), data_dir / FILE, before, ports.clock)
    arrivals = Arrivals(ports.blobs, ports.jobs, ports.clock, ports.new_id)
    door = MailDoor(arrivals, ports.workspace.channels)
    return Parts(
        jobs=JobPump(home.jobs, queues_of(app), mischief),
        feed=FeedPump(home.feed, home.committed, handler_of(app, "on_entries"), mischief),
        ticker=Ticker(handler_of(app, "on_tick")),
        daily=Ticker(daily, LOOK_SECONDS),
        smtp=SmtpServer(door, listening),
    )


def queues_of(app: ModuleType) -> tuple[Queue, ...]:
    """Every queue of the product, and how many threads work it off."""
    return (
        Queue("mail", handler_of(app, "on_mail"), workers=2),
        Queue("delivery", handler_of(app, "on_delivery"), workers=2),
        Queue("followups", handler_of(app, "on_followups"), workers=1),
        Queue("webhooks", handler_of(app, "on_webhooks"), workers=2),
        Queue("events", handler_of(app, "on_events"), workers=2),
        Queue("ses-events", handler_of(app, "on_ses_events"), workers=1),
    )


def handler_of(app: ModuleType, name: str) -> Handler:
    """The handler that `app.py` binds to this name."""
    handler: Handler = getattr(app, name)
    return handler
