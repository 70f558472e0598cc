"""What goes wrong in a deployment loses nothing and doubles nothing: poison, dying functions, an update."""

from __future__ import annotations

import json
import os
import random
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.workspace import Channel
from infra.code_archive import Archive
from infra.packaging import Package
from tests.deployed.deployment import MAIL_DOMAIN, NAME, Deployed, change, deployed, until, upload
from tests.deployed.people import Browser, arrive, conversations, entries, mail, sent_mails, titled

AGAIN_SECONDS = 4  # in place of twelve minutes; longer than a function takes to begin
WORKERS = "OnMail"
DEATHS = 4


@pytest.fixture(scope="module")
def home(made: Package, client: Callable[[str], Any], endpoint: str, bucket: str) -> Iterator[Deployed]:
    with deployed(made, client, endpoint, bucket) as standing:
        client("sqs").set_queue_attributes(
            QueueUrl=standing.outputs["MailQueueUrl"], Attributes={"VisibilityTimeout": str(AGAIN_SECONDS)}
        )
        yield standing


def subjects(browser: Browser, team: Channel) -> list[str]:
    return sorted(row["subject"] for row in conversations(browser, team.inbox_id))


def test_poison_harms_none_of_its_neighbours(home: Deployed, team: Channel, ana: Browser) -> None:
    """One announcement that is none, and one mail that nobody can place, among nine good mails."""
    nobody = f"nobody@{MAIL_DOMAIN}"
    home.client("sns").publish(TopicArn=home.outputs["MailTopicArn"], Message="this is no announcement")
    arrive(home, "poison", mail("To nobody", To=nobody), recipient=nobody)
    wanted = [f"Neighbour {number}" for number in range(9)]
    for subject in wanted:
        arrive(home, subject.replace(" ", "-"), mail(subject))

    assert until(lambda: subjects(ana, team) == wanted), subjects(ana, team)
    held = until(lambda: ana.get("/quarantine").body["items"])
    assert [item["reason"] for item in held] == ["NobodyHasThisAddress"]
    dead = until(lambda: letters(home, "MailQueueDeadLettersUrl"))
    assert [json.loads(body)["Message"] for body in dead] == ["this is no announcement"]
    assert home.ports.jobs.dead() == 1, "and the team's page of health counts it"


def letters(home: Deployed, queue: str) -> list[str]:
    """What lies in a queue of dead letters; it stays there."""
    url = home.outputs[queue]
    found = home.client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
    return [message["Body"] for message in found.get("Messages", [])]


def test_functions_that_die_midway_double_nothing(home: Deployed, team: Channel, ana: Browser) -> None:
    """Every process that reads mail is killed again and again while mail comes in.

    How often a mail is tried is not limited here: on a busy machine a function may take longer to begin
    than `AGAIN_SECONDS`, and each time that counts as one more try.
    """
    tries(home, 1_000)
    chance = random.Random(4)
    before = set(subjects(ana, team))
    wanted = {f"In spite of death {number}" for number in range(DEATHS)}
    killed = 0
    for number, subject in enumerate(sorted(wanted)):
        arrive(home, f"death-{number}", mail(subject, "A long letter. " * 20_000), times=2)
        assert until(lambda: workers(home)), "nobody reads mail"
        time.sleep(chance.uniform(0, 0.25))  # at another moment of its work each time
        killed += sum(kill(pid) for pid in workers(home))
        assert until(partial(titled, ana, team.inbox_id, subject)), subject

    assert killed >= DEATHS
    assert until(lambda: waiting(home) == 0)
    assert home.ports.jobs.dead() == 1, "the one that was poison before"
    ours = [row for row in conversations(ana, team.inbox_id) if row["subject"] not in before]
    assert sorted(row["subject"] for row in ours) == sorted(wanted)
    assert [len(entries(ana, row["id"])) for row in ours] == [1] * DEATHS


def tries(home: Deployed, most: int) -> None:
    """After how many a mail becomes a dead letter, from now on."""
    queues, url = home.client("sqs"), home.outputs["MailQueueUrl"]
    policy = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["RedrivePolicy"])["Attributes"]
    changed = {**json.loads(policy["RedrivePolicy"]), "maxReceiveCount": most}
    queues.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": json.dumps(changed)})


def workers(home: Deployed) -> list[int]:
    """The processes in which this emulator runs the function that reads mail."""
    ours = []
    for process in Path("/proc").iterdir():
        with suppress(OSError, ValueError, IndexError):
            is_worker = f"-{NAME}-{WORKERS}-" in (process / "cmdline").read_text()
            parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            if is_worker and f"GATEWAY_PORT={home.endpoint.rpartition(':')[2]}" in environment_of(parent):
                ours.append(int(process.name))
    return ours


def environment_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/environ").read_text().split("\0")


