"""Whether what a chatflow says is complete enough for visitors; while it is being drafted less is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chalicelib.domain.chat_settings import Words
from chalicelib.domain.chatflow import Build, Content, unknown_variables
from chalicelib.domain.errors import Invalid
from chalicelib.domain.reason import Reason
from chalicelib.domain.targeting import TESTS, Line, Targeting

MOST_LINES = 50
WITHOUT_VALUE = frozenset({"any", "exists", "known", "unknown"})
OF_SEVERAL = frozenset({"any_of", "none_of"})
OF_NUMBERS = frozenset({"at_least", "at_most"})


def check_draft(content: Content, field: str) -> None:
    """Raises `Invalid` for too many lines, and for lines that no code understands."""
    lines = list(_lines(content.target, f"{field}.target"))
    if len(lines) > MOST_LINES:
        raise Invalid(
            f"At most {MOST_LINES} lines",
            field=f"{field}.target",
            reason=Reason("too_many_lines", limit=MOST_LINES),
        )
    for line, place in lines:
        if (line.field, line.test) not in TESTS:
            raise Invalid(f"There is no test {line.test} of {line.field}", field=f"{place}.test")


def check_ready(content: Content, field: str, agents: Collection[str]) -> None:
    """Raises `Invalid` for what visitors could not be shown. `agents` are the ids of those who work here."""
    check_draft(content, field)
    _check_target(content.target, f"{field}.target")
    _check_people(content.build, f"{field}.build", agents)
    for part in ("heading", "welcome"):
        _check_words(getattr(content.build, part), f"{field}.build.{part}")
    consent = content.options.consent
    if consent and not (consent.text.en or consent.text.es):
        raise Invalid(
            "Say what a visitor agrees to",
            field=f"{field}.options.consent.text",
            reason=Reason("consent_text_required"),
        )


def _check_target(target: Targeting, field: str) -> None:
    if not target.groups:
        raise Invalid(
            "Nobody would see it: add a group of lines",
            field=f"{field}.groups",
            reason=Reason("nobody_would_see"),
        )
    for index, group in enumerate(target.groups):
        if not group:
            raise Invalid(
                "A group has at least one line",
                field=f"{field}.groups[{index}]",
                reason=Reason("group_empty", number=index + 1),
            )
    for line, place in _lines(target, field):
        _check_line(line, place)


def _check_people(build: Build, field: str, agents: Collection[str]) -> None:
    named = {f"{field}.faces[{index}]": face for index, face in enumerate(build.faces)}
    if build.assign:
        named[f"{field}.assign"] = build.assign
    for place, agent in named.items():
        if agent not in agents:
            raise Invalid("There is no such agent (any more)", field=place, reason=Reason("no_such_agent"))


def _check_words(words: Words, field: str) -> None:
    for language in ("en", "es"):
        if unknown := unknown_variables(getattr(words, language)):
            told = f"Nothing stands for {{{{{unknown[0]}}}}}"
            raise Invalid(
                told, field=f"{field}.{language}", reason=Reason("unknown_variable", name=unknown[0])
            )


def _check_line(line: Line, place: str) -> None:
    if line.field == "query" and not line.name:
        raise Invalid("Say which parameter", field=f"{place}.name", reason=Reason("parameter_name_required"))
    if line.test in WITHOUT_VALUE:
        return
    if line.test in OF_SEVERAL:
        is_right = isinstance(line.value, tuple) and all(line.value) and bool(line.value)
    elif line.test in OF_NUMBERS:
        is_right = type(line.value) is int and line.value >= 0
    else:
        is_right = isinstance(line.value, str) and bool(line.value.strip())
    if not is_right:
        raise Invalid(
            "Say what to compare with", field=f"{place}.value", reason=Reason("comparison_required")
        )


def _lines(target: Targeting, field: str) -> Iterator[tuple[Line, str]]:
    for index, group in enumerate(target.groups):
        for number, line in enumerate(group):
            yield line, f"{field}.groups[{index}][{number}]"
    for number, line in enumerate(target.exceptions):
        yield line, f"{field}.exceptions[{number}]"
