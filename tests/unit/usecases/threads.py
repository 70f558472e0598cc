"""What tests of threads say of a mail that was taken in, and of the inbox that took it."""

from dataclasses import replace

from chalicelib.domain.entry import Mailbox, Message
from chalicelib.domain.receipt import Taken
from chalicelib.ports.bundle import Ports
from tests.unit.usecases.company import SUPPORT_INBOX

BOSS = Mailbox("boss@customer.example", "The boss")


def message_at(ports: Ports, taken: Taken) -> Message:
    """The message that came in; what followed from it in the same step stands after it."""
    for entry in reversed(ports.conversations.entries(taken.conversation_id, before=taken.seq + 1)):
        if isinstance(entry.content, Message):
            return entry.content
    raise AssertionError("no message there")


def codes(ports: Ports, taken: Taken) -> list[str]:
    return [why.code for why in message_at(ports, taken).why]


def strangers_may_join(ports: Ports) -> None:
    ports.workspace.put_inbox(replace(SUPPORT_INBOX, strangers_may_join=True))
