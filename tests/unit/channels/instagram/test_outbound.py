"""What goes out on Instagram: shorter texts, and files that are uploaded before they are sent."""

from __future__ import annotations

import pytest

from chalicelib.channels.instagram.outbound import requests_of
from chalicelib.domain.sending_errors import SendRefused
from tests.builders import NOW
from tests.outgoing import PERSON, a_file, a_picture, ago, an_outbound


def test_a_text_is_cut_by_its_bytes() -> None:
    requests = requests_of(an_outbound("instagram", "ñandú " * 200), NOW)

    texts = [request.values["message"]["text"] for request in requests]
    assert [len(text.encode()) <= 1_000 for text in texts] == [True, True]
    assert " ".join(texts).split() == ["ñandú"] * 200


def test_a_file_is_uploaded_and_sent_by_its_id() -> None:
    (request,) = requests_of(an_outbound("instagram", "", files=(a_picture(),)), NOW)

    assert request.upload is not None
    assert request.upload.path == "me/message_attachments"
    assert request.upload.values["platform"] == "instagram"
    assert request.file is None
    sent = request.with_upload("4711").values
    assert sent["recipient"] == {"id": PERSON}
    assert sent["message"]["attachment"] == {"type": "image", "payload": {"attachment_id": "4711"}}
    assert sent["message"]["metadata"].startswith("bandeja:")


def test_a_pdf_is_a_file() -> None:
    (request,) = requests_of(an_outbound("instagram", "", files=(a_file("application/pdf"),)), NOW)

    assert request.values["message"]["attachment"]["type"] == "file"


@pytest.mark.parametrize("content_type", ["application/zip", "image/webp", "text/plain"])
def test_a_file_of_another_kind_is_refused_with_what_to_do(content_type: str) -> None:
    with pytest.raises(SendRefused, match="takes only|takes no files"):
        requests_of(an_outbound("instagram", files=(a_file(content_type),)), NOW)


def test_the_week_for_people_is_there_too() -> None:
    (request,) = requests_of(an_outbound("instagram", wrote_at=ago(days=6)), NOW)

    assert request.values["tag"] == "HUMAN_AGENT"
    with pytest.raises(SendRefused, match="Instagram takes no answer after that"):
        requests_of(an_outbound("instagram", wrote_at=ago(days=7)), NOW)
