"""Whether mail for `in.DOMAIN` goes somewhere else already: then nothing is done before a person decides."""

from __future__ import annotations

from infra.deploy.failures import Stopped
from infra.deploy.name_servers import Look
from infra.deploy.plan import Plan

TAKEN = (
    "{name} receives mail elsewhere already (MX {found}): remove that record, "
    "or deploy for a domain whose `in.` is free. Nothing was changed."
)
NOT_HERE = (
    "SES does not receive mail in {region}: choose a region that does, such as AWS_REGION=eu-west-1. "
    "Nothing was changed."
)
NOBODY_ANSWERED = "No name server answered, so it is not known whether {name} receives mail already."


def exchange_of(region: str) -> str:
    """Where SES takes mail in a region."""
    return f"inbound-smtp.{region}.amazonaws.com"


def look_at_exchange(plan: Plan, look: Look) -> str:
    """A note, or empty. Raises `Stopped` when another server takes the mail, or SES takes none here."""
    found = look(plan.mail_domain, "MX")
    if found is None:
        return NOBODY_ANSWERED.format(name=plan.mail_domain)
    others = [one for one in found if one.partition(" ")[2] != exchange_of(plan.region)]
    if others:
        raise Stopped(TAKEN.format(name=plan.mail_domain, found=", ".join(others)))
    if not found and not plan.endpoint and look(exchange_of(plan.region), "A") == ():
        raise Stopped(NOT_HERE.format(region=plan.region))
    return ""
