"""How a standing deployment does: stack, records, sending, receiving, dead letters."""

from __future__ import annotations

from dataclasses import replace

from infra.deploy.checks import sending
from infra.deploy.failures import Stopped
from infra.deploy.plan import Client, Plan
from infra.deploy.record_states import own_name, say_records
from infra.deploy.rule_set import active_set
from infra.deploy.run import Run
from infra.deploy.screen import Screen
from infra.deploy.stack_state import NEVER_STOOD, state_of
from infra.deploy.whole_test import say_whether_it_works
from infra.stack import Stack
from infra.stage_environment import DEAD_LETTERS

NO_STACK = (
    "There is no stack {name} in {region}: make deploy makes it; or choose another STAGE or AWS_REGION."
)


def standing(plan: Plan, stack: Stack) -> Plan:
    """The plan with the domain that the stack was made for. Raises `Stopped` when none stands."""
    if stack.status() in NEVER_STOOD:
        raise Stopped(NO_STACK.format(name=stack.name, region=plan.region))
    return replace(plan, domain=stack.parameters().get("SendingDomain", plan.domain))


def say_status(run: Run, *, with_test: bool) -> bool:
    """Whether nothing is left to do."""
    plan, screen = standing(run.plan, run.stack), run.screen
    status = run.stack.status()
    outputs = run.stack.outputs()
    screen.say(f"Stack {run.stack.name}: {status}. {state_of(status, run.stack.name).text}".strip())
    screen.say(f"People reach it at {outputs['PublicUrl']}")
    fine = [say_sending(screen, run.connect), say_receiving(screen, plan, run.connect)]
    fine.append(say_records(screen, plan, run.connect("sesv2"), run.look, own_name(run.stack)))
    fine.append(say_dead_letters(screen, run.connect, outputs))
    if with_test:
        fine.append(say_whether_it_works(run))
    return all(fine)


def say_sending(screen: Screen, connect: Client) -> bool:
    """The sandbox, a pause, a quota almost used: with the next step."""
    problems, notes = sending(connect("sesv2").get_account())
    for problem in problems:
        screen.problem(problem, "broken")
    for note in notes:
        screen.note(note)
    return not problems and not notes


def say_receiving(screen: Screen, plan: Plan, connect: Client) -> bool:
    """Whether SES gives mail to us."""
    if plan.endpoint:
        return True
    name = active_set(connect("ses"))
    if name == plan.stack_name:
        screen.say(f"The SES rule set {name} is active.")
        return True
    screen.problem(f"The active SES rule set is {name or 'none'}: run make deploy again.", "broken")
    return False


def say_dead_letters(screen: Screen, connect: Client, outputs: dict[str, str]) -> bool:
    """Jobs that failed five times."""
    sqs, found = connect("sqs"), dict[str, int]()
    for name, output in DEAD_LETTERS.items():
        wanted = ["ApproximateNumberOfMessages"]
        answer = sqs.get_queue_attributes(QueueUrl=outputs[output], AttributeNames=wanted)
        found[name] = int(answer["Attributes"][wanted[0]])
    if not any(found.values()):
        screen.say("No dead letters.")
        return True
    said = ", ".join(f"{count} of {name}" for name, count in found.items() if count)
    screen.problem(f"Dead letters: {said}. The logs in CloudWatch say why.", "broken")
    return False
