"""What visitors could not be shown is not published, and the mistake is named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.chat_settings import Words
from chalicelib.domain.chatflow import Build, Consent, Content, Options
from chalicelib.domain.content_checks import check_draft, check_ready
from chalicelib.domain.errors import Invalid
from chalicelib.domain.targeting import TESTS, Line, Targeting
from tests.builders import AGENT, whole_content


def refused(content: Content, check: Any = check_ready) -> str:
    """The field that is named."""
    with pytest.raises(Invalid) as told:
        check(content, "draft", {AGENT}) if check is check_ready else check(content, "draft")
    return told.value.field


def with_line(line: Line) -> Content:
    return Content(Targeting(groups=((Line("url", "any"),), (Line("url", "any"), line))))


def test_what_is_whole_may_be_published() -> None:
    check_ready(whole_content(), "draft", {AGENT})
    check_ready(Content(), "draft", ())


@pytest.mark.parametrize(
    ("line", "part"),
    [
        (Line("url", "is"), "value"),
        (Line("url", "contains", "  "), "value"),
        (Line("url", "contains", 3), "value"),
        (Line("referrer", "wildcard", ("a",)), "value"),
        (Line("query", "is", "x"), "name"),
        (Line("query", "exists"), "name"),
        (Line("query", "contains", "", "utm"), "value"),
        (Line("country", "any_of", "ES"), "value"),
        (Line("country", "none_of", ()), "value"),
        (Line("device", "any_of", ("phone", "")), "value"),
        (Line("visits", "at_least", "3"), "value"),
        (Line("pages", "at_most", -1), "value"),
        (Line("moon", "is", "full"), "test"),
        (Line("url", "at_least", 3), "test"),
    ],
)
def test_a_line_that_could_never_be_true_is_named(line: Line, part: str) -> None:
    assert refused(with_line(line)) == f"draft.target.groups[1][1].{part}"
    exception = Content(Targeting(groups=((Line("url", "any"),),), exceptions=(line,)))
    assert refused(exception) == f"draft.target.exceptions[0].{part}"


def test_every_test_there_is_can_be_published() -> None:
    for field, test in TESTS:
        value: Any = {"any_of": ("ES",), "none_of": ("ES",), "at_least": 0, "at_most": 2}.get(test, "x")
        check_ready(with_line(Line(field, test, value, "utm")), "draft", ())


def test_while_it_is_being_drafted_a_line_may_be_unfinished() -> None:
    check_draft(with_line(Line("url", "contains")), "draft")
    check_draft(Content(Targeting()), "draft")


def test_nobody_to_see_it_is_a_mistake() -> None:
    assert refused(Content(Targeting())) == "draft.target.groups"
    assert refused(Content(Targeting(groups=((Line("url", "any"),), ())))) == "draft.target.groups[1]"


def test_there_is_a_limit_to_lines() -> None:
    lines = (Line("url", "any"),) * 25

    check_draft(Content(Targeting(groups=(lines,), exceptions=lines)), "draft")
    many = Content(Targeting(groups=(lines, lines[:1]), exceptions=lines))
    assert refused(many, check_draft) == "draft.target"


def test_people_who_are_not_there_are_named() -> None:
    assert refused(Content(build=Build(faces=(AGENT, "gone")))) == "draft.build.faces[1]"
    assert refused(Content(build=Build(assign="gone"))) == "draft.build.assign"


def test_texts_that_say_nothing_are_named() -> None:
    assert refused(Content(build=Build(welcome=Words(es="Hola {{nombre}}")))) == "draft.build.welcome.es"
    assert refused(Content(build=Build(heading=Words("{{}}")))) == "draft.build.heading.en"
    silent = replace(Options(), consent=Consent())
    assert refused(Content(options=silent)) == "draft.options.consent.text"
