"""What SES says of a mail of ours becomes an event that no channel has to be known for."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.channels.email.message_ids import ses_message_id
from chalicelib.channels.email.ses_event import NotForUs, read_ses_event
from chalicelib.domain.delivery_event import DeliveryEvent
from chalicelib.domain.entry import Delivery
from chalicelib.domain.errors import Invalid
from tests.unit.channels.email.ses_events import (
    CARLA,
    CONVERSATION,
    SENT_AS,
    SES_ID,
    a_bounce,
    a_complaint,
    a_delay,
    a_delivery,
    a_reject,
    a_rendering_failure,
    a_send,
    an_event,
    in_envelope,
)

WHOLE = {
    Delivery.SENT: a_send(),
    Delivery.DELIVERED: a_delivery(),
    Delivery.BOUNCED: a_bounce(),
    Delivery.COMPLAINED: a_complaint(),
    Delivery.DELAYED: a_delay(),
    Delivery.FAILED: a_reject(),
}


def read(event: dict[str, Any]) -> DeliveryEvent:
    found = read_ses_event(json.dumps(event))
    assert isinstance(found, DeliveryEvent)
    return found


@pytest.mark.parametrize("state", WHOLE)
def test_every_event_names_its_message_and_what_became_of_it(state: Delivery) -> None:
    found = read(WHOLE[state])

    assert (found.conversation_id, found.seq, found.attempt) == (CONVERSATION, 3, 1)
    assert (found.state, found.sent_as) == (state, SENT_AS)
    assert found.at.tzinfo is not None


@pytest.mark.parametrize("state", WHOLE)
def test_an_event_in_the_envelope_of_sns_is_the_same_event(state: Delivery) -> None:
    assert read_ses_event(in_envelope(WHOLE[state])) == read(WHOLE[state])


def test_an_event_told_twice_has_one_id_and_another_event_another() -> None:
    ids = [read(event).id for event in WHOLE.values()]

    assert len(set(ids)) == len(WHOLE)
    assert read(a_bounce()).id == read(a_bounce()).id
    assert read(a_bounce(feedback="another")).id != read(a_bounce()).id


def test_a_delivery_has_the_time_of_the_delivery_and_a_send_that_of_the_mail() -> None:
    assert read(a_delivery()).at == datetime(2026, 11, 22, 12, 0, 7, 117_000, UTC)
    assert read(a_send()).at == datetime(2026, 11, 22, 12, 0, 5, 240_000, UTC)


def test_a_bounce_says_whose_address_it_is_and_why() -> None:
    (bounce,) = read(a_bounce()).bounces

    assert (bounce.recipient, bounce.status, bounce.kind) == (CARLA, "5.1.1", "unknown address")
    assert bounce.is_hard
    assert read(a_bounce()).reason == f"{CARLA}: 550 5.1.1 no such user here"


@pytest.mark.parametrize(
    ("kind", "subtype", "person", "expected"),
    [
        ("Permanent", "NoEmail", {}, ("unknown address", True)),
        ("Permanent", "Suppressed", {}, ("suppressed", True)),
        ("Permanent", "OnAccountSuppressionList", {"status": "5.7.0"}, ("suppressed", True)),
        (
            "Permanent",
            "General",
            {"status": "5.7.1", "diagnosticCode": "550 5.7.1 policy"},
            ("rejected", False),
        ),
        ("Transient", "MailboxFull", {"status": "4.2.2"}, ("mailbox full", False)),
        ("Transient", "MessageTooLarge", {}, ("too large", False)),
        ("Transient", "ContentRejected", {"status": "5.6.0"}, ("rejected", False)),
        ("Transient", "General", {"status": "4.4.7"}, ("host unreachable", False)),
        ("Undetermined", "Undetermined", {}, ("other", False)),
        ("Permanent", "SomethingNew", {"status": "5.1.1"}, ("unknown address", True)),
    ],
)
def test_only_a_bounce_for_good_says_that_the_address_takes_no_mail(
    kind: str, subtype: str, person: dict[str, str], expected: tuple[str, bool]
) -> None:
    (bounce,) = read(a_bounce(kind, subtype, people=[{"emailAddress": CARLA, **person}])).bounces

    assert (bounce.kind, bounce.is_hard) == expected


def test_an_address_is_read_without_its_name_and_in_lower_case() -> None:
    people = [{"emailAddress": "Carla R <Carla@Customer.EXAMPLE>", "status": "5.1.1"}]

    assert read(a_bounce(people=people)).bounces[0].recipient == CARLA


def test_a_delay_is_no_bounce() -> None:
    (delay,) = read(a_delay()).bounces

    assert delay.is_delay
    assert not delay.is_hard
    assert "421 4.4.1" in read(a_delay()).reason


def test_what_ses_refused_after_it_took_it_says_why() -> None:
    assert "Bad content" in read(a_reject()).reason
    assert "not present" in read(a_rendering_failure()).reason
    assert read(a_rendering_failure()).state is Delivery.FAILED


@pytest.mark.parametrize(
    "body",
    [
        "Successfully validated SNS topic for Amazon SES event publishing.",
        in_envelope("Successfully validated SNS topic for Amazon SES event publishing."),
        in_envelope({"notificationType": "AmazonSnsSubscriptionSucceeded", "message": "You have"}),
        json.dumps(an_event("Open", open={"ipAddress": "192.0.2.1"})),
        json.dumps(an_event("SomethingNew")),
        json.dumps(a_delivery(tags={"notice": ["invitation"]})),
        json.dumps(a_delivery(tags={"key": ["another-product"], "attempt": ["1"]})),
        "[]",
        "null",
        "",
    ],
)
def test_what_is_about_no_message_of_ours_is_let_go_of(body: str) -> None:
    assert isinstance(read_ses_event(body), NotForUs)


@pytest.mark.parametrize(
    "event",
    [
        an_event("Bounce"),
        an_event("Delivery", delivery={"timestamp": "yesterday"}),
        a_bounce(people=[{}]),
        a_send(mail={"messageId": SES_ID, "timestamp": None}),
        {"eventType": "Send"},
        {"eventType": "Send", "mail": []},
        an_event("Complaint", complaint="x"),
        a_send(tags={"key": [f"{CONVERSATION}-x"], "attempt": ["1"]}),
        a_send(tags={"key": [f"{CONVERSATION}-3"]}),
    ],
)
def test_an_event_with_something_missing_is_refused(event: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        read_ses_event(json.dumps(event))


def test_the_oldest_region_of_ses_has_a_domain_of_its_own() -> None:
    assert ses_message_id("id", "eu-west-1") == "<id@eu-west-1.amazonses.com>"
    assert ses_message_id("id", "us-east-1") == "<id@email.amazonses.com>"


def test_a_list_of_people_without_end_is_bounded() -> None:
    people = [{"emailAddress": f"p{number}@x.example", "status": "5.1.1"} for number in range(5_000)]

    found = read(a_bounce(people=people))

    assert len(found.bounces) == 50
    assert len(found.reason.encode()) <= 300
