"""Answers mixed at random from words, closings, signatures, phones' lines, notices and quotes.

The label is known because the parts are. Among the words are many that look like what programs write.
"""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from tests.samples.mail.quoting_languages import (
    ADDRESS,
    APPLE,
    FORWARDS,
    GMAIL,
    NAME,
    OUTLOOK,
    PHONES,
    SEPARATORS,
    THUNDERBIRD,
)

WORDS = (
    "Thanks for the quick answer.",
    "I have attached the two files: a.pdf and b.pdf.",
    "On Monday I will be in Rome, on Tuesday back.",
    "Could you please resend the message from 12 March 2021 at 10:30?",
    "As Tom wrote: the parcel is lost.",
    'The tracking page says "sent from Bonn on 5 Jan 2021".',
    "My order number is 1234-5678, the date 05/01/2021.",
    "Please call me on +49 30 1234567 between 10:00 and 12:00.",
    "1. Open the app",
    "3. It says: error 500 - try again",
    "- first thing",
    "* a star",
    "See http://www.example.org/help?id=1 for the picture.",
    "You can reach me at tom@example.org.",
    "To: be or not to be",
    'I don\'t know what "-----Original Message-----" means in my mail.',
    "Subject to approval, yes.",
    "From my point of view: fine.",
    "Yes.",
    "Best of all: it works now.",
    "Regarding your question: no idea.",
    "Is the information confidential?",
    "Who is the recipient of the money?",
    "Please delete my account and notify me.",
    "Wir haben am 5. Januar 2021 um 10:00 geschrieben: keine Antwort.",
    "Le 5 janvier, il a écrit au patron : rien.",
    "¿Pueden enviarme la factura? El 5 de enero la pedí.",
    "Ik schreef op maandag al: geen reactie.",
    "Привет, посылка не пришла 5 января.",
    "商品が届きました：ありがとう。",
    "包裹已经收到，谢谢。",
    "잘 받았습니다: 감사합니다.",
    "Mobile version does not work on my Samsung Galaxy.",
    "Sent the form yesterday, no answer.",
    "cost: 12 EUR -- too much",
    "a > b and c < d",
    "Dear Jane,",
    "Please unsubscribe me.",
    "Please note that we are closed today.",
    "This mail is only for you, Jane.",
    "Caution: the cup is hot.",
    "External review is done.",
    "P.S. Bring the keys.",
    "Cc: Tom please.",
)
CLOSINGS = (
    "",
    "Best\nTom",
    "Thanks!\nTom",
    "Viele Grüße\nTom",
    "Cordialement,\nTom",
    "-Tom",
    "Tom",
    "Best regards,\n\nTom",
    "Thanks in advance",
)
SIGNATURES = (
    "",
    "-- \nTom Thumb\nThumb & Sons",
    "--\nTom",
    "—\nTom Thumb\nhttp://thumb.example",
    "-- \nTom\n\nThumb & Sons Ltd\n12 High Street",
    "_____________\nTom Thumb\nThumb & Sons",
    "Tom Thumb\nThumb & Sons Ltd\nTel: +44 20 7946 0000\nwww.thumb.example",
    "*Tom Thumb*\nSales | Thumb & Sons\nM: +44 7700 900000 | E: tom@thumb.example",
    "Tom Thumb\nThumb GmbH\nTelefon: +49 30 1234567\nE-Mail: tom@thumb.example\nwww.thumb.example",
)
NOTICES = (
    "",
    "",
    "This email and any attachments are confidential. If you are not the intended recipient, delete it.",
    "CONFIDENTIALITY NOTICE: this message is privileged and may not be disclosed to anybody else.",
    "Diese E-Mail enthält vertrauliche Informationen. Falls Sie nicht der Empfänger sind, löschen Sie sie.",
    "Please consider the environment before printing this email.",
    "Ce message est confidentiel. Si vous n'êtes pas le destinataire, merci de le détruire.",
    "---\nThis email has been checked for viruses by Avast antivirus software.\nhttps://www.avast.com/antivirus",
    "Thumb GmbH, Sitz Berlin, Amtsgericht Charlottenburg HRB 1, Geschäftsführer: T. Thumb",
)
FOOTERS = (
    "",
    f"{'_' * 47}\nshop mailing list\nshop@lists.example\nhttps://lists.example/shop",
    '-- \nYou received this message because you are subscribed to the Google Groups "shop" group.',
)
OLD = (
    "Dear Tom,\n\nwe have sent your order.\nWhen will you be there?\n\nBest\nJane",
    "Ok?\n-- \nJane Roe\n+1 555 010 1234",
    "On Mon, 4 Jan 2021 at 9:00, Tom <tom@example.org> wrote:\n> where is it?\n\nIt is here.",
)
STYLES = ("marked", "unmarked", "block", "rule", "original", "forward", "below", "alone")
FIELD_STYLES = ("{} {}", "*{}* {}", "{}\t{}")
COUNT = 1200


