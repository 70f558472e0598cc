"""The pictures of the made-up people: fetched at the first start, as long as its stand-in is there."""

from __future__ import annotations

import json

from chalicelib.adapters.local.home import LocalHome
from chalicelib.handlers.portraits import portray
from chalicelib.ports.portraits import QUEUE

SECONDS = 60.0
AT_ONCE = 10


def keep_portraits(home: LocalHome) -> None:
    """What `chalicelib/handlers/job_queue.py` does with these jobs; the stories leave no others there."""
    while jobs := home.jobs.receive(QUEUE, count=AT_ONCE, visibility_seconds=SECONDS):
        for job in jobs:
            portray(home.ports, json.loads(job.body)["portrait"])
        home.jobs.done(jobs)
