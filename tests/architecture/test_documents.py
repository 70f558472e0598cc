"""What the documents promise is there: links lead somewhere, the map is whole, and so is every decision."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, files, folders, read

LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
FOLDER = re.compile(r"^\s*(?:- )?`([\w./*<>-]+)/`", re.MULTILINE)
PICTURE_OF_THE_PRODUCT = "docs/images/inbox.png"
DOCUMENTS = [path for path in files() if path.suffix == ".md" and path.parts[0] != "tests"]
DECISIONS = [path for path in DOCUMENTS if path.parent == Path("docs/decisions")]


def on_the_map(folder: str, named: set[str]) -> bool:
    """By its name, or as one of a family: `templates/email/*` stands for every folder in it."""
    parent = folder.rpartition("/")[0]
    return (
        folder in named
        or f"{parent}/*" in named
        or any(folder.startswith(f"{one}/") for one in families(named))
    )


def families(named: set[str]) -> set[str]:
    """Folders whose contents the map describes as one thing, at any depth: `tests/samples/**`."""
    return {one.removesuffix("/**") for one in named if one.endswith("/**")}


def test_the_map_names_every_folder() -> None:
    named = set(FOLDER.findall(read(Path("docs/map.md"))))

    assert [folder for folder in folders() if not on_the_map(folder, named)] == []


def test_the_map_names_no_folder_that_is_not_there() -> None:
    named = set(FOLDER.findall(read(Path("docs/map.md"))))
    there = "\n".join(f"{folder}/" for folder in folders())

    assert sorted(one for one in named if f"{one.rstrip('*/')}/" not in there) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=str)
def test_every_link_in_a_document_leads_to_a_file(path: Path) -> None:
    targets = [(ROOT / path.parent / target) for target in LINK.findall(read(path))]

    assert [str(target) for target in targets if not target.exists()] == []


@pytest.mark.parametrize("path", DECISIONS, ids=str)
def test_a_decision_is_one_page_with_context_decision_and_consequence(path: Path) -> None:
    text = read(path)

    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", path.name)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequence"]
    assert len(text.split()) < 700


def test_no_two_decisions_have_one_number() -> None:
    numbers = [path.name[:4] for path in DECISIONS]

    assert numbers == sorted(set(numbers))


def test_the_front_page_shows_the_product_and_its_two_commands() -> None:
    text = read(Path("README.md"))

    assert "make run" in text
    assert "make test" in text
    assert PICTURE_OF_THE_PRODUCT in text
    assert "docs/map.md" in text


def test_the_licence_and_the_changes_are_there() -> None:
    assert "Apache License" in read(Path("LICENSE"))
    assert "## [Unreleased]" in read(Path("CHANGELOG.md"))


def test_a_dead_link_and_an_unnamed_folder_are_found() -> None:
    assert LINK.findall("[a](docs/x.md#y) [b](https://x.test) ![c](z.png) [d](#here)") == [
        "docs/x.md",
        "z.png",
    ]
    assert FOLDER.findall("- `a/b/`: x\n`c/*/`: y\ntext `d/` is no entry") == ["a/b", "c/*"]
    assert not on_the_map("a/b/c", {"a/b", "a"})
    assert on_the_map("a/b/c", {"a/b/*"})
    assert on_the_map("a/b/c/d", {"a/**"})
