from __future__ import annotations

import threading
from pathlib import Path

import pytest

from chalicelib.adapters.local.secrets import FileSecrets


def test_a_key_stays_the_same_for_ever(tmp_path: Path) -> None:
    key = FileSecrets(tmp_path).key("reply-token")

    assert len(key) == 32
    assert FileSecrets(tmp_path).key("reply-token") == key
    assert FileSecrets(tmp_path).key("links") != key


def test_a_key_is_for_its_owner_only(tmp_path: Path) -> None:
    FileSecrets(tmp_path / "keys").key("links")

    assert (tmp_path / "keys" / "links").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["links"]


def test_a_name_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a name"):
        FileSecrets(tmp_path).key("../other")


def test_two_processes_that_begin_at_once_get_one_key(tmp_path: Path) -> None:
    keys: list[bytes] = []
    begin = threading.Barrier(8)

    def ask() -> None:
        begin.wait()
        keys.append(FileSecrets(tmp_path).key("links"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(keys)) == 1
