from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infra.deploy.artefacts import KEPT, address_of, forget_old, is_there, put_package, ready_bucket
from infra.deploy.failures import Stopped
from infra.packaging import Package
from tests.unit.infra.deploy.conftest import PLAN, Connect

BUCKET = PLAN.artefact_bucket("123456789012")


def bucket_of(connect: Connect) -> Any:
    """Without a policy: moto takes no notice of its condition, and would let nobody in."""
    s3 = connect("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": PLAN.region})
    return s3


@pytest.fixture
def made(tmp_path: Path) -> Package:
    (tmp_path / "template.json").write_text("{}")
    (tmp_path / "0a.zip").write_bytes(b"code")
    return Package(tmp_path / "template.json", tmp_path / "0a.zip", "code/0a.zip")


def test_the_bucket_is_private_encrypted_and_tls_only(connect: Connect) -> None:
    s3 = connect("s3")

    ready_bucket(s3, BUCKET, PLAN.region)

    assert all(s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"].values())
    assert s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    policy = json.loads(s3.get_bucket_policy(Bucket=BUCKET)["Policy"])
    assert policy["Statement"][0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert s3.get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"]


def test_the_bucket_is_made_right_again_each_time(connect: Connect) -> None:
    s3 = connect("s3")
    ready_bucket(s3, BUCKET, PLAN.region)
    s3.delete_public_access_block(Bucket=BUCKET)

    ready_bucket(s3, BUCKET, PLAN.region)

    assert s3.get_public_access_block(Bucket=BUCKET)


def test_a_name_that_another_account_has_is_told(connect: Connect) -> None:
    s3 = connect("s3")

    def taken(**which: object) -> None:
        raise ClientError({"Error": {"Code": "BucketAlreadyExists", "Message": ""}}, "CreateBucket")

    s3.create_bucket = taken
    with pytest.raises(Stopped, match="choose another STAGE"):
        ready_bucket(s3, BUCKET, PLAN.region)


def test_what_is_there_is_not_uploaded_again(connect: Connect, made: Package) -> None:
    s3 = bucket_of(connect)
    key = put_package(s3, BUCKET, made)
    before = s3.head_object(Bucket=BUCKET, Key=made.key)["LastModified"]

    def never(**which: object) -> None:
        raise AssertionError(which)

    s3.put_object = never
    assert put_package(s3, BUCKET, made) == key

    assert s3.head_object(Bucket=BUCKET, Key=made.key)["LastModified"] == before
    assert key.startswith("template/")


def test_where_there_is_no_bucket_nothing_is_there(connect: Connect) -> None:
    assert not is_there(connect("s3"), BUCKET, "code/0a.zip")


def test_old_code_goes_and_what_runs_stays(connect: Connect) -> None:
    s3 = bucket_of(connect)
    for number in range(KEPT + 3):
        s3.put_object(Bucket=BUCKET, Key=f"code/{number}.zip", Body=b"")

    removed = forget_old(s3, BUCKET, frozenset({"code/0.zip"}))

    left = {one["Key"] for one in s3.list_objects_v2(Bucket=BUCKET)["Contents"]}
    assert removed == 2
    assert "code/0.zip" in left


def test_cloudformation_reads_the_template_where_it_lies() -> None:
    assert address_of("b", "k", "eu-west-1", "") == "https://b.s3.eu-west-1.amazonaws.com/k"
    assert address_of("b", "k", "eu-west-1", "http://127.0.0.1:1") == "http://127.0.0.1:1/b/k"
