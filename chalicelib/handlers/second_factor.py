"""HTTP: the second factor of one's own sign-in, and taking a colleague's off.

Use-cases are loaded with the first order: few processes ever see one.
"""

from __future__ import annotations

from http import HTTPStatus

from chalicelib.domain.ids import AgentId
from chalicelib.domain.permission import Permission
from chalicelib.handlers.answers import AgentJson, RecoveryCodesJson, SecondFactorJson
from chalicelib.handlers.bodies import ConfirmBody, EmptyBody, SecondFactorBody, SecondFactorOffBody
from chalicelib.handlers.http import SessionCall, SessionRoutes
from chalicelib.handlers.showing_agents import agent_json

routes = SessionRoutes(__name__)


@routes.route(
    "/me/second-factor",
    method="POST",
    permission=Permission.OWN_ACCOUNT,
    body=SecondFactorBody,
    answer=SecondFactorJson,
)
def post_second_factor(call: SessionCall[SecondFactorBody]) -> SecondFactorJson:
    """Begin a second factor, which is on once it is confirmed, within 5 minutes."""
    from chalicelib.usecases.begin_second_factor import begin_second_factor

    setup = begin_second_factor(call.ports, call.agent, call.given.password)
    return SecondFactorJson(setup.secret, setup.uri)


@routes.route(
    "/me/second-factor/confirm",
    method="POST",
    permission=Permission.OWN_ACCOUNT,
    body=ConfirmBody,
    answer=RecoveryCodesJson,
)
def post_second_factor_confirm(call: SessionCall[ConfirmBody]) -> RecoveryCodesJson:
    """Switch it on; all other sessions end. The recovery codes are told only here."""
    from chalicelib.usecases.confirm_second_factor import confirm_second_factor

    return RecoveryCodesJson([*confirm_second_factor(call.ports, call.session, call.given.code)])


@routes.route(
    "/me/second-factor/off",
    method="POST",
    permission=Permission.OWN_ACCOUNT,
    body=SecondFactorOffBody,
    answer=None,
    status=HTTPStatus.NO_CONTENT,
)
def post_second_factor_off(call: SessionCall[SecondFactorOffBody]) -> None:
    """Switch it off; all other sessions end."""
    from chalicelib.usecases.switch_off_second_factor import switch_off_second_factor

    switch_off_second_factor(call.ports, call.session, call.given.password, call.given.code)


@routes.route(
    "/agents/{agent_id}/second-factor/off", method="POST", permission=Permission.INVITE, answer=AgentJson
)
def post_agents_second_factor_off(call: SessionCall[EmptyBody], agent_id: str) -> AgentJson:
    """Take a colleague's second factor off; they are told by mail, and signed out everywhere."""
    from chalicelib.usecases.take_off_second_factor import take_off_second_factor

    return agent_json(take_off_second_factor(call.ports, AgentId(agent_id), by=call.agent))
