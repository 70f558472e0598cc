"""What can be told without asking AWS: are the stage, the domain, the address and the region written well?"""

from __future__ import annotations

import re

from infra.deploy.plan import Plan

STAGE = re.compile(r"[a-z][a-z0-9-]{0,19}")
DOMAIN = re.compile(r"(?!.*\.\.)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST_DOMAIN = 253 - len("mail.")


def problems_of_wishes(plan: Plan) -> list[str]:
    """A sentence and the next step for each thing that is written wrongly."""
    found = []
    if not STAGE.fullmatch(plan.stage):
        found.append(
            f"The stage {plan.stage!r} cannot be a name: "
            "take small letters, digits and hyphens, a letter first, at most 20, such as prod."
        )
    if not DOMAIN.fullmatch(plan.domain) or len(plan.domain) > LONGEST_DOMAIN:
        found.append(f"{plan.domain!r} is no domain: name the team's own in small letters, {_example(plan)}.")
    if not ADDRESS.fullmatch(plan.admin):
        found.append(f"{plan.admin!r} is no mail address: name the first admin's, such as you@example.com.")
    if not plan.region:
        found.append(
            "No region is chosen: set AWS_REGION, such as AWS_REGION=eu-west-1, or run `aws configure`."
        )
    return found


def _example(plan: Plan) -> str:
    """What was meant, where it can be guessed; an international name in its ASCII form."""
    guess = re.sub(r"^https?://|/.*$", "", plan.domain.strip().lower()).rstrip(".")
    try:
        guess = guess.encode("idna").decode()
    except UnicodeError:
        guess = ""
    return f"such as {guess if DOMAIN.fullmatch(guess) else 'example.com'}"
