"""The self-test as a whole: each link of the chain, green or broken with the next step."""

from __future__ import annotations

import time
from collections.abc import Callable

from chalicelib.adapters.aws.ssm import SsmSecrets
from chalicelib.domain import self_test
from infra.deploy.doors import doors
from infra.deploy.keys import ORIGIN
from infra.deploy.mail_exchange import exchange_of
from infra.deploy.rooms import open_rooms
from infra.deploy.run import Run
from infra.deploy.self_test import Link, Mailbag, try_mail, try_site, try_socket

PAUSE_SECONDS = 5.0


def say_whether_it_works(run: Run) -> bool:
    """Every link is tried, also after a broken one."""
    screen, plan, connect, stack = run.screen, run.plan, run.connect, run.stack
    outputs = stack.outputs()
    secrets = SsmSecrets(connect("ssm"), plan.secrets_path)
    ways = doors(plan, outputs, secrets.setting(ORIGIN))
    live = open_rooms(plan, outputs).live
    domain = stack.parameters()["MailDomain"]
    key = secrets.key(self_test.KEY)
    sender = sender_of(run)
    bag = Mailbag(connect, outputs["DataBucketName"], outputs["MailTopicArn"], domain, key, sender)
    links = [
        patiently(lambda: try_site(ways)),
        patiently(lambda: try_socket(ways, live)),
        patiently(lambda: try_mail(bag, live), tries=2),  # each of them waits for long
    ]
    for link in links:
        screen.say(f"{'green ' if link.holds else 'broken'}  {link.name}: {link.said}", _colour(link.holds))
    return all(link.holds for link in links)


def patiently(
    attempt: Callable[[], Link], tries: int = 4, pauses: Callable[[float], None] = time.sleep
) -> Link:
    """What was made a moment ago may need some more seconds: rights and names are known everywhere late."""
    link = attempt()
    for _ in range(tries - 1):
        if link.holds:
            break
        pauses(PAUSE_SECONDS)
        link = attempt()
    return link


def sender_of(run: Run) -> str:
    """An address that a mail to itself can come from; "" while SES or DNS would not carry it."""
    domain = run.stack.parameters()["SendingDomain"]
    if run.plan.endpoint or exchange_of(run.plan.region) not in str(run.look(f"in.{domain}", "MX")):
        return ""
    identity = run.connect("sesv2").get_email_identity(EmailIdentity=domain)
    return f"bandeja@{domain}" if identity.get("VerifiedForSendingStatus") else ""


def _colour(holds: bool) -> str:
    return "green" if holds else "red"
