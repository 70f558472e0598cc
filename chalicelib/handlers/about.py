"""HTTP: how this home does: what anybody may ask, and how each channel does."""

from __future__ import annotations

from chalicelib.domain.permission import Permission
from chalicelib.handlers.answers import ChannelStateJson, HealthJson, Page
from chalicelib.handlers.bodies import Query
from chalicelib.handlers.http import AgentCall, AgentRoutes, Call, PublicRoutes

VERSION = "0.1.0"
public = PublicRoutes(__name__)
routes = AgentRoutes(__name__)


@public.route("/health", answer=HealthJson)
def get_health(call: Call[Query]) -> HealthJson:
    """Whether it works, and how many things a person should look at."""
    from chalicelib.queries.health import health

    found = health(call.ports)
    return HealthJson("ok" if found.is_ok else "degraded", VERSION, found.quarantined, found.dead_jobs)


@routes.route(
    "/channels",
    permission=Permission.SEE_TEAM,
    or_with=(Permission.SEE_QUARANTINE,),
    answer=Page[ChannelStateJson],
)
def get_channels(call: AgentCall[Query]) -> Page[ChannelStateJson]:
    """Every connected address, when something last happened there, and what waits to go out."""
    from chalicelib.queries.channel_states import channel_states

    states = [
        ChannelStateJson(
            id=state.channel.id,
            kind=state.channel.kind,
            name=state.channel.name,
            address=state.channel.address,
            inbox=state.channel.inbox_id,
            last_activity_at=state.last_activity_at,
            waiting=state.waiting,
            waiting_since=state.waiting_since,
        )
        for state in channel_states(call.ports)
    ]
    return Page(states, None)
