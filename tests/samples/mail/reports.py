"""What mail systems and machines write back, family by family, in this project's own words and addresses."""

ORIGINAL = """\
Return-Path: <support@bandeja.test>
Message-ID: <sent-17@bandeja.test>
From: Support <support@bandeja.test>
To: tom@example.org
Subject: Your order

Dear Tom, it is on its way.
"""


def _plain(sender: str, subject: str, body: str, extra: str = "") -> bytes:
    return f"From: {sender}\nTo: support@bandeja.test\nSubject: {subject}\n{extra}\n{body}".encode()


def standard(
    action: str = "failed", status: str = "5.1.1", diagnostic: str = "smtp; 550 5.1.1 User unknown"
) -> bytes:
    """A delivery report of RFC 3464."""
    return f"""\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
To: support@bandeja.test
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Tue,  5 Jan 2021 10:00:00 +0000

Original-Recipient: rfc822;tom@example.org
Final-Recipient: rfc822; Tom@Example.org
Action: {action}
Status: {status}
Diagnostic-Code: {diagnostic}

--b
Content-Type: message/rfc822

{ORIGINAL}
--b--
""".encode()


BOUNCES: dict[str, tuple[bytes, str, str]] = {
    "standard": (standard(), "tom@example.org", "5.1.1"),
    "standard with a vague status": (
        standard(status="5.0.0", diagnostic="smtp; 552 5.2.2 mailbox full"),
        "tom@example.org",
        "5.2.2",
    ),
    "standard without an action": (standard(action="", status="5.4.4"), "tom@example.org", "5.4.4"),
    "Exim": (
        _plain(
            "Mail Delivery System <Mailer-Daemon@mx.example.org>",
            "Mail delivery failed: returning message to sender",
            "This message was created automatically by mail delivery software.\n\nA message that "
            "you sent could not be "
            "delivered to one or more of its\nrecipients. This is a permanent error. The following "
            "address(es) failed:\n\n"
            "  tom@example.org\n    SMTP error from remote mail server after RCPT TO:<tom@example.org>:\n"
            "    host mx.example.org [192.0.2.1]: 550 5.1.1 User unknown\n\n"
            "------ This is a copy of the message, including all the headers. ------\n\n" + ORIGINAL,
            "X-Failed-Recipients: tom@example.org\n",
        ),
        "tom@example.org",
        "5.1.1",
    ),
    "qmail": (
        _plain(
            "MAILER-DAEMON@mx.example.org",
            "failure notice",
            "Hi. This is the qmail-send program at mx.example.org.\nI'm afraid I wasn't able to "
            "deliver your message to the "
            "following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
            "<tom@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
            "--- Below this line is a copy of the message.\n\n" + ORIGINAL,
        ),
        "tom@example.org",
        "5.1.1",
    ),
    "Exchange": (
        _plain(
            "System Administrator <postmaster@example.org>",
            "Undeliverable: Your order",
            "Your message\n\n  To:      tom@example.org\n  Subject: Your order\n  Sent:    Tue, 5 "
            "Jan 2021 10:00:00 +0000\n\n"
            "did not reach the following recipient(s):\n\ntom@example.org on Tue, 5 Jan 2021 10:00:05 +0000\n"
            "    The e-mail account does not exist at the organization this message was sent to.\n"
            "    <mx.example.org #5.1.1>\n",
        ),
        "tom@example.org",
        "5.1.1",
    ),
    "Sendmail": (
        _plain(
            "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>",
            "Returned mail: see transcript for details",
            "The original message was received at Tue, 5 Jan 2021 10:00:00 GMT\nfrom localhost\n\n"
            "   ----- The following addresses had permanent fatal errors -----\n<tom@example.org>\n"
            "    (reason: 550 5.1.1 <tom@example.org>... User unknown)\n\n   ----- Transcript of "
            "session follows -----\n"
            "550 5.1.1 <tom@example.org>... User unknown\n",
        ),
        "tom@example.org",
        "5.1.1",
    ),
    "Google": (
        _plain(
            "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
            "Delivery Status Notification (Failure)",
            "Delivery to the following recipient failed permanently:\n\n     "
            "tom@example.org\n\nTechnical details of "
            "permanent failure: \nThe error that the other server returned was: 550 550 5.1.1 No "
            "such user\n\n"
            "----- Original message -----\n\n" + ORIGINAL,
        ),
        "tom@example.org",
        "5.1.1",
    ),
    "Yahoo": (
        _plain(
            "mailer-daemon@yahoo.example",
            "Failure Notice",
            "Sorry, we were unable to deliver your message to the following address.\n\n<tom@example.org>:\n"
            "Remote host said: 554 delivery error: dd This user doesn't have an account\n\n"
            "--- Below this line is a copy of the message.\n\n" + ORIGINAL,
        ),
        "tom@example.org",
        "5.1.1",
    ),
    "Notes": (
        _plain(
            "Mail Router <postmaster@example.org>",
            "DELIVERY FAILURE: User tom (tom@example.org) not listed in Domino Directory",
            "Your message\n\n  Subject: Your order\n\nwas not delivered to:\n\n  "
            "tom@example.org\n\nbecause:\n\n"
            "  User tom (tom@example.org) not listed in Domino Directory\n",
        ),
        "tom@example.org",
        "5.1.1",
    ),
    "German": (
        _plain(
            "Mail Delivery System <mailer-daemon@example.org>",
            "Mail konnte nicht zugestellt werden",
            "Die folgende Nachricht konnte nicht zugestellt werden:\n\n<tom@example.org>\n\n550 "
            "Mailbox is full\n",
        ),
        "tom@example.org",
        "5.2.2",
    ),
    "Japanese": (
        _plain(
            "postmaster@example.jp",
            "配信不能",
            "次の宛先にメールを配信できませんでした。\n\n<tom@example.org>\n\n550 5.1.1 User unknown\n",
        ),
        "tom@example.org",
        "5.1.1",
    ),
    "from nobody": (
        _plain(
            "<>",
            "Message could not be sent",
            "Your message to tom@example.org could not be delivered: 550 5.7.1 blocked by policy\n",
            "Return-Path: <>\n",
        ),
        "tom@example.org",
        "5.7.1",
    ),
    "report without its status part": (
        b"From: daemon@example.org\nSubject: Report\nContent-Type: multipart/report; "
        b"report-type=delivery-status;"
        b" boundary=b\n\n--b\n\nThe following message to <tom@example.org> was undeliverable: 5.1.2 "
        b"host unknown\n--b--\n",
        "tom@example.org",
        "5.1.2",
    ),
}

