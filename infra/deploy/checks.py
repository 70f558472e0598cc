"""Before anything is changed: who is asking, what is there already, and what is missing. All said at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from infra.deploy.failures import refusal, unreachable
from infra.deploy.permissions import Caller, missing_rights
from infra.deploy.plan import Client, Plan
from infra.deploy.quotas import quotas
from infra.deploy.rule_set import ANOTHERS, active_set
from infra.deploy.stack_state import NEVER_STOOD, state_of
from infra.deploy.wishes import problems_of_wishes
from infra.stack import Stack

FEW_MAILS_LEFT = 50
SANDBOX = (
    "SES is in its sandbox here: it sends to verified addresses only, {most} mails a day. Receiving works. "
    "Ask for production access in the SES console (Account dashboard) before the team starts."
)


@dataclass(frozen=True, slots=True)
class Findings:
    """`problems` stop the run, `notes` do not. `makes_identity`: the stack makes the domain in SES."""

    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    account: str = ""
    makes_identity: bool = True


def look(plan: Plan, client: Client, stack: Stack) -> Findings:
    """Everything that can be told before. Where AWS does not know us, only what needs no AWS is checked."""
    from botocore.exceptions import BotoCoreError, ClientError

    problems = problems_of_wishes(plan)
    if not plan.region:
        return Findings(tuple(problems))
    caller = who_am_i(client)
    if caller.why:
        return Findings((*problems, caller.why))
    try:
        return _look_inside(plan, client, stack, caller, problems)
    except ClientError as error:
        return Findings((*problems, refusal(error)), (), caller.account)
    except BotoCoreError as error:
        return Findings((*problems, unreachable(error)), (), caller.account)


def _look_inside(plan: Plan, client: Client, stack: Stack, caller: Caller, problems: list[str]) -> Findings:
    """What the account has already. Raises `ClientError` when AWS refuses to say it."""
    state = state_of(stack.status(), stack.name)
    notes = [state.text] if state.text and not state.blocks else []
    blocking = [state.text] if state.blocks else []
    paused, about_sending = sending(client("sesv2").get_account())
    makes = makes_identity(plan, client, stack)
    if not makes:
        notes.append(f"SES has {plan.domain} already: it is used as it is, and this stack never removes it.")
    lacking, more_notes = rights_and_quotas(plan, client, caller)
    found = (*problems, *blocking, *paused, *receiving(plan, client), *lacking)
    return Findings(found, (*notes, *about_sending, *more_notes), caller.account, makes)


def rights_and_quotas(plan: Plan, client: Client, caller: Caller) -> tuple[list[str], list[str]]:
    """Problems and notes. An emulator knows neither rights nor quotas."""
    if plan.endpoint:
        return [], []
    lacking, note = missing_rights(client("iam"), plan, caller)
    settings = client("lambda").get_account_settings()
    used = int(settings["AccountUsage"].get("TotalCodeSize", 0))
    few, notes = quotas(settings["AccountLimit"], used)
    return [*lacking, *few], [*([note] if note else []), *notes]


def who_am_i(client: Client) -> Caller:
    """Who asks; or why AWS does not know us."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        found = client("sts").get_caller_identity()
    except ClientError as error:
        return Caller(why=refusal(error))
    except BotoCoreError as error:
        return Caller(why=unreachable(error))
    return Caller(str(found["Account"]), str(found["Arn"]))


def sending(account: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Problems and notes from SES's answer about the account."""
    problems, notes = [], []
    quota = account.get("SendQuota", {})
    most, sent = quota.get("Max24HourSend", 0.0), quota.get("SentLast24Hours", 0.0)
    if not account.get("SendingEnabled", True):
        problems.append(
            "SES does not let this account send (it is paused): see the SES console, Account dashboard."
        )
    if not account.get("ProductionAccessEnabled", True):
        notes.append(SANDBOX.format(most=f"{most:.0f}"))
    if 0 < most < sent + FEW_MAILS_LEFT:  # -1 is unlimited
        notes.append(
            f"SES has sent {sent:.0f} of {most:.0f} mails in a day: ask for a higher quota in its console."
        )
    return problems, notes


def receiving(plan: Plan, client: Client) -> list[str]:
    """An account has one active set of rules: ours must not push away another's. Emulators have none."""
    if plan.endpoint:
        return []
    name = active_set(client("ses"))
    if name in ("", plan.stack_name):  # the template names the set as the stack
        return []
    return [ANOTHERS.format(name=name, region=plan.region)]


def makes_identity(plan: Plan, client: Client, stack: Stack) -> bool:
    """As this stack was made; for a new one, whether SES does not have the domain yet."""
    sesv2 = client("sesv2")
    if stack.status() not in NEVER_STOOD:
        return stack.parameters().get("MakeIdentity", "yes") == "yes"
    try:
        sesv2.get_email_identity(EmailIdentity=plan.domain)
    except sesv2.exceptions.NotFoundException:
        return True
    return False
