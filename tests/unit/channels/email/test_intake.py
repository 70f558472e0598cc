"""From the notification of a mail to what is taken in: the right channels, all content, the verdicts."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from chalicelib.adapters.local.blobs import FolderBlobs
from chalicelib.channels.email.intake import MailRoom, take_in
from chalicelib.channels.email.notification import (
    MailNotice,
    for_another_try,
    notification_of,
    read_notification,
)
from chalicelib.domain.entry import Why
from chalicelib.domain.errors import Invalid
from chalicelib.domain.ids import BlobId, ChannelId, ConversationId, InboxId
from chalicelib.domain.mail_errors import HasVirus, NobodyHasThisAddress, NotAboutMail
from chalicelib.domain.reply_token import local_part
from chalicelib.domain.workspace import Channel
from tests.unit.channels.email.ses_events import a_received_mail, in_envelope

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
KEY = b"t" * 32
THREAD = ConversationId("0192" * 8)
SUPPORT = Channel(ChannelId("1" * 32), InboxId("i" * 32), "email", "Support", "support@bandeja.test")
SALES = Channel(ChannelId("2" * 32), InboxId("j" * 32), "email", "Sales", "sales@bandeja.test")
MAIL = b"""From: Carla Ruiz <Carla@Customer.example>
To: Support <support@bandeja.test>, store@partner.example
Cc: boss@customer.example
Subject: My lamp
Message-ID: <1@customer.example>
In-Reply-To: <0@customer.example>
References: <a@x> <0@customer.example>
Date: Sun, 22 Nov 2026 11:59:00 +0000

It flickers.

