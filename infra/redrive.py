"""Dead letters begin anew: each goes back into the queue that it died in, and only then leaves."""

from __future__ import annotations

from typing import Any

WAIT_SECONDS = 1
HIDDEN_SECONDS = 60
DEDUPLICATION = "redrive-"


def redrive(client: Any, dead_letters: str) -> int:
    """How many went back. `dead_letters` is the address of a queue of dead letters; `client` SQS's.

    A letter is sent before it is removed, so an interruption at most repeats one, and jobs may be repeated.
    At most as many as lie there now: one that dies again meanwhile waits for the next time.
    Raises `LookupError` for a queue that nothing dies into.
    """
    sources = client.list_dead_letter_source_queues(QueueUrl=dead_letters).get("queueUrls", [])
    if not sources:
        raise LookupError("No queue has its dead letters there")
    moved, most = 0, lying(client, dead_letters)
    while moved < most and (letters := _received(client, dead_letters)):
        for letter in letters:
            client.send_message(QueueUrl=sources[0], MessageBody=letter["Body"], **_place(letter))
            client.delete_message(QueueUrl=dead_letters, ReceiptHandle=letter["ReceiptHandle"])
            moved += 1
    return moved


def lying(client: Any, dead_letters: str) -> int:
    """How many letters are there to be taken."""
    name = "ApproximateNumberOfMessages"
    answer = client.get_queue_attributes(QueueUrl=dead_letters, AttributeNames=[name])
    return int(answer["Attributes"][name])


def _received(client: Any, dead_letters: str) -> list[dict[str, Any]]:
    answer = client.receive_message(
        QueueUrl=dead_letters,
        MaxNumberOfMessages=10,
        VisibilityTimeout=HIDDEN_SECONDS,
        WaitTimeSeconds=WAIT_SECONDS,
        AttributeNames=["MessageGroupId"],
    )
    found: list[dict[str, Any]] = answer.get("Messages", [])
    return found


def _place(letter: dict[str, Any]) -> dict[str, str]:
    """The group in a FIFO queue; the letter's id, so that the same one soon again is swallowed there."""
    group = letter.get("Attributes", {}).get("MessageGroupId")
    return (
        {"MessageGroupId": group, "MessageDeduplicationId": DEDUPLICATION + letter["MessageId"]}
        if group
        else {}
    )
