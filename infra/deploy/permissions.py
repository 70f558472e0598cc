"""Whether the credentials may do what a deployment does: asked of IAM at once, before anything is begun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from infra.deploy.plan import Plan

# what is done to which resource; `{name}` is that of the stack, with which most names begin
NEEDED: Mapping[str, tuple[str, ...]] = {
    "arn:aws:cloudformation:{region}:{account}:stack/{name}/*": (
        *("cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"),
        "cloudformation:DescribeStacks",
    ),
    "arn:aws:s3:::{name}-artefacts": (
        *("s3:CreateBucket", "s3:PutBucketPolicy", "s3:PutEncryptionConfiguration"),
        "s3:PutBucketPublicAccessBlock",
    ),
    "arn:aws:s3:::{name}-artefacts/*": ("s3:PutObject", "s3:GetObject"),
    "arn:aws:dynamodb:{region}:{account}:table/{name}-Workspace": (
        "dynamodb:CreateTable",
        "dynamodb:PutItem",
    ),
    "arn:aws:sqs:{region}:{account}:{name}-MailQueue": ("sqs:CreateQueue",),
    "arn:aws:sns:{region}:{account}:{name}-MailTopic": ("sns:CreateTopic", "sns:Publish"),
    "arn:aws:lambda:{region}:{account}:function:{name}-OnMail": ("lambda:CreateFunction",),
    "arn:aws:iam::{account}:role/{name}-OnMailRole": ("iam:CreateRole", "iam:PassRole", "iam:PutRolePolicy"),
    "arn:aws:ssm:{region}:{account}:parameter{path}/origin": ("ssm:PutParameter", "ssm:GetParameter"),
    "arn:aws:events:{region}:{account}:rule/{name}-OnTick": ("events:PutRule",),
    "arn:aws:cloudwatch:{region}:{account}:alarm:{name}-api-errors": ("cloudwatch:PutMetricAlarm",),
    "*": (
        *("cloudfront:CreateDistribution", "cloudfront:CreateInvalidation", "cloudfront:CreateCachePolicy"),
        *("cloudfront:CreateOriginRequestPolicy", "cognito-idp:CreateUserPool"),
        *("ses:CreateEmailIdentity", "ses:CreateReceiptRuleSet", "ses:SetActiveReceiptRuleSet"),
    ),
}
LACKING = (
    "These credentials may not do {actions}: ask the account's owner for these rights. "
    "If you know better (rights that depend on conditions), add --trust-rights."
)
NOT_TOLD = (
    "Whether these credentials may do everything cannot be asked (iam:SimulatePrincipalPolicy is missing): "
    "what they may not do is told when it comes to it."
)


@dataclass(frozen=True, slots=True)
class Caller:
    """The account's number and the caller's ARN; or `why` AWS does not know us."""

    account: str = ""
    arn: str = ""
    why: str = ""


def missing_rights(iam: Any, plan: Plan, caller: Caller) -> tuple[list[str], str]:
    """Problems, and a note. The account's root user may do everything."""
    from botocore.exceptions import ClientError

    if plan.trusts_rights or caller.arn.endswith(":root"):
        return [], ""
    try:
        lacking = list(_lacking(iam, plan, caller))
    except ClientError:
        return [], NOT_TOLD
    return ([LACKING.format(actions=", ".join(lacking))] if lacking else []), ""


def _lacking(iam: Any, plan: Plan, caller: Caller) -> Iterator[str]:
    """Asked by resource: a right for what is ours is enough."""
    names = {
        "region": plan.region,
        "account": caller.account,
        "name": plan.stack_name,
        "path": plan.secrets_path,
    }
    here = {
        "ContextKeyName": "aws:RequestedRegion",
        "ContextKeyValues": [plan.region],
        "ContextKeyType": "string",
    }
    for resource, actions in NEEDED.items():
        pages = iam.get_paginator("simulate_principal_policy").paginate(
            PolicySourceArn=principal_of(caller.arn),
            ActionNames=list(actions),
            ResourceArns=[resource.format(**names)],
            ContextEntries=[here],
        )
        for page in pages:
            decided = page["EvaluationResults"]
            yield from (one["EvalActionName"] for one in decided if one["EvalDecision"] != "allowed")


def principal_of(arn: str) -> str:
    """The role behind a session (`…:assumed-role/Name/session`): IAM knows policies of roles and users."""
    head, _, rest = arn.partition(":assumed-role/")
    if not rest:
        return arn
    return f"{head.replace(':sts:', ':iam:')}:role/{rest.partition('/')[0]}"
