"""Ordinary mails as the big mail programs send them, written for the tests."""

GMAIL = b"""\
Delivered-To: support@bandeja.test
Return-Path: <tom@example.org>
Received: from mail.example.org by mx.bandeja.test; Tue, 05 Jan 2021 10:00:01 +0000
MIME-Version: 1.0
References: <first@bandeja.test> <second@bandeja.test>
In-Reply-To: <second@bandeja.test>
From: =?UTF-8?Q?Tom_Th=C3=BCmb?= <Tom@Example.org>
Date: Tue, 5 Jan 2021 11:00:00 +0100
Message-ID: <CAF+abc@mail.gmail.com>
Subject: =?UTF-8?Q?Re=3A_Order_17_=E2=80=93?= =?UTF-8?B?IGJyb2tlbiBjdXA=?=
To: "Support, Bandeja" <support@bandeja.test>, sales@bandeja.test
Cc: Jane Roe <jane@example.org>
Reply-To: shop@example.org
Content-Type: multipart/mixed; boundary="000000000000outer"

--000000000000outer
Content-Type: multipart/related; boundary="000000000000related"

--000000000000related
Content-Type: multipart/alternative; boundary="000000000000inner"

--000000000000inner
Content-Type: text/plain; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

The cup is broken =E2=98=B9

On Mon, Jan 4, 2021 at 9:00 AM Support <support@bandeja.test> wrote:

> Has it arrived?
>

--000000000000inner
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

<div dir=3D"ltr">The cup is broken =E2=98=B9<img src=3D"cid:ii_1"></div>

--000000000000inner--
--000000000000related
Content-Type: image/png; name="cup.png"
Content-Disposition: inline; filename="cup.png"
Content-Transfer-Encoding: base64
Content-ID: <ii_1>

iVBORw0KGgo=
--000000000000related--
--000000000000outer
Content-Type: application/pdf; name="Rechnung.pdf"
Content-Disposition: attachment; filename*=UTF-8''Rechnung%20%C2%A717.pdf
Content-Transfer-Encoding: base64

JVBERi0xLjQK
--000000000000outer--
"""

OUTLOOK = b"""\
From: "Doe, John" <john.doe@example.com>\r
To: "support@bandeja.test" <support@bandeja.test>\r
Subject: RE: Invoice\r
Thread-Topic: Invoice\r
Date: Wed, 6 Jan 2021 08:30:00 +0000\r
Message-ID: <DB7PR01MB1234@DB7PR01MB1234.eurprd01.prod.outlook.com>\r
In-Reply-To: <abc@bandeja.test>\r
Accept-Language: en-GB\r
Content-Type: multipart/alternative;\r
\tboundary="_000_DB7PR01MB1234_"\r
MIME-Version: 1.0\r
\r
--_000_DB7PR01MB1234_\r
Content-Type: text/plain; charset="iso-8859-1"\r
Content-Transfer-Encoding: quoted-printable\r
\r
Please find it=\r
 below =96 thanks.\r
\r
From: Support <support@bandeja.test>\r
Sent: 05 January 2021 17:00\r
To: Doe, John <john.doe@example.com>\r
Subject: Invoice\r
\r
Which one?\r
\r
--_000_DB7PR01MB1234_\r
Content-Type: text/html; charset="iso-8859-1"\r
Content-Transfer-Encoding: quoted-printable\r
\r
<html><body><p class=3D"MsoNormal">Please find it below =96 thanks.</p></body></html>\r
\r
--_000_DB7PR01MB1234_--\r
"""

APPLE = b"""\
From: Ana <ana@example.net>
Content-Type: multipart/mixed; boundary="Apple-Mail=_1"
Mime-Version: 1.0 (Mac OS X Mail 14.0)
Subject: Two pictures
Date: Thu, 7 Jan 2021 09:00:00 -0500
Message-Id: <A1@example.net>
To: support@bandeja.test

--Apple-Mail=_1
Content-Transfer-Encoding: 7bit
Content-Type: text/plain; charset=us-ascii

The first:
--Apple-Mail=_1
Content-Disposition: inline; filename=one.jpg
Content-Type: image/jpeg; name="one.jpg"
Content-Transfer-Encoding: base64

/9j/4A==
--Apple-Mail=_1
Content-Transfer-Encoding: 7bit
Content-Type: text/plain; charset=us-ascii

The second:
--Apple-Mail=_1
Content-Disposition: attachment; filename="notes.txt"
Content-Type: text/plain; name="notes.txt"
Content-Transfer-Encoding: 7bit

not the mail's words
--Apple-Mail=_1--
"""

FORWARDED = b"""\
From: ana@example.net
Subject: Fwd: Order
Message-Id: <F1@example.net>
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain

See below.
--b
Content-Type: message/rfc822
Content-Disposition: attachment; filename="Order.eml"

From: tom@example.org
Subject: Order
Content-Type: multipart/mixed; boundary=inner

--inner
Content-Type: text/plain

inner words
--inner
Content-Type: image/png

x
--inner--

--b--
"""

HTML_ONLY = b"""\
From: news@example.com
Subject: News
List-Id: Shop news <news.example.com>
List-Unsubscribe: <https://example.com/u>
Precedence: bulk
Content-Type: text/html; charset=utf-8

<html><head><style>p{color:red}</style></head><body><p>Hello&nbsp;<b>you</b></p><p>Second</p></body></html>
"""