On 20 Nov 2026, Support wrote:
> Hello
"""


@pytest.fixture
def room(tmp_path: Path) -> MailRoom:
    blobs = FolderBlobs(tmp_path, link_key=b"k" * 32, clock=lambda: NOON)
    return MailRoom(
        [SUPPORT, SALES], blobs, KEY, lambda conversation: SALES.id if conversation == THREAD else None
    )


def notice(*recipients: str, **changes: Any) -> MailNotice:
    return replace(MailNotice("m1", recipients or ("support@bandeja.test",), NOON), **changes)


def test_a_mail_becomes_a_message_with_all_that_was_in_it(room: MailRoom) -> None:
    (inbound,) = take_in(notice(), MAIL, room)

    message = inbound.message
    assert message.text == "It flickers."
    assert message.quoted
    assert message.sender.address == "carla@customer.example"
    assert [one.address for one in message.to] == ["support@bandeja.test", "store@partner.example"]
    assert message.in_reply_to == "<0@customer.example>"
    assert inbound.external_id == "<1@customer.example>"
    assert message.why == (Why("came_to", "support@bandeja.test"),)
    assert message.full_text is not None
    assert b"> Hello" in room.blobs.get(message.full_text)
    assert message.raw is not None
    assert room.blobs.get(message.raw) == MAIL


def test_the_time_is_when_it_arrived_and_not_what_the_sender_claims(room: MailRoom) -> None:
    (inbound,) = take_in(notice(), MAIL.replace(b"2026 11:59", b"2050 11:59"), room)

    assert inbound.received_at == NOON


def test_the_envelope_decides_the_channel_and_not_the_header(room: MailRoom) -> None:
    (inbound,) = take_in(notice("sales@bandeja.test"), MAIL, room)

    assert inbound.channel == SALES


def test_one_mail_to_two_channels_is_two_messages(room: MailRoom) -> None:
    both = take_in(notice("support@bandeja.test", "SALES+tag@bandeja.test"), MAIL, room)

    assert [one.channel for one in both] == [SUPPORT, SALES]


def test_two_addresses_of_one_channel_are_one_message(room: MailRoom) -> None:
    assert len(take_in(notice("support@bandeja.test", "support+x@bandeja.test"), MAIL, room)) == 1


def test_mail_to_nobody_is_refused_with_the_address(room: MailRoom) -> None:
    with pytest.raises(NobodyHasThisAddress, match="nobody@bandeja.test"):
        take_in(notice("nobody@bandeja.test"), MAIL, room)


def test_a_catch_all_takes_what_nobody_else_has(room: MailRoom) -> None:
    catching = replace(room, channels=[SUPPORT, replace(SALES, catch_all=True)])

    (inbound,) = take_in(notice("nobody@bandeja.test"), MAIL, catching)

    assert inbound.channel.id == SALES.id


def test_an_answer_to_a_reply_address_goes_to_the_channel_of_its_thread(room: MailRoom) -> None:
    (inbound,) = take_in(notice(f"{local_part(KEY, THREAD)}@bandeja.test"), MAIL, room)

    assert inbound.channel == SALES
    assert inbound.tokens == (THREAD,)
    assert inbound.message.why == (Why("came_to", "sales@bandeja.test"),)


@pytest.mark.parametrize("header", ["To", "Cc", "Delivered-To", "X-Original-To"])
def test_a_reply_token_counts_wherever_a_recipient_stands(room: MailRoom, header: str) -> None:
    token = f"{local_part(KEY, THREAD).upper()}@bandeja.test".encode()

    (inbound,) = take_in(notice(), header.encode() + b": " + token + b"\n" + MAIL, room)

    assert inbound.tokens == (THREAD,)


def test_mail_found_by_the_sweep_is_led_by_its_headers(room: MailRoom) -> None:
    (inbound,) = take_in(replace(notice(), recipients=()), MAIL, room)

    assert inbound.channel == SUPPORT


def test_a_virus_is_locked_away(room: MailRoom) -> None:
    with pytest.raises(HasVirus):
        take_in(notice(virus=True), MAIL, room)


def test_spam_and_a_failed_dmarc_are_suspect_but_not_what_a_forwarding_brought(room: MailRoom) -> None:
    (spam,) = take_in(notice(spam=True), MAIL, room)
    (forged,) = take_in(notice(dmarc_failed=True), MAIL, room)
    forwarding = replace(room, channels=[replace(SUPPORT, forwarding_verified=True)])
    (forwarded,) = take_in(notice(dmarc_failed=True), MAIL, forwarding)

    assert spam.suspect == Why("spam_verdict")
    assert forged.suspect == Why("dmarc_failed")
    assert not forged.proven
    assert forwarded.suspect is None
    assert forwarded.proven


def test_mail_without_id_is_named_by_its_content(room: MailRoom) -> None:
    without = MAIL.replace(b"Message-ID: <1@customer.example>\n", b"")

    (first,) = take_in(notice(), without, room)
    (again,) = take_in(notice(), b"Received: from elsewhere\n" + without, room)

    assert first.external_id == first.content_hash == again.external_id


def test_a_bounce_names_the_message_that_bounced(room: MailRoom) -> None:
    (inbound,) = take_in(notice(), BOUNCE, room)

    assert inbound.bounce is not None
    assert inbound.bounce.original_message_id == "<7@bandeja.test>"
    assert inbound.bounce.status == "5.1.1"
    assert inbound.bounce.is_hard and not inbound.bounce.is_delay


def test_a_bounce_that_names_no_message_is_still_a_bounce(room: MailRoom) -> None:
    nameless = b"\n".join(line for line in BOUNCE.split(b"\n") if b"7@bandeja" not in line)

    (inbound,) = take_in(notice(), nameless, room)

    assert inbound.bounce is not None
    assert (inbound.bounce.recipient, inbound.bounce.original_message_id) == ("gone@customer.example", "")


def test_a_warning_of_a_delay_says_so(room: MailRoom) -> None:
    warning = BOUNCE.replace(b"Action: failed", b"Action: delayed").replace(b"5.1.1", b"4.4.1")

    (inbound,) = take_in(notice(), warning, room)

    assert inbound.bounce is not None
    assert inbound.bounce.is_delay and not inbound.bounce.is_hard
    assert inbound.message.automatic


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff" * 100, b"From: \n\n", b"Content-Type: multipart/mixed\n\nx"]
)
def test_whatever_arrives_becomes_a_message(room: MailRoom, raw: bytes) -> None:
    (inbound,) = take_in(notice(), raw, room)

    assert inbound.message.raw is not None


def ses(**changes: Any) -> Mapping[str, Any]:
    found = notification_of("m1", ("support@bandeja.test",), "carla@customer.example", NOON)
    found["receipt"].update(changes)
    return found


def test_both_forms_of_the_notification_are_read() -> None:
    plain = json.dumps(ses(dmarcVerdict={"status": "FAIL"}))

    alone = read_notification(plain)
    through_sns = read_notification(json.dumps({"Type": "Notification", "Message": plain}))

    assert alone == through_sns
    assert alone.name == "m1"
    assert alone.recipients == ("support@bandeja.test",)
    assert alone.received_at == NOON
    assert alone.dmarc_failed
    assert not alone.spam


def test_the_notification_is_read_as_ses_writes_it() -> None:
    notice = read_notification(in_envelope(a_received_mail()))

    assert notice.name == "o3vrnil0e2ic28trm7dfhrc2v0clm4nbp0g1"
    assert notice.recipients == ("support@in.bandeja.test", "sales@in.bandeja.test")
    assert notice.sender == "carla@customer.example"
    assert notice.received_at.isoformat() == "2026-11-22T12:00:00.317000+00:00"
    assert (notice.spam, notice.virus, notice.dmarc_failed, notice.dmarc_passed) == (
        False,
        False,
        False,
        True,
    )
    assert read_notification(json.dumps(a_received_mail())) == notice


@pytest.mark.parametrize(
    ("verdict", "status", "expected"),
    [
        ("spamVerdict", "FAIL", (True, False, False, True)),
        ("virusVerdict", "FAIL", (False, True, False, True)),
        ("dmarcVerdict", "FAIL", (False, False, True, False)),
        ("dmarcVerdict", "GRAY", (False, False, False, False)),
        ("dmarcVerdict", "PROCESSING_FAILED", (False, False, False, False)),
        ("spamVerdict", "DISABLED", (False, False, False, True)),
        ("virusVerdict", "PROCESSING_FAILED", (False, False, False, True)),
        ("spfVerdict", "FAIL", (False, False, False, True)),
        ("dkimVerdict", "FAIL", (False, False, False, True)),
    ],
)
def test_each_verdict_of_ses_counts_for_what_it_is(
    verdict: str, status: str, expected: tuple[bool, bool, bool, bool]
) -> None:
    event = a_received_mail()
    event["receipt"][verdict] = {"status": status}

    notice = read_notification(json.dumps(event))

    assert (notice.spam, notice.virus, notice.dmarc_failed, notice.dmarc_passed) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Successfully validated SNS topic for Amazon SES event publishing.",
        in_envelope("Successfully validated SNS topic for Amazon SES event publishing."),
        in_envelope({"notificationType": "AmazonSnsSubscriptionSucceeded", "message": "You have"}),
    ],
)
def test_what_ses_tells_of_itself_is_no_mail(body: str) -> None:
    with pytest.raises(NotAboutMail):
        read_notification(body)


def test_another_try_knows_where_the_mail_is_kept() -> None:
    again = read_notification(for_another_try(json.dumps(ses()), "m1", BlobId("b" * 64)))

    assert (again.quarantined, again.raw, again.name) == ("m1", "b" * 64, "m1")


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", "null", '{"Message": "x"}', '{"Message": "{}"}', '"x"', "7"]
)
def test_what_is_no_notification_is_said_to_be_none(body: str) -> None:
    with pytest.raises(Invalid):
        read_notification(body)


BOUNCE = b"""From: MAILER-DAEMON@mx.customer.example
To: support@bandeja.test
Subject: Undelivered Mail Returned to Sender
Message-ID: <b1@mx.customer.example>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your message.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.example

