from __future__ import annotations

import errno
import os
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from chalicelib.adapters.local.blobs import LINK_LASTS, FolderBlobs
from chalicelib.domain.errors import LinkHasEnded, NoSuchFile, Throttled, TooLarge
from tests.builders import NOW


class MovingClock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def blobs(tmp_path: Path, clock: MovingClock) -> FolderBlobs:
    return FolderBlobs(tmp_path, link_key=b"k" * 32, clock=clock)


def parts_of(link: str) -> tuple[str, dict[str, str]]:
    path, _, query = link.partition("?")
    return path.removeprefix("/files/"), dict(parse_qsl(query, keep_blank_values=True))


def test_blobs_lie_in_folders_by_the_first_digits_of_their_hash(blobs: FolderBlobs, tmp_path: Path) -> None:
    blob = blobs.put(b"content")

    assert (tmp_path / "blobs" / blob[:2] / blob).read_bytes() == b"content"


def test_a_link_ends(blobs: FolderBlobs, clock: MovingClock) -> None:
    blob, query = parts_of(blobs.link(blobs.put(b"x"), name="a", content_type="text/plain"))
    clock.now += LINK_LASTS + timedelta(seconds=1)

    with pytest.raises(LinkHasEnded):
        blobs.linked(blob, query)


@pytest.mark.parametrize(
    "change", [{"inline": "1"}, {"type": "text/html"}, {"until": "9999999999"}, {"x": "y"}]
)
def test_a_link_cannot_be_changed(blobs: FolderBlobs, change: dict[str, str]) -> None:
    blob, query = parts_of(blobs.link(blobs.put(b"x"), name="a", content_type="text/plain"))

    with pytest.raises(LinkHasEnded):
        blobs.linked(blob, query | change)


def test_a_link_leads_to_its_own_file_only(blobs: FolderBlobs) -> None:
    other = blobs.put(b"a secret")
    _, query = parts_of(blobs.link(blobs.put(b"x"), name="a", content_type="text/plain"))

    with pytest.raises(LinkHasEnded):
        blobs.linked(other, query)


def test_the_fields_of_an_upload_open_no_link(blobs: FolderBlobs) -> None:
    slot = blobs.offer_upload("ana/1", name="a", content_type="text/plain", size=9)

    with pytest.raises(LinkHasEnded):
        blobs.linked(blobs.put(b"x"), slot.fields)


@pytest.mark.parametrize("change", [{"slot": "bo/1"}, {"size": "999"}, {"signature": "é"}, {"until": "x"}])
def test_the_fields_of_an_upload_cannot_be_changed(blobs: FolderBlobs, change: dict[str, str]) -> None:
    slot = blobs.offer_upload("ana/1", name="a", content_type="text/plain", size=9)

    with pytest.raises(LinkHasEnded):
        blobs.take_upload({**slot.fields, **change}, [b"x"])


def test_an_upload_that_is_too_long_leaves_nothing(blobs: FolderBlobs, tmp_path: Path) -> None:
    slot = blobs.offer_upload("ana/1", name="a", content_type="text/plain", size=3)

    with pytest.raises(TooLarge):
        blobs.take_upload(slot.fields, [b"ab", b"cd"])

    assert list((tmp_path / "uploads").iterdir()) == []


def test_old_uploads_are_forgotten(blobs: FolderBlobs) -> None:
    slot = blobs.offer_upload("ana/1", name="a", content_type="text/plain", size=3)
    blobs.take_upload(slot.fields, [b"abc"])

    blobs.forget_uploads(before=datetime(2000, 1, 1, tzinfo=NOW.tzinfo))
    assert blobs.uploaded("ana/1").content == b"abc"

    blobs.forget_uploads(before=datetime(2100, 1, 1, tzinfo=NOW.tzinfo))
    with pytest.raises(NoSuchFile):
        blobs.uploaded("ana/1")


def test_mail_half_written_by_a_killed_process_is_not_found_by_the_sweep(
    blobs: FolderBlobs, tmp_path: Path
) -> None:
    blobs.put_incoming("whole", b"x")
    (tmp_path / "incoming" / ".part-0011").write_bytes(b"half")

    assert blobs.incoming_before(NOW + timedelta(days=9999)) == ("whole",)


def test_a_full_disk_is_said_to_be_for_now(blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(Throttled, match="No space left"):
        blobs.put(b"content")
    with pytest.raises(Throttled, match="No space left"):
        blobs.put_incoming("mail-1", b"content")
