from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.domain import limits
from chalicelib.ports.outside import UploadSlot
from infra.local.answers import Answer, Body, Message, Request
from infra.local.file_routes import file_answer, upload_answer
from tests.builders import NOW

FORM = "multipart/form-data; boundary=edge"


def clock() -> datetime:
    return NOW


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path, link_key=b"k" * 32, clock=clock)


def form_of(slot: UploadSlot, content: bytes) -> bytes:
    fields = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in slot.fields.items()
    )
    head = '--edge\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'
    return fields.encode() + head.encode() + content + b"\r\n--edge--\r\n"


def post(blobs: FolderBlobs, pieces: Sequence[bytes], method: str = "POST", **headers: str) -> Answer:
    coming = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, start=1)
    ]

    async def receive() -> Message:
        return coming.pop(0) if coming else {"type": "http.disconnect"}

    named = {"content-type": FORM, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return asyncio.run(upload_answer(blobs, Request(method, "/uploads", "", named), Body(receive)))


def code_of(answer: Answer) -> tuple[int, str]:
    assert isinstance(answer.body, bytes)
    return answer.status, json.loads(answer.body)["code"]


def test_a_form_becomes_an_upload(blobs: FolderBlobs) -> None:
    slot = blobs.offer_upload("ana/1", name="ñ.txt", content_type="text/plain", size=300_000)
    form = form_of(slot, b"x" * 300_000)

    answer = post(blobs, [form[at : at + 65_536] for at in range(0, len(form), 65_536)])

    assert answer.status == 204
    assert blobs.uploaded("ana/1").content == b"x" * 300_000
    assert blobs.uploaded("ana/1").name == "ñ.txt"


def test_pages_of_other_sites_may_post_a_file_too(blobs: FolderBlobs) -> None:
    slot = blobs.offer_upload("ana/1", name="a", content_type="text/plain", size=3)

    asked, posted = post(blobs, [], method="OPTIONS"), post(blobs, [form_of(slot, b"abc")])

    assert (asked.status, posted.status) == (204, 204)
    for answer in (asked, posted):
        assert answer.header("access-control-allow-origin") == "*"


def test_a_file_that_is_longer_than_it_said_is_refused(blobs: FolderBlobs) -> None:
    slot = blobs.offer_upload("ana/1", name="a", content_type="text/plain", size=3)

    assert code_of(post(blobs, [form_of(slot, b"four")])) == (413, "TooLarge")


def test_a_form_that_says_it_is_huge_is_refused_before_it_is_read(blobs: FolderBlobs) -> None:
    answer = post(blobs, [], content_length=str(limits.FILE * 2))

    assert code_of(answer) == (413, "TooLarge")


def test_a_form_that_nobody_was_offered_is_refused(blobs: FolderBlobs) -> None:
    slot = UploadSlot(
        "/uploads", {"slot": "ana/1", "size": "9", "until": "99999999999", "signature": "0" * 64}
    )

    assert code_of(post(blobs, [form_of(slot, b"x")])) == (403, "LinkHasEnded")


@pytest.mark.parametrize("form", [b"", b"nonsense", b"--edge\r\n\r\n", b"--edge--\r\n\r\n"])
def test_nonsense_is_refused_and_names_the_field(blobs: FolderBlobs, form: bytes) -> None:
    answer = post(blobs, [form])

    assert code_of(answer) == (422, "Invalid")
    assert b'"field":"file"' in (answer.body if isinstance(answer.body, bytes) else b"")


def test_an_upload_is_posted(blobs: FolderBlobs) -> None:
    assert post(blobs, [b""], "PUT").header("allow") == "POST"


def get(blobs: FolderBlobs, link: str, method: str = "GET") -> Answer:
    path, _, query = link.partition("?")
    return file_answer(blobs, Request(method, path, query, {}))


def test_a_file_is_an_attachment_that_nothing_can_run_in(blobs: FolderBlobs) -> None:
    answer = get(blobs, blobs.link(blobs.put(b"<script>"), name='a"b;.html', content_type="text/html"))

    assert answer.status == 200
    assert answer.header("content-disposition") == "attachment; filename*=UTF-8''a%22b%3B.html"
    assert answer.header("content-security-policy").startswith("default-src 'none'; sandbox")
    assert answer.header("x-content-type-options") == "nosniff"


@pytest.mark.parametrize("content_type", ["text/html\r\nSet-Cookie: a=1", "ñ/ñ", "nonsense", ""])
def test_a_type_that_a_sender_made_up_gets_into_no_header(blobs: FolderBlobs, content_type: str) -> None:
    answer = get(blobs, blobs.link(blobs.put(b"x"), name="a", content_type=content_type))

    assert answer.header("content-type") == "application/octet-stream"


def test_a_link_that_was_changed_is_refused(blobs: FolderBlobs) -> None:
    link = blobs.link(blobs.put(b"x"), name="a", content_type="image/png")

    assert code_of(get(blobs, link.replace("inline=0", "inline=1"))) == (403, "LinkHasEnded")
    assert code_of(get(blobs, "/files/../../secret")) == (403, "LinkHasEnded")
    assert get(blobs, link, "DELETE").status == 405
    assert dict(parse_qsl(link.partition("?")[2]))["name"] == "a"
