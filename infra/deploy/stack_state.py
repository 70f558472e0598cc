"""What an earlier run left: a stack in some state, and what a re-run makes of it."""

from __future__ import annotations

from dataclasses import dataclass

NEVER_STOOD = frozenset({"", "REVIEW_IN_PROGRESS", "ROLLBACK_COMPLETE"})
GO_ON = {
    "REVIEW_IN_PROGRESS": "An earlier run proposed the stack and made nothing: it is proposed anew.",
    "ROLLBACK_COMPLETE": "An earlier first run failed and was taken back: its rest is removed and made anew.",
    "UPDATE_ROLLBACK_COMPLETE": "The last update failed and was taken back; the home works as before it.",
}
AT_WORK = "AWS is still at work on an earlier run ({status}): wait for its end, then run this again."
NOT_TAKEN_BACK = (
    "The last update could not be taken back: run "
    "`aws cloudformation continue-update-rollback --stack-name {name}`, then this again."
)
HALF_MADE = (
    "The stack is half-made ({status}) and cannot be changed any more: run "
    "`aws cloudformation delete-stack --stack-name {name}` (data is kept), then this again."
)


@dataclass(frozen=True, slots=True)
class StackState:
    """What it means for this run, empty when nothing is special; `blocks` says that it cannot go on."""

    text: str
    blocks: bool = False


def state_of(status: str, name: str) -> StackState:
    """In plain words, for a status of CloudFormation."""
    if status in GO_ON:
        return StackState(GO_ON[status])
    if status == "UPDATE_ROLLBACK_FAILED":
        return StackState(NOT_TAKEN_BACK.format(name=name), blocks=True)
    if status.endswith("_FAILED"):
        return StackState(HALF_MADE.format(status=status, name=name), blocks=True)
    if status.endswith("_IN_PROGRESS"):
        return StackState(AT_WORK.format(status=status), blocks=True)
    return StackState("")
