"""Buttons and lists are refused where Meta refuses them."""

from __future__ import annotations

from typing import Any

import pytest

from infra.local.fake_graph.interactive import check_interactive, rows_of
from infra.local.fake_graph.refusals import Refusal

Json = dict[str, Any]


def a_button(id: str = "y", title: str = "Yes") -> Json:
    return {"type": "reply", "reply": {"id": id, "title": title}}


def buttons(*all: Json, **more: Any) -> Json:
    return {"type": "button", "body": {"text": "?"}, "action": {"buttons": list(all)}, **more}


def a_row(id: str = "y", title: str = "Yes", **more: str) -> Json:
    return {"id": id, "title": title, **more}


def a_list(*rows: Json, button: str = "Choose", **more: Any) -> Json:
    action = {"button": button, "sections": [{"rows": list(rows)}]}
    return {"type": "list", "body": {"text": "?"}, "action": action, **more}


def in_sections(*sections: Json) -> Json:
    return a_list(action={"button": "Choose", "sections": list(sections)})


def rows(count: int) -> list[Json]:
    return [a_row(str(one), "Same") for one in range(count)]


@pytest.mark.parametrize(
    "content",
    [
        buttons(a_button()),
        buttons(a_button("y", "x" * 20), a_button("n", "No"), a_button("m" * 256, "Maybe")),
        buttons(a_button(), body={"text": "x" * 1_024}, footer={"text": "x" * 60}),
        a_list(a_row("i" * 200, "x" * 24, description="x" * 72)),
        a_list(*rows(10), button="x" * 20),
        a_list(a_row(), body={"text": "x" * 4_096}, header={"type": "text", "text": "x" * 60}),
        in_sections({"title": "x" * 24, "rows": rows(1)}, {"title": "b", "rows": [a_row("b")]}),
    ],
)
def test_what_meta_takes_is_taken(content: Json) -> None:
    check_interactive(content)


@pytest.mark.parametrize(
    "content",
    [
        {"type": "carousel"},
        {**buttons(a_button()), "type": None},
        buttons(),
        buttons(*(a_button(str(one), str(one)) for one in range(4))),
        buttons(a_button(title="x" * 21)),
        buttons(a_button(title="")),
        buttons(a_button("i" * 257)),
        buttons(a_button("y", "Yes"), a_button("y", "No")),
        buttons(a_button("y", "Yes"), a_button("n", "Yes")),
        buttons(a_button(), body={"text": "x" * 1_025}),
        buttons(a_button(), body={"text": ""}),
        buttons(a_button(), footer={"text": "x" * 61}),
        a_list(),
        a_list(*rows(11)),
        a_list(a_row(title="x" * 25)),
        a_list(a_row(title="")),
        a_list(a_row("i" * 201)),
        a_list(a_row(""), a_row()),
        a_list(a_row(), a_row(title="No")),
        a_list(a_row(description="x" * 73)),
        a_list(a_row(), button=""),
        a_list(a_row(), button="x" * 21),
        a_list(a_row(), body={"text": "x" * 4_097}),
        a_list(a_row(), header={"type": "image", "image": {"id": "1"}}),
        in_sections(),
        in_sections({"rows": rows(1)}, {"rows": [a_row("b")]}),
        in_sections(*({"title": "a", "rows": [a_row(str(one))]} for one in range(11))),
        in_sections({"title": "a", "rows": rows(6)}, {"title": "b", "rows": rows(6)}),
    ],
)
def test_what_meta_refuses_is_refused(content: Json) -> None:
    with pytest.raises(Refusal) as refused:
        check_interactive(content)

    assert refused.value.code == 131009


def test_rows_are_those_of_all_sections() -> None:
    whole = in_sections({"title": "a", "rows": [a_row("a")]}, {"title": "b", "rows": [a_row("b")]})

    assert [row["id"] for row in rows_of(whole)] == ["a", "b"]
