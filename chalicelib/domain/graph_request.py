"""Calls to Meta's Graph API as values: a channel says what to ask, an adapter asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A file that goes with a call, in the field `place` of a form."""

    place: str
    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class GraphRequest:
    """One call. `path` stands below the version, such as `me/messages`; what comes from outside in it is
    quoted already.

    `values` are the query of a GET, else the body: JSON, or a form when there is a `file` or `is_form`.
    `upload` is a call to make first: the id that it answers is put into `values` at the place `upload_at`.
    `by_app`: asked in the name of the app, and not of the account.
    """

    method: str
    path: str
    values: Json = field(default_factory=dict, repr=False)
    file: GraphFile | None = None
    is_form: bool = False
    upload: GraphRequest | None = None
    upload_at: tuple[str, ...] = ()
    by_app: bool = False

    def with_upload(self, upload_id: str) -> GraphRequest:
        """The same call after its upload: it names the file by the id that the platform gave it."""
        values = _placed(self.values, self.upload_at, upload_id)
        return GraphRequest(self.method, self.path, values, self.file, self.is_form)


def _placed(values: Json, place: tuple[str, ...], value: str) -> Json:
    first, *rest = place
    inner = _placed(values.get(first, {}), tuple(rest), value) if rest else value
    return {**values, first: inner}


@dataclass(frozen=True, slots=True)
class GraphFault:
    """The Graph API's refusal of a call. `code` is `None` when the answer was none of the Graph API's.

    `headers` (names in lower case) may tell how much of the allowance is used.
    """

    status: int
    code: int | None = None
    subcode: int = 0
    message: str = ""
    trace_id: str = ""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
