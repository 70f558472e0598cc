"""How the stand-in refuses: errors with the codes that Meta documents, and people whose id asks for one."""

from __future__ import annotations

import json
from collections.abc import Mapping

from infra.local.answers import Answer

TEXTS = {
    10: "Application does not have permission for this action",
    100: "Invalid parameter",
    190: "Invalid OAuth access token",
    551: "This person isn't available right now",
    131026: "Message undeliverable",
    131047: "Re-engagement message",
}
MAGIC = "4"


class Refusal(Exception):
    """A call is refused with a documented error."""

    def __init__(self, code: int | None, subcode: int = 0, *, status: int = 400, text: str = "") -> None:
        super().__init__(text or TEXTS.get(code or 0, "An error of the stand-in"))
        self.code = code
        self.subcode = subcode
        self.status = status

    def answer(self, headers: Mapping[str, str]) -> Answer:
        """As Meta words it; without a code, the answer of some machine in between."""
        if self.code is None:
            return Answer(self.status, (("Content-Type", "text/html"), *headers.items()), b"<p>Sorry</p>")
        error: dict[str, object] = {
            "message": f"(#{self.code}) {self}",
            "type": "OAuthException",
            "code": self.code,
            "fbtrace_id": "AMadeUpTrace",
        }
        if self.subcode:
            error["error_subcode"] = self.subcode
        return json_answer({"error": error}, self.status, headers)


def json_answer(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """JSON, with what is told of the allowance."""
    more = tuple((headers or {}).items())
    return Answer(status, (("Content-Type", "application/json"), *more), json.dumps(value).encode())


def magic_person(code: int, subcode: int = 0) -> str:
    """The id of a person to whom every message is refused with this error."""
    return f"{MAGIC}{code:07d}{subcode:08d}"


def magic_refusal(person_id: str) -> Refusal | None:
    """The error that the id of a person asks for."""
    if len(person_id) == 16 and person_id.startswith(MAGIC) and person_id.isdecimal():
        return Refusal(int(person_id[1:8]), int(person_id[8:]))
    return None
