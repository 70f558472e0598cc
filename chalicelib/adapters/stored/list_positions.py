"""Places in a list, as they come back from outside, and how far the counting of lists looks."""

from __future__ import annotations

import re
from datetime import datetime

from chalicelib.domain.errors import Invalid

FORM = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)#[0-9A-Za-z_-]{1,64}", re.ASCII)
LAST_POSITION = "~"
"""After every position there is."""

UNREAD_LOOK = 1_000
"""Unread conversations are counted among so many open ones with the newest activity."""


def checked_position(position: str) -> str:
    """The position itself. Raises `Invalid` when no list can have given it."""
    form = FORM.fullmatch(position)
    try:
        if form is None:
            raise ValueError("no position")
        datetime.fromisoformat(form[1])
    except ValueError as error:
        raise Invalid("This is no place in a list", field="cursor") from error
    return position
