"""Whether SES gives mail to us: an account has one active set of rules, maybe another's."""

from __future__ import annotations

from typing import Any

from infra.deploy.failures import Stopped
from infra.deploy.plan import Plan

ANOTHERS = (
    "The SES rule set {name!r} takes this account's mail in {region}, and only one can. "
    "Choose another region (AWS_REGION) or account, or switch it off: "
    "`aws ses set-active-receipt-rule-set`."
)


def active_set(ses: Any) -> str:
    """Its name, "" when none is active."""
    return str(ses.describe_active_receipt_rule_set().get("Metadata", {}).get("Name", ""))


def activate(ses: Any, plan: Plan) -> bool:
    """Whether something changed. Raises `Stopped` when another set would be pushed away."""
    name = active_set(ses)
    if name not in ("", plan.stack_name):  # the template names the set as the stack
        raise Stopped(ANOTHERS.format(name=name, region=plan.region))
    if name:
        return False
    ses.set_active_receipt_rule_set(RuleSetName=plan.stack_name)
    return True


def deactivate(ses: Any, plan: Plan) -> bool:
    """Only our own set: then a stack can remove it. Whether something changed."""
    if active_set(ses) != plan.stack_name:
        return False
    ses.set_active_receipt_rule_set()
    return True
