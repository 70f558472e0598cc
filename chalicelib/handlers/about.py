"""HTTP: what anybody may ask about this home: whether it works."""

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
