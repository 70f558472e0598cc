"""Events as SES publishes them, written after its documentation with people and ids of our own."""

from __future__ import annotations

import json
from typing import Any

CONVERSATION = "0195500000007000800000000000c0de"
SES_ID = "0102018f7a2b3c4d-5e6f7a8b-1111-2222-3333-444455556666-000000"
SENT_AS = f"<{SES_ID}@eu-west-1.amazonses.com>"
CARLA = "carla@customer.example"


def an_event(kind: str, **told: Any) -> dict[str, Any]:
    """An event about the first try of message 3; `tags`, `mail` change what it says of the mail."""
    mail = {
        "timestamp": "2026-11-22T12:00:05.240Z",
        "source": "Support <support@bandeja.test>",
        "sourceArn": "arn:aws:ses:eu-west-1:111122223333:identity/bandeja.test",
        "sendingAccountId": "111122223333",
        "messageId": SES_ID,
        "destination": [CARLA],
        "headersTruncated": False,
        "headers": [{"name": "From", "value": "Support <support@bandeja.test>"}],
        "commonHeaders": {
            "from": ["Support <support@bandeja.test>"],
            "to": [CARLA],
            "subject": "Re: My lamp",
        },
        "tags": told.pop(
            "tags",
            {
                "key": [f"{CONVERSATION}-3"],
                "attempt": ["1"],
                "ses:configuration-set": ["bandeja-test"],
                "ses:source-ip": ["192.0.2.7"],
                "ses:from-domain": ["bandeja.test"],
            },
        ),
    } | told.pop("mail", {})
    return {"eventType": kind, "mail": mail, **told}


def tags_of(conversation: str, seq: int, attempt: int = 1) -> dict[str, Any]:
    return {"key": [f"{conversation}-{seq}"], "attempt": [str(attempt)]}


def a_send(**changed: Any) -> dict[str, Any]:
    return an_event("Send", send={}, **changed)


def a_delivery(**changed: Any) -> dict[str, Any]:
    told = {
        "timestamp": "2026-11-22T12:00:07.117Z",
        "processingTimeMillis": 1877,
        "recipients": [CARLA],
        "smtpResponse": "250 2.0.0 OK queued as 4Abc",
        "remoteMtaIp": "203.0.113.9",
        "reportingMTA": "a6-11.smtp-out.eu-west-1.amazonses.com",
    }
    return an_event("Delivery", delivery=told, **changed)


def a_bounce(kind: str = "Permanent", subtype: str = "General", **changed: Any) -> dict[str, Any]:
    """`people` are the bounced recipients, `feedback` the id of the event."""
    gone = {
        "emailAddress": CARLA,
        "action": "failed",
        "status": "5.1.1",
        "diagnosticCode": "smtp; 550 5.1.1 no such user here",
    }
    told = {
        "bounceType": kind,
        "bounceSubType": subtype,
        "bouncedRecipients": changed.pop("people", [gone]),
        "timestamp": "2026-11-22T12:00:09.001Z",
        "feedbackId": changed.pop("feedback", "0102018f7a2b3c4d-feed-000000"),
        "reportingMTA": "dsn; a6-11.smtp-out.eu-west-1.amazonses.com",
    }
    return an_event("Bounce", bounce=told, **changed)


def a_complaint(*people: str, **changed: Any) -> dict[str, Any]:
    told = {
        "complainedRecipients": [{"emailAddress": one} for one in people or (CARLA,)],
        "timestamp": "2026-11-22T13:00:00.000Z",
        "feedbackId": "0102018f7a2b3c4d-abc-000000",
        "complaintSubType": None,
        "complaintFeedbackType": "abuse",
        "userAgent": "Somebody's feedback loop",
        "arrivalDate": "2026-11-22T12:30:00.000Z",
    }
    return an_event("Complaint", complaint=told, **changed)


def a_delay(**changed: Any) -> dict[str, Any]:
    told = {
        "timestamp": "2026-11-22T12:10:00.000Z",
        "delayType": "TransientCommunicationFailure",
        "expirationTime": "2026-11-23T02:00:00.000Z",
        "delayedRecipients": [
            {
                "emailAddress": CARLA,
                "status": "4.4.1",
                "diagnosticCode": "smtp; 421 4.4.1 Unable to connect to remote host",
            }
        ],
    }
    return an_event("DeliveryDelay", deliveryDelay=told, **changed)


def a_reject(**changed: Any) -> dict[str, Any]:
    return an_event("Reject", reject={"reason": "Bad content"}, **changed)


def a_rendering_failure(**changed: Any) -> dict[str, Any]:
    told = {"errorMessage": "Attribute 'name' is not present", "templateName": "T"}
    return an_event("Rendering Failure", failure=told, **changed)


def a_received_mail() -> dict[str, Any]:
    """A mail that SES put into the bucket by a receipt rule whose prefix is `incoming/`."""
    passed = {"status": "PASS"}
    return {
        "notificationType": "Received",
        "mail": {
            "timestamp": "2026-11-22T12:00:00.317Z",
            "source": "carla@customer.example",
            "messageId": "o3vrnil0e2ic28trm7dfhrc2v0clm4nbp0g1",
            "destination": ["Support@in.bandeja.test", "sales@in.bandeja.test", "boss@customer.example"],
            "headersTruncated": True,
            "headers": [{"name": "Subject", "value": "My lamp"}],
            "commonHeaders": {"from": ["Carla <carla@customer.example>"], "subject": "My lamp"},
        },
        "receipt": {
            "timestamp": "2026-11-22T12:00:00.317Z",
            "processingTimeMillis": 574,
            "recipients": ["Support@in.bandeja.test", "sales@in.bandeja.test"],
            "spamVerdict": passed,
            "virusVerdict": passed,
            "spfVerdict": passed,
            "dkimVerdict": passed,
            "dmarcVerdict": passed,
            "action": {
                "type": "S3",
                "topicArn": "arn:aws:sns:eu-west-1:111122223333:bandeja-mail",
                "bucketName": "bandeja-data",
                "objectKeyPrefix": "incoming/",
                "objectKey": "incoming/o3vrnil0e2ic28trm7dfhrc2v0clm4nbp0g1",
            },
        },
    }


def in_envelope(event: dict[str, Any] | str) -> str:
    """As SNS puts it into a queue without raw message delivery."""
    message = event if isinstance(event, str) else json.dumps(event)
    return json.dumps(
        {
            "Type": "Notification",
            "MessageId": "11111111-2222-3333-4444-555555555555",
            "TopicArn": "arn:aws:sns:eu-west-1:111122223333:bandeja-ses-events",
            "Subject": "Amazon SES Email Event Notification",
            "Message": message,
            "Timestamp": "2026-11-22T12:00:10.000Z",
            "SignatureVersion": "1",
            "Signature": "c2lnbmVk",
            "SigningCertURL": "https://elsewhere.test/cert.pem",
            "UnsubscribeURL": "https://elsewhere.test/unsubscribe",
        }
    )
