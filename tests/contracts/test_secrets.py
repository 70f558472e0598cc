"""Both homes make a key when it is first asked for, and give the same one ever after, to everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from moto import mock_aws

from chalicelib.adapters.aws.clients import new_client
from chalicelib.adapters.aws.ssm import SsmSecrets
from chalicelib.adapters.local.secrets import FileSecrets
from chalicelib.ports.outside import Secrets

NewProcess = Callable[[], Secrets]


@pytest.fixture(params=["files", "ssm-moto"])
def new_process(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewProcess]:
    """The secrets of one home as a fresh process sees them."""
    if request.param == "files":
        yield lambda: FileSecrets(tmp_path / "keys")
        return
    with mock_aws():
        client = new_client("ssm", "eu-west-1")
        yield lambda: SsmSecrets(client, "/bandeja/test")


def test_a_key_is_made_and_stays_the_same(new_process: NewProcess) -> None:
    first = new_process()

    key = first.key("session")

    assert len(key) == 32
    assert first.key("session") == key
    assert new_process().key("session") == key


def test_every_name_has_a_key_of_its_own(new_process: NewProcess) -> None:
    keys = new_process()

    assert len({keys.key(name) for name in ("session", "reply-token", "links", "a_4")}) == 4


def test_more_keys_than_one_page_holds_are_all_found_again(new_process: NewProcess) -> None:
    names = [f"key-{number}" for number in range(13)]
    made = {name: new_process().key(name) for name in names}

    later = new_process()

    assert {name: later.key(name) for name in names} == made


@pytest.mark.parametrize("name", ["", "Session", "../session", "a/b", "x" * 61, "séssion"])
def test_what_is_no_name_of_a_key_is_refused(new_process: NewProcess, name: str) -> None:
    with pytest.raises(ValueError, match="not a name of a key"):
        new_process().key(name)


def test_processes_that_start_together_agree_on_the_key(new_process: NewProcess) -> None:
    processes = [new_process() for _ in range(8)]

    with ThreadPoolExecutor(8) as together:
        keys = list(together.map(lambda one: one.key("session"), processes))

    assert len(set(keys)) == 1