DELAYS: dict[str, bytes] = {
    "standard": standard(action="delayed", status="4.4.1", diagnostic="smtp; connect timed out"),
    "Exim": _plain(
        "Mail Delivery System <Mailer-Daemon@mx.example.org>",
        "Warning: message 1abc delayed 24 hours",
        "A message that you sent has not yet been delivered to one or more of its recipients.\n\n  "
        "tom@example.org\n\n"
        "No action is required on your part. Delivery attempts will continue for some time.\n",
    ),
    "Sendmail": _plain(
        "MAILER-DAEMON@mx.example.org",
        "Warning: could not send message for past 4 hours",
        "**      THIS IS A WARNING MESSAGE ONLY      **\n**  YOU DO NOT NEED TO RESEND YOUR "
        "MESSAGE  **\n<tom@example.org>\n",
    ),
}

ARF = b"""\
From: feedback@provider.example
To: abuse@bandeja.test
Subject: FW: Your order
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is an email abuse report for an email message received from IP 192.0.2.1.

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1

--b
Content-Type: message/rfc822

From: support@bandeja.test
Subject: Your order

words
--b--
"""

MDN = b"""\
From: tom@example.org
Subject: Read: Your order
Content-Type: multipart/report; report-type=disposition-notification; boundary="b"

--b
Content-Type: text/plain

Your message was read.
--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822;tom@example.org
Original-Message-ID: <sent-17@bandeja.test>
Disposition: manual-action/MDN-sent-manually; displayed

--b--
"""

