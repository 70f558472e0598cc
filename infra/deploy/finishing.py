"""The second half of a deployment: the stack, its pages, its mail, its first people, and whether it works."""

from __future__ import annotations

from infra.deploy import entry_pages, rule_set, site_files
from infra.deploy.artefacts import forget_old
from infra.deploy.first_admin import first_admin, password_link
from infra.deploy.first_inbox import first_inbox
from infra.deploy.progress import Progress
from infra.deploy.record_states import own_name, say_records
from infra.deploy.rooms import open_rooms
from infra.deploy.run import Run
from infra.deploy.whole_test import say_whether_it_works

NO_RULES_HERE = "An emulator receives no mail: there is no rule set to activate."


def carry_out(run: Run) -> None:
    """Wait for the stack. Raises `StackFailed`, taken back by then."""
    if not run.change_set:
        return
    with Progress(run.screen, len(run.changes)) as progress:
        run.stack.carry_out(run.change_set, progress.seen)
    assert run.package is not None
    template = run.template_url.partition("/template/")[2]
    forget_old(run.connect("s3"), run.bucket, frozenset({run.package.key, f"template/{template}"}))


def put_pages(run: Run) -> None:
    """Pages into the site bucket, then CloudFront asks for the entry pages again."""
    outputs = run.stack.outputs()
    put, removed = site_files.upload(run.connect("s3"), outputs["SiteBucketName"], run.pages, run.widget)
    entry_pages.forget(run.connect("cloudfront"), outputs["DistributionId"], run.pages)
    run.screen.say(f"{put} files of pages and widget put there, {removed} old ones removed.")


def take_mail(run: Run) -> None:
    """SES gives mail to this deployment from now on."""
    if run.plan.endpoint:
        run.screen.say(NO_RULES_HERE)
        return
    changed = rule_set.activate(run.connect("ses"), run.plan)
    run.screen.say(f"The SES rule set {run.plan.stack_name} is active{'' if changed else ' already'}.")


def connect_inbox(run: Run) -> None:
    """An address that receives, where there is none."""
    channel = first_inbox(open_rooms(run.plan, run.stack.outputs()), run.plan.mail_domain)
    if channel:
        run.screen.say(f"The inbox {channel.name} receives at {channel.address}.")


def tell_records(run: Run) -> None:
    """What to put into DNS."""
    say_records(run.screen, run.plan, run.connect("sesv2"), run.look, own_name(run.stack))


def invite_admin(run: Run) -> None:
    """The first admin, with a link while they have no password."""
    outputs = run.stack.outputs()
    rooms = open_rooms(run.plan, outputs)
    agent = first_admin(rooms, run.plan.admin)
    link = password_link(rooms, agent, outputs["PublicUrl"].rstrip("/"))
    if link:
        run.screen.say(f"{agent.email} sets a password here, within a day, once:")
        run.screen.say(link, "bold")
        return
    run.screen.say(f"{agent.email} has a password and signs in at {outputs['PublicUrl']}")


def try_it(run: Run) -> None:
    """Whether everything that exists works. What does not makes the run fail, and takes nothing back."""
    run.broken = not say_whether_it_works(run)
