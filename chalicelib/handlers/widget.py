"""HTTP: the script that a customer's page loads: the launcher, with what it has to know of its channel."""

from __future__ import annotations

import json

from chalice import Response

from chalicelib import wiring
from chalicelib.handlers import origin
from chalicelib.handlers.chat_shapes import WidgetQuery
from chalicelib.handlers.http import Call, PublicRoutes

public = PublicRoutes(__name__)
JAVASCRIPT = "text/javascript"


@public.route("/chat/widget.js", query=WidgetQuery, answer=JAVASCRIPT)
def get_widget(call: Call[WidgetQuery]) -> Response:
    """The launcher of a channel, for a minute: the one request of a page until somebody opens the chat."""
    from chalicelib.queries.widget_config import PageView, widget_config

    files = wiring.widget_files()
    country = origin.country_of(call.request.headers, wiring.settings().visitor_country)
    view = PageView(wiring.public_url(), country, files.panel, only=call.given.chatflow)
    config = widget_config(call.ports, call.given.channel, view)
    headers: dict[str, str | list[str]] = {
        "Content-Type": f"{JAVASCRIPT}; charset=utf-8",
        "Cache-Control": "no-store" if view.only else "public, max-age=60",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    # what is JSON is JavaScript too (ECMAScript 2019)
    written = json.dumps(config, ensure_ascii=False, separators=(",", ":"))
    return Response(f"{files.launcher}({written});", headers=headers)
