from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from infra.deploy.data_removal import remove_data, remove_secrets
from infra.deploy.left_behind import Leftovers, described, forget, note, noted
from tests.unit.infra.deploy.conftest import PLAN, Connect

LEFT = Leftovers(("Conversations-1", "Contacts-1"), "data-1", "pool-1", "example.com")
PATH = PLAN.secrets_path


def test_what_is_left_is_noted_once_and_found_again(connect: Connect) -> None:
    ssm = connect("ssm")
    other = replace(LEFT, bucket="data-2")

    for one in (LEFT, LEFT, other):
        note(ssm, PATH, one)

    assert noted(ssm, PATH) == (LEFT, other)
    forget(ssm, PATH)
    forget(ssm, PATH)
    assert noted(ssm, PATH) == ()


def test_a_person_reads_where_it_lies() -> None:
    lines = described(LEFT)

    assert lines[0] == "table   Conversations-1"
    assert any("data-1" in line for line in lines)


@pytest.fixture
def left(connect: Connect) -> Leftovers:
    """Data in moto's account: two tables, a bucket with versions, a pool."""
    dynamodb, s3 = connect("dynamodb"), connect("s3")
    for name in LEFT.tables:
        dynamodb.create_table(
            TableName=name,
            BillingMode="PAY_PER_REQUEST",
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        )
    s3.create_bucket(Bucket=LEFT.bucket, CreateBucketConfiguration={"LocationConstraint": PLAN.region})
    s3.put_bucket_versioning(Bucket=LEFT.bucket, VersioningConfiguration={"Status": "Enabled"})
    for content in (b"old", b"new"):
        s3.put_object(Bucket=LEFT.bucket, Key="blobs/a", Body=content)
    s3.delete_object(Bucket=LEFT.bucket, Key="blobs/a")
    pool = connect("cognito-idp").create_user_pool(PoolName="bandeja-prod")["UserPool"]["Id"]
    return replace(LEFT, pool=pool)


def test_data_is_removed_for_good_and_doing_it_again_is_fine(connect: Connect, left: Leftovers) -> None:
    connect("sesv2").create_email_identity(EmailIdentity=left.identity)

    remove_data(connect, left)
    remove_data(connect, left)

    assert connect("dynamodb").list_tables()["TableNames"] == []
    assert connect("s3").list_buckets()["Buckets"] == []
    assert connect("cognito-idp").list_user_pools(MaxResults=10)["UserPools"] == []
    assert connect("sesv2").list_email_identities()["EmailIdentities"]  # another stage may send from it


def test_a_removal_that_was_cut_short_is_ended_by_the_next(connect: Connect, left: Leftovers) -> None:
    def interrupted(service: str) -> Any:
        if service == "cognito-idp":
            raise KeyboardInterrupt
        return connect(service)

    with pytest.raises(KeyboardInterrupt):
        remove_data(interrupted, left)
    remove_data(connect, left)

    assert connect("cognito-idp").list_user_pools(MaxResults=10)["UserPools"] == []


def test_only_the_stages_own_secrets_go(connect: Connect) -> None:
    ssm = connect("ssm")
    for name in ("/bandeja/prod/origin", "/bandeja/prod/session", "/bandeja/production/origin"):
        ssm.put_parameter(Name=name, Value="x", Type="SecureString")

    assert remove_secrets(ssm, "/bandeja/prod") == 2
    assert ssm.get_parameter(Name="/bandeja/production/origin")
