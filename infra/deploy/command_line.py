"""What can be written behind `python -m infra.deploy`."""

from __future__ import annotations

import argparse
from pathlib import Path

from infra.deploy.plan import Plan

ABOUT = "Bandeja in an AWS account of one's own. Credentials and region are those of the AWS command line."
COMMANDS = {
    "deploy": "make it, or bring it up to date; asks before it changes anything (default)",
    "check": "only look at the account, and say everything that is missing",
    "status": "how it does: stack, DNS records, sending, dead letters; with --self-test whether it works",
    "records": "the DNS records that the domain needs, with what DNS says now",
    "pages": "only put the built pages into the standing site",
    "export": "everything it keeps, as plain files, into the folder --to",
    "restore": "an export, from the folder --from, into the deployment that stands",
    "destroy": "remove it; data is kept unless --delete-data",
}
EXAMPLE = "python -m infra.deploy --stage prod --domain example.com --admin you@example.com"
PARAMETERS = {"public_url": "PublicUrl", "certificate": "CertificateArn", "alarms": "AlarmEmail"}


def parser() -> argparse.ArgumentParser:
    """Of all commands at once: they share almost every option."""
    listed = "\n".join(f"  {name:<9}{what}" for name, what in COMMANDS.items())
    made = argparse.ArgumentParser(
        prog="python -m infra.deploy",
        description=f"{ABOUT}\n\ncommands:\n{listed}",
        epilog=f"example: {EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("what", nargs="?", choices=list(COMMANDS), default="deploy", metavar="command")
    made.add_argument("--stage", default="prod", help="which of several deployments (prod)")
    made.add_argument("--domain", default="", help="the team's own domain; mail is received on in.DOMAIN")
    made.add_argument("--admin", default="", help="the first admin's mail address")
    made.add_argument("--yes", action="store_true", help="do not ask")
    made.add_argument("--dns", default="", metavar="HOST[:PORT]", help="which name server to ask")
    made.add_argument("--trust-rights", action="store_true", help="do not ask IAM what one may do")
    _add_choices(made)
    return made


def _add_choices(made: argparse.ArgumentParser) -> None:
    own = made.add_argument_group("what stays as it was unless it is given")
    own.add_argument("--public-url", metavar="URL", help="a name of your own, https://inbox.example.com")
    own.add_argument("--certificate", metavar="ARN", help="its certificate, from ACM in us-east-1")
    own.add_argument("--alarms", metavar="ADDRESS", help="who is written to when an alarm goes off")
    data = made.add_argument_group("data")
    data.add_argument("--to", type=Path, metavar="DIR", help="where an export goes")
    data.add_argument("--from", dest="source", type=Path, metavar="DIR", help="where an export lies")
    data.add_argument("--delete-data", action="store_true", help="destroy: remove all data, too")
    data.add_argument("--replace-data", action="store_true", help="deploy: agree that data stays behind")
    made.add_argument("--self-test", action="store_true", help="status: try the whole way, too")


def plan_of(given: argparse.Namespace, region: str, endpoint: str) -> Plan:
    """What is asked for. Stage and domain are taken as they are: `wishes.py` says what is wrong."""
    chosen = ((PARAMETERS[name], getattr(given, name)) for name in PARAMETERS)
    choices = tuple((name, value) for name, value in chosen if value is not None)
    return Plan(given.stage, region, given.domain, given.admin, endpoint, choices, given.trust_rights)
