"""What one mail, one answer, one list call and one minute use, counted while the real handlers run on moto.

Counted: requests and units of DynamoDB, requests to S3 and SQS, frames to screens, bytes of mail and of log
lines. Known from the template, and added: what AWS itself does around a handler (SES puts the mail, SNS
publishes, Lambda receives and deletes). Assumed, since nothing here runs on AWS: `SECONDS`, `LINES_BYTES`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from chalice.test import Client

from bench.cost_scene import SES_ID, CostScene, cost_scene, open_screens
from bench.edge import SITE, arrived, signed_in, wired
from bench.scene import BEGAN, CHANNEL, CUSTOMER, REGION, SUPPORT
from bench.usage import Usage, together
from chalicelib.adapters.stored.attribute_values import item_of
from chalicelib.domain.entry import Status
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.conversation_lists import Shelf
from infra.local.events import tick_event

SECONDS = {
    "OnMail": 0.30,
    "OnDelivery": 0.30,
    "OnSesEvents": 0.10,
    "OnEntries": 0.05,
    "OnTick": 0.08,
    "APIHandler": 0.10,
    "WebsocketMessage": 0.03,
}
"""Assumed: how long a warm call takes on AWS."""
LINES_BYTES = 350
"""Assumed: START, END and REPORT, which Lambda writes for each call."""
SMALL_ANSWER = 2_000
"""Assumed: bytes of headers and of an answer that is not measured."""
OF_A_QUEUE = ("received", "deleted")
EVENTS_OF_A_MAIL = ("Send", "Delivery")


@dataclass(frozen=True, slots=True)
class Flows:
    """What each of them uses, once."""

    mail: Usage
    answer: Usage
    list_call: Usage
    opened: Usage
    ping: Usage
    tick: Usage
    tick_log_bytes: float


def measured(memory_gb: Mapping[str, float]) -> Flows:
    """Everything once, for functions with this much memory."""
    import app  # needs a region in the environment, which the scene sets

    with cost_scene() as costs, wired(costs.company), Client(app.app) as client:
        return Measuring(costs, client, memory_gb, app).flows()


class Measuring:
    """One run of the scene: a customer writes, Ana looks, answers, and the mail goes out."""

    def __init__(self, costs: CostScene, client: Client, memory_gb: Mapping[str, float], app: Any) -> None:
        self._costs = costs
        self._client = client
        self._memory_gb = memory_gb
        self._app = app
        self._token = signed_in(costs.company)
        open_screens(costs.company, session_of(costs, self._token))

    def flows(self) -> Flows:
        mail, conversation = self._mail()
        path = f"/conversations/{conversation}"
        tick = self._lambda("OnTick", lambda: self._app.on_tick(tick_event(BEGAN), None))
        return Flows(
            mail=mail,
            answer=self._answer(conversation),
            list_call=self._asked("GET", "/conversations?view=open"),
            opened=together(self._asked("GET", path), self._asked("GET", f"{path}/entries")),
            ping=self._ping(conversation),
            tick={name: units for name, units in tick.items() if name != "CloudWatch GB of logs"},
            tick_log_bytes=tick["CloudWatch GB of logs"] * 1e9,
        )

    def _mail(self) -> tuple[Usage, ConversationId]:
        """SES puts it and tells SNS, SNS the queue; then our function, then the stream."""
        company = self._costs.company
        company.clock.ahead()
        company.mails += 1
        raw = company.raw_mail(None, None)
        event = arrived(company, raw)
        taken = self._lambda("OnMail", lambda: self._app.on_mail(event, None))
        (row,) = company.ports.lists.page(Shelf(SUPPORT.id, status=Status.OPEN), after=None, limit=1).rows
        around = {
            "SES mails in": 1,
            "SES chunks in, 256 KB": len(raw) / 256_000,
            "S3 writes and lists": 1,
            "S3 GB-months": len(raw) / 1e9,
            "SNS publishes": 1,
            "SQS requests, standard": 1 + len(OF_A_QUEUE),
        }
        return together(around, taken, self._stream(row.id, 0)), row.id

    def _answer(self, conversation: ConversationId) -> Usage:
        """Ana's request, the stream, the FIFO queue, SES, and what SES tells of it."""
        company = self._costs.company
        before = company.ports.conversations.head(conversation).seq
        body = {"text": "On its way. " * 40, "last_seq": before}
        asked = self._asked("POST", f"/conversations/{conversation}/replies", body)
        stream = self._stream(conversation, before)
        seq = company.ports.conversations.head(conversation).last_message_seq
        job = {"conversation": conversation, "seq": seq, "reaction": "deliver_message", "trace": "t"}
        delivered = self._lambda("OnDelivery", lambda: self._app.on_delivery(queued(job, conversation), None))
        told = [self._told(kind, conversation, seq) for kind in EVENTS_OF_A_MAIL]
        around = {
            "SQS requests, FIFO": len(OF_A_QUEUE),
            "SNS publishes": len(told),
            "SQS requests, standard": len(told) * (1 + len(OF_A_QUEUE)),
        }
        return together(asked, stream, delivered, around, *told)

    def _told(self, kind: str, conversation: ConversationId, seq: int) -> Usage:
        at = self._costs.company.clock().strftime("%Y-%m-%dT%H:%M:%S.000Z")
        tags = {"key": [f"{conversation}-{seq}"], "attempt": ["1"]}
        mail = {"timestamp": at, "messageId": SES_ID, "destination": [CUSTOMER], "tags": tags}
        mail |= {"source": CHANNEL.address, "sourceArn": f"arn:aws:ses:{REGION}:0:identity/bandeja.test"}
        event = {"eventType": kind, "mail": mail, kind.lower(): {"timestamp": at, "recipients": [CUSTOMER]}}
        return self._lambda("OnSesEvents", lambda: self._app.on_ses_events(queued(event), None))

    def _stream(self, conversation: ConversationId, after: int) -> Usage:
        """What the filter lets through: new entries. One call, as they come from one commit."""
        company = self._costs.company
        found = company.place.client.query(
            TableName=company.place.table("conversations"),
            KeyConditionExpression="pk = :conversation AND begins_with(sk, :entry)",
            ExpressionAttributeValues=item_of({":conversation": f"C#{conversation}", ":entry": "E#"}),
        )["Items"]
        new = [image for image in found if int(image["sk"]["S"].removeprefix("E#")) > after]
        records = [
            {"eventName": "INSERT", "dynamodb": {"NewImage": image, "SequenceNumber": image["sk"]["S"]}}
            for image in new
        ]
        assert records
        return self._lambda("OnEntries", lambda: self._app.on_entries({"Records": records}, None))

    def _asked(self, method: str, path: str, body: Any = None) -> Usage:
        """Through CloudFront, API Gateway and the function."""
        headers = {"Cookie": f"bandeja={self._token}", "Host": SITE, "Content-Type": "application/json"}
        answered: list[bytes] = []

        def ask() -> None:
            sent = b"" if body is None else json.dumps(body).encode()
            response = self._client.http.request(method, path, {**headers, "Idempotency-Key": path}, sent)
            assert response.status_code < 300, response.body
            answered.append(response.body)

        used = self._lambda("APIHandler", ask)
        out = (len(answered[0]) + SMALL_ANSWER) / 1e9
        around = {"API Gateway REST requests": 1, "CloudFront requests": 1, "CloudFront GB out": out}
        return together(used, around)

    def _ping(self, conversation: ConversationId) -> Usage:
        context = {
            "connectionId": "screen0",
            "requestId": "r",
            "domainName": SITE,
            "stage": "socket",
            "apiId": "a",
        }
        frame = json.dumps({"type": "ping", "conversation": conversation})
        event = {"requestContext": {**context, "routeKey": "$default"}, "body": frame}
        used = self._lambda("WebsocketMessage", lambda: self._app.on_frame(event, None))
        return together(used, {"API Gateway socket messages": 1})

    def _lambda(self, name: str, run: Callable[[], object]) -> dict[str, float]:
        """One call of a function, and what it uses."""
        return together(
            self._costs.used(run),
            {
                "Lambda requests": 1,
                "Lambda GB-seconds, arm64": SECONDS[name] * self._memory_gb[name],
                "CloudWatch GB of logs": LINES_BYTES / 1e9,
            },
        )


def session_of(costs: CostScene, token: str) -> str:
    """The id of the session that a cookie stands for."""
    from chalicelib.domain import session_token

    return str(session_token.session_id(costs.company.ports.secrets.key("session"), token))


def queued(body: Any, group: str = "") -> dict[str, Any]:
    """A batch of one job."""
    attributes = {"MessageGroupId": group} if group else {}
    record = {"messageId": "job", "body": json.dumps(body), "attributes": attributes}
    return {"Records": [{**record, "eventSource": "aws:sqs"}]}
