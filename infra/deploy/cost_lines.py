"""What the home costs while nobody writes, and for each 1,000 messages: list prices, as of a day."""

from __future__ import annotations

from dataclasses import dataclass

AS_OF = "list prices of us-east-1 as published in 2025, without free tiers, rounded up"
SOURCE = "https://aws.amazon.com/pricing/"


@dataclass(frozen=True, slots=True)
class CostLine:
    """Dollars a month while nothing happens, and dollars for 1,000 messages, half of them coming in."""

    what: str
    why: str
    idle: float
    per_1000: float


LINES = (
    CostLine("SES", "0.10 for 1,000 mails, in and out; 0.09 for 1,000 pieces of 256 KB in", 0.0, 0.15),
    CostLine("SQS", "four queues that Lambda asks every 20 seconds; some jobs a message", 1.10, 0.01),
    CostLine("Lambda", "a look at the clock each minute; five calls a message", 0.10, 0.02),
    CostLine(
        "DynamoDB", "on demand; some 25 writes and 40 reads a message; backups by the gigabyte", 0.0, 0.03
    ),
    CostLine("API Gateway", "3.50 for a million calls; some 20 calls of screens a message", 0.0, 0.07),
    CostLine("CloudWatch", "seven alarms on 16 metrics; the log", 1.60, 0.02),
    CostLine("CloudFront, S3", "pages; mail and files at 0.023 a gigabyte and month", 0.01, 0.02),
)


def totals() -> tuple[float, float]:
    """Idle a month, and per 1,000 messages."""
    return sum(line.idle for line in LINES), sum(line.per_1000 for line in LINES)
