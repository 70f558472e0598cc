from __future__ import annotations

import socket
from pathlib import Path

import pytest

from infra.local.start_checks import CannotStart, check_pages, claim, listen


def test_a_taken_port_is_told_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(CannotStart) as refused:
            listen(port, "SMTP_PORT")

    assert str(refused.value) == (
        f"Port {port} is taken: stop the program that uses it, or choose another with SMTP_PORT=…"
    )


def test_only_this_machine_can_reach_the_ports() -> None:
    with listen(0, "PORT") as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_data_belongs_to_one_process_at_a_time(tmp_path: Path) -> None:
    with claim(tmp_path / "data"), pytest.raises(CannotStart, match="Another Bandeja"):
        claim(tmp_path / "data")

    claim(tmp_path / "data").close()


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(CannotStart, match="cannot be written"):
        claim(tmp_path / "file" / "data")


def test_pages_that_are_not_built_are_told(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="make run"):
        check_pages(tmp_path)
