"""Whole mails as mail programs of thirty years write them, each with what a careful reader sees in it.

Written for this project by hand; the people, hosts and words in them are invented.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Written:
    """One mail and the fields that it is known for; `files` are (name, type, size)."""

    program: str
    raw: bytes
    fields: dict[str, object] = field(default_factory=dict)


def _mail(program: str, raw: str, charset: str = "utf-8", /, **fields: object) -> Written:
    return Written(program, raw.lstrip("\n").encode(charset), fields)


PROGRAMS = (
    _mail(
        "a news and mail program of Windows XP, Russian",
        """
From: "=?koi8-r?B?6dfBziDwxdTSz9c=?=" <ivan@mail.example>
To: <support@example.com>
Cc: "Pyotr" <p@mail.example>;
Subject: =?koi8-r?B?8NLJ18XUINfTxc0=?=
Date: Mon, 3 Mar 2003 10:00:00 +0300
Message-ID: <000a01c2e15f$0a1b2c30$0100a8c0@ivan>
References: <a@b> <c@d>
MIME-Version: 1.0
Content-Type: multipart/alternative;
\tboundary="----=_NextPart_000_0007_01C2E178"

This is a multi-part message in MIME format.

------=_NextPart_000_0007_01C2E178
Content-Type: text/plain;
\tcharset="koi8-r"
Content-Transfer-Encoding: quoted-printable

=F0=D2=C9=D7=C5=D4!

------=_NextPart_000_0007_01C2E178
Content-Type: text/html;
\tcharset="koi8-r"
Content-Transfer-Encoding: quoted-printable

<DIV style=3D"x">=F0=D2=C9=D7=C5=D4!</DIV>

------=_NextPart_000_0007_01C2E178--
""",
        subject="Привет всем",
        sender=("ivan@mail.example", "Иван Петров"),
        cc=[("p@mail.example", "Pyotr")],
        references=("<a@b>", "<c@d>"),
        date="2003-03-03T07:00:00+00:00",
        text="Привет!\n",
        html='<DIV style="x">Привет!</DIV>\n',
        files=[],
    ),
    _mail(
        "a mail program of classic Macs with a file in two forks",
        """
