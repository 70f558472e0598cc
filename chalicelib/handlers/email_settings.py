"""HTTP: the email settings of an inbox: its addresses, the way to a forwarding, and how answers look.

Use-cases are loaded with the first order: few processes ever see one.
"""

from __future__ import annotations

from chalicelib.domain.ids import InboxId
from chalicelib.domain.permission import Permission
from chalicelib.domain.workspace import FromName
from chalicelib.handlers.bodies import (
    EmailSettingsBody,
    EmptyBody,
    ForwardingStepBody,
    Query,
    TeamAddressBody,
)
from chalicelib.handlers.email_settings_shapes import EmailSettingsJson, email_settings_json
from chalicelib.handlers.http import AgentCall, AgentRoutes
from chalicelib.handlers.mailboxes import mailbox
from chalicelib.ports.bundle import Ports
from chalicelib.queries.email_settings import email_settings

routes = AgentRoutes(__name__)
PATH = "/inboxes/{inbox_id}/email"


def _shown(ports: Ports, inbox_id: InboxId) -> EmailSettingsJson:
    return email_settings_json(email_settings(ports, inbox_id))


@routes.route(PATH, permission=Permission.SEE_TEAM, answer=EmailSettingsJson)
def get_email(call: AgentCall[Query], inbox_id: InboxId) -> EmailSettingsJson:
    """The email settings of an inbox."""
    return _shown(call.ports, inbox_id)


@routes.route(
    PATH,
    method="POST",
    permission=Permission.SET_UP_EMAIL,
    body=EmailSettingsBody,
    answer=EmailSettingsJson,
)
def post_email(call: AgentCall[EmailSettingsBody], inbox_id: InboxId) -> EmailSettingsJson:
    """Change how answers look; what is not named stays, so two people may do it at once."""
    from chalicelib.usecases.change_email_settings import EmailSettings, change_email_settings

    given = call.given
    settings = EmailSettings(
        company=given.company if given.company is None else " ".join(given.company.split()),
        from_name=FromName(given.from_name) if given.from_name else None,
        quotes_earlier=given.quotes_earlier,
        signature=given.signature,
    )
    change_email_settings(call.ports, inbox_id, settings)
    return _shown(call.ports, inbox_id)


@routes.route(
    f"{PATH}/team-address",
    method="POST",
    permission=Permission.SET_UP_EMAIL,
    body=TeamAddressBody,
    answer=EmailSettingsJson,
)
def post_team_address(call: AgentCall[TeamAddressBody], inbox_id: InboxId) -> EmailSettingsJson:
    """Say which address the team has. Another one begins the way to its forwarding anew."""
    from chalicelib.usecases.connect_team_address import connect_team_address

    typed = call.given.address.strip()
    address = mailbox(typed, "address").address if typed else ""
    connect_team_address(call.ports, inbox_id, address)
    return _shown(call.ports, inbox_id)


@routes.route(
    f"{PATH}/step",
    method="POST",
    permission=Permission.SET_UP_EMAIL,
    body=ForwardingStepBody,
    answer=EmailSettingsJson,
)
def post_step(call: AgentCall[ForwardingStepBody], inbox_id: InboxId) -> EmailSettingsJson:
    """Say that a step at the mail provider is done, or that it is to be done again."""
    from chalicelib.usecases.tell_forwarding_step import tell_forwarding_step

    tell_forwarding_step(call.ports, inbox_id, call.given.step, done=call.given.done)
    return _shown(call.ports, inbox_id)


@routes.route(
    f"{PATH}/test",
    method="POST",
    permission=Permission.SET_UP_EMAIL,
    body=EmptyBody,
    answer=EmailSettingsJson,
)
def post_test(call: AgentCall[EmptyBody], inbox_id: InboxId) -> EmailSettingsJson:
    """Send a test mail to the team address; that it comes back proves the forwarding. Three a minute."""
    from chalicelib.usecases.send_forwarding_test import send_forwarding_test

    send_forwarding_test(call.ports, inbox_id, call.agent)
    return _shown(call.ports, inbox_id)


@routes.route(
    f"{PATH}/domain-check",
    method="POST",
    permission=Permission.SET_UP_EMAIL,
    body=EmptyBody,
    answer=EmailSettingsJson,
)
def post_domain_check(call: AgentCall[EmptyBody], inbox_id: InboxId) -> EmailSettingsJson:
    """Look at the DNS records of the team address's domain now."""
    from chalicelib.usecases.check_sending_domain import check_sending_domain

    check_sending_domain(call.ports, inbox_id)
    return _shown(call.ports, inbox_id)
