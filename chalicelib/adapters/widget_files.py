"""The built widget, as far as the server hands it out itself: `make web` makes it, the package has it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve()
# packaging puts it beside chalicelib/; elsewhere it is where it was built
FOLDERS = (HERE.parents[2] / "widget", HERE.parents[2] / "web" / "widget" / "dist" / "server")


class WidgetNotBuilt(Exception):
    """There is no widget to hand out."""


@dataclass(frozen=True, slots=True)
class WidgetFiles:
    """`launcher` is a JavaScript function of the channel's config, `panel` the path of what it loads."""

    launcher: str
    panel: str


@cache
def widget_files() -> WidgetFiles:
    """What the last build made, read once by this process. Raises `WidgetNotBuilt`."""
    for folder in FOLDERS:
        if (folder / "files.json").is_file():
            named = json.loads((folder / "files.json").read_text("utf-8"))
            return WidgetFiles((folder / "launcher.js").read_text("utf-8"), named["panel"])
    raise WidgetNotBuilt("The widget is not built: make web")
