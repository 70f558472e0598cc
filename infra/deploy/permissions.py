"""Whether the credentials may do what a deployment does: asked of IAM at once, before anything is begun."""

from __future__ import annotations

from typing import Any

NEEDED = (
    *("cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet", "cloudformation:DescribeStacks"),
    *("s3:CreateBucket", "s3:PutObject", "s3:PutBucketPolicy", "s3:PutEncryptionConfiguration"),
    *("dynamodb:CreateTable", "dynamodb:PutItem", "sqs:CreateQueue", "sns:CreateTopic", "sns:Publish"),
    *("lambda:CreateFunction", "lambda:CreateEventSourceMapping", "apigateway:POST", "events:PutRule"),
    *(
        "iam:CreateRole",
        "iam:PassRole",
        "iam:PutRolePolicy",
        "logs:CreateLogGroup",
        "cloudwatch:PutMetricAlarm",
    ),
    *("cloudfront:CreateDistribution", "cloudfront:CreateInvalidation"),
    *("cognito-idp:CreateUserPool", "cognito-idp:AdminCreateUser", "cognito-idp:AdminSetUserPassword"),
    *("ssm:PutParameter", "ssm:GetParametersByPath"),
    *("ses:CreateEmailIdentity", "ses:CreateReceiptRuleSet", "ses:SetActiveReceiptRuleSet"),
)
LACKING = "These credentials may not do {actions}: ask the account's owner for these rights."
NOT_TOLD = (
    "Whether these credentials may do everything cannot be asked (iam:SimulatePrincipalPolicy is missing): "
    "what they may not do is told when it comes to it."
)


def missing_rights(iam: Any, arn: str) -> tuple[list[str], str]:
    """Problems, and a note. The account's root user may do everything."""
    from botocore.exceptions import ClientError

    if arn.endswith(":root"):
        return [], ""
    try:
        answers = iam.get_paginator("simulate_principal_policy").paginate(
            PolicySourceArn=principal_of(arn), ActionNames=list(NEEDED)
        )
        found = [one for page in answers for one in page["EvaluationResults"]]
    except ClientError:
        return [], NOT_TOLD
    lacking = [one["EvalActionName"] for one in found if one["EvalDecision"] != "allowed"]
    return ([LACKING.format(actions=", ".join(lacking))] if lacking else []), ""


def principal_of(arn: str) -> str:
    """The role behind a session (`…:assumed-role/Name/session`): IAM knows policies of roles and users."""
    head, _, rest = arn.partition(":assumed-role/")
    if not rest:
        return arn
    return f"{head.replace(':sts:', ':iam:')}:role/{rest.partition('/')[0]}"
