"""The SMTP door of the local home: it says 250 only when the mail and its job are on the disk."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from aiosmtpd.smtp import SMTP
from aiosmtpd.smtp import Envelope as SmtpEnvelope

from chalicelib.domain import limits
from chalicelib.domain.workspace import Channel
from infra.local.arriving import Arrivals, Envelope, is_known

log = logging.getLogger(__name__)

START_SECONDS = 10
MOST_RECIPIENTS = 100
TRY_AGAIN = "451 4.3.0 The mail could not be kept; please try again later"


class PatientSmtp(SMTP):
    """Takes lines longer than the 998 bytes of RFC 5321: real mail has them, and refusing would lose it."""

    line_length_limit = 4 * 1024 * 1024


class MailDoor:
    """What the SMTP server asks. Every name is one of aiosmtpd's hooks."""

    def __init__(self, arrivals: Arrivals, channels: Callable[[], Sequence[Channel]]) -> None:
        self._arrivals = arrivals
        self._channels = channels

    async def handle_RCPT(  # noqa: N802 - the name is the hook
        self, server: SMTP, session: Any, envelope: SmtpEnvelope, address: str, options: list[str]
    ) -> str:
        try:
            channels = await asyncio.to_thread(self._channels)
        except Exception:
            log.exception("the channels could not be read")
            return TRY_AGAIN
        if not is_known(address, channels):
            return "550 5.1.1 There is no such address here"
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: SmtpEnvelope) -> str:  # noqa: N802
        raw = envelope.original_content or b""
        said = Envelope(envelope.mail_from or "", tuple(envelope.rcpt_tos))
        try:
            name = await asyncio.to_thread(self._arrivals.take, said, raw)
        except Exception:
            log.exception("a mail could not be kept")
            return TRY_AGAIN
        return f"250 2.0.0 Kept as {name}"

    async def handle_exception(self, error: Exception) -> str:
        log.error("an SMTP session failed", exc_info=error)
        return TRY_AGAIN


class SmtpServer:
    """Runs the door on a loop of its own, so that slow mail holds up no browser."""

    def __init__(self, door: MailDoor, listening: socket.socket) -> None:
        self._door = door
        self._listening = listening
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="smtp", daemon=True)
        self._server: asyncio.Server | None = None

    def start(self) -> None:
        self._thread.start()
        serving = self._loop.create_server(self._session, sock=self._listening)
        self._server = asyncio.run_coroutine_threadsafe(serving, self._loop).result(START_SECONDS)

    def stop(self, seconds: float) -> None:
        """Close the door. A mail that has not got its 250 yet is sent again by whoever sends it."""
        with suppress(TimeoutError):
            asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(seconds)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(seconds)
        if not self._thread.is_alive():
            self._loop.close()

    def _session(self) -> SMTP:
        return PatientSmtp(
            self._door,
            data_size_limit=limits.MAIL,
            enable_SMTPUTF8=True,
            hostname="bandeja.test",
            ident="Bandeja",
            loop=self._loop,
        )

    async def _close(self) -> None:
        if self._server:
            self._server.close()
        sessions = asyncio.all_tasks(self._loop) - {asyncio.current_task(self._loop)}
        for session in sessions:
            session.cancel()
        await asyncio.gather(*sessions, return_exceptions=True)
