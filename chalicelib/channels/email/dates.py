"""The Date header: RFC 5322, its obsolete forms, and what careless programs write instead."""

import re
from datetime import UTC, datetime, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene janv gen",
            "feb fev févr fevr",
            "mar mär mrz märz mars maart",
            "apr abr avr",
            "may mai mag mei maj",
            "jun juin giu",
            "jul juil lug",
            "aug ago août aou",
            "sep set sept",
            "oct okt ott out",
            "nov",
            "dec dez dic déc des",
        ),
        start=1,
    )
    for name in names.split()
}
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
_TIME = r"(\d{1,2})\s*[:.]\s*(\d{1,2})(?:\s*[:.]\s*(\d{1,2})(?:[.,]\d{1,9})?)?\s*([AaPp]\.?[Mm]\.?)?"
_ZONE = r"(?:[\s(]*(?:(?:GMT|UTC|UT)?([+-])\s?(\d{1,2}):?(\d{2})?|([A-Za-z]{1,5})\b))?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[\s./-]*([^\W\d_]{{3,12}})[\s.,/-]*(\d{{2,4}})[\s,T]+{_TIME}{_ZONE}")
_MONTH_FIRST = re.compile(
    rf"([^\W\d_]{{3,12}})[\s.]+(\d{{1,2}})[\s,]+(?:(\d{{4}})[\s,]+)?{_TIME}{_ZONE}(?:\s*(\d{{4}})(?:\s+([+-]\d{{4}}))?)?"
)
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})[\sT]+{_TIME}{_ZONE}")
_DAY_ONLY = re.compile(r"(\d{1,2})[\s-]+([^\W\d_]{3,12})[\s.,-]+(\d{4})")
_COMMENT = re.compile(r"\([^()]*\)")


def parse_date(text: str) -> datetime | None:
    """The moment in UTC; no zone means UTC. None when the text is no date."""
    text = text[:300]
    named = _COMMENT.sub(" ", text)
    for read in (_day_first, _iso, _month_first, _day_only):
        try:
            if (found := read(named)) is not None:
                return found
        except (ValueError, OverflowError):
            continue
    return None


def _day_first(text: str) -> datetime | None:
    match = _DAY_FIRST.search(text)
    if not match or not (month := _month(match[2])):
        return None
    return _moment(_year(match[3]), month, int(match[1]), match.groups()[3:])


def _month_first(text: str) -> datetime | None:
    match = next((found for found in _MONTH_FIRST.finditer(text) if _month(found[1])), None)
    if not match or not (year := match[3] or match[12]):
        return None
    found = _moment(int(year), _month(match[1]), int(match[2]), match.groups()[3:11])
    if zone := match[13]:  # asctime with a zone behind the year
        found -= timedelta(hours=int(zone[:3]), minutes=int(zone[0] + zone[3:]))
    return found


def _iso(text: str) -> datetime | None:
    match = _ISO.search(text)
    return _moment(int(match[1]), int(match[2]), int(match[3]), match.groups()[3:]) if match else None


def _day_only(text: str) -> datetime | None:
    match = _DAY_ONLY.search(text)
    if not match or not (month := _month(match[2])):
        return None
    return datetime(int(match[3]), month, int(match[1]), tzinfo=UTC)


def _moment(year: int, month: int, day: int, rest: tuple[str | None, ...]) -> datetime:
    """`rest` is hour, minute, second, am or pm, sign, zone hours, zone minutes, zone name."""
    hour, minute, second, half, sign, zone_hours, zone_minutes, zone = rest
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half[0] in "Pp" else 0)
    offset = _ZONES.get((zone or "").upper(), 0)
    if sign:
        offset = (int(zone_hours or 0) * 60 + int(zone_minutes or 0)) * (-1 if sign == "-" else 1)
    seconds = min(int(second or 0), 59)
    return datetime(year, month, day, hours, int(minute or 0), seconds, tzinfo=UTC) - timedelta(
        minutes=offset
    )


def _year(digits: str) -> int:
    """Two and three digits as RFC 5322, 4.3 reads them."""
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(digits) == 3 else year


def _month(name: str) -> int:
    name = name.lower()
    return _MONTHS.get(name) or _MONTHS.get(name[:4]) or _MONTHS.get(name[:3]) or 0
