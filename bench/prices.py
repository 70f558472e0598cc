"""What AWS asks for a unit of each thing, in dollars: list prices of eu-west-1 without any free allowance.

They are known from the public pages named beside them, as they stood in 2025, and were not looked up when
this table was written: check them there before anybody relies on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

KNOWN_FROM = 2025
REGION = "eu-west-1"
MILLION = 1_000_000

LAMBDA = "https://aws.amazon.com/lambda/pricing/"
DYNAMODB = "https://aws.amazon.com/dynamodb/pricing/on-demand/"
S3 = "https://aws.amazon.com/s3/pricing/"
SQS = "https://aws.amazon.com/sqs/pricing/"
SNS = "https://aws.amazon.com/sns/pricing/"
SES = "https://aws.amazon.com/ses/pricing/"
API_GATEWAY = "https://aws.amazon.com/api-gateway/pricing/"
CLOUDFRONT = "https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/"
CLOUDWATCH = "https://aws.amazon.com/cloudwatch/pricing/"
COGNITO = "https://aws.amazon.com/cognito/pricing/"
KMS = "https://aws.amazon.com/kms/pricing/"


@dataclass(frozen=True, slots=True)
class Price:
    """`dollars` for one unit. `free` units a month are for nothing, in every account and for ever.

    What is free only in an account's first months does not stand here.
    """

    dollars: float
    page: str
    free: float = 0


PRICES: Mapping[str, Price] = MappingProxyType(
    {
        "Lambda requests": Price(0.20 / MILLION, LAMBDA, free=MILLION),
        "Lambda GB-seconds, arm64": Price(0.0000133334, LAMBDA, free=400_000),
        "DynamoDB read units": Price(0.1415 / MILLION, DYNAMODB),
        "DynamoDB write units": Price(0.7053 / MILLION, DYNAMODB),
        "DynamoDB GB-months": Price(0.283, DYNAMODB, free=25),
        "DynamoDB point-in-time GB-months": Price(0.2264, DYNAMODB),
        "S3 writes and lists": Price(0.005 / 1_000, S3),
        "S3 reads": Price(0.0004 / 1_000, S3),
        "S3 GB-months": Price(0.023, S3),
        "SQS requests, standard": Price(0.40 / MILLION, SQS, free=MILLION),
        "SQS requests, FIFO": Price(0.50 / MILLION, SQS),
        "SNS publishes": Price(0.50 / MILLION, SNS, free=MILLION),
        "SES mails in": Price(0.10 / 1_000, SES),
        "SES chunks in, 256 KB": Price(0.09 / 1_000, SES),
        "SES mails out": Price(0.10 / 1_000, SES),
        "SES GB out": Price(0.12, SES),
        "API Gateway REST requests": Price(3.50 / MILLION, API_GATEWAY),
        "API Gateway socket messages": Price(1.14 / MILLION, API_GATEWAY),
        "API Gateway socket minutes": Price(0.285 / MILLION, API_GATEWAY),
        "CloudFront requests": Price(0.012 / 10_000, CLOUDFRONT, free=10 * MILLION),
        "CloudFront GB out": Price(0.085, CLOUDFRONT, free=1_000),
        "CloudWatch GB of logs": Price(0.57, CLOUDWATCH, free=5),
        "CloudWatch alarm metrics": Price(0.10, CLOUDWATCH, free=10),
        "CloudWatch dashboards": Price(3.00, CLOUDWATCH, free=3),
        "CloudWatch own metrics": Price(0.30, CLOUDWATCH, free=10),
        "Cognito people a month, Lite": Price(0.0055, COGNITO, free=10_000),
        "KMS requests": Price(0.03 / 10_000, KMS, free=20_000),
    }
)
"""SQS has one allowance for both kinds of queue; it stands at the cheaper one."""
