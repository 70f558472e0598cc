"""Mails that are hard to show, each written for this file: a person must be able to read them."""

from __future__ import annotations

import base64
import struct
import zlib
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import make_msgid

from tests.journeys.product import SUPPORT
from tests.samples.mail import wrapped

FAR = "https://tracker.far-away.test"


@dataclass(frozen=True, slots=True)
class DifficultMail:
    """`words`: what must be seen. `subject` finds it in the list. `has_frame`: it is shown in one."""

    name: str
    subject: str
    raw: bytes
    words: str
    has_frame: bool = True


def png(width: int, height: int, colour: tuple[int, int, int], alpha: int = 255) -> bytes:
    """A picture with a frame of `colour` around a see-through or white middle."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            edge = x < 12 or y < 12 or x >= width - 12 or y >= height - 12 or 24 < (x + y) % 48 < 36
            rows += bytes((*colour, 255)) if edge else bytes((255, 255, 255, alpha))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def a_mail(subject: str, sender: str = "Nora News <nora@news.test>") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, f"Support <{SUPPORT}>", subject
    mail["Message-ID"] = make_msgid(domain="news.test")
    return mail


def html(name: str, body: str, words: str, text: str = "", **pictures: bytes) -> DifficultMail:
    """An HTML mail with a text beside it; `pictures` by the content id they have (`_` stands for `@`)."""
    mail = a_mail(f"Hard to show: {name}")
    mail.set_content(text or "This mail is better with HTML.")
    mail.add_alternative(body, subtype="html")
    _, part = mail.iter_parts()
    for content_id, content in pictures.items():
        part.add_related(
            content, "image", "png", cid=f"<{content_id.replace('_', '@')}>", disposition="inline"
        )
    return DifficultMail(name, f"Hard to show: {name}", mail.as_bytes(), words)


def text(
    name: str, body: str, words: str, *, has_frame: bool = False, charset: str = "utf-8"
) -> DifficultMail:
    mail = a_mail(f"Hard to show: {name}")
    mail.set_content(body, charset=charset)
    return DifficultMail(name, f"Hard to show: {name}", mail.as_bytes(), words, has_frame)


NEWSLETTER = f"""<html><head><style>.x{{color:#fff;position:fixed;z-index:99999;top:0}}</style></head>
<body bgcolor="#f2f4f6" style="margin:0;padding:0">
<div style="display:none;max-height:0;overflow:hidden;font-size:1px;color:#f2f4f6">
Hidden first line for previews</div>
<table width="100%" cellpadding="0" cellspacing="0" bgcolor="#f2f4f6"><tr><td align="center">
<table width="600" cellpadding="0" cellspacing="0" bgcolor="#ffffff" style="border:1px solid #dde1e6">
<tr><td bgcolor="#0b3d2e" style="padding:24px;color:#ffffff;font-size:24px;font-weight:bold">
Autumn lamps</td></tr>
<tr><td style="padding:24px;color:#333333;font-size:16px;line-height:24px">
Dear reader, the new lamps are here.
<img src="{FAR}/open.gif" width="1" height="1"><br><br>
<a href="{FAR}/shop" style="background:#c0392b;color:#ffffff;padding:12px 20px;text-decoration:none;
border-radius:4px;display:inline-block">See the lamps</a></td></tr>
<tr><td style="padding:0 24px"><table width="100%"><tr>
<td width="50%" style="padding:8px;border:1px solid #eeeeee"><img src="{FAR}/a.jpg" width="240" height="160"
alt="Lamp A"><br><span style="color:#777777">Lamp A, 30 euros</span></td>
<td width="50%" style="padding:8px;border:1px solid #eeeeee"><img src="{FAR}/b.jpg" width="240" height="160"
alt="Lamp B"><br><span style="color:#777777">Lamp B, 45 euros</span></td></tr></table></td></tr>
<tr><td style="padding:24px;color:#999999;font-size:12px">You get this because you asked for it.
<a href="{FAR}/bye" style="color:#999999">Unsubscribe</a></td></tr>
</table></td></tr></table></body></html>"""

BROKEN = """<p>First <b>bold <i>both</b> italic</i> <table><tr><td>cell one<td>cell two<tr><td colspan=9>wide
</table><p>After the table <div><ul><li>one<li>two</div> the end <a href="https://a.test">open link <p>next"""

NESTED = """<div>See below, please.</div><br><div class="gmail_quote"><div class="gmail_attr">
On Mon, 2 Mar 2026 at 10:00, Bo &lt;bo@customer.test&gt; wrote:<br></div><blockquote class="gmail_quote"
style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex"><p>Second level</p>
<blockquote style="border-left:1px solid #ccc;padding-left:1ex"><p>Third level</p>
<blockquote style="border-left:1px solid #ccc;padding-left:1ex"><p>---------- Forwarded message ---------</p>
<p>Fourth level</p></blockquote></blockquote></blockquote></div>"""

INLINE = """Hello team,

> Which colour do you want?
Red, please.

> And which size?
The small one.

> > An older question
> Shall we send it today?
Yes.

Ana
"""

TABLE = """Hello, this is what we ordered:

+----------------+-----+---------+
| Article        | Qty |   Price |
+----------------+-----+---------+
| Lamp "Sirius"  |   2 |   60.00 |
| Bulb E27       |  10 |   15.00 |
| Cable, 3 m     |   1 |    7.50 |
+----------------+-----+---------+
                  Total    82.50

See www.lamps.test/orders/7 or write to ana@lamps.test.
"""

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
UID:visit-1@lamps.test
SEQUENCE:0
SUMMARY:Visit to the workshop
LOCATION:Calle Mayor 1\\, Madrid
DTSTART;TZID=Romance Standard Time:20261126T100000
DTEND;TZID=Romance Standard Time:20261126T113000
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=4
ORGANIZER;CN=Ana Ruiz:mailto:ana@lamps.test
ATTENDEE;CN=Bo;PARTSTAT=ACCEPTED:mailto:bo@lamps.test
ATTENDEE;CN=Support;PARTSTAT=NEEDS-ACTION:mailto:support@bandeja.test
END:VEVENT
END:VCALENDAR
"""
CARD = """BEGIN:VCARD
VERSION:3.0
FN:Ana Ruiz
ORG:Lamps Ltd
EMAIL:ana@lamps.test
TEL:+34 600 111 222
END:VCARD
"""


def invitation() -> DifficultMail:
    mail = a_mail("Hard to show: invitation")
    mail.set_content("You are invited.")
    mail.add_alternative(CALENDAR, subtype="calendar", params={"method": "REQUEST"})
    mail.add_attachment(CALENDAR.encode(), "application", "ics", filename="invite.ics")
    mail.add_attachment(CARD.encode(), "text", "vcard", filename="ana.vcf")
    return DifficultMail(
        "invitation", "Hard to show: invitation", mail.as_bytes(), "Visit to the workshop", False
    )


def amp() -> DifficultMail:
    mail = a_mail("Hard to show: amp")
    mail.set_content("The plain words.")
    mail.add_alternative(
        "<html amp4email><body><amp-carousel>no words</amp-carousel></body></html>", "x-amp-html"
    )
    mail.add_alternative(f"<p>The words in HTML.</p><img src='{FAR}/x.png'>", subtype="html")
    return DifficultMail("amp", "Hard to show: amp", mail.as_bytes(), "The words in HTML.")


def encrypted() -> DifficultMail:
    raw = (
        "Subject: Hard to show: pgp\nFrom: Nora <nora@news.test>\n"
        "To: support@bandeja.test\nMIME-Version: 1.0\n"
        'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b\n\n'
        "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n"
        'Content-Type: application/octet-stream; name="encrypted.asc"\n\n'
        f"-----BEGIN PGP MESSAGE-----\n\n{'hQEMA' * 40}\n-----END PGP MESSAGE-----\n--b--\n"
    )
    words = "Encrypted with PGP: cannot be read here"
    return DifficultMail("pgp", "Hard to show: pgp", raw.encode(), words, False)


def outlook() -> DifficultMail:
    mail = a_mail("Hard to show: tnef")
    packed = wrapped.winmail("Prüfbericht 17.txt", b"The report", "Words from Outlook")
    mail.set_content(packed, "application", "ms-tnef", filename="winmail.dat")
    return DifficultMail("tnef", "Hard to show: tnef", mail.as_bytes(), "Words from Outlook", False)


def many_people() -> DifficultMail:
    mail = a_mail("Hard to show: 300 people")
    people = [f"Person Number {number} <person{number}@customer.test>" for number in range(300)]
    del mail["To"]
    mail["To"] = f"Support <{SUPPORT}>, " + ", ".join(people)
    mail.set_content("To all of you: the meeting is on Friday.")
    words = "To all of you: the meeting is on Friday."
    return DifficultMail("300-people", "Hard to show: 300 people", mail.as_bytes(), words, False)


def pictures_apart() -> DifficultMail:
    """By its name, by Content-Location, and one that stands nowhere."""
    picture = base64.encodebytes(png(160, 60, (180, 30, 30))).decode()
    part = "Content-Type: image/png; name={name}\nContent-Transfer-Encoding: base64\n{more}\n\n" + picture
    raw = (
        "Subject: Hard to show: pictures\nFrom: Nora <nora@news.test>\n"
        "To: support@bandeja.test\nMIME-Version: 1.0\n"
        "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n"
        "<p>Three pictures:</p><img src='cid:by-name.png' alt='by name'><br>"
        "<img src='images/place.png' alt='by place'><br><img src='cid:%3Cby%40id%3E' alt='by id'>\n"
        f"--b\n{part.format(name='by-name.png', more='Content-Disposition: inline')}"
        f"--b\n{part.format(name='x.png', more='Content-Location: images/place.png')}"
        f"--b\n{part.format(name='y.png', more='Content-ID: <by@id>')}"
        f"--b\n{part.format(name='nowhere.png', more='Content-Disposition: inline')}--b--\n"
    )
    return DifficultMail("pictures", "Hard to show: pictures", raw.encode(), "Three pictures:")


WIDE_CELLS = "".join(f"<td style='padding:4px 12px;border:1px solid #999'>Column {n}</td>" for n in range(40))
HOSTILE = f"""<style>*{{position:fixed;z-index:2147483647;font-size:0}}</style>
<div style="position:fixed;top:0;left:0;width:9999px;height:9999px;z-index:2147483647;background:red">
Over it all</div>
<script>top.hit = 1; document.title = 'hit'</script><img src=x onerror="top.hit = 1">
<iframe src="{FAR}"></iframe><form action="{FAR}"><input name=q><button>Send</button></form>
<p style="margin-left:-2000px">Pushed out of sight</p><p style="font-size:0">No size at all</p>
<p style="background-image:url({FAR}/bg.png)">With a background</p>
<video src="{FAR}/v.mp4" autoplay></video>"""

MAILS: tuple[DifficultMail, ...] = (
    html("newsletter", NEWSLETTER, "Dear reader, the new lamps are here."),
    html(
        "dark on nothing",
        "<p style='color:#111111'>Dark words on no background.</p><p>Plain words.</p>",
        "Plain words.",
    ),
    html(
        "white words",
        "<style>body{background:#000}</style><p style='color:#fff'>White words on what was black.</p>"
        "<p style='color:#f5f5f5'>Almost white ones.</p>",
        "White words on what was black.",
    ),
    html(
        "dark body",
        "<body bgcolor=#101820 text=#ffffff><h2>Night sale</h2><p>Words on a dark page, with "
        "<a href='https://a.test' style='color:#8ab4f8'>a link</a>.</p></body>",
        "Night sale",
    ),
    html(
        "no colours",
        "<h2>Minutes</h2><p>Hello,</p><ul><li>first point</li><li>second point</li></ul>"
        "<table border=1 cellpadding=6><tr><th>Who</th><th>What</th></tr>"
        "<tr><td>Ana</td><td>lamps</td></tr></table>"
        "<blockquote>A quote without a class</blockquote><pre>code   here</pre>",
        "first point",
    ),
    html(
        "wide table",
        f"<p>A wide table:</p><table style='border-collapse:collapse;white-space:nowrap'>"
        f"<tr>{WIDE_CELLS}</tr>"
        f"<tr>{WIDE_CELLS}</tr></table>",
        "A wide table:",
    ),
    html(
        "huge picture",
        "<p>A large photo:</p><img src='cid:photo@x' width=3000 height=1200 alt='photo'><p>After it.</p>",
        "After it.",
        photo_x=png(600, 240, (30, 90, 160)),
    ),
    html(
        "clear logo",
        "<p>Regards</p><img src='cid:logo@x' alt='logo'><p>The company</p>",
        "The company",
        logo_x=png(200, 70, (10, 10, 10), 0),
    ),
    html(
        "hebrew",
        "<div dir=rtl style='font-size:16px'>שלום, ההזמנה שלי (מספר 2041) עדיין לא הגיעה. תודה!</div>"
        "<div dir=rtl>مرحبا، لم يصل طلبي رقم ٢٠٤١ بعد. شكرا لكم.</div>",
        "ההזמנה שלי",
    ),
    text(
        "arabic text",
        "مرحبا،\n\nلم يصل طلبي رقم 2041 بعد. انظر https://shop.test/orders/2041\n\nشكرا",
        "لم يصل طلبي",
    ),
    text(
        "japanese",
        "お世話になっております。\n注文番号2041の商品がまだ届いていません。\nよろしくお願いします。\n",
        "注文番号2041",
        charset="iso-2022-jp",
    ),
    html(
        "long words",
        f"<p>{'unbroken' * 60}</p><table width=500 border=1><tr><td>https://a.test/{'x' * 300}</td>"
        "<td>short</td></tr></table>",
        "short",
    ),
    many_people(),
    html("nested forwards", NESTED, "See below, please."),
    text("answers between", INLINE, "Red, please."),
    invitation(),
    encrypted(),
    outlook(),
    text("ascii table", TABLE, "Hello, this is what we ordered:"),
    html("broken html", BROKEN, "After the table"),
    html("fixed and hidden", HOSTILE, "Pushed out of sight"),
    html(
        "preheader",
        "<div style='display:none'>never seen</div><div style='max-height:0;overflow:hidden;opacity:0'>"
        "not seen</div><span style='color:#ffffff;font-size:1px'>tiny</span><p>Only this is read.</p>",
        "Only this is read.",
    ),
    html(
        "embedded pictures",
        "<p>A picture in the page itself:</p><img alt=x src='data:image/png;base64,"
        f"{base64.b64encode(png(180, 60, (20, 120, 60))).decode()}'>",
        "A picture in the page itself:",
    ),
    amp(),
    pictures_apart(),
    html(
        "long mail",
        "".join(f"<p>Paragraph {n} of a very long mail.</p>" for n in range(1500)),
        "Paragraph 3 of",
    ),
)
