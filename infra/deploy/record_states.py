"""The DNS records that mail needs, each with what DNS says now."""

from __future__ import annotations

from typing import Any

from chalicelib.domain.sending_domain import DnsRecord, RecordState, compared
from infra.deploy.name_servers import Look
from infra.deploy.plan import Plan
from infra.deploy.records import records, why
from infra.deploy.screen import Screen
from infra.stack import Stack

WORDS: dict[str, str] = {
    RecordState.FOUND: "is there",
    RecordState.MISSING: "missing",
    RecordState.WRONG: "something else is there",
    RecordState.UNKNOWN: "nobody answered",
}


def say_records(screen: Screen, plan: Plan, sesv2: Any, look: Look, more: tuple[DnsRecord, ...] = ()) -> bool:
    """A table to copy from; whether everything is there. Values are never cut.

    DMARC is only wanted where there is none: one that is there is left alone and not shown.
    """
    identity = sesv2.get_email_identity(EmailIdentity=plan.domain)
    wanted = (*records(plan.domain, plan.region, identity), *more)
    found = [(one, compared(one, look(one.name, one.type))) for one in wanted]
    shown = [(one, state) for one, state in found if not (one.purpose == "dmarc" and state.is_found)]
    widths = [max(len(getattr(one, part)) for one, _ in shown) for part in ("name", "type", "value")]
    for one, state in shown:
        parts = (one.name, one.type, one.value)
        row = "  ".join(f"{text:<{width}}" for text, width in zip(parts, widths, strict=True))
        screen.say(f"{row}  {WORDS[state.state]} ({why(one)})", "" if state.is_found else "yellow")
    verified = bool(identity.get("VerifiedForSendingStatus"))
    screen.say(f"SES may {'' if verified else 'not yet '}send as {plan.domain}.")
    return verified and all(state.is_found for _, state in found)


def own_name(stack: Stack) -> tuple[DnsRecord, ...]:
    """The record of a name of one's own for the inbox, where one was chosen."""
    host = stack.parameters().get("PublicUrl", "").partition("://")[2]
    if not host:
        return ()
    return (DnsRecord("site", "CNAME", host, stack.outputs()["DistributionDomain"]),)
