"""Removing data for good. Whatever is gone already is fine, so that it can be repeated."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

from infra.deploy.left_behind import Leftovers
from infra.deploy.plan import Client

GONE = frozenset(
    {
        "ResourceNotFoundException",
        "NoSuchBucket",
        "NotFoundException",
        "UserPoolNotFoundException",
        "404",
    }
)


def remove_data(connect: Client, left: Leftovers) -> None:
    """Tables, bucket and user pool. The domain stays in SES: another stage may send from it, too."""
    dynamodb = connect("dynamodb")
    for name in left.tables:
        _unless_gone(dynamodb.delete_table, TableName=name)
    remove_bucket(connect("s3"), left.bucket)
    if left.pool:
        _unless_gone(connect("cognito-idp").delete_user_pool, UserPoolId=left.pool)


def remove_bucket(s3: Any, bucket: str) -> None:
    """With everything in it, old versions too."""
    if not bucket:
        return
    try:
        empty(s3, bucket)
    except ClientError as error:
        if error.response["Error"]["Code"] in GONE:
            return
        raise
    _unless_gone(s3.delete_bucket, Bucket=bucket)


def empty(s3: Any, bucket: str) -> int:
    """Every version of every object; how many."""
    removed = 0
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        found = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
        gone = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found]
        if gone:
            s3.delete_objects(Bucket=bucket, Delete={"Objects": gone, "Quiet": True})
            removed += len(gone)
    return removed


def remove_secrets(ssm: Any, path: str) -> int:
    """Every parameter below the path, those of channels too; how many."""
    pages = ssm.get_paginator("get_parameters_by_path").paginate(Path=path, Recursive=True)
    names = [one["Name"] for page in pages for one in page["Parameters"]]
    for name in names:
        _unless_gone(ssm.delete_parameter, Name=name)
    return len(names)


def _unless_gone(call: Any, **which: str) -> None:
    try:
        call(**which)
    except ClientError as error:
        if error.response["Error"]["Code"] not in GONE | {"ParameterNotFound"}:
            raise
