"""The DNS records that mail needs, each with what DNS says now."""

from __future__ import annotations

from typing import Any

from infra.deploy.name_servers import Look
from infra.deploy.plan import Plan
from infra.deploy.records import Record, records
from infra.deploy.screen import Screen
from infra.stack import Stack

THERE, MISSING, OTHER, UNKNOWN = "is there", "missing", "something else is there", "nobody answered"


def say_records(screen: Screen, plan: Plan, sesv2: Any, look: Look, more: tuple[Record, ...] = ()) -> bool:
    """A table to copy from; whether everything is there. What is there already is not to be set again."""
    identity = sesv2.get_email_identity(EmailIdentity=plan.domain)
    wanted = (*records(plan.domain, plan.region, identity), *more)
    found = [(one, state_of_record(one, look)) for one in wanted]
    shown = [(one, state) for one, state in found if not (is_optional(one) and state == OTHER)]
    widths = [max(len(getattr(one, part)) for one, _ in shown) for part in ("name", "kind", "value")]
    for one, state in shown:
        name, kind, value = (f"{text:<{width}}" for text, width in zip(_parts(one), widths, strict=True))
        screen.say(f"{name}  {kind}  {value}  {state} ({one.why})", "" if state == THERE else "yellow")
    verified = bool(identity.get("VerifiedForSendingStatus"))
    screen.say(f"SES may {'' if verified else 'not yet '}send as {plan.domain}.")
    return verified and all(state == THERE for _, state in shown)


def own_name(stack: Stack) -> tuple[Record, ...]:
    """The record of a name of one's own for the inbox, where one was chosen."""
    host = stack.parameters().get("PublicUrl", "").partition("://")[2]
    if not host:
        return ()
    return (Record(host, "CNAME", stack.outputs()["DistributionDomain"], "people reach the inbox"),)


def state_of_record(record: Record, look: Look) -> str:
    """What DNS says about it."""
    found = look(record.name, record.kind)
    if found is None:
        return UNKNOWN
    wanted = record.value.strip('"').lower()
    if wanted in (one.lower() for one in found):
        return THERE
    if record.kind == "TXT":
        mark = wanted.partition(";")[0].partition(" ")[0]  # v=spf1, v=DMARC1: other texts do not matter
        found = tuple(one for one in found if one.lower().startswith(mark))
    return OTHER if found else MISSING


def is_optional(record: Record) -> bool:
    """DMARC is only wanted where there is none: another one is as good."""
    return record.name.startswith("_dmarc.")


def _parts(record: Record) -> tuple[str, str, str]:
    return record.name, record.kind, record.value
