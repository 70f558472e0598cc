"""HTTP: what anybody may ask about this home: its health, and the description of its API."""

from __future__ import annotations

from chalicelib.handlers.answers import HealthJson
from chalicelib.handlers.bodies import Query
from chalicelib.handlers.http import Call, PublicRoutes
from chalicelib.queries.health import health

VERSION = "0.1.0"
public = PublicRoutes(__name__)


@public.route("/health", answer=HealthJson)
def get_health(call: Call[Query]) -> HealthJson:
    """Whether it works, and how many things a person should look at."""
    found = health(call.ports)
    return HealthJson("ok" if found.is_ok else "degraded", VERSION, found.quarantined, found.dead_jobs)


@public.route("/openapi.json", answer=dict)
def get_openapi(call: Call[Query]) -> object:
    """This description (OpenAPI 3.1)."""
    from chalicelib.handlers.openapi import description  # made only for those who ask

    return description()
