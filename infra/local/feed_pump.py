"""Takes every new entry to the relay of `app.py`, in order, the way the table's stream does."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from typing import Any

from chalicelib.adapters.local.signal import Signal
from chalicelib.adapters.local.sqlite.change_feed import ChangeFeed, FeedRecord, as_stream_event
from infra.local.events import Context, Handler
from infra.local.mischief import Mischief
from infra.local.pump import join_all

log = logging.getLogger(__name__)

BATCH = 100
LONGEST_WAIT_SECONDS = 1.0
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 30.0


class FeedPump:
    """One thread, since the stream is in order. What failed comes again from there, for ever."""

    def __init__(
        self, feed: ChangeFeed, committed: Signal, handler: Handler, mischief: Mischief | None = None
    ) -> None:
        self._feed = feed
        self._committed = committed
        self._handler = handler
        self._mischief = mischief
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="feed", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """End after the batch that runs; whether it has ended."""
        self._stopping.set()
        self._committed.ring()
        return join_all([self._thread], seconds)

    def do_batch(self) -> bool:
        """Relay the next entries; whether there were any. Raises what the handler raises."""
        size = self._mischief.batch_size(BATCH) if self._mischief else BATCH
        records = self._feed.read(self._feed.cursor(), size)
        if not records:
            return False
        answer = self._handler(as_stream_event(records), Context("on_entries"))
        if self._mischief and self._mischief.repeats():
            answer = self._handler(as_stream_event(records), Context("on_entries"))
        done = through(records, answer)
        if done:
            self._feed.advance(done)
        if done != records[-1].position:
            raise RuntimeError(f"the relay stopped after {done} of {records[-1].position}")
        return True

    def _run(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not self._stopping.is_set():
            seen = self._committed.count()
            try:
                if not self.do_batch():
                    self._committed.wait(seen, LONGEST_WAIT_SECONDS)
                pause = FIRST_PAUSE_SECONDS
            except Exception:
                log.exception("entries could not be relayed; trying again in %.1f s", pause)
                self._stopping.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def through(records: Sequence[FeedRecord], answer: Any) -> int:
    """The position that is done: all, or what lies before the first record that the answer names; 0: none."""
    failures = answer.get("batchItemFailures", []) if isinstance(answer, dict) else []
    named = {str(failure.get("itemIdentifier")) for failure in failures}
    if not named:
        return records[-1].position
    done = 0
    for record, shape in zip(records, as_stream_event(records)["Records"], strict=True):
        if shape["dynamodb"]["SequenceNumber"] in named:
            return done
        done = record.position
    return 0
