"""Functions that are called by events, not by requests, are imported by their first event.

Each function in Lambda imports all of `app.py`, and so would pay for the handlers of all others.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

Handler = Callable[..., Any]


def at_first_event(module: str, name: str) -> Handler:
    """A function called `name`: it hands events to that of the same name in `handlers/<module>.py`."""

    def handle(event: Any, *context: Any) -> Any:
        handler: Handler = getattr(import_module(f"chalicelib.handlers.{module}"), name)
        return handler(event, *context)

    handle.__name__ = handle.__qualname__ = name
    return handle