Final-Recipient: rfc822; gone@customer.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: message/rfc822

From: support@bandeja.test
To: gone@customer.example
Subject: Hello
Message-ID: <7@bandeja.test>

Hi
--b--
"""


def test_a_forwarded_mail_without_a_name_can_be_saved_as_a_mail(room: MailRoom) -> None:
    raw = (
        b"From: a@b.example\nTo: support@bandeja.test\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\n\nSee below\n--b\nContent-Type: message/rfc822\n\nSubject: old\n\nHi\n--b--\n"
    )

    (inbound,) = take_in(notice(), raw, room)

    assert [file.name for file in inbound.message.attachments] == ["forwarded.eml"]


WITH_PICTURES = b"""To: support@bandeja.test
MIME-Version: 1.0
Content-Type: multipart/related; boundary=b

--b
Content-Type: text/html

<p>Look</p><img src="cid:%3Clogo%40shop%3E">
--b
Content-Type: image/jpg; name=logo.jpg
Content-ID: <logo@shop>
Content-Disposition: inline
Content-Transfer-Encoding: base64

/9j/4AAQSkZJRg==
--b
Content-Type: image/png; name=broken.png
Content-ID: <photo@shop>
Content-Disposition: inline

not shown anywhere
--b--
"""


def test_only_pictures_that_the_html_shows_stand_in_it_the_others_are_files(room: MailRoom) -> None:
    (inbound,) = take_in(notice(), WITH_PICTURES, room)

    shown, listed = inbound.message.attachments
    assert (shown.inline, shown.content_id, shown.content_type) == (True, "logo@shop", "image/jpeg")
    assert (listed.inline, listed.name) == (False, "broken.png")


def test_a_wrapped_mail_says_how_it_is_wrapped(room: MailRoom) -> None:
    armoured = MAIL.replace(b"It flickers.", b"-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----")

    (inbound,) = take_in(notice(), armoured, room)

    assert inbound.message.protection == "pgp_encrypted"


FORGED = "reply+" + "a" * 44 + "@bandeja.test"


def foreign() -> str:
    """A reply address as another installation signs it."""
    return f"{local_part(b'x' * 32, THREAD)}@bandeja.test"


@pytest.mark.parametrize("address", [FORGED, foreign()], ids=["forged", "foreign"])
@pytest.mark.parametrize("header", ["To", "Cc", "Delivered-To", "X-Original-To"])
def test_a_token_that_we_did_not_sign_is_an_address_like_any(
    room: MailRoom, header: str, address: str
) -> None:
    (inbound,) = take_in(notice(), f"{header}: {address}\n".encode() + MAIL, room)

    assert inbound.tokens == ()
    assert inbound.channel == SUPPORT


def test_mail_only_to_a_token_that_we_did_not_sign_is_mail_to_nobody(room: MailRoom) -> None:
    with pytest.raises(NobodyHasThisAddress, match="reply"):
        take_in(notice(foreign()), MAIL, room)


@pytest.mark.parametrize(
    "header",
    [
        "In-Reply-To: <7@bandeja.test> <8@bandeja.test>",
        "In-Reply-To: Your message of Monday <7@bandeja.test> <8@bandeja.test>",
        "In-Reply-To: <7@bandeja.test>\n <8@bandeja.test>",
    ],
)
def test_every_id_of_in_reply_to_is_a_hint_and_comes_before_references(room: MailRoom, header: str) -> None:
    raw = MAIL.replace(b"In-Reply-To: <0@customer.example>", header.encode())

    (inbound,) = take_in(notice(), raw, room)

    assert inbound.hints[:2] == ("<7@bandeja.test>", "<8@bandeja.test>")
    assert inbound.hints[-1] == "<a@x>"


def test_references_of_many_lines_keep_both_ends_of_the_thread(room: MailRoom) -> None:
    ids = [f"<{number:040d}@mail.customer.example>" for number in range(90)]
    long = "References: " + "\r\n ".join(ids)
    assert len(long) > 1_500
    raw = MAIL.replace(b"References: <a@x> <0@customer.example>", long.encode())

    (inbound,) = take_in(notice(), raw, room)

    assert ids[0] in inbound.hints
    assert inbound.hints[1] == ids[-1]


def test_whom_a_mail_went_to_beside_us_is_told_apart_from_us(room: MailRoom) -> None:
    token = f"{local_part(KEY, THREAD)}@bandeja.test"
    raw = MAIL.replace(b"Cc: ", f"Cc: sales+x@bandeja.test, {token}, ".encode())

    (inbound,) = take_in(notice(), raw, room)

    assert inbound.people == ("store@partner.example", "boss@customer.example")


def test_each_of_two_channels_knows_the_other(room: MailRoom) -> None:
    support, sales = take_in(notice("support@bandeja.test", "sales@bandeja.test"), MAIL, room)
    (named,) = take_in(notice(), MAIL.replace(b"Cc: ", b"Cc: sales@bandeja.test, "), room)

    assert (support.also_on, sales.also_on) == ((SALES.id,), (SUPPORT.id,))
    assert named.also_on == (SALES.id,)
    assert support.external_id == sales.external_id


@pytest.mark.parametrize(
    ("verdict", "of"),
    [({"dmarc_passed": True}, True), ({}, False), ({"dmarc_failed": True}, False)],
    ids=["passed", "unknown", "failed"],
)
def test_an_author_is_verified_by_the_verdict_of_the_receipt(
    room: MailRoom, verdict: dict[str, bool], of: bool
) -> None:
    claims = b"Authentication-Results: mx; dmarc=pass\nX-SES-DMARC-Verdict: PASS\n"

    (inbound,) = take_in(notice(**verdict), claims + MAIL, room)

    assert inbound.verified is of


@pytest.mark.parametrize(
    "second", ["From: ana@bandeja.test\n", "From: carla@customer.example, ana@bandeja.test\n"]
)
def test_of_two_authors_none_is_verified(room: MailRoom, second: str) -> None:
    raw = second.encode() + (MAIL if "," not in second else MAIL.partition(b"\n")[2])

    (inbound,) = take_in(notice(dmarc_passed=True), raw, room)

    assert not inbound.verified


def ours(reply_to: str) -> bytes:
    """A mail that bears our own address, under an id that we did not give."""
    return MAIL.replace(
        b"From: Carla Ruiz <Carla@Customer.example>",
        f"From: Support <support@bandeja.test>\nReply-To: {reply_to}".encode(),
    )


def test_our_mail_that_comes_home_is_known_by_the_token_that_only_we_can_sign(room: MailRoom) -> None:
    token = f"Support <{local_part(KEY, THREAD)}@bandeja.test>"

    (home,) = take_in(notice(), ours(token), room)
    (forged,) = take_in(notice(), ours(foreign()), room)
    (others,) = take_in(notice(), MAIL.replace(b"Cc: ", f"Reply-To: {token}\nCc: ".encode()), room)

    assert home.came_home == THREAD
    assert forged.came_home is None
    assert others.came_home is None


def test_a_contact_form_that_writes_as_us_is_a_customers_mail(room: MailRoom) -> None:
    (inbound,) = take_in(notice(), ours("carla@customer.example"), room)

    assert inbound.came_home is None
    assert [one.address for one in inbound.message.reply_to] == ["carla@customer.example"]


def test_mail_of_a_list_and_mail_that_a_person_let_in_say_so(room: MailRoom) -> None:
    (plain,) = take_in(notice(), MAIL, room)
    (listed,) = take_in(notice(quarantined="m1"), b"List-Id: <lamps.example.org>\n" + MAIL, room)

    assert (plain.listed, plain.let_in) == (False, False)
    assert (listed.listed, listed.let_in) == (True, True)


def test_the_three_verdicts_of_dmarc_stay_apart() -> None:
    read = [
        read_notification(json.dumps(ses(dmarcVerdict={"status": status})))
        for status in ("PASS", "FAIL", "GRAY", "PROCESSING_FAILED")
    ]

    assert [one.dmarc_passed for one in read] == [True, False, False, False]
    assert [one.dmarc_failed for one in read] == [False, True, False, False]
