"""`python -m infra.deploy check` looks before a deployment; `pages` puts the pages into a standing stack.

`records` says which DNS records the domain needs.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any

from infra.deploy.checks import look, refusal
from infra.deploy.plan import Client, Plan
from infra.deploy.records import lines, records
from infra.deploy.site_files import upload
from infra.stack import Stack, StackFailed


def main(arguments: list[str] | None = None) -> int:
    """0 when a deployment could begin, 1 when something is missing."""
    import boto3

    parser = argparse.ArgumentParser(prog="python -m infra.deploy", description=__doc__)
    parser.add_argument("what", choices=["check", "pages", "records"])
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
    if findings.problems:
        return 1
    if given.what == "records":
        return say_records(connect, plan)
    return put_pages(connect, stack) if given.what == "pages" else 0


def say_records(connect: Client, plan: Plan) -> int:
    """1 when SES does not have the domain yet or does not tell."""
    from botocore.exceptions import ClientError

    try:
        identity = connect("sesv2").get_email_identity(EmailIdentity=plan.domain)
    except ClientError as error:
        print(f"missing: {refusal(error)}", file=sys.stderr)
        return 1
    print(*lines(records(plan.domain, plan.region, identity)), sep="\n")
    return 0


def put_pages(connect: Client, stack: Stack) -> int:
    """Into the bucket that the stack made; 1 when there is no stack, no page or no right to do it."""
    from botocore.exceptions import ClientError

    try:
        put, removed = upload(connect("s3"), stack.outputs()["SiteBucketName"])
    except (FileNotFoundError, StackFailed) as error:
        print(f"missing: {error}", file=sys.stderr)
        return 1
    except ClientError as error:
        print(f"missing: {refusal(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped among the pages: run it again, and it finishes the job.", file=sys.stderr)
        return 130
    print(f"{put} files of the pages put there, {removed} old ones removed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
