"""Meta's webhooks at the edge: signed or refused, queued at once, kept once whatever comes again."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.adapters.local.jobs import Received, SqliteJobs
from chalicelib.domain import limits
from chalicelib.domain.delivery_event import DeliveryEvent
from chalicelib.domain.entry import Delivery, DeliveryOutcome, Message
from chalicelib.domain.ids import ChannelId, ConversationId
from chalicelib.domain.orders import Order, ReplyOrder
from chalicelib.domain.platform_entries import Noted, Part, Reacted
from chalicelib.domain.platform_key import PlatformKey
from chalicelib.domain.receipt import ExternalId
from chalicelib.handlers.webhook_queue import on_webhooks
from chalicelib.ports.conversation_lists import Shelf
from chalicelib.usecases.record_delivery import record_delivery
from chalicelib.usecases.reply_to_conversation import reply_to_conversation
from infra.local.fake_graph.state import FakeMedia
from tests.running_graph import RunningGraph
from tests.unit.handlers.house import Browser, House, Reply
from tests.unit.handlers.test_mail_queue import Batch
from tests.unit.usecases.company import ANA, NOON, SUPPORT_INBOX
from tests.unit.usecases.platform_people import PAGE

SECRET, VERIFY = "the app's secret", "a verify token"
Item = dict[str, Any]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@dataclass
class Meta:
    """What Meta does: tells of things, signed, and asks whether an address wants to hear of them."""

    house: House
    channel: str = PAGE.id

    def tells(self, *items: Item, page: str = PAGE.address) -> Reply:
        return self.posts({"object": "page", "entry": [{"id": page, "time": 1, "messaging": list(items)}]})

    def posts(self, body: Any, *, secret: str = SECRET, **headers: str) -> Reply:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        signature = hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
        sent = {"x-hub-signature-256": f"sha256={signature}", **headers}
        return self.house.browser().send("POST", f"/webhooks/meta/{self.channel}", raw=raw, headers=sent)

    def asks(self, **query: str) -> Reply:
        named = {f"hub.{name}": value for name, value in query.items()}
        return self.house.browser().get(f"/webhooks/meta/{self.channel}", named)

    @property
    def jobs(self) -> SqliteJobs:
        assert isinstance(self.house.ports.jobs, SqliteJobs)
        return self.house.ports.jobs

    def works_off(self, repeats: Callable[[], int] = lambda: 1) -> list[int]:
        """Everything that waits is done, each batch `repeats()` times; how many failed in each run."""
        failed: list[int] = []
        while jobs := self.jobs.receive("webhooks", count=10, visibility_seconds=60):
            for _ in range(repeats()):
                failed.append(len(worked(jobs)))
            self.jobs.done(jobs)
        return failed


def worked(jobs: tuple[Received, ...], receives: int = 1) -> list[dict[str, str]]:
    records = [
        {
            "messageId": job.message_id,
            "body": job.body,
            "attributes": {"ApproximateReceiveCount": str(receives), "MessageGroupId": job.group},
        }
        for job in jobs
    ]
    answer: list[dict[str, str]] = on_webhooks(Batch(*records))["batchItemFailures"]
    return answer


def said(mid: str, text: str, person: str = "7001", **more: Any) -> Item:
    at = int(NOON.timestamp() * 1000)
    to = {"sender": {"id": person}, "recipient": {"id": PAGE.address}, "timestamp": at}
    return {**to, "message": {"mid": mid, "text": text, **more}}


@pytest.fixture
def meta(house: House) -> Meta:
    house.ports.workspace.put_channel(PAGE)
    house.ports.channel_secrets.put(
        PAGE.id, {"app_secret": SECRET, "verify_token": VERIFY, "token": "page-token"}
    )
    return Meta(house)


def heads(house: House) -> list[Any]:
    rows = house.ports.lists.page(Shelf(SUPPORT_INBOX.id), after=None, limit=100).rows
    return [house.ports.conversations.head(row.id) for row in rows]


def texts(house: House, conversation: ConversationId) -> list[str]:
    entries = house.ports.conversations.entries(conversation, limit=2_000)
    return [one.content.text for one in entries if isinstance(one.content, Message)]


def test_meta_is_told_that_this_address_wants_to_hear(meta: Meta) -> None:
    answer = meta.asks(mode="subscribe", verify_token=VERIFY, challenge="1158201444")

    assert (answer.status, answer.body) == (200, b"1158201444")
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "query",
    [
        {"mode": "subscribe", "verify_token": "wrong", "challenge": "1"},
        {"mode": "unsubscribe", "verify_token": VERIFY, "challenge": "1"},
        {"mode": "subscribe", "challenge": "1"},
        {},
    ],
)
def test_nobody_else_is(meta: Meta, query: dict[str, str]) -> None:
    answer = meta.asks(**query)

    assert answer.problem == (403, "WrongSignature", "")
    assert b'"1"' not in answer.body


def test_a_message_is_in_the_queue_and_then_in_its_conversation(meta: Meta) -> None:
    answer = meta.tells(said("m_1", "Is it open?"))

    assert (answer.status, answer.body) == (200, b"EVENT_RECEIVED")
    assert meta.jobs.waiting("webhooks") == 1
    assert meta.works_off() == [0]
    (head,) = heads(meta.house)
    assert (head.channel_kind, head.preview) == ("messenger", "Is it open?")


def call(*, to_page: bool) -> Item:
    """A call of Carla and the page, as it begins."""
    way = "USER_INITIATED" if to_page else "BUSINESS_INITIATED"
    ends = ["7001", PAGE.address] if to_page else [PAGE.address, "7001"]
    told = {"id": "c_1", "event": "connect", "call_direction": way, "from": ends[0], "to": ends[1]}
    return {"id": PAGE.address, "time": int(NOON.timestamp() * 1000), "calls": [told]}


def test_a_call_of_somebody_who_never_wrote_begins_their_conversation(meta: Meta) -> None:
    meta.posts({"object": "page", "entry": [call(to_page=True)]})
    meta.works_off()

    (head,) = heads(meta.house)
    (called,) = meta.house.ports.conversations.entries(head.id)
    assert isinstance(called.content, Message)
    assert called.content.parts == (Part("call", text="incoming, connect"),)
    assert head.waiting_since is None


def test_what_nobody_can_read_of_somebody_new_begins_their_conversation(meta: Meta) -> None:
    strange = {**said("m_3", ""), "teleport": {"id": "t1"}}
    del strange["message"]

    meta.tells(strange)
    meta.works_off(lambda: 2)

    (head,) = heads(meta.house)
    (begun,) = meta.house.ports.conversations.entries(head.id)
    assert isinstance(begun.content, Message)
    assert [part.kind for part in begun.content.parts] == ["unsupported"]
    assert begun.content.raw is not None
    assert b"teleport" in meta.house.ports.blobs.get(begun.content.raw)


def test_who_was_known_by_what_we_wrote_only_is_named_by_their_own_words(house: House) -> None:
    ports = house.ports
    number = replace(PAGE, id=ChannelId("d" * 32), kind="whatsapp", address="106")
    ports.workspace.put_channel(number)
    ports.channel_secrets.put(number.id, {"app_secret": SECRET, "verify_token": VERIFY, "token": "t"})
    meta = Meta(house, number.id)
    beside = {"messaging_product": "whatsapp", "metadata": {"phone_number_id": "106"}}
    wrote = {"id": "wamid.1", "timestamp": "1793102400", "type": "text", "text": {"body": "Hello"}}

    def told(field: str, **value: Any) -> Item:
        change = {"field": field, "value": {**beside, **value}}
        return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}

    meta.posts(told("smb_message_echoes", message_echoes=[{**wrote, "to": "34600111222"}]))
    meta.works_off()
    (head,) = heads(house)
    assert head.contact_name.casefold() == "whatsapp …1222"

    eva = {"wa_id": "34600111222", "profile": {"name": "Eva Luna"}}
    theirs = {**wrote, "id": "wamid.2", "from": "34600111222"}
    meta.posts(told("messages", contacts=[eva], messages=[theirs]))
    meta.works_off(lambda: 2)

    (head,) = heads(house)
    assert head.contact_name == "Eva Luna"
    assert ports.contacts.get(head.contact_id).name == "Eva Luna"

    meta.posts(told("messages", contacts=[eva], messages=[{**theirs, "id": "wamid.3"}]))
    meta.works_off()
    entries = ports.conversations.entries(head.id)
    assert [entry.kind for entry in entries] == ["message", "message", "recognised", "message"]


def test_whom_we_call_ourselves_begins_none(meta: Meta) -> None:
    meta.posts({"object": "page", "entry": [call(to_page=False)]})
    meta.works_off()

    assert heads(meta.house) == []


@pytest.mark.parametrize("signature", ["", "sha256=", "sha1=abc", "sha256=" + "0" * 64, "sha256=ñ"])
def test_what_is_not_signed_with_our_secret_is_refused_and_not_kept(meta: Meta, signature: str) -> None:
    answer = meta.posts({"object": "page", "entry": []}, **{"x-hub-signature-256": signature})

    assert answer.problem == (403, "WrongSignature", "")
    assert meta.posts({"object": "page"}, secret="another").status == 403
    assert meta.jobs.waiting("webhooks") == 0


def test_a_channel_that_is_not_there_has_no_webhooks(meta: Meta) -> None:
    assert Meta(meta.house, "0" * 32).posts({}).problem == (404, "NoSuchChannel", "")
    assert Meta(meta.house, "no-id").posts({}).problem == (404, "NoSuchChannel", "")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[" * 20_000 + b"]" * 20_000, 400),
        (b'{"object": "page", "entry": []}', 200),
        (b'{"object": "page"}', 200),
        (b'{"object": "something new", "entry": [{"id": "1", "x": 1}]}', 200),
        (json.dumps({"object": "page", "padding": "x" * 1_000_000}).encode(), 200),
        (b"x" * 5_000_000, 413),
    ],
)
def test_whatever_is_signed_gets_the_right_status(meta: Meta, body: bytes, status: int) -> None:
    assert meta.posts(body).status == status
    assert all(failed == 0 for failed in meta.works_off())


def test_another_page_of_nobodys_is_left_out(meta: Meta) -> None:
    assert meta.tells(said("m_1", "Hi"), page="666").status == 200
    assert meta.jobs.waiting("webhooks") == 0


def test_an_app_has_one_address_for_all_its_pages(meta: Meta) -> None:
    second = replace(PAGE, id=type(PAGE.id)("b9" * 16), address="99")
    others = replace(PAGE, id=type(PAGE.id)("b8" * 16), address="98")
    assert others.platform is not None
    others = replace(others, platform=replace(others.platform, app_id="another app"))
    for channel in (second, others):
        meta.house.ports.workspace.put_channel(channel)

    meta.tells(said("m_1", "To the second page"), page="99")
    meta.tells(said("m_2", "To a page of another app"), page="98")
    meta.works_off()

    assert [head.channel_id for head in heads(meta.house)] == [second.id]


def test_what_is_too_large_for_a_job_is_read_from_where_it_is_kept(meta: Meta) -> None:
    meta.tells(said("m_1", "short"), said("m_2", "é" * (limits.JOB // 2)))

    assert meta.works_off() == [0]

    (head,) = heads(meta.house)
    assert [text[:5] for text in texts(meta.house, head.id)] == ["short", "ééééé"]


def test_a_thousand_messages_told_again_and_again_are_each_kept_once_in_order(meta: Meta) -> None:
    chance = random.Random(6)
    people = [f"70{number:02}" for number in range(20)]
    waiting = {one: [said(f"m_{one}_{at}", f"{at}", one) for at in range(10)] for one in people}
    while any(waiting.values()):  # in batches of any size, in the order of each person
        batch: list[Item] = []
        for _ in range(chance.randint(1, 12)):
            person = chance.choice([one for one in people if waiting[one]] or people)
            batch += waiting[person][:1]
            waiting[person] = waiting[person][1:]
        for _ in range(chance.randint(1, 3)):
            assert meta.tells(*batch).status == 200
    meta.works_off(lambda: chance.randint(1, 2))

    told = {head.contact_address: texts(meta.house, head.id) for head in heads(meta.house)}
    assert told == {person: [str(at) for at in range(10)] for person in people}


def test_after_a_failure_the_later_words_of_that_person_wait(meta: Meta) -> None:
    meta.tells(said("m_1", "one"), said("m_2", "two", "7002"), said("m_3", "three"))
    jobs = meta.jobs.receive("webhooks", count=10, visibility_seconds=60)
    broken = tuple(replace(job, body="{") if "m_1" in job.body else job for job in jobs)

    failed = worked(broken)

    assert [one["itemIdentifier"] for one in failed] == [jobs[0].message_id, jobs[2].message_id]
    assert [head.contact_address for head in heads(meta.house)] == ["7002"]


def test_other_words_under_the_same_id_are_left_out(meta: Meta) -> None:
    meta.tells(said("m_1", "one"))
    meta.tells(said("m_1", "another"))
    meta.works_off()

    (head,) = heads(meta.house)
    assert texts(meta.house, head.id) == ["one"]


def answered(meta: Meta, text: str = "Until six") -> tuple[ConversationId, int]:
    """Carla wrote, Ana answered; nothing was handed over yet."""
    meta.tells(said("m_1", "Is it open?"))
    meta.works_off()
    (head,) = heads(meta.house)
    taken = reply_to_conversation(meta.house.ports, ReplyOrder(head.id, Order(ANA), text, head.seq))
    return head.id, taken.seq


def echo(mid: str, text: str, **more: Any) -> Item:
    told = said(mid, text, is_echo=True, **{"app_id": 77, **more})
    return {**told, "sender": told["recipient"], "recipient": told["sender"]}


def states(meta: Meta, conversation: ConversationId) -> list[Delivery]:
    entries = meta.house.ports.conversations.entries(conversation, limit=100)
    return [one.content.state for one in entries if isinstance(one.content, DeliveryOutcome)]


def claimed(meta: Meta, conversation: ConversationId, seq: int) -> None:
    ports = meta.house.ports
    ports.conversations.change_work(
        ports.conversations.work(conversation, [seq])[seq].claimed("somebody", ports.now())
    )


def test_the_echo_of_our_own_answer_says_that_it_went_out(meta: Meta) -> None:
    conversation, seq = answered(meta)
    claimed(meta, conversation, seq)
    key = PlatformKey(conversation, seq, 1, 0, 1).text

    meta.tells(echo("m_ours", "Until six", metadata=key))
    meta.tells(echo("m_ours", "Until six", metadata=key), said("m_2", "Thanks"))
    meta.works_off(lambda: 2)

    assert states(meta, conversation) == [Delivery.SENT]
    assert texts(meta.house, conversation) == ["Is it open?", "Until six", "Thanks"]
    known = meta.house.ports.conversations.known([ExternalId.of_ours("m_ours")])
    assert [row.seq for row in known.values()] == [seq]


def waiting(meta: Meta) -> tuple[Received, ...]:
    return meta.jobs.receive("webhooks", count=10, visibility_seconds=0)


def test_an_echo_that_is_faster_than_the_answer_to_our_call_is_nobodys_message(meta: Meta) -> None:
    """Instagram tells nothing in it of what we wrote beside the message."""
    conversation, seq = answered(meta)
    claimed(meta, conversation, seq)
    meta.tells(echo("m_ours", "Until six"), said("m_2", "Hello?"))
    first = waiting(meta)
    assert worked(first) == []
    meta.jobs.done(first)
    again = waiting(meta)
    assert len(worked(again)) == 1  # on its own: what she says next did not wait for it

    work = meta.house.ports.conversations.work(conversation, [seq])[seq]
    went_out = DeliveryEvent(
        "m_ours#sent", conversation, seq, work.attempts, Delivery.SENT, NOON, sent_as="m_ours", by="platform"
    )
    record_delivery(meta.house.ports, went_out)

    assert worked(again) == []
    assert texts(meta.house, conversation) == ["Is it open?", "Until six", "Hello?"]


def test_what_a_person_writes_in_the_platforms_own_inbox_meanwhile_comes_in_later(meta: Meta) -> None:
    conversation, seq = answered(meta)
    claimed(meta, conversation, seq)
    meta.tells(echo("m_theirs", "From the page", app_id=""))
    first = waiting(meta)
    worked(first)
    meta.jobs.done(first)

    again = waiting(meta)
    assert len(worked(again)) == 1
    assert worked(again, receives=limits.JOB_RECEIVES) == []

    assert texts(meta.house, conversation) == ["Is it open?", "Until six", "From the page"]


def test_delivered_and_read_follow_in_any_order_and_never_go_back(meta: Meta) -> None:
    conversation, seq = answered(meta)
    claimed(meta, conversation, seq)
    meta.tells(echo("m_ours", "Until six", metadata=PlatformKey(conversation, seq, 1, 0, 1).text))
    meta.works_off()
    person = {"sender": {"id": "7001"}, "recipient": {"id": PAGE.address}, "timestamp": 1}
    late = int(NOON.timestamp() * 1000) + 60_000
    marks = [
        {**person, "read": {"watermark": late}},
        {**person, "delivery": {"mids": ["m_ours"], "watermark": late}},
        {**person, "read": {"watermark": late - 90_000}},
        {**person, "delivery": {"watermark": late - 90_000}},
    ]

    meta.tells(*marks)
    meta.works_off(lambda: 2)

    assert states(meta, conversation) == [Delivery.SENT, Delivery.DELIVERED]
    assert meta.house.ports.conversations.head(conversation).seen_through == seq


def test_a_reaction_stands_at_our_answer(meta: Meta) -> None:
    conversation, seq = answered(meta)
    claimed(meta, conversation, seq)
    meta.tells(echo("m_ours", "Until six", metadata=PlatformKey(conversation, seq, 1, 0, 1).text))
    person = {"sender": {"id": "7001"}, "recipient": {"id": PAGE.address}, "timestamp": 1_800_000_000_000}
    loves = {"mid": "m_ours", "action": "react", "reaction": "love", "emoji": "❤️"}

    meta.tells({**person, "reaction": loves})
    meta.works_off(lambda: 2)

    entries = meta.house.ports.conversations.entries(conversation, limit=100)
    assert [one.content for one in entries if isinstance(one.content, Reacted)] == [Reacted(seq, "❤️")]


def test_what_nobody_knows_yet_is_kept_and_shown_as_unsupported(meta: Meta) -> None:
    meta.tells(said("m_1", "Hi"))
    person = {"sender": {"id": "7001"}, "recipient": {"id": PAGE.address}, "timestamp": 1_800_000_000_000}

    meta.tells({**person, "hologram": {"id": "h1"}})
    meta.works_off(lambda: 2)

    (head,) = heads(meta.house)
    entries = meta.house.ports.conversations.entries(head.id, limit=100)
    (noted,) = [one.content for one in entries if isinstance(one.content, Noted)]
    assert noted.name == "unsupported"
    assert noted.raw is not None
    assert b"hologram" in meta.house.ports.blobs.get(noted.raw)


def test_what_cannot_be_shown_is_there_as_it_came_without_what_others_said(
    meta: Meta, agent: Browser
) -> None:
    strange = said("m_1", "", attachments=[{"type": "hologram", "payload": {"half": "\ud83d"}}])
    note = {**said("m_3", ""), "teleport": {"id": "t1"}}
    del note["message"]

    meta.tells(strange, said("m_2", "My card number is 4111", person="7002"), note)
    meta.works_off(lambda: 2)

    (head,) = [one for one in heads(meta.house) if one.contact_address == "7001"]
    path = f"/conversations/{head.id}/entries"
    shown = [one for one in agent.get(path).json()["items"] if one["source"]]
    assert [(one["kind"], one["note"]) for one in shown] == [("message", None), ("noted", "unsupported")]
    assert shown[0]["chat"] is True  # its source is kept, and it is no mail for that
    for entry, told in zip(shown, (strange, note), strict=True):
        source = agent.get(f"{path}/{entry['seq']}/source").json()
        assert (source["headers"], source["cut"]) == ([], False)
        assert json.loads(source["text"]) == told


def test_what_can_be_shown_is_kept_once(meta: Meta, agent: Browser) -> None:
    meta.tells(said("m_1", "Is it open?"))
    meta.works_off()

    (head,) = heads(meta.house)
    (entry,) = agent.get(f"/conversations/{head.id}/entries").json()["items"]
    assert entry["source"] is False
    assert agent.get(f"/conversations/{head.id}/entries/1/source").problem[1] == "NoSuchFile"


def test_what_somebody_took_back_is_nowhere_as_it_came(meta: Meta, agent: Browser) -> None:
    strange = said("m_1", "", attachments=[{"type": "hologram", "payload": {}}])
    meta.tells(strange)
    meta.works_off()
    (head,) = heads(meta.house)
    assert agent.get(f"/conversations/{head.id}/entries/1/source").status == 200

    meta.tells(said("m_1", "", is_deleted=True))
    meta.works_off()

    assert agent.get(f"/conversations/{head.id}/entries/1/source").problem[1] == "NoSuchFile"


@pytest.fixture
def with_files(meta: Meta, fake_graph: RunningGraph, monkeypatch: pytest.MonkeyPatch) -> Meta:
    """Files can be fetched from the stand-in for the Graph API."""
    ports = replace(meta.house.ports, platforms={"messenger": fake_graph.gateway("messenger")})
    monkeypatch.setattr(wiring, "ports", lambda: ports)
    meta.house.ports = ports
    return meta


def picture(fake_graph: RunningGraph, mid: str = "m_1", text: str = "Like this one") -> Item:
    media = fake_graph.state.keep_media(FakeMedia("lamp.png", "image/png", PNG))
    url = f"{fake_graph.address}/files/{media}"
    return said(mid, text, attachments=[{"type": "image", "payload": {"url": url}}])


def messages(meta: Meta) -> list[Message]:
    (head,) = heads(meta.house)
    entries = meta.house.ports.conversations.entries(head.id, limit=100)
    return [one.content for one in entries if isinstance(one.content, Message)]


def test_a_picture_is_copied_at_once(with_files: Meta, fake_graph: RunningGraph) -> None:
    with_files.tells(picture(fake_graph))
    with_files.works_off(lambda: 2)

    (message,) = messages(with_files)
    (file,) = message.attachments
    assert (message.text, file.content_type, file.size) == ("Like this one", "image/png", len(PNG))
    assert with_files.house.ports.blobs.get(file.blob) == PNG


def test_words_do_not_wait_for_a_picture_that_cannot_be_had_yet(
    with_files: Meta, fake_graph: RunningGraph
) -> None:
    item = picture(fake_graph)
    fake_graph.fail(item["message"]["attachments"][0]["payload"]["url"][-15:], status=503, times=2)
    with_files.tells(item, said("m_2", "Do you have it?"))
    jobs = with_files.jobs.receive("webhooks", count=10, visibility_seconds=60)

    assert worked(jobs) == []
    with_files.jobs.done(jobs)
    before = [(one.text, [part.kind for part in one.parts]) for one in messages(with_files)]
    assert before == [("Like this one", ["late_file"]), ("Do you have it?", [])]

    late = with_files.jobs.receive("webhooks", count=10, visibility_seconds=60)
    assert len(worked(late)) == 1  # it is not there yet
    assert worked(late) == worked(late) == []
    (_, _, came) = messages(with_files)
    assert (came.text, came.answers, len(came.attachments)) == ("", 1, 1)


def test_a_picture_that_never_comes_is_said_to_be_lost(with_files: Meta, fake_graph: RunningGraph) -> None:
    item = picture(fake_graph)
    fake_graph.fail(item["message"]["attachments"][0]["payload"]["url"][-15:], status=503, times=99)
    with_files.tells(item)
    jobs = with_files.jobs.receive("webhooks", count=10, visibility_seconds=60)
    worked(jobs)
    with_files.jobs.done(jobs)
    late = with_files.jobs.receive("webhooks", count=10, visibility_seconds=60)

    assert worked(late, receives=limits.JOB_RECEIVES) == []

    (_, lost) = messages(with_files)
    why = "The platform did not hand it out in time"
    assert [(part.kind, part.title, part.text) for part in lost.parts] == [("lost_file", "image", why)]


def test_the_echo_of_a_part_of_our_answer_is_nobodys_message(meta: Meta) -> None:
    """It may be told before we have written down that the part went out."""
    conversation, seq = answered(meta)
    claimed(meta, conversation, seq)

    meta.tells(echo("m_part", "Until", metadata=PlatformKey(conversation, seq, 1, 0, 2).text))
    meta.works_off(lambda: 2)

    assert texts(meta.house, conversation) == ["Is it open?", "Until six"]
    assert states(meta, conversation) == []
