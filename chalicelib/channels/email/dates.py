"""The Date header: RFC 5322, its obsolete forms, and what careless programs write instead."""

import re
from datetime import UTC, datetime, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene janv gen sty led oca ian ιαν янв січ 一月 jän",
            "feb fev févr fevr fév lut úno şub φεβ фев лют 二月",
            "mar mär mrz märz mars maart bře mrt μαρ мар бер 三月",
            "apr abr avr kwi dub nis απρ апр кві 四月",
            "may mai mag mei maj kvě μαϊ μαΐ май мая тра 五月",
            "jun juin giu cze čvn haz ιουν июн чер 六月",
            "jul juil lug lip čvc tem ιουλ июл лип 七月",
            "aug ago août aou aoû sie srp ağu αυγ авг сер 八月",
            "sep set sept wrz zář eyl σεπ сен вер 九月",
            "oct okt ott out paź říj eki οκτ окт жов 十月",
            "nov lis kas νοε ноя лис 十一月",
            "dec dez dic déc des gru pro ara δεκ дек гру 十二月",
        ),
        start=1,
    )
    for name in names.split()
}
_IN_ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# Minutes east of Greenwich.
_ZONES = {
    name: int(minutes)
    for minutes, *names in (
        line.split()
        for line in """
        0 UT UTC GMT Z WET
        60 BST WEST CET MET MEZ
        120 CEST MEST MESZ EET
        180 EEST MSK
        240 MSD
        330 IST
        480 HKT SGT AWST
        540 JST KST
        600 AEST
        660 AEDT
        720 NZST
        780 NZDT
        -120 BRST
        -150 NDT
        -180 ADT BRT ART
        -210 NST
        -240 EDT AST
        -300 EST CDT
        -360 CST MDT
        -420 MST PDT
        -480 PST AKDT
        -540 AKST
        -600 HST
        """.strip().splitlines()
    )
    for name in names
}
_TIME = (
    r"(?:at\s+)?(?P<hour>\d{1,2})\s*[:.]\s*(?P<minute>\d{1,2})(?:\s*[:.]\s*(?P<second>\d{1,2})(?:[.,]\d{1,9})?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\b\.?)?"
)
_ZONE = (
    r"(?:[\s(\"]*(?:(?:GMT|UTC|UT)?[+-]?(?P<sign>[+-])\s?(?P<offset>\d{1,2}:\d{2}|\d{1,5})"
    r"|(?P<zone>[A-Za-z]{1,5})\b(?P<dst>\sDST\b)?))?"
)
_MONTH_NAME = r"(?P<name>[^\W\d_]{2,12})"
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s./-]*{_MONTH_NAME}[\s.,/-]*(?P<year>\d{{1,4}})[\s,T]+{_TIME}"
    rf"(?:(?<=\s)(?P<bare>\d{{4}})(?!\S)|{_ZONE})"
)
_MONTH_FIRST = re.compile(
    rf"{_MONTH_NAME}[\s.]+(?P<day>\d{{1,2}})[\s,]+(?:(?P<year>\d{{4}})[\s,]+)?{_TIME}{_ZONE}"
    r"(?:\s*(?P<last>\d{4})(?:\s+(?P<behind>[+-]\d{4}))?)?"
)
_YEAR_LAST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})[\s-]+{_MONTH_NAME}[\s,]+{_TIME}{_ZONE}\s+(?P<year>\d{{4}})\b"
)
_ISO = re.compile(
    rf"(?<!\d)(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})[\sT]+{_TIME}{_ZONE}"
)
_DOTTED = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}|\d{{2}})[\s,]+{_TIME}{_ZONE}"
)
_DAY_ONLY = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})[\s-]+{_MONTH_NAME}[\s.,-]+(?P<year>\d{{4}})(?!\d)")
_SAYS_TIME = re.compile(r"\d:\d")
_COMMENT = re.compile(r"\([^()]*\)")
_EAST_ASIAN_DAY = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_EAST_ASIAN_MONTH = re.compile(r"\b(0?[1-9]|1[0-2])\s?[月월]")


