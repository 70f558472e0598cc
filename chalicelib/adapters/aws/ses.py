"""Mail out through Amazon SES: raw mail, handed over once, and refusals in words that say what to do next."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ReadTimeoutError,
    ResponseStreamingError,
)

from chalicelib.adapters.aws.clients import THROTTLES, error_code, error_status, error_words
from chalicelib.domain import limits
from chalicelib.domain.receipt import ExternalId, Known
from chalicelib.domain.sending_errors import SendDelayed, SenderRefused, SendRefused, SendUnsure
from chalicelib.ports.outside import Notice, Outbound
from chalicelib.ports.tracing import current_trace

MOST_RECIPIENTS = 50
RATE_TRIES = 3
LONGEST_PAUSE_SECONDS = 0.5
TAG = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what SES takes as the value of a tag

# The line broke after the mail had begun to leave: only SES knows what became of it.
AFTER_HANDING_OVER = (ReadTimeoutError, ConnectionClosedError, ResponseStreamingError)
# One second's rate is used up; the next second has a new one.
RATE = frozenset({"TooManyRequestsException", "Throttling", "ThrottlingException"})
# By the code of the error: what it means for the team. Nothing of these was sent.
REFUSED = {
    "MessageRejected": "Amazon SES refused it: {said}",
    "BadRequestException": "Amazon SES cannot take this mail: {said}",
    "MailFromDomainNotVerifiedException": (
        "Amazon SES does not know the sending domain yet: publish its DNS records, then send again ({said})"
    ),
    "AccountSuspendedException": (
        "Amazon has stopped this account from sending: answer its case in the AWS Support Center ({said})"
    ),
}
DELAYED = {
    "SendingPausedException": "Amazon SES has paused sending here: see the reputation page of its console",
    "LimitExceededException": "The sending quota of Amazon SES is used up for now",
    "NotFoundException": "The deployment is not whole, something in Amazon SES is missing: deploy again",
    "AccessDeniedException": "The deployment may not send by Amazon SES: deploy again",
    "ExpiredTokenException": "The credentials of this process have ended",
}
SANDBOX = (
    " Until AWS lifts the sandbox of this account, SES sends to verified addresses only:"
    " ask for production access in the SES console."
)

BuildMail = Callable[[Outbound], bytes]
RenderNotice = Callable[[Notice], bytes]
KnownIds = Callable[[Sequence[ExternalId]], Mapping[ExternalId, Known]]


class SesMail:
    """The door to SES. `message_id` makes the Message-ID that SES writes into a mail from its own id."""

    def __init__(
        self,
        client: Any,
        configuration_set: str,
        message_id: Callable[[str], str],
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._configuration_set = configuration_set
        self._message_id = message_id
        self._sleep = sleep

    def hand_over(self, mail: bytes, recipients: Sequence[str], tags: Mapping[str, str]) -> str:
        """All recipients get it, or none; the Message-ID it goes out with.

        Raises `SendRefused`, `SendDelayed`, `SendUnsure`. `tags` come back in every event about the mail.
        """
        if len(mail) > limits.MAIL:
            size, most = len(mail) // 1_000_000, limits.MAIL // 1_000_000
            raise SendRefused(f"The mail has {size} MB with its files; Amazon SES takes {most} MB")
        if len(recipients) > MOST_RECIPIENTS:
            raise SendRefused(f"A mail may go to {MOST_RECIPIENTS} people at once, not {len(recipients)}")
        request: dict[str, Any] = {
            "Content": {"Raw": {"Data": mail}},
            "Destination": {"ToAddresses": [_on_the_wire(one) for one in recipients]},
            "EmailTags": [{"Name": name, "Value": value} for name, value in tags.items()],
        }
        if self._configuration_set:
            request["ConfigurationSetName"] = self._configuration_set
        return self._message_id(self._sent(request))

    def _sent(self, request: dict[str, Any]) -> str:
        """A rate that is used up for a second is waited for here; all else is the delivery's business."""
        for tried in range(1, RATE_TRIES + 1):
            try:
                return str(self._client.send_email(**request)["MessageId"])
            except ClientError as error:
                if error_code(error) not in RATE or tried == RATE_TRIES:
                    raise _meaning(error) from error
                self._sleep(random.uniform(0, LONGEST_PAUSE_SECONDS * 2**tried))  # noqa: S311 - only jitter
            except AFTER_HANDING_OVER as error:
                raise SendUnsure("The line broke after the mail was handed over to Amazon SES") from error
            except BotoCoreError as error:
                raise SendDelayed(f"Amazon SES cannot be reached: {type(error).__name__}") from error
        raise AssertionError("unreachable")


class SesGateway:
    """The gateway for `email` on AWS. `known` looks up what SES has told of mail that it took."""

    def __init__(self, ses: SesMail, build_mail: BuildMail, known: KnownIds) -> None:
        self._ses = ses
        self._build_mail = build_mail
        self._known = known

    def send(self, outbound: Outbound) -> str:
        tags = {"key": outbound.key, "attempt": str(outbound.attempt)}
        if TAG.fullmatch(trace := current_trace()):
            tags["trace"] = trace
        try:
            return self._ses.hand_over(self._build_mail(outbound), outbound.recipients, tags)
        except SendRefused as refused:
            if _names(refused, outbound.message.sender.address):
                raise SenderRefused(refused.detail) from refused
            raise

    def found(self, key: str, attempt: int) -> str | None:
        """SES cannot be asked; it tells by an event, whose receipt has the Message-ID."""
        told = ExternalId.of_sent(key, attempt)
        known = self._known([told]).get(told)
        return known.content_hash or None if known else None


class SesNotices:
    """The product's own mail, tagged as such: events about it are about no conversation."""

    def __init__(self, ses: SesMail, render: RenderNotice) -> None:
        self._ses = ses
        self._render = render

    def send(self, template: str, to: str, values: Mapping[str, str], language: str) -> None:
        mail = self._render(Notice(template, to, values, language))
        self._ses.hand_over(mail, [to], {"notice": template})


def _meaning(error: ClientError) -> SendRefused | SendDelayed | SendUnsure:
    """By code and status, never by words; those only say more to whoever reads it."""
    code, said = error_code(error), error_words(error)
    if code in REFUSED:
        hint = SANDBOX if code == "MessageRejected" and "not verified" in said else ""
        return SendRefused(REFUSED[code].format(said=said) + hint)
    if code in DELAYED:
        return SendDelayed(DELAYED[code])
    status = error_status(error)
    if status >= 500 and status != 503:
        return SendUnsure(f"Amazon SES broke off: {code}")
    if code in THROTTLES or status in (401, 403, 429, 503):
        return SendDelayed(f"Amazon SES does not take mail now: {code}")
    return SendRefused(f"Amazon SES refused it: {said or code}")


def _names(refused: SendRefused, sender: str) -> bool:
    """Whether the sender is what SES does not know (any more). Here alone its words count: the code is the
    same for a recipient in the sandbox, and SES says whom it means."""
    said = refused.detail.lower()
    return "not verified" in said and sender.lower() in said


def _on_the_wire(address: str) -> str:
    """Its domain as IDNA has it. Raises `SendRefused` for what SES does not deliver to."""
    local, _, domain = address.rpartition("@")
    try:
        encoded = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        encoded = ""
    if not local or not local.isascii() or not encoded:
        raise SendRefused(f"Amazon SES does not deliver to addresses such as {address}")
    return f"{local}@{encoded}"
