from __future__ import annotations

import json
from pathlib import Path

import pytest

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.adapters.local.jobs import SqliteJobs
from chalicelib.channels.email.notification import read_notification
from chalicelib.ports.outside import Job
from infra.local.arriving import Arrivals, Envelope, is_known, notification, requeue_lost
from tests.builders import NOW, a_channel, after

SUPPORT = a_channel()
CATCH_ALL = a_channel(id="c2", address="hello@all.test", catch_all=True)
CHAT = a_channel(id="c3", kind="chat", address="chat@talk.test")


@pytest.mark.parametrize(
    ("address", "known"),
    [
        ("support@bandeja.test", True),
        ("Support@BANDEJA.test", True),
        ("support+tag@bandeja.test", True),
        ("reply+abc@bandeja.test", True),
        ("REPLY+ABC@Bandeja.Test", True),
        ("anybody@all.test", True),
        ("sales@bandeja.test", False),
        ("reply+@bandeja.test", False),
        ("reply+abc@elsewhere.test", False),
        ("chat@talk.test", False),
        ("support", False),
        ("", False),
        ("@bandeja.test", False),
    ],
)
def test_mail_is_taken_for_addresses_of_ours_only(address: str, known: bool) -> None:
    assert is_known(address, [SUPPORT, CATCH_ALL, CHAT]) is known


def test_the_notification_is_the_one_that_ses_publishes() -> None:
    envelope = Envelope("ann@x.test", ("support@bandeja.test", "sales@bandeja.test"))

    outer = json.loads(notification("mail-1", envelope, NOW))
    inner = json.loads(outer["Message"])

    assert outer["Type"] == "Notification"
    assert outer["TopicArn"].startswith("arn:aws:sns:")
    assert inner["notificationType"] == "Received"
    assert inner["mail"]["source"] == "ann@x.test"
    assert inner["receipt"]["action"]["objectKey"] == "incoming/mail-1"
    assert inner["receipt"]["spamVerdict"] == {"status": "PASS"}
    assert inner["receipt"]["dmarcVerdict"] == {"status": "GRAY"}

    notice = read_notification(json.dumps(outer))
    assert notice.name == "mail-1"
    assert notice.recipients == envelope.recipients
    assert notice.received_at == NOW
    assert not notice.dmarc_failed


def test_the_mail_is_on_the_disk_before_its_job_is(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path, link_key=b"k" * 32, clock=lambda: NOW)
    seen: list[bytes] = []

    class Jobs(SqliteJobs):
        def send(self, job: Job) -> None:
            seen.append(blobs.get_incoming("n1"))
            super().send(job)

    jobs = Jobs(None, lambda: NOW)

    name = Arrivals(blobs, jobs, lambda: NOW, lambda: "n1").take(Envelope("", ("a@b.test",)), b"raw")

    assert (name, seen) == ("n1", [b"raw"])
    assert jobs.waiting("mail") == 1


def test_mail_that_a_killed_process_had_not_queued_is_queued_at_the_next_start(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path, link_key=b"k" * 32, clock=lambda: NOW)
    jobs = SqliteJobs(None, lambda: NOW)
    Arrivals(blobs, jobs, lambda: NOW, lambda: "queued").take(Envelope("", ("a@b.test",)), b"raw")
    blobs.put_incoming("lost", b"raw")

    assert requeue_lost(blobs, jobs, after(seconds=1)) == 1
    assert requeue_lost(blobs, jobs, after(seconds=1)) == 0

    queued = [job.body for job in jobs.receive("mail", count=10, visibility_seconds=1)]
    assert [json.loads(body).get("swept") for body in queued] == [None, "lost"]


def test_nothing_is_acknowledged_when_the_job_cannot_be_kept(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path, link_key=b"k" * 32, clock=lambda: NOW)

    class FullDisk(SqliteJobs):
        def send(self, job: Job) -> None:
            raise OSError("no space left")

    arrivals = Arrivals(blobs, FullDisk(None, lambda: NOW), lambda: NOW, lambda: "n1")

    with pytest.raises(OSError, match="no space"):
        arrivals.take(Envelope("", ("a@b.test",)), b"raw")
