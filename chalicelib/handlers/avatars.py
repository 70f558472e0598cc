"""HTTP: the pictures of agents: changing one's own, and showing them to everybody.

Use-cases of rare orders are loaded with the first of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from chalice import Response

from chalicelib.domain.avatar import square
from chalicelib.domain.permission import Permission
from chalicelib.handlers.answers import MeJson
from chalicelib.handlers.bodies import AvatarBody, Query
from chalicelib.handlers.http import Call, PublicRoutes, SessionCall, SessionRoutes
from chalicelib.handlers.showing_agents import me_json
from chalicelib.queries.agent_avatar import agent_avatar

public = PublicRoutes(__name__)
routes = SessionRoutes(__name__)
SVG = "image/svg+xml"


@routes.route("/me/avatar", method="POST", permission=Permission.OWN_ACCOUNT, body=AvatarBody, answer=MeJson)
def post_avatar(call: SessionCall[AvatarBody]) -> MeJson:
    """Take an upload (PNG, JPEG, WebP or GIF, at most 1 MB) as one's picture; "" for none."""
    from chalicelib.usecases.change_own_avatar import change_own_avatar

    changed = change_own_avatar(call.ports, call.agent, call.given.upload)
    return me_json(changed, second_factor=call.ports.second_factor.is_on(changed.id))


@public.route("/chat/avatars/{avatar}", answer=SVG)
def get_avatar(call: Call[Query], avatar: str) -> Response:
    """The picture of an agent, as a square."""
    told = {"Cache-Control": "public, max-age=31536000, immutable"}
    return as_square(
        agent_avatar(call.ports, avatar), {**told, "Cross-Origin-Resource-Policy": "cross-origin"}
    )


def as_square(picture: bytes, told: Mapping[str, str]) -> Response:
    """API Gateway would hand on bytes only to those who ask for that very type, so it comes as text: an SVG
    with the picture in it, which nothing but pictures may do."""
    headers: dict[str, str | list[str]] = {
        "Content-Type": SVG,
        "Content-Security-Policy": "default-src 'none'; img-src data:; sandbox",
        "X-Content-Type-Options": "nosniff",
        **told,
    }
    return Response(square(picture), headers=headers)
