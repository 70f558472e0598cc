"""The self-test as a whole: each link of the chain, green or broken with the next step."""

from __future__ import annotations

from chalicelib.adapters.aws.ssm import SsmSecrets
from chalicelib.domain import self_test
from infra.deploy.doors import doors
from infra.deploy.keys import ORIGIN
from infra.deploy.plan import Client, Plan
from infra.deploy.rooms import open_rooms
from infra.deploy.screen import Screen
from infra.deploy.self_test import Mailbag, try_mail, try_site, try_socket
from infra.stack import Stack


def say_whether_it_works(screen: Screen, plan: Plan, connect: Client, stack: Stack) -> bool:
    """Every link is tried, also after a broken one."""
    outputs = stack.outputs()
    secrets = SsmSecrets(connect("ssm"), plan.secrets_path)
    ways = doors(plan, outputs, secrets.setting(ORIGIN))
    live = open_rooms(plan, outputs).live
    domain = stack.parameters()["MailDomain"]
    key = secrets.key(self_test.KEY)
    bag = Mailbag(connect, outputs["DataBucketName"], outputs["MailTopicArn"], domain, key)
    links = [try_site(ways), try_socket(ways, live), try_mail(bag, live)]
    for link in links:
        screen.say(f"{'green ' if link.holds else 'broken'}  {link.name}: {link.said}", _colour(link.holds))
    return all(link.holds for link in links)


def _colour(holds: bool) -> str:
    return "green" if holds else "red"
