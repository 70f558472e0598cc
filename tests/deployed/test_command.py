"""One command makes the whole home; it can be run again, looked at, exported and removed."""

from __future__ import annotations

import json
import os
import re
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from chalicelib.channels.email.notification import notification_of
from infra.deploy.__main__ import INTERRUPTED
from infra.deploy.left_behind import noted
from infra.stack import Stack
from tests.deployed.command import ADMIN, Command
from tests.name_server import answering

Client = Callable[[str], Any]
Records = dict[tuple[str, str], tuple[str, ...]]
MAIL = b"From: Carla <carla@customer.example>\nTo: support@in.example.com\nSubject: My lamp\n\nIt flickers.\n"
PASSWORD = "correct horse battery"
MX = ("10 inbound-smtp.eu-west-1.amazonaws.com.",)


@pytest.fixture(scope="module")
def zone() -> Records:
    """What DNS says; a test may change it."""
    return {}


@pytest.fixture(scope="module")
def command(endpoint: str, zone: Records) -> Iterator[Command]:
    with answering(zone) as names:
        yield Command(endpoint, names)


@pytest.fixture(scope="module")
def first_run(command: Command) -> str:
    """What the command says that makes the home, to a person who agrees."""
    ran = command.at_a_terminal(answers={"[y/N]": "y"})
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def outputs(first_run: str, client: Client) -> dict[str, str]:
    assert first_run
    return Stack(client("cloudformation"), "bandeja-command").outputs()


def keys_of(client: Client, outputs: dict[str, str]) -> dict[str, str]:
    found = client("ssm").get_parameters_by_path(Path=outputs["SecretsPath"], WithDecryption=True)
    return {one["Name"]: one["Value"] for one in found["Parameters"]}


def test_the_home_works_when_the_command_ends(first_run: str) -> None:
    assert [line for line in first_run.splitlines() if line.startswith("green")] != []
    assert "broken" not in first_run
    assert all(link in first_run for link in ("green   site", "green   sockets", "green   mail in"))


def test_what_is_made_and_what_it_costs_is_said_before(first_run: str) -> None:
    asked = first_run.index("Making it so")

    assert 0 < first_run.index("Conversations, Live, Workspace") < asked
    assert 0 < first_run.index("a month while nobody writes") < asked


def test_the_test_of_the_home_leaves_nothing_that_anybody_sees(
    outputs: dict[str, str], client: Client
) -> None:
    for table in ("ConversationsTable", "ContactsTable"):
        assert client("dynamodb").scan(TableName=outputs[table])["Count"] == 0
    kinds = {row["pk"]["S"] for row in client("dynamodb").scan(TableName=outputs["WorkspaceTable"])["Items"]}
    assert kinds == {"agent", "agent_email", "inbox", "channel", "channel_address"}
    assert client("s3").list_objects_v2(Bucket=outputs["DataBucketName"]).get("KeyCount", 0) == 0


def test_pages_are_there_with_how_long_they_are_kept(outputs: dict[str, str], client: Client) -> None:
    page = client("s3").head_object(Bucket=outputs["SiteBucketName"], Key="index.html")

    assert page["CacheControl"] == "no-cache"


def test_the_admin_sets_a_password_by_the_link_and_signs_in_with_it(
    first_run: str, outputs: dict[str, str], client: Client, endpoint: str
) -> None:
    rows = client("dynamodb").scan(TableName=outputs["WorkspaceTable"])["Items"]
    [agent] = [row for row in rows if row["pk"]["S"] == "agent"]
    [token] = re.findall(r"/#/join\?token=([\w-]+)", first_run)
    api = f"{endpoint}/_aws/execute-api/{outputs['RestAPIId']}/api"
    secret = keys_of(client, outputs)[f"{outputs['SecretsPath']}/origin"]

    joined = post(f"{api}/password-reset", secret, token=token, password=PASSWORD, name="Ada")
    used = post(f"{api}/password-reset", secret, token=token, password="another long one", name="")
    signed_in = post(f"{api}/session", secret, email=ADMIN, password=PASSWORD)
    wrong = post(f"{api}/session", secret, email=ADMIN, password="not the right one")

    assert (agent["role"]["S"], agent["state"]["S"]) == ("admin", "invited")
    assert [joined, used, signed_in, wrong] == [200, 403, 200, 401]
    [user] = client("cognito-idp").list_users(UserPoolId=outputs["UserPoolId"])["Users"]
    assert (user["Username"], user["UserStatus"]) == (agent["sk"]["S"], "CONFIRMED")