AUTO_REPLIES: dict[str, bytes] = {
    "RFC 3834": _plain("tom@example.org", "Away", "Back on Monday.", "Auto-Submitted: auto-replied\n"),
    "with parameters": _plain(
        "tom@example.org", "Away", "x", 'Auto-Submitted: auto-replied (vacation); owner-email="a@b"\n'
    ),
    "precedence": _plain("tom@example.org", "Away", "x", "Precedence: auto_reply\n"),
    "vendor header": _plain("tom@example.org", "Re: Your order", "x", "X-Autoreply: yes\n"),
    "Outlook": _plain("tom@example.org", "Automatic reply: Your order", "Back on Monday."),
    "out of office": _plain("tom@example.org", "Out of Office: Your order", "x"),
    "German": _plain("tom@example.org", "Abwesenheitsnotiz: Ihre Bestellung", "x"),
    "French": _plain("tom@example.org", "Réponse automatique : votre commande", "x"),
    "Spanish": _plain("tom@example.org", "Respuesta automática: pedido", "x"),
    "Japanese": _plain("tom@example.org", "自動返信：お問い合わせ", "x"),
}

# Mails by people (or newsletters) that speak of bounces and absences.
ORDINARY: dict[str, bytes] = {
    "about a bounce": _plain(
        "tom@example.org", "Undeliverable mail", "I got this: 550 5.1.1 User unknown. What now?"
    ),
    "answer to a bounce": _plain(
        "tom@example.org", "Re: failure notice", "It says user unknown.\n> delivery failed"
    ),
    "postmaster who is a person": _plain(
        "postmaster@example.org", "Re: Delivery problem", "User unknown? Fixed."
    ),
    "about the office": _plain("tom@example.org", "Our office hours", "The office is open."),
    "answer about an absence": _plain("tom@example.org", "Re: Out of office next week?", "Yes, from Monday."),
    "newsletter": _plain(
        "News <bounce-17@news.example.org>",
        "Returned goods, delivery problems?",
        "Nobody failed.",
        "Precedence: bulk\n",
    ),
    "digest of a filter": _plain(
        "postmaster@example.org", "Quarantine summary", "These mails wait for you: 3."
    ),
    "not automatic": _plain(
        "tom@example.org", "Order", "x", "Auto-Submitted: no\nX-Auto-Response-Suppress: All\n"
    ),
    "report by a person": _plain(
        "tom@example.org", "Delivery problem", "My parcel could not be delivered. See 5.1.1"
    ),
}

