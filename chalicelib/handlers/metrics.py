"""The product's own figures in CloudWatch: three counts of what somebody should look into.

A count is one line of the log in Embedded Metric Format, written at the end of an invocation that has
something to say; each figure costs for every hour in which it is told, so the ordinary hour tells none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit  # the logger has loaded it already

from chalicelib import wiring
from chalicelib.domain.errors import LinkHasEnded, NotThroughTheSite, TooManyTries, WrongSecret
from chalicelib.domain.token_errors import MalformedToken, UnknownToken

NAMESPACE = "Bandeja"
STAGE = "stage"


class Metric(StrEnum):
    """`TokenFailed`: a socket's ticket, a link, the site's own secret or an API token was forged, used up or
    missing."""

    SIGN_IN_FAILED = "SignInFailed"
    TOKEN_FAILED = "TokenFailed"
    MAIL_QUARANTINED = "MailQuarantined"


_counts: ContextVar[Counter[Metric] | None] = ContextVar("counts", default=None)


@contextmanager
def counting() -> Iterator[None]:
    """One invocation: what is counted within is written once, at its end, however it ends."""
    counts: Counter[Metric] = Counter()
    before = _counts.set(counts)
    try:
        yield
    finally:
        _counts.reset(before)
        _write(counts)


def count(metric: Metric) -> None:
    """One more. Outside of `counting` nobody listens."""
    if (counts := _counts.get()) is not None:
        counts[metric] += 1


def count_refusal(error: Exception, path: str) -> None:
    """What an answer of the API says about who asked: the route `path` refused with `error`.

    A session that ended is an ordinary day and no figure; so is a mistyped current password, and a token that
    has expired or was revoked.
    """
    if isinstance(error, NotThroughTheSite | LinkHasEnded | MalformedToken | UnknownToken):
        count(Metric.TOKEN_FAILED)
    elif path == "/session" and isinstance(error, WrongSecret | TooManyTries):
        count(Metric.SIGN_IN_FAILED)


def _write(counts: Counter[Metric]) -> None:
    aws = wiring.settings().aws if counts else None
    if aws is None:  # nothing to say; at home nobody reads it
        return
    told = EphemeralMetrics(namespace=NAMESPACE)
    told.add_dimension(STAGE, aws.stage or "none")
    for metric, number in counts.items():
        told.add_metric(metric.value, MetricUnit.Count, number)
    told.flush_metrics()
