"""Labelled replies: mail programs x languages x styles of answering, each with what is new in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

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
    WORDS,
)
from tests.samples.mail.quoting_mixtures import mixtures
from tests.samples.mail.quoting_pages import PAGES
from tests.samples.mail.written_answers import written_answers

OLD = "Dear Tom,\n\nwe have sent your order.\nIt should be with you on Monday.\n\nBest wishes\nJane"
FOOTER = "_" * 47 + "\nshop mailing list\nshop@lists.example.org\nhttps://lists.example.org/shop\n"
NOTICE = (
    "This email and any files transmitted with it are confidential and intended solely for the use of the\n"
    "individual or entity to whom they are addressed."
)


@dataclass(frozen=True)
class Reply:
    """One labelled body: `newest` is what the sender newly wrote in `body`."""

    program: str
    language: str
    style: str
    body: str
    newest: str
    is_html: bool = False


def replies() -> Iterator[Reply]:
    """Every sample, the same ones in the same order each time."""
    for program, lines in (("Gmail", GMAIL), ("Apple Mail", APPLE), ("Thunderbird", THUNDERBIRD)):
        for language, line in lines.items():
            yield from _attributed(program, language, line.format(n=NAME, a=ADDRESS))
    for language, labels in OUTLOOK.items():
        yield from _outlook(language, labels.split("|"))
    for language, line in SEPARATORS.items():
        words = _words(language)
        yield Reply("Outlook", language, "separator", f"{words}\n\n{line}\nA\nB\n\n{OLD}\n", words)
    for language, line in FORWARDS.items():
        yield from _forwarded(language, line)
    for language, line in PHONES.items():
        words = _words(language)
        yield Reply("phone", language, "alone", f"{words}\n\n{line}\n", words)
        yield Reply(
            "phone",
            language,
            "quote below",
            f"{words}\n\n{line}\n\n> On 5 Jan 2021, at 10:00, {NAME} wrote:\n> \n{_marked(OLD)}",
            words,
        )
    yield from _signatures()
    yield from _html()
    yield from _written()


def _written() -> Iterator[Reply]:
    for mixture in mixtures():
        yield Reply("mixtures", "any", mixture.style, mixture.body, mixture.newest)
    for answer in written_answers():
        yield Reply(answer.kind, "any", answer.name, answer.body, answer.newest, answer.is_html)


def _words(language: str) -> str:
    return WORDS.get(language) or WORDS.get(language.partition("-")[0]) or WORDS["en"]


def _marked(text: str) -> str:
    return "".join(f"> {line}\n" for line in text.split("\n"))


def _folded(line: str) -> str:
    """As Gmail folds it at 78 characters: in front of the address or of the last word."""
    at = line.rfind(" <") if " <" in line else line.rfind(" ")
    return line[:at] + "\n" + line[at + 1 :] if at > 0 else line


def _attributed(program: str, language: str, line: str) -> Iterator[Reply]:
    words = _words(language)
    first, _, second = words.partition("\n\n")
    yield Reply(program, language, "above", f"{words}\n\n{line}\n\n{_marked(OLD)}", words)
    yield Reply(program, language, "above, folded", f"{words}\n\n{_folded(line)}\n\n{_marked(OLD)}", words)
    yield Reply(
        program,
        language,
        "above, folded twice",
        f"{words}\n\n{_folded(_folded(line))}\n{_marked(OLD)}",
        words,
    )
    if f"<{ADDRESS}>" in line:
        again = line.replace(f"<{ADDRESS}>", f"<{ADDRESS}<mailto:{ADDRESS}>>")
        yield Reply(program, language, "address twice", f"{words}\n\n{again}\n\n{OLD}\n", words)
    signed = f"{words}\n\n-- \nTom Thumb\n+44 20 7946 0000\n\n{line}\n\n{_marked(OLD)}"
    yield Reply(program, language, "signature above", signed, words)
    yield Reply(
        program, language, "below, and a footer", f"{line}\n\n{_marked(OLD)}\n{words}\n\n{FOOTER}", words
    )
    yield Reply(program, language, "below", f"{line}\n\n{_marked(OLD)}\n{words}\n", words)
    between = f"{line}\n{_marked(OLD[:30])}\n{first}\n\n{_marked(OLD[30:])}\n{second or first}\n"
    yield Reply(program, language, "between", between, f"{first}\n\n{second or first}")
    if program != "Thunderbird":
        yield Reply(program, language, "no marks", f"{words}\n\n{line}\n\n{OLD}\n", words)
    yield Reply(program, language, "nothing new", f"{line}\n\n{_marked(OLD)}", "")


def _outlook(language: str, labels: list[str]) -> Iterator[Reply]:
    words = _words(language)
    values = (
        f"{NAME} <{ADDRESS}>",
        "Tuesday, January 5, 2021 10:00",
        "Tom Thumb <tom@example.org>",
        "RE: Order 17",
    )
    block = "\n".join(f"{label} {value}" for label, value in zip(labels, values, strict=True))
    starred = "\n".join(f"*{label}* {value}" for label, value in zip(labels, values, strict=True))
    yield Reply("Outlook", language, "block", f"{words}\n\n{block}\n\n{OLD}\n", words)
    yield Reply("Outlook", language, "rule and block", f"{words}\n\n{'_' * 32}\n{block}\n\n{OLD}\n", words)
    tabbed = "\n".join(f"{label}\t{value}" for label, value in zip(labels, values, strict=True))
    yield Reply("Outlook", language, "tabbed block", f"{words}\n{tabbed}\n\n{OLD}\n", words)
    apart = block.replace("\n", "\n\n")
    yield Reply("Outlook", language, "block with gaps", f"{words}\n\n{apart}\n\n{OLD}\n", words)
    one_line = block.replace(f"<{ADDRESS}>", f"[mailto:{ADDRESS}]")
    phone = f"{words}\n\nSent from my phone\n{'_' * 32}\n{one_line}\n{OLD}\n"
    yield Reply("Outlook", language, "below a phone's line", phone, words)
    yield Reply("Outlook", language, "starred block", f"{words}\n\n{starred}\n\n{OLD}\n", words)


def _forwarded(language: str, line: str) -> Iterator[Reply]:
    words = _words(language.partition("-")[0])
    fields = f"From: {NAME} <{ADDRESS}>\nDate: Tue, Jan 5, 2021\nSubject: Order\nTo: <tom@example.org>"
    old = f"{line}\n{fields}\n\n{OLD}\n"
    yield Reply("forward", language, "with a note", f"{words}\n\n{old}", words)
    yield Reply("forward", language, "bare", old, "")


def _signatures() -> Iterator[Reply]:
    words = _words("en")
    quote = f"On 05/01/2021 10:00, {NAME} wrote:\n{_marked(OLD)}"
    signature = "-- \nTom Thumb\nThumb & Sons Ltd\n+44 20 7946 0000\n"
    yield Reply("any", "en", "signature", f"{words}\n\n{signature}", words)
    yield Reply("any", "en", "signature and quote", f"{words}\n\n{signature}\n{quote}", words)
    yield Reply("any", "en", "quote and signature", f"{quote}\n{words}\n\n{signature}", words)
    yield Reply("any", "en", "notice", f"{words}\n\n{NOTICE}\n", words)
    yield Reply("any", "en", "signature and notice", f"{words}\n\n{signature}\n{NOTICE}\n", words)
    yield Reply("any", "en", "nothing else", f"{words}\n", words)
    yield Reply(
        "any", "en", "rule and signature", f"{words}\n\n{'_' * 20}\nTom Thumb\nTel: +44 20 7946 0000\n", words
    )


def _html() -> Iterator[Reply]:
    for program, lines in (("Gmail", GMAIL), ("Apple Mail", APPLE), ("Thunderbird", THUNDERBIRD)):
        for language, line in lines.items():
            yield _page(program, language, escape(line.format(n=NAME, a=ADDRESS)))
    for language, labels in OUTLOOK.items():
        block = "<br>".join(f"<b>{escape(label)}</b> {NAME}" for label in labels.split("|"))
        for program in ("Outlook desktop", "Outlook web", "Outlook mobile"):
            yield _page(program, language, block)
    for program in list(PAGES)[6:]:
        yield _page(program, "en", escape(GMAIL["en"].format(n=NAME, a=ADDRESS)))


def _page(program: str, language: str, attribution: str) -> Reply:
    words = _words(language)
    blocks = "".join(f"<div>{escape(line) or '<br>'}</div>" for line in words.split("\n"))
    old = "".join(f"<p>{escape(line)}</p>" for line in OLD.split("\n"))
    body = PAGES[program].format(new=blocks, attribution=attribution, old=old)
    return Reply(program, language, "HTML", body, words, True)
