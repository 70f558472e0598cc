"""HTTP: the people of the team, and the inboxes they work in.

Use-cases of rare orders are loaded with the first of them.
"""

from __future__ import annotations

from http import HTTPStatus

from chalicelib import wiring
from chalicelib.domain.errors import Invalid
from chalicelib.domain.permission import Permission
from chalicelib.domain.reason import Reason
from chalicelib.domain.workspace import Role
from chalicelib.handlers.answers import AgentJson, InboxJson, Page
from chalicelib.handlers.bodies import InviteBody, Query
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.handlers.mailboxes import mailbox
from chalicelib.handlers.showing import inbox_json
from chalicelib.handlers.showing_agents import agent_json
from chalicelib.queries.agent_list import agent_list
from chalicelib.queries.inbox_overview import inbox_overview

routes = AgentRoutes(__name__)


@routes.route("/agents", permission=Permission.SEE_TEAM, answer=Page[AgentJson])
def get_agents(call: AgentCall[Query]) -> Page[AgentJson]:
    """Everybody of the team, by name."""
    return Page([agent_json(agent) for agent in agent_list(call.ports)], None)


@routes.route(
    "/agents",
    method="POST",
    permission=Permission.INVITE,
    body=InviteBody,
    answer=AgentJson,
    status=HTTPStatus.CREATED,
)
def post_agents(call: AgentCall[InviteBody]) -> AgentJson:
    """Invite a colleague by mail. Inviting again sends one more mail, at most one in five minutes."""
    from chalicelib.usecases.invite_agent import Invitation, invite_agent

    given = call.given
    name = given.name.strip()
    if not name:
        raise Invalid("A name has at least one letter", field="name", reason=Reason("name_required"))
    invitation = Invitation(mailbox(given.email, "email").address, name, Role(given.role))
    site = wiring.public_url()
    return agent_json(invite_agent(call.ports, invitation, by=call.agent, site=site))


@routes.route(
    "/inboxes",
    permission=Permission.SEE_CONVERSATIONS,
    or_with=(Permission.SEE_TEAM,),
    answer=Page[InboxJson],
)
def get_inboxes(call: AgentCall[Query]) -> Page[InboxJson]:
    """All inboxes with their channels and counts."""
    return Page([inbox_json(overview) for overview in inbox_overview(call.ports, call.agent.id)], None)
