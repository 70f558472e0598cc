"""The stand-in for Meta's Graph API: every call that the product makes, answered as Meta documents it.

Calls stand below `/v…`; `/lookaside/<id>` hands out files to whoever has the token, `/files/<id>` and
`/pictures/…` to anybody; `/_fake/…` is not Meta's: by it a test or the simulator plays people and orders
failures.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Any

from infra.local.answers import Answer, Request
from infra.local.fake_graph.calls import Call, note_call
from infra.local.fake_graph.control import Order, controlled
from infra.local.fake_graph.forms import values_of
from infra.local.fake_graph.pictures import picture_of
from infra.local.fake_graph.reading import account_fields, known_of, token_facts, whole_page
from infra.local.fake_graph.refusals import Refusal, json_answer
from infra.local.fake_graph.sending import page_message, take_upload, whatsapp_message
from infra.local.fake_graph.state import WHATSAPP, Failure, FakeAccount, FakeMedia, FakeState
from infra.local.fake_graph.subscribing import subscribe, subscriptions
from infra.local.fake_graph.webhooks import Webhooks

PREFIX = "/simulator/graph"
CONTROL = "/_fake/"
VERSIONED = re.compile(r"/v\d+\.\d+/(?P<path>.+)")
CALLS_KEPT = 1_000
NO_PAGE = (("Content-Security-Policy", "sandbox"), ("X-Content-Type-Options", "nosniff"))


@dataclass(frozen=True, slots=True)
class Called:
    """One call of an account's token; `here` is the address of this stand-in."""

    account: FakeAccount
    path: str
    values: dict[str, Any]
    media: FakeMedia | None
    here: str


class FakeGraph:
    """May be called from many threads. `prefix` is where it is mounted; `webhooks` tells the product."""

    def __init__(self, state: FakeState, webhooks: Webhooks, prefix: str = PREFIX) -> None:
        self.state = state
        self.webhooks = webhooks
        self.calls: list[str] = []
        self.prefix = prefix
        webhooks.journal = state.journal

    def answer(self, request: Request) -> Answer:
        """The answer to one call, whatever it is."""
        path = request.path.removeprefix(self.prefix)
        if path.startswith(CONTROL):
            order = f"{request.method} {path.removeprefix(CONTROL)}"
            asked = Order(order, request.body, self._here(request), request.query_values())
            return controlled(self.state, self.webhooks, asked)
        self.calls = [*self.calls[-CALLS_KEPT:], f"{request.method} {path}?{request.query}"]
        began = self.state.clock()
        with self.state.lock:
            answer = self._failing_or_done(request, path)
            if versioned := VERSIONED.fullmatch(path):
                note_call(self.state, Call(request, versioned["path"], began, answer))
        return answer

    def _failing_or_done(self, request: Request, path: str) -> Answer:
        failure = self.state.failure_for(request.method, path)
        if failure and not failure.carried_out:
            return _failed(failure)
        try:
            answer = self._answer(request, path)
        except Refusal as refusal:
            answer = refusal.answer(self.state.usage)
        return _failed(failure) if failure else answer

    def _answer(self, request: Request, path: str) -> Answer:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        account = self.state.account_of(token)
        if path.startswith("/files/"):
            return self._file(path.rpartition("/")[2])
        if path.startswith("/pictures/"):
            return Answer(200, (("Content-Type", "image/png"),), picture_of(path))
        if path.startswith("/lookaside/"):
            return self._file(path.rpartition("/")[2]) if account else Answer(401)
        versioned = VERSIONED.fullmatch(path)
        if versioned is None:
            raise Refusal(2500, text="Unknown path components")
        values, media = values_of(request)
        values["method"] = str(values.get("method", request.method)).upper()
        if account is not None:
            _check_proof(account, token, values.pop("appsecret_proof", None))
        if versioned["path"] == "debug_token" and (account or self.state.of_app(token)):
            return self._json(token_facts(self.state, str(values.get("input_token", ""))))
        if account is None:
            later = self.state.takes_later and not token.startswith("wrong")
            later = later and not self.state.has_ended(token)
            raise Refusal(2, status=503) if later else Refusal(190, status=401)
        return self._called(Called(account, versioned["path"], values, media, self._here(request)))

    def _called(self, call: Called) -> Answer:
        """A call of an account's token."""
        is_post = call.values.pop("method") == "POST"
        if is_post and call.path.endswith("/messages"):
            return self._sent(call)
        if is_post and call.path.endswith(("/media", "/message_attachments")):
            return self._uploaded(call)
        return self._json(self._read(call, is_post))

    def _uploaded(self, call: Called) -> Answer:
        if call.media is None:
            raise Refusal(100, text="No file was uploaded")
        kind = ((call.values.get("message") or {}).get("attachment") or {}).get("type", "document")
        name = "id" if call.path.endswith("/media") else "attachment_id"
        return self._json({name: take_upload(self.state, kind, call.media)})

    def _sent(self, call: Called) -> Answer:
        account = call.account
        if call.path not in (f"{account.id}/messages", f"{account.speaks_as}/messages", "me/messages"):
            raise Refusal(100, 33, text="Unsupported post request")
        if account.kind == WHATSAPP:
            answer, message = whatsapp_message(self.state, account, call.values)
        else:
            answer, message = page_message(self.state, account, call.values, call.media)
        if message is not None:
            self.webhooks.after(account, message)
        return self._json(answer)

    def _read(self, call: Called, is_post: bool) -> dict[str, Any]:
        """Everything that is no message."""
        account = call.account
        node, _, edge = call.path.partition("/")
        if edge == "subscribed_apps" and node in ("me", account.speaks_as, account.business_id):
            of = self.state.page_of(account)
            return subscribe(of, call.values) if is_post else subscriptions(of)
        if edge == "message_templates" and node == account.business_id:
            return whole_page(self.state.templates.get(node, []), call.values)
        if edge or is_post:
            raise Refusal(100, 33, text="Unsupported request")
        if node in ("me", account.id):
            return account_fields(account, call.here)
        return known_of(self.state, account, node, call.here)

    def _here(self, request: Request) -> str:
        return f"http://{request.headers.get('host', '127.0.0.1')}{self.prefix}"

    def _file(self, media_id: str) -> Answer:
        media = self.state.media.get(media_id)
        if media is None:
            return Answer(404)
        return Answer(200, (("Content-Type", media.content_type), *NO_PAGE), media.content)

    def _json(self, value: object) -> Answer:
        return json_answer(value, headers=self.state.usage)


def _failed(failure: Failure) -> Answer:
    return Refusal(failure.code, failure.subcode, status=failure.status).answer(failure.headers)


def _check_proof(account: FakeAccount, token: str, proof: object) -> None:
    right = hmac.new(account.app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
    if proof is not None and not hmac.compare_digest(str(proof).encode(), right.encode()):
        raise Refusal(100, text="Invalid appsecret_proof provided in the API argument")