def parse_date(text: str) -> datetime | None:
    """The moment in UTC; no zone, or one that nobody knows, means UTC. None when the text is no date.

    A day without a time is its midnight; a time that cannot be (25:00) makes the whole date none.
    """
    text = text[:300]
    if not text.isascii():
        text = _EAST_ASIAN_DAY.sub(r"\1-\2-\3 ", text)
        text = _EAST_ASIAN_MONTH.sub(lambda match: _IN_ENGLISH[int(match[1]) - 1], text)
    named = _COMMENT.sub(" ", text)
    for read in (_day_first, _iso, _month_first, _year_last, _dotted, _day_only):
        try:
            if (found := read(named)) is not None:
                return found
        except (ValueError, OverflowError):
            return None
    return None


def _day_first(text: str) -> datetime | None:
    match = _DAY_FIRST.search(text)
    if not match or not (month := _month(match["name"])):
        return None
    bare = match["bare"]  # a zone whose sign got lost
    return _moment(match, _year(match["year"]), month) - _east("+", bare or "0")


def _month_first(text: str) -> datetime | None:
    match = next((found for found in _MONTH_FIRST.finditer(text) if _month(found["name"])), None)
    if not match or not (year := match["year"] or match["last"]):
        return None
    behind = match["behind"]  # asctime with a zone behind the year
    return _moment(match, int(year), _month(match["name"])) - (
        _east(behind[0], behind[1:]) if behind else timedelta()
    )


def _year_last(text: str) -> datetime | None:
    match = _YEAR_LAST.search(text)
    if not match or not (month := _month(match["name"])):
        return None
    return _moment(match, int(match["year"]), month)


def _iso(text: str) -> datetime | None:
    match = _ISO.search(text)
    return _moment(match, int(match["year"]), int(match["month"])) if match else None


def _dotted(text: str) -> datetime | None:
    """26.8.2002 10:00: with dots the day always comes first; with slashes nobody can know."""
    match = _DOTTED.search(text)
    return _moment(match, _year(match["year"]), int(match["month"])) if match else None


def _day_only(text: str) -> datetime | None:
    match = None if _SAYS_TIME.search(text) else _DAY_ONLY.search(text)
    if not match or not (month := _month(match["name"])):
        return None
    return datetime(int(match["year"]), month, int(match["day"]), tzinfo=UTC)


def _moment(match: re.Match[str], year: int, month: int) -> datetime:
    """The moment whose day, time and zone stand in the groups of a match. Raises ValueError."""
    hour, second = int(match["hour"]), int(match["second"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "Pp" else 0)
    if second == 60:  # a leap second
        second = 59
    there = datetime(year, month, int(match["day"]), hour, int(match["minute"]), second, tzinfo=UTC)
    if match["sign"]:
        return there - _east(match["sign"], match["offset"])
    minutes = _ZONES.get((match["zone"] or "").upper(), 0) + (60 if match["dst"] else 0)
    return there - timedelta(minutes=minutes)


def _east(sign: str, offset: str) -> timedelta:
    """`+0200` and what is written for it: +02:00, +200, +2. Raises ValueError for more than a day."""
    hours, colon, minutes = offset.partition(":")
    if not colon and len(offset) > 2:
        hours, minutes = (offset[:-2], offset[-2:]) if len(offset) == 3 else (offset[:2], offset[2:4])
    east = timedelta(hours=int(hours), minutes=int(minutes or 0))
    if east >= timedelta(days=1):
        raise ValueError("a zone more than a day away")
    return -east if sign == "-" else east


def _year(digits: str) -> int:
    """Years of up to three digits as RFC 5322, 4.3 reads them."""
    year = int(digits)
    if len(digits) <= 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(digits) == 3 else year


def _month(name: str) -> int:
    name = name.lower()
    return _MONTHS.get(name) or _MONTHS.get(name[:4]) or _MONTHS.get(name[:3]) or 0