class Mixture(NamedTuple):
    """One body and what is newly written in it."""

    style: str
    body: str
    newest: str


def mixtures() -> Iterator[Mixture]:
    """The same ones each time."""
    random = Random(20210105)
    for number in range(COUNT):
        yield _mixture(random, STYLES[number % len(STYLES)])


def _mixture(random: Random, style: str) -> Mixture:
    paragraphs = [
        "\n".join(random.sample(WORDS, random.randrange(1, 4))) for _ in range(random.randrange(1, 4))
    ]
    newest = _joined([*paragraphs, random.choice(CLOSINGS)])
    below = [random.choice(SIGNATURES), random.choice(("", *PHONES.values())), random.choice(NOTICES)]
    if style in ("below", "alone"):
        below.append(random.choice(FOOTERS))
    answer = _joined([newest, *below])
    return Mixture(style, _with_old(random, style, answer), newest)


def _with_old(random: Random, style: str, answer: str) -> str:
    old = random.choice(OLD)
    marked = "".join(f"> {line}\n" for line in old.split("\n"))
    if style == "alone":
        return answer
    if style == "below":
        return f"{_attribution(random, GMAIL, APPLE, THUNDERBIRD)}\n{marked}\n{answer}"
    if style == "marked":
        return f"{answer}\n\n{_folded(random, _attribution(random, GMAIL, APPLE, THUNDERBIRD))}\n{marked}"
    if style == "unmarked":
        return f"{answer}\n\n{_attribution(random, GMAIL, APPLE)}\n\n{old}"
    above = {
        "rule": "_" * 32 + "\n",
        "original": random.choice(list(SEPARATORS.values())) + "\n",
        "forward": random.choice(list(FORWARDS.values())) + "\n",
    }.get(style, "")
    return f"{answer}\n\n{above}{_header_block(random)}\n\n{old}"


def _joined(parts: list[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def _attribution(random: Random, *programs: dict[str, str]) -> str:
    lines = [line for program in programs for line in program.values()]
    return random.choice(lines).format(n=NAME, a=ADDRESS)


def _folded(random: Random, line: str) -> str:
    """Folded up to twice, as programs do: late in the line, or in front of the address."""
    for _ in range(random.randrange(3)):
        at = random.choice((line.rfind(" "), line.rfind(" <"), line.rfind(" ", 25, 60)))
        if at > 0:
            line = f"{line[:at]}\n{line[at + 1 :]}"
    return line


def _header_block(random: Random) -> str:
    labels = random.choice(list(OUTLOOK.values())).split("|")
    style = random.choice(FIELD_STYLES)
    values = (
        f"{NAME} <{ADDRESS}>",
        "Tuesday, January 5, 2021 10:00",
        "Tom <tom@example.org>",
        "RE: Order 17",
    )
    return "\n".join(style.format(*field) for field in zip(labels, values, strict=True))
