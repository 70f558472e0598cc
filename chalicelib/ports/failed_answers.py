"""An answer does not reach somebody on a platform: whoever closed the conversation over it is to see that."""

from __future__ import annotations

from chalicelib.domain.conversation import Step
from chalicelib.domain.entry import Actor, ActorKind, Delivery, DeliveryOutcome, Status, StatusChanged, Why
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.bundle import Ports

CONVERSATION = Actor.system("conversation")


def open_again(ports: Ports, step: Step, wrote: ConversationId, outcome: DeliveryOutcome) -> Step:
    """The step with the outcome in it, after which the conversation is open where it was closed.

    Only for what an agent wrote, in the log of `wrote`, to somebody on a platform: mail that fails has marks
    of its own. One read when it does, none otherwise.
    """
    head = step.after
    if outcome.state is not Delivery.FAILED or head.status is not Status.CLOSED:
        return step
    kind = ports.kinds.get(head.channel_kind)
    if kind is None or kind.mail or kind.through:
        return step
    answer = ports.conversations.entry(wrote, outcome.of)
    if answer.actor.kind is not ActorKind.AGENT:
        return step
    opened = StatusChanged(Status.OPEN, (Why("reopened_by_failure"),))
    return step.add(opened, step.entries[-1].at, CONVERSATION)
