"""What may be pressed on WhatsApp: few and short ones are buttons, others the rows of a list."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.channels.whatsapp.choices import texts_and_choices
from chalicelib.domain.sending_errors import SendRefused
from infra.local.fake_graph.interactive import check_interactive
from tests.outgoing import a_choice

TEN = [a_choice(f"Number {number}") for number in range(1, 11)]


def titles(asked: Any) -> list[str]:
    return [row["title"] for row in asked["action"]["sections"][0]["rows"]]


def test_up_to_three_short_ones_are_buttons() -> None:
    replies = [a_choice("Yes", "Y"), a_choice("No"), a_choice("x" * 20)]

    texts, asked = texts_and_choices("Is it red?", replies, "en")

    check_interactive(asked)
    assert texts == ()
    assert asked == {
        "type": "button",
        "body": {"text": "Is it red?"},
        "action": {
            "buttons": [
                {"type": "reply", "reply": {"id": "Y", "title": "Yes"}},
                {"type": "reply", "reply": {"id": "No", "title": "No"}},
                {"type": "reply", "reply": {"id": "x" * 20, "title": "x" * 20}},
            ]
        },
    }


def test_four_are_a_list_that_a_button_opens() -> None:
    replies = [a_choice("Red", "R"), a_choice("Blue"), a_choice("Grey"), a_choice("Green")]

    texts, asked = texts_and_choices("Which one?", replies, "en")

    check_interactive(asked)
    assert texts == ()
    assert asked == {
        "type": "list",
        "body": {"text": "Which one?"},
        "action": {
            "button": "Choose",
            "sections": [
                {
                    "rows": [
                        {"id": "R", "title": "Red"},
                        {"id": "Blue", "title": "Blue"},
                        {"id": "Grey", "title": "Grey"},
                        {"id": "Green", "title": "Green"},
                    ]
                }
            ],
        },
    }


@pytest.mark.parametrize("title", ["x" * 21, "x" * 24, "🍋" * 11])
def test_one_that_is_too_long_for_a_button_makes_it_a_list(title: str) -> None:
    _, asked = texts_and_choices("Which one?", [a_choice("Red"), a_choice(title)], "en")

    check_interactive(asked)
    assert titles(asked) == ["Red", title]


@pytest.mark.parametrize(
    ("title", "shown"), [("x" * 25, "x" * 24), ("🍋" * 13, "🍋" * 12)], ids=["letters", "whole signs"]
)
def test_a_row_is_cut_at_what_is_shown(title: str, shown: str) -> None:
    _, asked = texts_and_choices("Which one?", [a_choice(title)], "en")

    check_interactive(asked)
    assert titles(asked) == [shown]


def test_ten_fit_with_ids_as_long_as_the_platform_keeps_them() -> None:
    _, asked = texts_and_choices("Which one?", [*TEN[:9], a_choice("Ten", "t" * 300)], "en")

    check_interactive(asked)
    assert len(titles(asked)) == 10


def test_the_button_speaks_the_language_of_the_inbox() -> None:
    said = [
        texts_and_choices("¿Cuál?", TEN, language)[1]["action"]["button"] for language in ("es", "en", "de")
    ]

    assert said == ["Elegir", "Choose", "Choose"]


@pytest.mark.parametrize(
    ("text", "replies", "before", "most"),
    [("word " * 400, TEN[:2], 1, 1_024), ("word " * 800, TEN, 0, 4_096), ("word " * 900, TEN, 1, 4_096)],
    ids=["buttons", "a list", "more than one list holds"],
)
def test_what_is_too_long_to_stand_above_goes_before(text: str, replies: Any, before: int, most: int) -> None:
    texts, asked = texts_and_choices(text, replies, "en")

    check_interactive(asked)
    above = asked["body"]["text"]
    assert (len(texts), len(above) <= most) == (before, True)
    assert " ".join([*texts, above]).split() == text.split()


def test_without_a_text_there_is_nothing_to_press() -> None:
    with pytest.raises(SendRefused, match="only below a text"):
        texts_and_choices("  ", TEN, "en")
