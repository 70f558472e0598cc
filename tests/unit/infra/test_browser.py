from __future__ import annotations

import os
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


def test_one_without_a_window_comes_before_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_program(tmp_path / "chromium")
    shell = a_program(tmp_path / "chromium-headless-shell")
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_browser() == shell


@pytest.mark.parametrize("lists", [True, False], ids=["known", "known after an update"])
def test_it_is_installed_where_that_is_possible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lists: bool
) -> None:
    shell = tmp_path / "chromium-headless-shell"
    fetched = tmp_path / "fetched"
    if lists:
        fetched.touch()
    apt = a_program(tmp_path / "apt-get")
    apt.write_text(
        f"""#!/bin/sh
if [ "$1" = update ]; then : > {fetched}; exit; fi
[ -e {fetched} ] || exit 100
printf '#!/bin/sh\n' > {shell}
/bin/chmod 755 {shell}
"""
    )
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.delenv("BROWSER_PATH", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_browser() == shell


def test_where_it_cannot_be_installed_another_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chromium = a_program(tmp_path / "chromium")
    a_program(tmp_path / "apt-get").write_text("#!/bin/sh\nexit 100\n")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
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
