"""Files of the product in one S3 bucket: content under its sha256, raw mail on its way in, uploads."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote

from botocore.exceptions import ClientError

from chalicelib.adapters.aws.clients import error_code, throttles_named
from chalicelib.domain.errors import NoSuchFile
from chalicelib.domain.ids import BlobId
from chalicelib.ports.outside import Uploaded, UploadSlot

LINK_SECONDS = 600
UPLOAD_SECONDS = 3600
INCOMING_PREFIX = "incoming/"
INCOMING_AT_MOST = 1000
SETUP = "AMAZON_SES_SETUP_NOTIFICATION"  # what SES puts there once, to see that it may; no mail
BLOB = re.compile(r"[0-9a-f]{64}")
INCOMING = re.compile(r"[A-Za-z0-9_-]{1,100}")
ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})


class S3Blobs:
    """The blob store on AWS. The bucket's lifecycle removes uploads and old versions, not this code."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, content: bytes) -> BlobId:
        digest = hashlib.sha256(content)
        blob = BlobId(digest.hexdigest())
        checksum = base64.b64encode(digest.digest()).decode("ascii")
        self._put(_blob_key(blob), content, ChecksumSHA256=checksum)
        return blob

    def get(self, blob: BlobId) -> bytes:
        return bytes(self._get(_blob_key(blob))["Body"].read())

    def has(self, blob: BlobId) -> bool:
        if not BLOB.fullmatch(blob):
            return False
        try:
            with throttles_named():
                self._client.head_object(Bucket=self._bucket, Key=_blob_key(blob))
        except ClientError as error:
            if error_code(error) in ABSENT:
                return False
            raise
        return True

    def link(self, blob: BlobId, *, name: str, content_type: str, inline: bool = False) -> str:
        kind = "inline" if inline else "attachment"
        wanted = {
            "Bucket": self._bucket,
            "Key": _blob_key(blob),
            "ResponseContentType": content_type,
            "ResponseContentDisposition": f"{kind}; filename*=UTF-8''{quote(name, safe='')}",
            "ResponseCacheControl": "private, max-age=600",
        }
        return str(self._client.generate_presigned_url("get_object", Params=wanted, ExpiresIn=LINK_SECONDS))

    def put_incoming(self, name: str, raw: bytes) -> None:
        if not INCOMING.fullmatch(name):
            raise ValueError(f"not an id of ours: {name!r}")
        self._put(INCOMING_PREFIX + name, raw)

    def get_incoming(self, name: str) -> bytes:
        if not INCOMING.fullmatch(name):
            raise NoSuchFile
        return bytes(self._get(INCOMING_PREFIX + name)["Body"].read())

    def drop_incoming(self, name: str) -> None:
        if INCOMING.fullmatch(name):
            with throttles_named():
                self._client.delete_object(Bucket=self._bucket, Key=INCOMING_PREFIX + name)

    def incoming_before(self, moment: datetime) -> tuple[str, ...]:
        """At most 1,000 names at a time: the next sweep sees the rest."""
        found = (item["Key"].removeprefix(INCOMING_PREFIX) for item in self._incoming(moment))
        return tuple(name for name in found if INCOMING.fullmatch(name) and name != SETUP)

    def kept_incoming(self, since: datetime, until: datetime) -> Iterator[tuple[str, datetime, bytes]]:
        """Raw mail that arrived then, with its name and moment, taken in or not: the bucket keeps what was
        dropped for a week, as an older version."""
        for page in self._client.get_paginator("list_object_versions").paginate(
            Bucket=self._bucket, Prefix=INCOMING_PREFIX
        ):
            for item in page.get("Versions", ()):
                name = item["Key"].removeprefix(INCOMING_PREFIX)
                if since <= item["LastModified"] < until and INCOMING.fullmatch(name) and name != SETUP:
                    kept = self._client.get_object(
                        Bucket=self._bucket, Key=item["Key"], VersionId=item["VersionId"]
                    )
                    yield name, item["LastModified"], bytes(kept["Body"].read())

    def offer_upload(self, slot: str, *, name: str, content_type: str, size: int) -> UploadSlot:
        fields = {"Content-Type": content_type, "x-amz-meta-name": quote(name, safe="")}
        exactly: list[dict[str, str] | list[str | int]] = [{key: value} for key, value in fields.items()]
        answer = self._client.generate_presigned_post(
            self._bucket,
            f"uploads/{slot}",
            Fields=fields,
            Conditions=[*exactly, ["content-length-range", 0, size]],
            ExpiresIn=UPLOAD_SECONDS,
        )
        return UploadSlot(answer["url"], answer["fields"])

    def uploaded(self, slot: str) -> Uploaded:
        answer = self._get(f"uploads/{slot}")
        name = unquote(answer["Metadata"].get("name", ""))
        return Uploaded(bytes(answer["Body"].read()), name, answer["ContentType"])

    def _incoming(self, moment: datetime) -> Iterator[dict[str, Any]]:
        with throttles_named():
            page = self._client.list_objects_v2(
                Bucket=self._bucket, Prefix=INCOMING_PREFIX, MaxKeys=INCOMING_AT_MOST
            )
        return (item for item in page.get("Contents", ()) if item["LastModified"] < moment)

    def _put(self, key: str, content: bytes, **options: str) -> None:
        with throttles_named():
            self._client.put_object(Bucket=self._bucket, Key=key, Body=content, **options)

    def _get(self, key: str) -> Any:
        try:
            with throttles_named():
                return self._client.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error_code(error) in ABSENT:
                raise NoSuchFile from None
            raise


def _blob_key(blob: BlobId) -> str:
    if not BLOB.fullmatch(blob):
        raise NoSuchFile
    return f"blobs/{blob[:2]}/{blob}"
