"""What an agent does to a conversation, as a browser sees it."""

from __future__ import annotations

import pytest

from chalicelib.domain.entry import Actor, Delivery, DeliveryOutcome
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.stores import Commit
from tests.builders import a_receipt
from tests.unit.handlers.house import ADA, NOBODYS_ID, Browser, House
from tests.unit.usecases.company import ANA


def outcome(house: House, conversation_id: ConversationId, seq: int, state: Delivery) -> None:
    """What became of a message, in the log and in its delivery work."""
    head = house.ports.conversations.head(conversation_id)
    work = house.ports.conversations.work(conversation_id, [seq])[seq]
    step = head.record(DeliveryOutcome(seq, state, "told so"), house.ports.now(), Actor.system("delivery"))
    settled = work.settled(state, reason="told so")
    house.ports.conversations.commit(Commit(step, (a_receipt(),), work=(settled,)))


def test_a_reply_is_the_next_entry_and_on_its_way(house: House, agent: Browser) -> None:
    head = house.began()

    answer = agent.post(f"/conversations/{head.id}/replies", {"text": "It is coming.", "last_seq": 1})

    entry = answer.json()
    assert answer.status == 201
    assert (entry["kind"], entry["direction"], entry["text"]) == ("message", "out", "It is coming.")
    assert (entry["delivery"], entry["actor"]["name"]) == ("queued", "Ana")
    assert [one["address"] for one in entry["to"]] == ["carla@customer.test"]
    assert entry["bcc"] == []


def test_the_same_reply_sent_twice_is_one(house: House, agent: Browser) -> None:
    head = house.began()
    body = {"text": "It is coming.", "last_seq": 1}

    first = agent.post(f"/conversations/{head.id}/replies", body, key="one")
    again = agent.post(f"/conversations/{head.id}/replies", body, key="one")

    assert (again.status, again.json()) == (201, first.json())
    assert house.ports.conversations.head(head.id).seq == first.json()["seq"]


def test_keys_of_two_agents_have_nothing_to_do_with_each_other(
    house: House, agent: Browser, admin: Browser
) -> None:
    head = house.began()
    body = {"text": "It is coming.", "last_seq": 1}

    one = agent.post(f"/conversations/{head.id}/replies", body, key="one").json()["seq"]
    other = admin.post(f"/conversations/{head.id}/replies", body, key="one").json()["seq"]

    assert other > one


def test_a_key_belongs_to_one_request(house: House, agent: Browser) -> None:
    head, other = house.began(), house.began()
    agent.post(f"/conversations/{head.id}/comments", {"text": "a note"}, key="one")

    changed = agent.post(f"/conversations/{head.id}/comments", {"text": "another"}, key="one")
    elsewhere = agent.post(f"/conversations/{other.id}/comments", {"text": "a note"}, key="one")

    for answer in (changed, elsewhere):
        assert answer.problem == (409, "KeyUsedForAnotherRequest", "Idempotency-Key")


def test_a_reply_over_a_newer_message_is_stopped_with_what_was_not_seen(house: House, agent: Browser) -> None:
    head = house.began()
    house.wrote(head.id, "I found it, thank you!")
    at = f"/conversations/{head.id}/replies"

    stale = agent.post(at, {"text": "We are looking for it.", "last_seq": 1})
    insisting = agent.post(at, {"text": "We are looking for it.", "last_seq": 1, "insist": True})

    assert stale.problem == (409, "StaleReply", "")
    assert [entry["text"] for entry in stale.json()["entries"]] == ["I found it, thank you!"]
    assert insisting.status == 201


def test_a_reply_must_say_what_was_seen(house: House, agent: Browser) -> None:
    answer = agent.post(f"/conversations/{house.began().id}/replies", {"text": "Hello"})

    assert answer.problem == (422, "Invalid", "last_seq")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"last_seq": -1}, "last_seq"),
        ({"last_seq": 99}, "last_seq"),
        ({"text": " "}, "text"),
        ({"to": ["nonsense"]}, "to[0]"),
        ({"to": []}, "to"),
        ({"attachments": [NOBODYS_ID]}, "attachments[0]"),
        ({"text": "x" * 200_001}, "text"),
    ],
)
def test_what_is_wrong_with_a_reply_is_named(
    changed: dict[str, object], field: str, house: House, agent: Browser
) -> None:
    body = {"text": "Hello", "last_seq": 1, **changed}

    answer = agent.post(f"/conversations/{house.began().id}/replies", body)

    assert answer.problem == (422, "Invalid", field)


def test_a_reply_of_rich_text_alone_has_its_words_as_text(house: House, agent: Browser) -> None:
    body = {"html": "<p>It is <b>coming</b>.</p>", "last_seq": 1}

    entry = agent.post(f"/conversations/{house.began().id}/replies", body).json()

    assert (entry["text"], entry["html"]) == ("It is coming.", True)


def test_a_note_is_the_teams_own(house: House, agent: Browser) -> None:
    head = house.began()

    answer = agent.post(f"/conversations/{head.id}/comments", {"text": "Ask the depot."})

    assert answer.status == 201
    assert (answer.json()["kind"], answer.json()["text"]) == ("comment", "Ask the depot.")