# Families in plain words: sender, subject, body, status. The recipient is always tom@example.org.
PLAIN_BOUNCES: dict[str, tuple[str, str, str, str]] = {
    "Courier": (
        "MAILER-DAEMON@mx",
        "NOTICE: mail delivery status.",
        "This is a delivery status notification from mx.example,\n"
        "running the Courier mail server, version 0.65.2.\n"
        "\n"
        "The original message was received on Tue, 5 Jan 2021\n"
        "\n"
        "---------------------------------------------------------------------------\n"
        "\n"
        "                           UNDELIVERABLE MAIL\n"
        "\n"
        "Your message to the following recipients cannot be delivered:\n"
        "\n"
        "<tom@example.org>:\n"
        "    mx.example [192.0.2.1]:\n"
        ">>> RCPT TO:<tom@example.org>\n"
        "<<< 550 5.1.1 <tom@example.org>... User Unknown\n",
        "5.1.1",
    ),
    "MailMarshal": (
        "MailMarshal <postmaster@mx.example>",
        'Undeliverable Mail: "x"',
        "Your message:\n"
        "   From:    support@bandeja.test\n"
        "   Subject: x\n"
        "\n"
        "Could not be delivered because of\n"
        "\n"
        "550 5.1.1 User unknown\n"
        "\n"
        "The following recipients were affected: \n"
        "    tom@example.org\n"
        "\n"
        "Additional Information\n"
        "======================\n"
        "Original Sender:    <support@bandeja.test>\n",
        "5.1.1",
    ),
    "Sun": (
        "Internet Mail Delivery <postmaster@mx.example>",
        "Delivery Notification: Delivery has failed",
        "This report relates to a message you sent with the following header fields:\n"
        "\n"
        "  Return-path: <support@bandeja.test>\n"
        "  From: support@bandeja.test\n"
        "  To: tom@example.org\n"
        "  Subject: x\n"
        "\n"
        "Your message cannot be delivered to the following recipients:\n"
        "\n"
        "  Recipient address: tom@example.org\n"
        "  Original address: tom@example.org\n"
        "  Reason: SMTP transmission failure has occurred\n"
        "  Diagnostic code: smtp;550 5.1.1 unknown or illegal user: tom@example.org\n",
        "5.1.1",
    ),
    "KDDI": (
        "no-reply@app.auone-net.jp",
        "Undelivered Mail Returned to Sender",
        "Your mail sent on: Tue, 5 Jan 2021 10:00:00\n"
        "Could not be delivered to: <tom@example.org>\n"
        "As their mailbox is full.\n",
        "5.2.2",
    ),
    "O365": (
        "postmaster@bandeja.onmicrosoft.com",
        "Undeliverable: x",
        "Delivery has failed to these recipients or groups:\n"
        "\n"
        "tom@example.org<mailto:tom@example.org>\n"
        "The email address you entered couldn't be found. Please check the recipient's email "
        "address and try to resend the message.\n"
        "\n"
        "Diagnostic information for administrators:\n"
        "Generating server: x\n"
        "tom@example.org\n"
        "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by "
        "SMTP address lookup'\n",
        "5.1.10",
    ),
    "James": (
        "postmaster@mx.example",
        "[BOUNCE] x",
        "Hi. This is the James mail server at mx.example.\n"
        "I'm afraid I wasn't able to deliver your message to the following addresses.\n"
        "This is a permanent error; I've given up. Sorry it didn't work out.  Below\n"
        "I include the list of recipients and the reason why I was unable to deliver\n"
        "your message.\n"
        "\n"
        "Failed recipient(s):\n"
        "tom@example.org\n"
        "\n"
        "Error message:\n"
        "550 User unknown\n",
        "5.1.1",
    ),
    "Zoho": (
        "mailer-daemon@mail.zoho.com",
        "Undelivered Mail Returned to Sender",
        "This message was created automatically by mail delivery software.\n"
        " A message that you sent could not be delivered to one or more of its recipients. This is "
        "a permanent error. \n"
        "\n"
        "tom@example.org Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.2\n",
        "5.1.2",
    ),
    "Notes7": (
        "Mail Router",
        "DELIVERY FAILURE: User tom not listed",
        "------- Failure Reasons  --------\n"
        "\n"
        "User not listed in public Name & Address Book\n"
        "tom@example.org\n"
        "\n"
        "------- Returned Message --------\n",
        "5.1.1",
    ),
    "InterScan": (
        "InterScan MSS <>",
        "Mail delivery failure",
        "Unable to deliver message to <tom@example.org>\n"
        "\n"
        "Reason:\n"
        "Sent     >>> RCPT TO:<tom@example.org>\n"
        "Received <<< 550 5.1.1 unknown\n"
        "\n"
        "Unable to deliver message to <tom@example.org>\n",
        "5.1.1",
    ),
    "Spanish O365": (
        "postmaster@x.es",
        "No se puede entregar: x",
        "No se pudo entregar el mensaje a los siguientes destinatarios o grupos:\n"
        "\n"
        "tom@example.org\n"
        "550 5.1.1 RESOLVER.ADR.RecipNotFound\n",
        "5.1.1",
    ),
    "French": (
        "postmaster@x.fr",
        "Non remis : x",
        "Échec de la remise pour ces destinataires ou groupes :\n\ntom@example.org\n550 5.1.1 user unknown\n",
        "5.1.1",
    ),
    "Chinese 163": (
        "Postmaster@163.com",
        "系统退信/Systems bounce",
        "抱歉，您的邮件被退回来了……\n收件人邮件地址： tom@example.org\n退信原因： 550 User not found\n",
        "5.1.1",
    ),
    "QQ": (
        "PostMaster@qq.com",
        "系统退信",
        "您发送给以下收件人的邮件无法送达：tom@example.org\n 550 mailbox not found\n",
        "5.1.1",
    ),
    "Yandex": (
        "mailer-daemon@yandex.ru",
        "Недоставленное сообщение",
        "Это сообщение было автоматически создано почтовой системой. К сожалению, мы не можем "
        "доставить ваше письмо:\n"
        "\n"
        "tom@example.org\n"
        "550 5.1.1 no such user\n",
        "5.1.1",
    ),
}


def plain_bounce(family: str) -> bytes:
    """The mail of one of PLAIN_BOUNCES."""
    sender, subject, body, _ = PLAIN_BOUNCES[family]
    return _plain(sender, subject, body)
