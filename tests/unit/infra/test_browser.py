from __future__ import annotations

from pathlib import Path

import pytest

from infra import browser, packed_chromium
from infra.browser import NoBrowser, find_browser


def a_program(path: Path) -> Path:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_named_browser_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_program(tmp_path / "chromium")
    mine = a_program(tmp_path / "mine")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("BROWSER_PATH", str(mine))

    assert find_browser() == mine


def test_a_named_browser_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "nothing"))

    with pytest.raises(NoBrowser, match="BROWSER_PATH"):
        find_browser()


def test_then_the_one_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chromium = a_program(tmp_path / "chromium")
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_browser() == chromium


def test_without_any_it_fails_and_never_passes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(packed_chromium, "unpacked", lambda: None)

    assert browser.main() == 1
    assert "need Chromium" in capsys.readouterr().err
