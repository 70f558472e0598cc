"""Both homes keep files alike: content by its hash, raw mail on its way in, uploads in their slots."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
import requests
from moto import mock_aws

from chalicelib.adapters.aws import clients
from chalicelib.adapters.aws.s3 import S3Blobs
from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.domain.errors import NoSuchFile
from chalicelib.domain.ids import BlobId
from chalicelib.ports.outside import BlobStore, UploadSlot

NOBODYS = BlobId("0" * 64)
PutFile = Callable[[UploadSlot, bytes], bool]
FollowLink = Callable[[str], tuple[bytes, str, str]]


@dataclass(frozen=True, slots=True)
class Engine:
    """A blob store; how a browser puts a file (whether it was taken), and follows a link to one.

    Following gives the content, its type and the disposition.
    """

    blobs: BlobStore
    put_file: PutFile
    follow: FollowLink


def folder_engine(folder: Path) -> Engine:
    blobs = FolderBlobs(folder, link_key=b"k" * 32, clock=lambda: datetime.now(UTC))

    def put_file(slot: UploadSlot, content: bytes) -> bool:
        try:
            blobs.take_upload(slot.fields, [content[:3], content[3:]])
        except Exception:
            return False
        return True

    def follow(link: str) -> tuple[bytes, str, str]:
        path, _, query = link.partition("?")
        served = blobs.linked(path.removeprefix("/files/"), dict(parse_qsl(query, keep_blank_values=True)))
        return served.path.read_bytes(), served.content_type, "inline" if served.inline else "attachment"

    return Engine(blobs, put_file, follow)


def s3_engine() -> Engine:
    client = clients.client.__wrapped__("s3")  # a fresh one, within moto
    client.create_bucket(Bucket="files")

    def put_file(slot: UploadSlot, content: bytes) -> bool:
        if len(content) > most_bytes(slot):
            return False
        answer = requests.post(slot.url, data=dict(slot.fields), files={"file": ("f", content)}, timeout=5)
        return answer.ok

    def follow(link: str) -> tuple[bytes, str, str]:
        answer = requests.get(link, timeout=5)
        disposition = answer.headers["content-disposition"].partition(";")[0]
        return answer.content, answer.headers["content-type"], disposition

    return Engine(S3Blobs(client, "files"), put_file, follow)


def most_bytes(slot: UploadSlot) -> int:
    """What S3 would let in: moto takes everything, so the policy is read here."""
    policy = json.loads(base64.b64decode(slot.fields["policy"]))
    (most,) = (rule[2] for rule in policy["conditions"] if "content-length-range" in rule)
    return int(most)


@pytest.fixture(params=["folder", "s3-moto"])
def engine(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    if request.param == "folder":
        yield folder_engine(tmp_path)
        return
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        yield s3_engine()


def test_content_is_kept_under_its_own_hash(engine: Engine) -> None:
    blob = engine.blobs.put(b"a mail")

    assert blob == hashlib.sha256(b"a mail").hexdigest()
    assert engine.blobs.get(blob) == b"a mail"
    assert engine.blobs.has(blob)


def test_the_same_content_twice_is_one_blob(engine: Engine) -> None:
    assert engine.blobs.put(b"twice") == engine.blobs.put(b"twice")
    assert engine.blobs.put(b"") == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize("name", [NOBODYS, "../secret", "", "A" * 64, "é"])
def test_content_that_nobody_put_is_not_there(engine: Engine, name: str) -> None:
    assert not engine.blobs.has(BlobId(name))
    with pytest.raises(NoSuchFile):
        engine.blobs.get(BlobId(name))


def test_raw_mail_waits_until_it_is_dropped(engine: Engine) -> None:
    engine.blobs.put_incoming("mail-1", b"From: a\r\n\r\n\xff")

    assert engine.blobs.get_incoming("mail-1") == b"From: a\r\n\r\n\xff"

    engine.blobs.drop_incoming("mail-1")
    engine.blobs.drop_incoming("mail-1")
    with pytest.raises(NoSuchFile):
        engine.blobs.get_incoming("mail-1")


@pytest.mark.parametrize("name", ["../blobs/x", "a/b", "", "a\0b"])
def test_a_name_that_is_no_id_of_ours_reaches_no_file(engine: Engine, name: str) -> None:
    with pytest.raises(ValueError, match="not an id of ours"):
        engine.blobs.put_incoming(name, b"x")
    with pytest.raises(NoSuchFile):
        engine.blobs.get_incoming(name)
    engine.blobs.drop_incoming(name)


def test_mail_that_waits_for_long_is_found(engine: Engine) -> None:
    engine.blobs.put_incoming("waits", b"x")
    now = datetime.now(UTC)

    assert engine.blobs.incoming_before(now - timedelta(minutes=15)) == ()
    assert engine.blobs.incoming_before(now + timedelta(minutes=15)) == ("waits",)


def test_what_ses_leaves_to_see_that_it_may_is_no_mail_that_waits(engine: Engine) -> None:
    if isinstance(engine.blobs, FolderBlobs):
        return  # SES never comes there
    engine.blobs.put_incoming("AMAZON_SES_SETUP_NOTIFICATION", b"You have set up")
    engine.blobs.put_incoming("waits", b"x")

    assert engine.blobs.incoming_before(datetime.now(UTC) + timedelta(minutes=15)) == ("waits",)


def test_an_upload_is_taken_into_its_slot(engine: Engine) -> None:
    slot = engine.blobs.offer_upload("ana/1", name="Año ‘25’.txt", content_type="text/plain", size=5)
    with pytest.raises(NoSuchFile):
        engine.blobs.uploaded("ana/1")

    assert engine.put_file(slot, b"hello")

    uploaded = engine.blobs.uploaded("ana/1")
    assert (uploaded.content, uploaded.name, uploaded.content_type) == (
        b"hello",
        "Año ‘25’.txt",
        "text/plain",
    )
    with pytest.raises(NoSuchFile):
        engine.blobs.uploaded("bo/1")


def test_a_slot_takes_no_more_than_was_asked_for(engine: Engine) -> None:
    slot = engine.blobs.offer_upload("ana/2", name="a", content_type="text/plain", size=5)

    assert not engine.put_file(slot, b"hello!")

    with pytest.raises(NoSuchFile):
        engine.blobs.uploaded("ana/2")


@pytest.mark.parametrize(("inline", "kind"), [(False, "attachment"), (True, "inline")])
def test_a_link_serves_the_file_with_its_type(engine: Engine, inline: bool, kind: str) -> None:
    blob = engine.blobs.put(b"\x89PNG")

    link = engine.blobs.link(blob, name="a b.png", content_type="image/png", inline=inline)

    assert engine.follow(link) == (b"\x89PNG", "image/png", kind)
