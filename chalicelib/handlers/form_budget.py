"""How much one address may send of a form within ten minutes: many people may share an address.

One write for each, into rows that end by themselves. What is answered as before is not counted: it writes
nothing else.
"""

from __future__ import annotations

from contextlib import suppress

from chalicelib.domain.errors import TooManyTries
from chalicelib.domain.ids import ChannelId
from chalicelib.handlers.form_http import FormCall
from chalicelib.ports.visits import count_source

MOST_TAKEN = 20
MOST_REFUSED = 100  # people correct what they typed; a machine that tries out gets no further
MOST_WITH_UPLOADS = 100


def count_taken(call: FormCall, channel_id: ChannelId) -> None:
    """One that is about to be taken in. Raises `TooManyTries`."""
    count_source(call.ports, f"form#{channel_id}", call.source, MOST_TAKEN)


def uncount_taken(call: FormCall, channel_id: ChannelId) -> None:
    """It was a repeat after all: two clicks at once are one submission."""
    with suppress(TooManyTries):  # of others, who came in between
        count_source(call.ports, f"form#{channel_id}", call.source, MOST_TAKEN, by=-1)


def count_refused(call: FormCall, channel_id: ChannelId) -> None:
    """One with something wrong in it. Raises `TooManyTries`."""
    count_source(call.ports, f"form_refused#{channel_id}", call.source, MOST_REFUSED)


def count_with_uploads(call: FormCall, channel_id: ChannelId) -> None:
    """One whose files lie in their place: they are read and kept before anything can be said of it.

    Raises `TooManyTries`.
    """
    count_source(call.ports, f"form_files#{channel_id}", call.source, MOST_WITH_UPLOADS)
