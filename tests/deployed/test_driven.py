"""The deployed product as people use it: mail comes in, is answered, and what became of it is seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from chalicelib.domain.workspace import Channel
from tests.deployed.deployment import Deployed, until
from tests.deployed.people import (
    ANA,
    CARLA,
    PASSWORD,
    Browser,
    arrive,
    conversations,
    entries,
    mail,
    moved_in,
    sent_mails,
    titled,
)
from tests.unit.channels.email.ses_events import a_bounce, a_delivery, tags_of

BO = "bo@example.com"
DELIVERED, BOUNCED = "delivered", "bounced"


@pytest.fixture(scope="module")
def team(home: Deployed) -> Channel:
    """Ana and Bo, with one inbox."""
    return moved_in(home, ANA, BO)


@pytest.fixture
def bo(home: Deployed, team: Channel) -> Browser:
    browser = Browser(home)
    assert browser.sign_in(BO).status == 200
    return browser


def in_the_inbox(browser: Browser, team: Channel, subject: str) -> dict[str, Any]:
    found = until(lambda: titled(browser, team.inbox_id, subject))
    assert found, f"no conversation {subject!r}"
    return found


def outcomes(browser: Browser, conversation: str) -> list[str]:
    return [entry["delivery"] for entry in entries(browser, conversation) if entry["kind"] == "delivery"]


def watching(socket: ClientConnection, team: Channel, conversation: str) -> None:
    socket.send(json.dumps({"type": "watch", "inboxes": [team.inbox_id], "conversation": conversation}))
    assert json.loads(socket.recv(timeout=20))["type"] == "watch"


def test_only_the_right_password_signs_in(home: Deployed, team: Channel) -> None:
    nobody = Browser(home)

    wrong = nobody.post("/session", {"email": ANA, "password": f"not {PASSWORD}"})

    assert (wrong.status, wrong.body["code"]) == (401, "WrongPassword")
    assert nobody.get("/me").status == 401
    assert nobody.sign_in(ANA).status == 200
    assert nobody.get("/me").body["email"] == ANA


def test_who_comes_beside_the_site_is_turned_away(home: Deployed, ana: Browser) -> None:
    beside = Browser(home, ana.cookie, secret="a guess")

    assert (beside.get("/me").status, beside.get("/me").body["code"]) == (403, "NotThroughTheSite")
    with pytest.raises(InvalidStatus), connect(home.socket, additional_headers={"Origin": home.endpoint}):
        pass


def test_a_mail_becomes_one_conversation_however_often_it_is_announced(
    home: Deployed, team: Channel, ana: Browser
) -> None:
    arrive(home, "once-1", mail("My lamp"), times=3)
    arrive(home, "once-2", mail("My other lamp"))

    row = in_the_inbox(ana, team, "My lamp")
    in_the_inbox(ana, team, "My other lamp")
    until(lambda: _waiting(home, "MailQueueUrl") == 0)

    assert [one["subject"] for one in conversations(ana, team.inbox_id)].count("My lamp") == 1
    assert [entry["text"] for entry in entries(ana, row["id"])] == ["It flickers."]
    assert until(lambda: _incoming(home) == 0), "raw mail is dropped once it is in the log"


def test_an_answer_is_sent_and_seen_by_two_who_watch(
    home: Deployed, team: Channel, ana: Browser, bo: Browser
) -> None:
    arrive(home, "answered", mail("A question"))
    conversation = in_the_inbox(ana, team, "A question")["id"]
    with ana.socket() as hers, bo.socket() as his:
        watching(hers, team, conversation)
        watching(his, team, conversation)

        replied = ana.post(f"/conversations/{conversation}/replies", {"text": "We look", "last_seq": 1})

        assert replied.status == 201, replied.body
        for socket in (hers, his):
            told = [json.loads(socket.recv(timeout=30)) for _ in range(2)]
            assert [frame["kinds"] for frame in told] == [["assigned", "message"], ["delivery"]]
            assert {frame["conversation"] for frame in told} == {conversation}

    (sent,) = [one for one in sent_mails(home) if one["Subject"] == "Re: A question"]
    assert sent["To"] == [CARLA]
    assert sent["BodyText"].startswith("We look")
    assert outcomes(ana, conversation) == ["sent"]


def test_a_customers_answer_joins_the_conversation(home: Deployed, team: Channel, ana: Browser) -> None:
    arrive(home, "first", mail("A vase"))
    conversation = in_the_inbox(ana, team, "A vase")["id"]
    quoting = {"In-Reply-To": "<A-vase@customer.example>", "Message-ID": "<second@customer.example>"}

    arrive(home, "second", mail("Re: A vase", "And one more.", **quoting))

    log = until(lambda: (found := entries(ana, conversation))[1:] and found)
    assert [entry["text"] for entry in log] == ["It flickers.", "And one more."]


@pytest.mark.parametrize(("event", "state"), [(a_delivery, DELIVERED), (a_bounce, BOUNCED)])
def test_what_ses_tells_of_an_answer_is_seen(
    home: Deployed, team: Channel, ana: Browser, event: Callable[..., dict[str, Any]], state: str
) -> None:
    subject = f"To be {state}"
    arrive(home, state, mail(subject))
    conversation = in_the_inbox(ana, team, subject)["id"]
    seq = ana.post(f"/conversations/{conversation}/replies", {"text": "Here", "last_seq": 1}).body["seq"]
    assert until(lambda: outcomes(ana, conversation)) == ["sent"]

    told = json.dumps(event(tags=tags_of(conversation, seq)))
    for _ in range(2):
        home.client("sns").publish(TopicArn=home.outputs["SesEventsTopicArn"], Message=told)

    assert until(lambda: outcomes(ana, conversation)[1:]) == [state]
    until(lambda: _waiting(home, "SesEventsQueueUrl") == 0)
    assert outcomes(ana, conversation) == ["sent", state], "told twice, shown once"


def test_presence_of_a_colleague_is_seen(home: Deployed, team: Channel, ana: Browser, bo: Browser) -> None:
    arrive(home, "looked-at", mail("Looked at"))
    conversation = in_the_inbox(ana, team, "Looked at")["id"]
    with ana.socket() as hers, bo.socket() as his:
        watching(hers, team, conversation)
        watching(his, team, conversation)

        his.send(json.dumps({"type": "presence", "conversation": conversation, "doing": "replying"}))

        frame = json.loads(hers.recv(timeout=20))
    assert (frame["type"], frame["agent"]["name"], frame["doing"]) == ("presence", "Bo", "replying")


def _incoming(home: Deployed) -> int:
    listed = home.client("s3").list_objects_v2(Bucket=home.outputs["DataBucketName"], Prefix="incoming/")
    return int(listed["KeyCount"])


def _waiting(home: Deployed, queue: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = home.client("sqs").get_queue_attributes(QueueUrl=home.outputs[queue], AttributeNames=names)
    return sum(int(value) for value in found["Attributes"].values())