def kill(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def waiting(home: Deployed) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    url = home.outputs["MailQueueUrl"]
    found = home.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(value) for value in found.values())


def test_an_update_keeps_what_is_there(
    home: Deployed, made: Package, team: Channel, ana: Browser, bucket: str, tmp_path: Path
) -> None:
    """New code, a new queue and a new index come into a deployment in use, whose rows newer code wrote."""
    arrive(home, "before", mail("Before the update"))
    assert until(lambda: "Before the update" in subjects(ana, team))
    row = next(one for one in conversations(ana, team.inbox_id) if one["subject"] == "Before the update")
    written_by_newer_code(home, row["id"])
    kept = subjects(ana, team)
    code, key = other_code(made, tmp_path)

    upload(home.client, bucket, code, key, other_template(made, key))
    assert change(home.stack, home.endpoint, bucket, "update")

    assert home.stack.status() == "UPDATE_COMPLETE"
    assert home.client("sqs").get_queue_url(QueueName="bandeja-later")["QueueUrl"]
    table = home.client("dynamodb").describe_table(TableName=home.outputs["ContactsTable"])["Table"]
    assert [index["IndexName"] for index in table["GlobalSecondaryIndexes"]] == ["by_name"]
    assert until(lambda: ana.get("/health").headers.get("x-bandeja-test") == "newer"), "new code answers"
    assert ana.get("/me").status == 200, "who was signed in still is"
    assert subjects(ana, team) == kept
    log = entries(ana, row["id"])
    assert [entry["kind"] for entry in log] == ["message", "unsupported"]
    answer = {"text": "After it", "last_seq": log[-1]["seq"]}
    assert ana.post(f"/conversations/{row['id']}/replies", answer).status == 201
    assert until(lambda: [one for one in sent_mails(home) if one["Subject"] == "Re: Before the update"])


def written_by_newer_code(home: Deployed, conversation: str) -> None:
    """An entry of a kind that nobody knows yet, and an attribute on the head."""
    tables, name = home.client("dynamodb"), home.outputs["ConversationsTable"]
    where = {"pk": {"S": f"C#{conversation}"}}
    first = tables.get_item(TableName=name, Key={**where, "sk": {"S": "E#0000000001"}})["Item"]
    newer = {**first, "sk": {"S": "E#0000000002"}, "kind": {"S": "hologram"}, "shimmer": {"N": "7"}}
    tables.put_item(TableName=name, Item=newer)
    tables.update_item(
        TableName=name,
        Key={**where, "sk": {"S": "HEAD"}},
        UpdateExpression="SET #seq = :two, mood = :calm",
        ExpressionAttributeNames={"#seq": "seq"},
        ExpressionAttributeValues={":two": {"N": "2"}, ":calm": {"S": "calm"}},
    )


def other_code(made: Package, folder: Path) -> tuple[Path, str]:
    """The same product, but that its answers say they are newer."""
    with zipfile.ZipFile(made.code) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    frame = content["chalicelib/handlers/http.py"].decode()
    marked = frame.replace('"X-Content-Type-Options"', '"X-Bandeja-Test": "newer", "X-Content-Type-Options"')
    assert marked != frame
    content["chalicelib/handlers/http.py"] = marked.encode()
    path = folder / "newer.zip"
    path.write_bytes(Archive(content).bytes())
    return path, "code/newer.zip"


def other_template(made: Package, key: str) -> bytes:
    template = json.loads(made.template.read_text().replace(made.key, key))
    resources = template["Resources"]
    resources["LaterQueue"] = {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "bandeja-later"}}
    contacts = resources["Contacts"]["Properties"]
    contacts["AttributeDefinitions"].append({"AttributeName": "name", "AttributeType": "S"})
    contacts["GlobalSecondaryIndexes"] = [
        {
            "IndexName": "by_name",
            "KeySchema": [{"AttributeName": "name", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ]
    return json.dumps(template).encode()


def test_removing_it_keeps_what_people_wrote(home: Deployed, team: Channel, ana: Browser) -> None:
    """The last test of this file: the deployment is gone after it."""
    wanted = set(subjects(ana, team))
    assert wanted

    home.stack.remove()

    assert home.stack.status() == ""
    assert home.client("lambda").list_functions()["Functions"] == []
    assert home.client("sqs").list_queues().get("QueueUrls", []) == []
    assert home.client("apigateway").get_rest_apis()["items"] == []
    scanned = home.client("dynamodb").scan(TableName=home.outputs["ConversationsTable"])["Items"]
    assert wanted <= {item["subject"]["S"] for item in scanned if "subject" in item}
    kept = {
        item["Key"]
        for item in home.client("s3").list_objects_v2(Bucket=home.outputs["DataBucketName"])["Contents"]
    }
    assert any(key.startswith("blobs/") for key in kept)
    assert home.client("cognito-idp").list_users(UserPoolId=home.outputs["UserPoolId"])["Users"]