def post(address: str, secret: str, **body: str) -> int:
    """The status of the answer, asked as the site in front asks."""
    headers = {"Content-Type": "application/json", "X-Bandeja-Origin": secret}
    request = urllib.request.Request(address, json.dumps(body).encode(), headers, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_without_a_terminal_and_a_yes_nothing_is_begun(command: Command) -> None:
    ran = command()

    assert (ran.returncode, "with --yes. Nothing was changed" in ran.stderr) == (1, True)


def test_status_tells_what_dns_still_lacks(command: Command, zone: Records, outputs: dict[str, str]) -> None:
    assert outputs
    missing = command("status")
    zone |= {
        ("in.example.com", "MX"): MX,
        ("mail.example.com", "MX"): ("10 feedback-smtp.eu-west-1.amazonses.com.",),
        ("mail.example.com", "TXT"): ('"v=spf1 include:amazonses.com ~all"',),
        ("_dmarc.example.com", "TXT"): ('"v=DMARC1; p=reject"',),
    }
    there = command("status", "--self-test")

    assert (missing.returncode, "missing (mail comes in here)" in missing.stdout) == (1, True)
    assert there.returncode == 0, there.stdout + there.stderr
    assert "missing" not in there.stdout
    assert "is there (mail comes in here)" in there.stdout
    assert "_dmarc" not in there.stdout
    assert "green   mail in" in there.stdout


def test_a_no_is_a_no(endpoint: str, command: Command, client: Client) -> None:
    other = Command(endpoint, command.names, "asked")

    ran = other.at_a_terminal(answers={"[y/N]": "n"})

    assert (ran.returncode, "Run it again any time" in ran.stdout) == (1, True)
    assert Stack(client("cloudformation"), "bandeja-asked").resources() == {}
    assert other("destroy", "--yes", "--delete-data").returncode == 0


def test_ctrl_c_is_one_sentence_and_no_traceback(command: Command, outputs: dict[str, str]) -> None:
    assert outputs
    with command.started("--yes") as process:
        assert process.stdout and process.stderr
        for line in process.stdout:
            if "Packaging" in line:
                process.send_signal(signal.SIGINT)
                break
        problems = process.stderr.read()

    assert process.returncode == INTERRUPTED
    assert problems.startswith("stopped: Stopped at step 3 of")
    assert "Traceback" not in problems


def test_mail_that_goes_elsewhere_is_not_taken_away(command: Command, zone: Records) -> None:
    before = zone.get(("in.example.com", "MX"), ())
    zone["in.example.com", "MX"] = ("10 mx.elsewhere.test.",)

    ran = command("--yes")

    zone["in.example.com", "MX"] = before
    assert (ran.returncode, "receives mail elsewhere already" in ran.stderr) == (1, True)


@pytest.fixture(scope="module")
def backup(
    command: Command, outputs: dict[str, str], client: Client, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """An export of the home, once it has a conversation."""
    bucket = outputs["DataBucketName"]
    client("s3").put_object(Bucket=bucket, Key="incoming/m1", Body=MAIL)
    told = notification_of("m1", ("support@in.example.com",), "carla@customer.example", datetime.now(UTC))
    client("sns").publish(TopicArn=outputs["MailTopicArn"], Message=json.dumps(told))
    deadline = time.monotonic() + 60
    while client("dynamodb").scan(TableName=outputs["ContactsTable"])["Count"] == 0:
        assert time.monotonic() < deadline
        time.sleep(0.1)

    folder = tmp_path_factory.mktemp("export") / "backup"
    ran = command("export", "--to", str(folder))
    assert ran.returncode == 0, ran.stderr
    return folder


def test_an_export_holds_every_row_and_every_mail(backup: Path) -> None:
    manifest = json.loads((backup / "manifest.json").read_text())
    rows = (backup / "conversations.jsonl").read_text().splitlines()
    assert manifest["rows"]["conversations"] == len(rows) > 0
    assert "My lamp" in "".join(rows)
    files = [path.read_bytes() for path in (backup / "blobs").rglob("*") if path.is_file()]
    assert MAIL in files


def test_an_update_keeps_data_keys_and_what_was_chosen_and_a_rerun_changes_nothing(
    command: Command, backup: Path, outputs: dict[str, str], client: Client
) -> None:
    assert backup.is_dir()
    before = client("dynamodb").scan(TableName=outputs["ConversationsTable"])["Items"]
    keys = keys_of(client, outputs)

    changed = command("--yes", "--alarms", "ops@example.com")
    again = command("--yes")

    stack = Stack(client("cloudformation"), "bandeja-command")
    assert (changed.returncode, again.returncode) == (0, 0), changed.stderr + again.stderr
    assert "AlarmSubscription" in changed.stdout
    assert "nothing to change" in again.stdout
    assert f"{ADMIN} has a password and signs in at" in again.stdout
    assert stack.parameters()["AlarmEmail"] == "ops@example.com"
    assert stack.outputs()["ConversationsTable"] == outputs["ConversationsTable"]
    assert client("dynamodb").scan(TableName=outputs["ConversationsTable"])["Items"] == before
    assert keys_of(client, outputs) == keys


def test_removing_it_keeps_data_and_says_where(
    command: Command, outputs: dict[str, str], client: Client
) -> None:
    refused = command("destroy")
    kept = command("destroy", "--yes")

    assert (refused.returncode, "Nothing was removed" in refused.stderr) == (1, True)
    assert kept.returncode == 0, kept.stdout + kept.stderr
    assert outputs["ConversationsTable"] in kept.stdout
    assert client("dynamodb").scan(TableName=outputs["ConversationsTable"])["Count"] > 0
    assert [one.bucket for one in noted(client("ssm"), outputs["SecretsPath"])] == [outputs["DataBucketName"]]
    assert "no stack" in command("status").stderr


@pytest.mark.skipif(not os.environ.get("BANDEJA_SOAK"), reason="makes a second home; runs in make soak")
def test_an_export_becomes_the_data_of_a_new_home(command: Command, backup: Path, client: Client) -> None:
    first = command("--yes")
    outputs = Stack(client("cloudformation"), "bandeja-command").outputs()

    ran = command("restore", "--from", str(backup), "--yes")

    assert (first.returncode, ran.returncode) == (0, 0), first.stderr + ran.stderr
    assert "lies here and is not taken into this one" in first.stdout
    assert "/#/join?token=" in first.stdout
    assert "/#/reset?token=" in ran.stdout, "whoever had a password sets a new one"
    for noun in ("conversations", "contacts", "workspace"):
        exported = (backup / f"{noun}.jsonl").read_text().splitlines()
        table = outputs[f"{noun.title()}Table"]
        assert client("dynamodb").scan(TableName=table)["Count"] == len(exported)
    blobs = client("s3").list_objects_v2(Bucket=outputs["DataBucketName"])["Contents"]
    assert any(one["Key"].startswith("blobs/") for one in blobs)


def test_with_delete_data_nothing_is_left(command: Command, outputs: dict[str, str], client: Client) -> None:
    gone = command("destroy", "--yes", "--delete-data")

    assert gone.returncode == 0, gone.stdout + gone.stderr
    assert client("dynamodb").list_tables()["TableNames"] == []
    assert client("s3").list_buckets()["Buckets"] == []
    assert client("ssm").get_parameters_by_path(Path=outputs["SecretsPath"])["Parameters"] == []
    assert "nothing that it left" in command("destroy", "--yes").stdout
