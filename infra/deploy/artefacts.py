"""The bucket that code and templates are uploaded to, private, each file under the sha256 of its content."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infra.deploy.failures import Stopped
from infra.packaging import Package

KEPT = 5  # so that a rollback finds the code that it goes back to
FOLDERS = ("code/", "template/")
NAME_TAKEN = (
    "The bucket name {bucket} is taken by another account: choose another STAGE. Nothing was changed."
)
PRIVATE = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}
ENCRYPTED = {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
TIDY = {
    "Rules": [
        {
            "ID": "leftovers",
            "Status": "Enabled",
            "Filter": {"Prefix": ""},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
        }
    ]
}


def ready_bucket(s3: Any, bucket: str, region: str) -> None:
    """Make it, or make it right again. Raises `Stopped` when the name is another account's."""
    where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    try:
        s3.create_bucket(Bucket=bucket, **where)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code == "BucketAlreadyExists":
            raise Stopped(NAME_TAKEN.format(bucket=bucket)) from error
        if code != "BucketAlreadyOwnedByYou":
            raise
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=PRIVATE)
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration=ENCRYPTED)
    s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(only_over_tls(bucket, region)))
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration=TIDY)


def only_over_tls(bucket: str, region: str) -> dict[str, Any]:
    """The bucket's policy."""
    partition = "aws-cn" if region.startswith("cn-") else "aws-us-gov" if "-gov-" in region else "aws"
    arn = f"arn:{partition}:s3:::{bucket}"
    statement = {
        "Sid": "OnlyOverTls",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [arn, f"{arn}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def put_package(s3: Any, bucket: str, made: Package) -> str:
    """Upload what is not there yet; the key of the template."""
    key = key_of_template(made)
    put_once(s3, bucket, made.key, made.code)
    put_once(s3, bucket, key, made.template)
    return key


def key_of_template(made: Package) -> str:
    """By its content."""
    return f"template/{hashlib.sha256(made.template.read_bytes()).hexdigest()}.json"


def put_once(s3: Any, bucket: str, key: str, path: Path) -> None:
    """The key says what is in it: what is there is right."""
    if not is_there(s3, bucket, key):
        s3.put_object(Bucket=bucket, Key=key, Body=path.read_bytes())


def is_there(s3: Any, bucket: str, key: str) -> bool:
    """Whether the bucket has it; there may be no bucket yet."""
    try:
        s3.head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] in ("404", "NoSuchKey", "NoSuchBucket", "NotFound"):
            return False
        raise
    return True


def address_of(bucket: str, key: str, region: str, endpoint: str) -> str:
    """Where CloudFormation reads it."""
    if endpoint:
        return f"{endpoint}/{bucket}/{key}"
    suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
    return f"https://{bucket}.s3.{region}.{suffix}/{key}"


def forget_old(s3: Any, bucket: str, keep: frozenset[str]) -> int:
    """Remove all but the newest of each kind and `keep`; how many."""
    removed = 0
    for folder in FOLDERS:
        pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=folder)
        found = sorted(
            (one for page in pages for one in page.get("Contents", ())), key=lambda one: one["LastModified"]
        )
        for one in found[:-KEPT]:
            if one["Key"] not in keep:
                s3.delete_object(Bucket=bucket, Key=one["Key"])
                removed += 1
    return removed
