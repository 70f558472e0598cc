"""Look before a deployment: `python -m infra.deploy check`. Nothing is changed."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from infra.deploy.checks import look
from infra.deploy.plan import Plan
from infra.stack import Stack


def main(arguments: list[str] | None = None) -> int:
    """0 when a deployment could begin, 1 when something is missing."""
    import boto3

    parser = argparse.ArgumentParser(prog="python -m infra.deploy", description=__doc__)
    parser.add_argument("what", choices=["check"])
    parser.add_argument("--stage", default="prod", help="which of several deployments (prod)")
    parser.add_argument("--domain", default="", help="the team's own domain, such as example.com")
    parser.add_argument("--admin", default="", help="the first admin's mail address")
    given = parser.parse_args(arguments)
    session = boto3.Session()
    endpoint = os.environ.get("AWS_ENDPOINT_URL", "")
    plan = Plan(given.stage, session.region_name or "", given.domain, given.admin, endpoint)
    connect: Any = session.client
    stack = Stack(connect("cloudformation") if plan.region else None, plan.stack_name)
    findings = look(plan, connect, stack)
    for note in findings.notes:
        print(f"note: {note}")
    for problem in findings.problems:
        print(f"missing: {problem}", file=sys.stderr)
    if not findings.problems:
        print(
            f"Account {findings.account}, region {plan.region}, stack {plan.stack_name}: nothing is missing."
        )
    return 1 if findings.problems else 0


if __name__ == "__main__":
    sys.exit(main())
