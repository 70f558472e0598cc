"""Whole requests through app.py, on the tables of the scene: checking the session and settings included."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from chalice.test import Client

from bench.report import Limit, Line
from bench.scene import ANA, BEGAN, CUSTOMER, Scene, scene
from chalicelib import wiring
from chalicelib.channels.email.notification import notification_of
from chalicelib.config import Settings
from chalicelib.domain import session_token
from chalicelib.ports.stores import Session
from chalicelib.usecases.deliver_message import deliver_message

SITE = "127.0.0.1:8000"
MAIL_HANDLER = Limit(requests=5, writes=16)
"""Two more than the use-case: our channels, and whose conversation the reply token names."""


def measured() -> list[Line]:
    """What one click, or one mail, costs. Only the mail handler has a limit; the rest is shown."""
    import app  # needs a region in the environment, which the scene sets

    with scene() as company, wired(company), Client(app.app) as client:
        taken = company.first_mail()
        conversation = f"/conversations/{taken.conversation_id}"
        headers = {
            "Cookie": f"bandeja={signed_in(company)}",
            "Host": SITE,
            "Content-Type": "application/json",
        }

        def asked(method: str, path: str, body: Any = None) -> Line:
            def ask() -> None:
                sent = b"" if body is None else json.dumps(body).encode()
                response = client.http.request(method, path, {**headers, "Idempotency-Key": path}, sent)
                assert response.status_code < 300, response.body

            return company.counted(f"{method} {path.replace(taken.conversation_id, '{id}')}", ask)

        lines = [
            asked("GET", "/conversations?view=open"),
            asked("GET", "/inboxes"),
            asked("GET", conversation),
            asked("GET", f"{conversation}/entries"),
            asked("POST", f"{conversation}/replies", {"text": "On its way.", "last_seq": taken.seq}),
        ]
        deliver_message(company.ports, taken.conversation_id)
        event = arrived(
            company, company.raw_mail(company.last_answer(taken.conversation_id), taken.conversation_id)
        )
        lines.append(
            company.counted(
                "mail handler, answer to a reply token", lambda: app.on_mail(event, None), MAIL_HANDLER
            )
        )
        assert company.ports.conversations.head(taken.conversation_id).last_inbound_seq > taken.seq
    return lines


@contextmanager
def wired(company: Scene) -> Iterator[None]:
    """Handlers get the ports of the scene."""
    with (
        patch.object(wiring, "ports", lambda: company.ports),
        patch.object(wiring, "settings", lambda: Settings(f"http://{SITE}")),
    ):
        yield


def signed_in(company: Scene) -> str:
    """The cookie of a session of Ana."""
    key = company.ports.secrets.key("session")
    token = session_token.issued(key, b"s" * session_token.SECRET_BYTES)
    ends = BEGAN + timedelta(days=7)
    company.ports.live.put_session(Session(str(session_token.session_id(key, token)), ANA.id, ends))
    return token


def arrived(company: Scene, raw: bytes) -> dict[str, Any]:
    """The event of a mail that lies among the incoming."""
    name = f"incoming{company.mails}"
    company.ports.blobs.put_incoming(name, raw)
    notice = notification_of(name, (company.recipient_of(raw),), CUSTOMER, company.clock())
    record = {"messageId": name, "body": json.dumps(notice), "attributes": {}, "eventSource": "aws:sqs"}
    return {"Records": [record]}
