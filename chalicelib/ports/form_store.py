"""Where the forms of the team are kept."""

from __future__ import annotations

from typing import Protocol

from chalicelib.domain.form import Form
from chalicelib.domain.ids import ChannelId


class FormStore(Protocol):
    """One form for each channel of the kind `form`."""

    def form(self, channel_id: ChannelId) -> Form:
        """One without fields, with `version` 0, when nobody has made any yet."""
        ...

    def put_form(self, form: Form) -> None:
        """Write it under the condition that the stored `version` is one less.

        Raises `ChangedMeanwhile` when it is not.
        """
        ...
