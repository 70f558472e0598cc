"""One thing that a webhook of Meta tells: a queue job, whose id is the same each time Meta repeats it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.channels.meta.loose_json import words
from chalicelib.channels.meta.times import moment

Value = object  # any JSON; the name `object` is Meta's here
UNKNOWN = "unknown"  # the kind of what has none of the known shapes


@dataclass(frozen=True, slots=True)
class Item:
    """`account` is the page, the Instagram account or the phone number id that was written to, "" for what
    concerns a whole business account of WhatsApp, whose id is `business`.

    `person` is the one outside, "" if there is none. `kind` is messaging, standby, or the field of a change.
    `value` is the JSON as it came, for WhatsApp with one message or status in it. `at` is `None` where Meta
    tells no time that can be true.
    """

    object: str
    account: str
    person: str
    id: str
    kind: str
    value: Value
    at: datetime | None = None
    business: str = ""

    @property
    def group(self) -> str:
        """What must stay in order: everything about one person on one account."""
        return f"{self.account or self.business}#{self.person}"

    def as_job(self) -> dict[str, Value]:
        """In JSON's types, for `item_of_job`."""
        return {
            "object": self.object,
            "account": self.account,
            "person": self.person,
            "id": self.id,
            "kind": self.kind,
            "value": self.value,
            "at": self.at.isoformat() if self.at else "",
            "business": self.business,
        }


def item_of_job(job: Mapping[str, object]) -> Item:
    """The item that `as_job` wrote; what is missing is empty."""
    return Item(
        object=words(job.get("object")),
        account=words(job.get("account")),
        person=words(job.get("person")),
        id=words(job.get("id")),
        kind=words(job.get("kind")),
        value=job.get("value"),
        at=moment(job.get("at")),
        business=words(job.get("business")),
    )
