"""A job that asks a platform what a person is called and looks like: their words wait for neither."""

from __future__ import annotations

import json

from chalicelib.domain.platform_event import Person
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from chalicelib.ports.outside import Job

QUEUE = "followups"


def ask_for_portrait(ports: Ports, channel: Channel, person: Person | None) -> None:
    """If it is time to. A `picture` that was told already goes with the job: links to it end soon."""
    if person is None or person.ask_after is None or person.ask_after > ports.now():
        return
    asked = {"channel": channel.id, "person": person.id, "picture": person.picture}
    ports.jobs.send(Job(QUEUE, json.dumps({"portrait": asked})))
