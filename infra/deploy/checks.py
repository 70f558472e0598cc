"""Before anything is changed: who is asking, what is there already, and what is missing. All said at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from infra.deploy.plan import Client, Plan
from infra.deploy.stack_state import NEVER_STOOD, state_of
from infra.deploy.wishes import problems_of_wishes
from infra.stack import Stack

EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
NOT_KNOWN = frozenset(
    {"InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException", "AuthFailure"}
)
NOT_ALLOWED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})
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
    from botocore.exceptions import ClientError

    problems = problems_of_wishes(plan)
    if not plan.region:
        return Findings(tuple(problems))
    account, refused = who_am_i(client)
    if refused:
        return Findings((*problems, refused))
    try:
        return _look_inside(plan, client, stack, account, problems)
    except ClientError as error:
        return Findings((*problems, refusal(error)), (), account)


def _look_inside(plan: Plan, client: Client, stack: Stack, account: str, problems: list[str]) -> Findings:
    """What the account has already. Raises `ClientError` when AWS refuses to say it."""
    state = state_of(stack.status(), stack.name)
    notes = [state.text] if state.text and not state.blocks else []
    blocking = [state.text] if state.blocks else []
    paused, about_sending = sending(client("sesv2").get_account())
    makes = makes_identity(plan, client, stack)
    if not makes:
        notes.append(f"SES has {plan.domain} already: it is used as it is, and this stack never removes it.")
    found = (*problems, *blocking, *paused, *receiving(plan, client))
    return Findings(found, (*notes, *about_sending), account, makes)


def who_am_i(client: Client) -> tuple[str, str]:
    """The account's number, and empty; or empty, and why AWS does not know us."""
    from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, PartialCredentialsError

    try:
        return str(client("sts").get_caller_identity()["Account"]), ""
    except (NoCredentialsError, PartialCredentialsError):
        return (
            "",
            "There are no AWS credentials here: run `aws configure` or `aws sso login`, then this again.",
        )
    except ClientError as error:
        return "", refusal(error)
    except BotoCoreError as error:
        return (
            "",
            f"AWS could not be asked who you are ({error}): check the network, the profile and the region.",
        )


def refusal(error: Any) -> str:
    """What an answer of AWS that refuses means for a person. `error` is botocore's `ClientError`."""
    code, message = error.response["Error"]["Code"], error.response["Error"].get("Message", "")
    if code in EXPIRED:
        return "The AWS credentials have expired: sign in again (`aws sso login`), then run this again."
    if code in NOT_KNOWN:
        return f"AWS does not take these credentials ({code}): check profile and clock, then run this again."
    if code in NOT_ALLOWED:
        return f"These credentials may not do that: {message} Ask the account's owner for the right."
    return f"AWS refuses {error.operation_name} ({code}): {message}"


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
    active = client("ses").describe_active_receipt_rule_set().get("Metadata", {}).get("Name", "")
    if active in ("", plan.stack_name):  # the template names the set as the stack
        return []
    return [
        f"The SES rule set {active!r} takes this account's mail in {plan.region}, and only one can. "
        "Choose another region (AWS_REGION) or account, or switch it off: "
        "`aws ses set-active-receipt-rule-set`."
    ]


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