@pytest.mark.parametrize(
    ("order", "status"),
    [("close", "closed"), ("spam", "spam"), ("reopen", "open"), ("not-spam", "open")],
)
def test_an_order_given_twice_changes_nothing_the_second_time(
    order: str, status: str, house: House, agent: Browser
) -> None:
    at = f"/conversations/{house.began().id}/{order}"

    first, again = agent.post(at), agent.post(at)

    assert (first.status, first.json()["status"]) == (200, status)
    assert (again.status, again.json()) == (200, first.json())


def test_a_conversation_is_given_to_an_agent_and_back_to_nobody(house: House, agent: Browser) -> None:
    at = f"/conversations/{house.began().id}/assign"

    given = agent.post(at, {"owner": ADA.id})
    taken = agent.post(at, {"owner": None})
    wrong = agent.post(at, {"owner": NOBODYS_ID})

    assert (given.json()["owner"], taken.json()["owner"]) == (ADA.id, None)
    assert wrong.problem == (422, "Invalid", "owner")


def test_an_opened_conversation_is_read_and_can_be_marked_unread(house: House, agent: Browser) -> None:
    head = house.began()
    at = f"/conversations/{head.id}"

    def unread() -> bool:
        return bool(agent.get(at).json()["unread"])

    assert unread()
    assert agent.post(f"{at}/opened", {}).status == 204
    assert not unread()
    house.wrote(head.id)
    assert unread()
    agent.post(f"{at}/opened", {"through": 2})
    agent.post(f"{at}/opened", {"through": 1})  # late: somebody else had seen more
    assert not unread()
    agent.post(f"{at}/opened", {"through": 0})
    assert unread()


@pytest.mark.parametrize("state", [Delivery.FAILED, Delivery.BOUNCED, Delivery.UNSURE])
def test_what_did_not_arrive_can_be_sent_again(state: Delivery, house: House, agent: Browser) -> None:
    head = house.began()
    seq = house.answered(head.id)
    outcome(house, head.id, seq, state)
    at = f"/conversations/{head.id}/entries"

    def delivery() -> str:
        entries = agent.get(at).json()["items"]
        return next(str(entry["delivery"]) for entry in entries if entry["seq"] == seq)

    assert delivery() == state.value
    answer = agent.post(f"{at}/{seq}/resend")
    assert (answer.status, answer.json()["delivery"]) == (200, "queued")
    assert delivery() == "queued"
    assert agent.post(f"{at}/{seq}/resend").problem == (409, "NothingToSettle", "")


def test_an_agent_settles_what_nobody_was_sure_about(house: House, agent: Browser) -> None:
    head = house.began()
    seq = house.answered(head.id)
    outcome(house, head.id, seq, Delivery.UNSURE)

    answer = agent.post(f"/conversations/{head.id}/entries/{seq}/arrived")

    assert (answer.json()["seq"], answer.json()["delivery"]) == (seq, "sent")


def test_only_our_own_messages_are_sent_again(house: House, agent: Browser) -> None:
    at = f"/conversations/{house.began().id}/entries/1"

    assert agent.post(f"{at}/resend").problem[:2] == (404, "NoSuchEntry")
    assert agent.post(f"{at}/arrived").problem[:2] == (404, "NoSuchEntry")


def test_what_became_of_a_message_is_known_far_from_the_end_of_the_log(house: House, agent: Browser) -> None:
    head = house.began()
    seq = house.answered(head.id)
    outcome(house, head.id, seq, Delivery.BOUNCED)
    for _ in range(5):
        house.wrote(head.id)

    page = agent.get(f"/conversations/{head.id}/entries", {"before": seq + 1, "limit": 1}).json()

    assert [(one["seq"], one["delivery"], one["delivery_reason"]) for one in page["items"]] == [
        (seq, "bounced", "told so")
    ]


def test_an_agent_answers_in_their_own_name(house: House, agent: Browser, admin: Browser) -> None:
    head = house.began()
    agent.post(f"/conversations/{head.id}/replies", {"text": "One", "last_seq": 1})

    entry = admin.post(f"/conversations/{head.id}/comments", {"text": "Two"}).json()

    assert entry["actor"]["id"] == ADA.id
    assert agent.get(f"/conversations/{head.id}").json()["owner"] == ANA.id


def test_a_message_about_something_else_becomes_a_conversation_of_its_own(
    house: House, agent: Browser
) -> None:
    head = house.began()

    answer = agent.post(f"/conversations/{head.id}/entries/1/split-off", {}, key="one")
    again = agent.post(f"/conversations/{head.id}/entries/1/split-off", {}, key="one")

    made = answer.json()
    assert (answer.status, again.json()["id"]) == (201, made["id"])
    assert made["id"] != head.id
    assert [(link["conversation"], link["of"]) for link in made["linked"]] == [(head.id, 1)]
    assert [why["code"] for why in made["why"]] == ["made_its_own"]


def test_what_is_no_message_cannot_become_a_conversation(house: House, agent: Browser) -> None:
    head = house.began()
    comment = agent.post(f"/conversations/{head.id}/comments", {"text": "Look"}).json()

    refused = agent.post(f"/conversations/{head.id}/entries/{comment['seq']}/split-off", {})
    nowhere = agent.post(f"/conversations/{NOBODYS_ID}/entries/1/split-off", {})

    assert (refused.status, refused.json()["field"]) == (422, "seq")
    assert nowhere.status == 404