From: pierre@mail.example (Pierre)
To: "Smith, Bob" <bob@example.org>, alice@example.org (Alice O'Neil)
Subject: fichiers
Message-Id: <v03007801b0c2d0e5a1b2@[192.0.2.3]>
Content-Type: multipart/mixed; boundary="============_-1339000000==_============"

--============_-1339000000==_============
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Voil=E0 les fichiers.

--============_-1339000000==_============
Content-Type: multipart/appledouble; boundary="============_-1339000000==_D============"

--============_-1339000000==_D============
Content-Transfer-Encoding: base64
Content-Type: application/applefile; name="%A7doc.sit"
Content-Disposition: attachment; filename="%A7doc.sit"
 ; modification-date="Sat, 6 Sep 1997 11:00:00 +0200"

AAUWBwACAAA=
--============_-1339000000==_D============
Content-Type: application/octet-stream; name="doc.sit"
 ; x-mac-type="53495421"
Content-Disposition: attachment; filename="doc.sit"
Content-Transfer-Encoding: base64

U0lUIQ==
--============_-1339000000==_D============--
--============_-1339000000==_============--
""",
        sender=("pierre@mail.example", "Pierre"),
        to=[("bob@example.org", "Smith, Bob"), ("alice@example.org", "Alice O'Neil")],
        message_id="<v03007801b0c2d0e5a1b2@[192.0.2.3]>",
        text="Voilà les fichiers.\n",
        files=[("%A7doc.sit", "application/applefile", 8), ("doc.sit", "application/octet-stream", 4)],
    ),
    _mail(
        "a terminal program of 1996",
        """
From joe Mon Jan  8 10:11:12 1996
From: joe@x.example (Joe "Jo" Smith)
To: "'amy@y.example'" <amy@y.example>
Message-Id: <9601081511.AA1@x.example>
Subject: Re: stuff
Date: Mon, 8 Jan 96 10:11:12 EST
In-Reply-To: <9601071511.AA9@y.example>; from "Amy" at Jan 7, 96 10:11 am

>From what I see it's fine.
""",
        sender=("joe@x.example", 'Joe "Jo" Smith'),
        to=[("amy@y.example", "'amy@y.example'")],
        in_reply_to=("<9601071511.AA9@y.example>",),
        date="1996-01-08T15:11:12+00:00",
        text=">From what I see it's fine.\n",
    ),
    _mail(
        "groupware that names people by company and unit",
        """
From: "Hans Mueller"/Sales/ACME%ACME@mail.example
To: alice@example.com
Subject: Re: Angebot =?iso-8859-1?Q?f=FCr?= Sie
Content-type: multipart/mixed ;\x20
\tBoundary="0__=C1256B001234"
Content-Disposition: inline

--0__=C1256B001234
Content-type: text/plain; charset=iso-8859-1
Content-Disposition: inline
Content-transfer-encoding: quoted-printable

Gr=FC=DFe

--0__=C1256B001234
Content-type: application/msword;\x20
\tname="=?iso-8859-1?Q?Angebot_f=FCr_Sie.doc?="
Content-Disposition: attachment; filename="=?iso-8859-1?Q?Angebot_f=FCr_Sie.doc?="
Content-transfer-encoding: base64

0M8R4A==

--0__=C1256B001234--
""",
        subject="Re: Angebot für Sie",
        sender=('"hans mueller/sales/acme%acme"@mail.example', ""),
        text="Grüße\n",
        files=[("Angebot für Sie.doc", "application/msword", 4)],
    ),
    _mail(
        "a Windows program, Russian, that writes names of files in raw bytes",
        """
From: Иван Петров <i@mail.example>
Subject: Отчёт
Content-Type: multipart/mixed; boundary="--B"

----B
Content-Type: text/plain; charset=windows-1251
Content-Transfer-Encoding: 8bit

Во вложении.
----B
Content-Type: application/pdf; name="отчёт за май.pdf"
Content-Disposition: attachment; filename="отчёт за май.pdf"
Content-Transfer-Encoding: base64

JVBERg==
----B--
""",
        "windows-1251",
        subject="Отчёт",
        sender=("i@mail.example", "Иван Петров"),
        text="Во вложении.",
        files=[("отчёт за май.pdf", "application/pdf", 4)],
    ),
    _mail(
        "a Vietnamese program before Unicode",
        """
From: a@mail.example
Subject: =?VISCII?Q?Ti=AAng_Vi=AEt?=
Content-Type: text/plain; charset=VISCII
Content-Transfer-Encoding: quoted-printable

Xin ch=E0o b=D5n
""",
        subject="Tiếng Việt",
        text="Xin chào bạn\n",
    ),
    _mail(
        "a newsreader that lost the end of its file",
        """
From: old@mail.example
Subject: picture
Date: 5 Jan 95 12:00 GMT

Here it is.

begin 644 cat.txt
#0V%T
`
""",
        date="1995-01-05T12:00:00+00:00",
        text="Here it is.\n\n",
        files=[("cat.txt", "text/plain", 3)],
    ),
    _mail(
        "a telephone, answering",
        """
Content-Type: multipart/alternative; boundary=Mail-1234
Mime-Version: 1.0 (1.0)
From: =?utf-8?Q?Andr=C3=A9_=F0=9F=98=80?= <a@mail.example>
Date: Sun, 1 Jan 2023 00:00:01 +1300
Subject: =?utf-8?Q?Re:_Caf=C3=A9?=

--Mail-1234
Content-Type: text/plain;
\tcharset=utf-8
Content-Transfer-Encoding: quoted-printable

Hi=

Sent from my phone
--Mail-1234
Content-Type: text/html;
\tcharset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><body>Hi</body></html>=

--Mail-1234--
""",
        subject="Re: Café",
        sender=("a@mail.example", "André 😀"),
        date="2022-12-31T11:00:01+00:00",
        text="Hi\nSent from my phone",
        html="<html><body>Hi</body></html>",
    ),
    _mail(
        "a list program that adds its footer as a part",
        """
From: list-bounces@lists.example
Subject: [List] Re: hi
Content-Type: multipart/mixed; boundary="===============0123=="

--===============0123==
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

aGVsbG8gd8O2cmxkCg==

--===============0123==
Content-Type: text/plain; charset="us-ascii"
MIME-Version: 1.0
Content-Transfer-Encoding: 7bit
Content-Disposition: inline

_______________________________________________
List mailing list
--===============0123==--
""",
        subject="[List] Re: hi",
        text="hello wörld\n_______________________________________________\nList mailing list",
        files=[],
    ),
    _mail(
        "a fax gateway",
        """
From : "FAX" <+15550100@fax.example>
To: Recipient list not shown: ;
Subject : Fax (2 p.)
Content-Type: image/tiff; application=faxbw; name="fax 1.tif"
Content-Transfer-Encoding: BASE64
Content-Disposition: inline; filename=fax 1.tif

SUkqAA==
""",
        subject="Fax (2 p.)",
        sender=("+15550100@fax.example", "FAX"),
        to=[],
        text="",
        files=[("fax 1.tif", "image/tiff", 4)],
    ),
)
