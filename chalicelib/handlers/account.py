"""HTTP: signing in and out, one's own account, and the ticket for a socket.

Use-cases of rare orders are loaded with the first of them.
"""

from __future__ import annotations

from http import HTTPStatus

import msgspec
from chalice import Response
from chalice.app import Request

from chalicelib import wiring
from chalicelib.domain.permission import Permission
from chalicelib.domain.session_token import SignedIn
from chalicelib.domain.workspace import Agent
from chalicelib.handlers import reading, session_cookie
from chalicelib.handlers.answers import MeJson, SessionJson, TicketJson
from chalicelib.handlers.bodies import EmptyBody, MeBody, PasswordBody, ResetBody, SignInBody
from chalicelib.handlers.http import HEADERS, Call, PublicRoutes, SessionCall, SessionRoutes
from chalicelib.handlers.showing_agents import me_json
from chalicelib.ports.bundle import Ports

public = PublicRoutes(__name__)
routes = SessionRoutes(__name__)


@public.route("/session", method="POST", body=SignInBody, answer=SessionJson)
def post_session(call: Call[SignInBody]) -> Response:
    """Sign in. Five tries in five minutes for one email; the answer says how many are left.

    Who has a second factor is answered `SecondFactorNeeded`, and asks again with `code`.
    """
    from chalicelib.usecases.sign_in import sign_in

    source = _source_of(call.request)
    given = call.given
    return _opened(sign_in(call.ports, given.email, given.password, source=source, code=given.code))


@public.route("/password-reset", method="POST", body=ResetBody, answer=SessionJson)
def post_password_reset(call: Call[ResetBody]) -> Response:
    """`email` asks for a link (202, whether or not somebody has it); `token` and `password` use it (200).

    For whoever has a second factor the password is set, and `SecondFactorNeeded` (401) says to sign in.
    """
    from chalicelib.usecases.ask_for_password_link import ask_for_password_link
    from chalicelib.usecases.use_password_link import use_password_link

    given = call.given
    if given.token:
        return _opened(use_password_link(call.ports, given.token, given.password, given.name))
    site = wiring.public_url()
    ask_for_password_link(call.ports, given.email, source=_source_of(call.request), site=site)
    return Response("", headers={"Cache-Control": "no-store"}, status_code=HTTPStatus.ACCEPTED)


@routes.route(
    "/session",
    method="DELETE",
    permission=Permission.OWN_ACCOUNT,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
)
def delete_session(call: SessionCall[EmptyBody]) -> Response:
    """Sign out here."""
    from chalicelib.usecases.sign_out import sign_out

    sign_out(call.ports, call.session)
    headers: dict[str, str | list[str]] = {"Cache-Control": "no-store", **session_cookie.removing()}
    return Response("", headers=headers, status_code=HTTPStatus.NO_CONTENT)


@routes.route("/me", permission=Permission.OWN_ACCOUNT, answer=MeJson)
def get_me(call: SessionCall[EmptyBody]) -> MeJson:
    """Who is signed in, and what they may do."""
    return _me(call.ports, call.agent)


@routes.route("/me", method="POST", permission=Permission.OWN_ACCOUNT, body=MeBody, answer=MeJson)
def post_me(call: SessionCall[MeBody]) -> MeJson:
    """Change one's own name or language, what visitors see of one, or whether one is there."""
    from chalicelib.usecases.change_own_settings import OwnSettings, change_own_settings

    given = call.given
    wanted = OwnSettings(
        name=given.name,
        language=given.language,
        public_name=_line(given.public_name),
        meeting_url=_line(given.meeting_url),
        meeting_text=_line(given.meeting_text),
        away=None if given.available is None else not given.available,
    )
    return _me(call.ports, change_own_settings(call.ports, call.agent, wanted))


@routes.route(
    "/me/password",
    method="POST",
    permission=Permission.OWN_ACCOUNT,
    body=PasswordBody,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
)
def post_password(call: SessionCall[PasswordBody]) -> None:
    """Change the password; all other sessions end."""
    from chalicelib.usecases.change_password import change_password

    change_password(call.ports, call.session, call.given.current, call.given.new)


@routes.route(
    "/socket-ticket",
    method="POST",
    permission=Permission.SEE_CONVERSATIONS,
    answer=TicketJson,
    status=HTTPStatus.CREATED,
)
def post_socket_ticket(call: SessionCall[EmptyBody]) -> TicketJson:
    """A ticket for one socket at `/socket?ticket=…`, good for 30 seconds."""
    from chalicelib.usecases.issue_socket_ticket import issue_socket_ticket

    return TicketJson(*issue_socket_ticket(call.ports, call.session))


def _me(ports: Ports, agent: Agent) -> MeJson:
    return me_json(agent, second_factor=ports.second_factor.is_on(agent.id))


def _line(text: str | None) -> str | None:
    return text if text is None else " ".join(text.split())


def _source_of(request: Request) -> str:
    return reading.source_of(request, through_site=bool(wiring.origin_secret()))


def _opened(signed_in: SignedIn) -> Response:
    me = me_json(signed_in.agent, second_factor=signed_in.second_factor)
    answer = SessionJson(me, signed_in.expires_at)
    headers: dict[str, str | list[str]] = {**HEADERS, **session_cookie.setting(signed_in.token)}
    return Response(msgspec.json.encode(answer).decode(), headers=headers)
