"""An admin changes a form: what it asks, its words, where it may stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.form import Form, checked_form
from chalicelib.ports.bundle import Ports
from chalicelib.ports.forms import form_channel
from chalicelib.ports.retry import again_when_stale


@dataclass(frozen=True, slots=True)
class FormChange:
    """What to change, of the form that had `version`. `name` is that of the channel, `None` as it is."""

    version: int
    settings: Mapping[str, Any] = field(default_factory=dict)
    name: str | None = None


@again_when_stale
def change_form(ports: Ports, channel_id: str, change: FormChange) -> Form:
    """The form as it is now. The same order again, since its answer got lost, is harmless.

    Raises `NoSuchChannel`, `Invalid`, and `ChangedMeanwhile` when somebody changed it in between.
    """
    found = form_channel(ports, channel_id)
    before = found.form
    after = checked_form(replace(before, **change.settings))
    is_repeat = after == before and before.version == change.version + 1
    if before.version != change.version and not is_repeat:
        raise ChangedMeanwhile
    if change.name is not None and change.name != found.channel.name:
        ports.workspace.change_channel(found.channel.changed(name=change.name))
    if after == before:
        return before
    after = after.changed()
    ports.workspace.put_form(after)
    return after
