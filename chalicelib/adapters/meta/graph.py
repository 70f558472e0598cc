"""Makes calls to the Graph API, and says exactly how far a call got when something breaks.

A call is made once. The token stands in a header and never in an address, and nothing of a call is logged.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from chalicelib.domain.graph_request import GraphFault, GraphRequest, Json

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

VERSION = "v25.0"
GRAPH_URL = "https://graph.facebook.com"
CONNECT_SECONDS = 3.0
READ_SECONDS = 20.0
ANSWER_BYTES = 2_000_000
CONNECTIONS = 8
TOLD = ("retry-after", "x-app-usage", "x-page-usage", "x-business-use-case-usage", "x-ad-account-usage")


class GraphRefused(Exception):
    """The answer was a refusal."""

    def __init__(self, fault: GraphFault) -> None:
        super().__init__(f"status {fault.status}, code {fault.code}/{fault.subcode}")
        self.fault = fault


class GraphAway(Exception):
    """There was no connection, so that nothing was asked."""


class GraphSilent(Exception):
    """The line broke after the call had gone out: nobody knows whether it was carried out."""


@dataclass(frozen=True, slots=True)
class GraphKeys:
    """`app_secret` proves that whoever has the token is the app; "" leaves the proof out."""

    token: str = field(repr=False)
    app_secret: str = field(default="", repr=False)

    @property
    def proof(self) -> str:
        """`appsecret_proof`, by which a stolen token alone is of no use."""
        return hmac.new(self.app_secret.encode(), self.token.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class GraphAnswer:
    """`headers` are those that tell how much of the allowance is used, names in lower case."""

    body: Json
    headers: Mapping[str, str]


@dataclass(frozen=True)
class GraphClient:
    """`base_url` without a slash at the end. May be used from many threads at once."""

    base_url: str = GRAPH_URL
    version: str = VERSION
    connect_seconds: float = CONNECT_SECONDS
    read_seconds: float = READ_SECONDS

    @cached_property
    def _pool(self) -> PoolManager:
        """Made when it is first needed: importing urllib3 takes a while."""
        from urllib3 import PoolManager, Timeout

        timeout = Timeout(connect=self.connect_seconds, read=self.read_seconds)
        return PoolManager(timeout=timeout, retries=False, maxsize=CONNECTIONS)

    def call(self, request: GraphRequest, keys: GraphKeys) -> GraphAnswer:
        """One call. Raises `GraphRefused`, `GraphAway`, `GraphSilent`."""
        headers = {"Authorization": f"Bearer {keys.token}", "Accept": "application/json"}
        fields = {"appsecret_proof": keys.proof} if keys.app_secret else {}
        if request.method == "GET":
            fields |= {name: str(value) for name, value in request.values.items()}
            content: Mapping[str, Any] = {}
        else:
            content = _content(request)
        headers |= content.get("headers", {})
        status, told, raw = self._ask(request, headers, fields, content.get("body"))
        answer = _json(raw)
        if status >= 300 or "error" in answer:
            raise GraphRefused(_fault(status, answer, told))
        return GraphAnswer(answer, told)

    def _ask(
        self, request: GraphRequest, headers: Mapping[str, str], fields: Json, body: bytes | None
    ) -> tuple[int, dict[str, str], bytes]:
        from urllib.parse import urlencode

        from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

        address = f"{self.base_url}/{self.version}/{request.path}"
        if fields:
            address = f"{address}?{urlencode(fields)}"
        try:
            answer = self._pool.request(
                request.method,
                address,
                body=body,
                headers=headers,
                redirect=False,
                preload_content=False,
            )
        except (NewConnectionError, ConnectTimeoutError) as error:
            raise GraphAway("There is no connection to Meta") from error
        except (HTTPError, OSError) as error:
            raise GraphSilent("The line to Meta broke") from error
        return answer.status, _told(answer.headers), _whole(answer)


def _content(request: GraphRequest) -> dict[str, Any]:
    """Body and headers: JSON, or a form in which what is no text is JSON."""
    if request.file is None and not request.is_form:
        text = json.dumps(request.values, ensure_ascii=False, separators=(",", ":"))
        return {"body": text.encode("utf-8", "replace"), "headers": {"Content-Type": "application/json"}}
    from urllib3.filepost import encode_multipart_formdata

    fields: dict[str, Any] = {name: _as_text(value) for name, value in request.values.items()}
    if file := request.file:
        fields[file.place] = (_plain_name(file.name), file.content, file.content_type)
    body, content_type = encode_multipart_formdata(fields)
    return {"body": body, "headers": {"Content-Type": content_type}}


def _as_text(value: Any) -> bytes:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "replace")


def _plain_name(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable() and sign not in '"\\') or "file"


def _whole(answer: BaseHTTPResponse) -> bytes:
    """At most `ANSWER_BYTES`: what is longer is no answer of the Graph API's, and reads as nothing."""
    from urllib3.exceptions import HTTPError

    try:
        raw = answer.read(ANSWER_BYTES + 1)
    except (HTTPError, OSError) as error:
        raise GraphSilent("The line to Meta broke within the answer") from error
    if len(raw) > ANSWER_BYTES:
        answer.close()
        return b""
    answer.release_conn()
    return raw


def _told(headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name] for name in TOLD if name in headers}


def _json(raw: bytes) -> Json:
    """An object, empty for anything else."""
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def _fault(status: int, answer: Json, headers: Mapping[str, str]) -> GraphFault:
    """Whole numbers only are codes; the text is for people."""
    error = answer.get("error")
    told = error if isinstance(error, dict) else {}
    return GraphFault(
        status=status,
        code=_whole_number(told.get("code")),
        subcode=_whole_number(told.get("error_subcode")) or 0,
        message=str(told.get("message", ""))[:1_000],
        trace_id=str(told.get("fbtrace_id", ""))[:100],
        headers=headers,
    )


def _whole_number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
