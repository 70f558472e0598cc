"""Tables are what docs/tables.md and the code say; buckets are nobody's but ours, and over TLS only."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.adapters.aws.dynamodb.tables import TABLES, Table, definition
from chalicelib.adapters.aws.s3 import INCOMING_PREFIX
from tests.architecture.test_tables import CODE, PAGE, table_under
from tests.deployed_static.template import Resource, Template, as_list, referred, statements

PRIVATE = {"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"}


def expected(table: Table) -> Resource:
    """The table as the template has it: as the code makes it, with what CreateTable cannot say."""
    made: dict[str, Any] = definition(table)
    if table.stream:
        made["StreamSpecification"] = {"StreamViewType": "NEW_IMAGE"}
    if table.ttl:
        made["TimeToLiveSpecification"] = {"AttributeName": table.ttl, "Enabled": True}
    if table.keeps_words:
        made["PointInTimeRecoverySpecification"] = {"PointInTimeRecoveryEnabled": True}
    return made


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.noun)
def test_a_table_is_as_the_code_makes_it(table: Table, transformed: Template) -> None:
    assert transformed.of("AWS::DynamoDB::Table")[table.noun.title()] == expected(table)


def test_every_table_is_on_the_page_of_tables(transformed: Template) -> None:
    described = {CODE.findall(row[0])[0]: row[2:] for row in table_under(PAGE, "Table")}

    assert described == {
        name.lower(): [
            "new image" if "StreamSpecification" in table else "no",
            f"`{table['TimeToLiveSpecification']['AttributeName']}`"
            if "TimeToLiveSpecification" in table
            else "no",
            "yes" if "PointInTimeRecoverySpecification" in table else "no",
        ]
        for name, table in transformed.of("AWS::DynamoDB::Table").items()
    }


def open_to_others(template: Template) -> list[str]:
    """Buckets that somebody could make public, or reach without TLS."""
    found = []
    for name, bucket in template.of("AWS::S3::Bucket").items():
        block = bucket.get("PublicAccessBlockConfiguration", {})
        denied = [
            statement
            for policy in template.of("AWS::S3::BucketPolicy").values()
            if name in set(referred(policy["Bucket"]))
            for statement in statements(policy["PolicyDocument"])
            if statement["Effect"] == "Deny" and statement["Principal"] == "*"
        ]
        only_tls = any(
            one["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
            and one["Action"] == "s3:*"
            and len(as_list(one["Resource"])) == 2
            for one in denied
        )
        if {key for key, value in block.items() if value is True} != PRIVATE or not only_tls:
            found.append(name)
    return found


def test_every_bucket_is_private(transformed: Template) -> None:
    assert set(transformed.of("AWS::S3::Bucket")) == {"DataBucket", "SiteBucket"}
    assert open_to_others(transformed) == []


def test_an_open_bucket_is_found(transformed: Template) -> None:
    broken = transformed.changed()
    broken.resources["DataBucket"]["Properties"]["PublicAccessBlockConfiguration"]["BlockPublicAcls"] = False
    broken.resources["SiteBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"].pop(0)

    assert open_to_others(broken) == ["DataBucket", "SiteBucket"]


def test_a_bucket_is_encrypted_and_has_one_owner(transformed: Template) -> None:
    for bucket in transformed.of("AWS::S3::Bucket").values():
        (rule,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
        assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}


def test_what_is_on_its_way_ends_and_what_is_kept_does_not(transformed: Template) -> None:
    rules = transformed.of("AWS::S3::Bucket")["DataBucket"]["LifecycleConfiguration"]["Rules"]

    ends = {rule["Prefix"]: rule["ExpirationInDays"] for rule in rules if "ExpirationInDays" in rule}
    assert ends == {"uploads/": 1, INCOMING_PREFIX: {"Ref": "KeepRawMailDays"}}


def test_ses_puts_mail_only_where_it_is_looked_for(transformed: Template) -> None:
    (rule,) = transformed.of("AWS::SES::ReceiptRule").values()
    (action,) = rule["Rule"]["Actions"]
    policies = transformed.of("AWS::S3::BucketPolicy")["DataBucketPolicy"]["PolicyDocument"]
    (allowed,) = (one for one in statements(policies) if one["Effect"] == "Allow")

    assert action["S3Action"]["ObjectKeyPrefix"] == INCOMING_PREFIX
    assert allowed["Resource"]["Fn::Sub"].endswith(f"/{INCOMING_PREFIX}*")
    assert allowed["Condition"] == {"StringEquals": {"AWS:SourceAccount": {"Ref": "AWS::AccountId"}}}
    assert rule["Rule"]["ScanEnabled"] is True  # the verdicts that mail is judged by


def test_nobody_signs_up_and_passwords_are_long(transformed: Template) -> None:
    pool = transformed.of("AWS::Cognito::UserPool")["UserPool"]
    client = transformed.of("AWS::Cognito::UserPoolClient")["UserPoolClient"]

    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 12
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("OPTIONAL", ["SOFTWARE_TOKEN_MFA"])
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert set(client["ExplicitAuthFlows"]) == {
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
    }
