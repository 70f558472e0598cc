from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.config import BadSetting
from chalicelib.domain.ids import is_identifier
from tests.builders import NOW


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Nothing is remembered from other tests, nor for them."""
    kept = (wiring.settings, wiring.ports, wiring.local_home, wiring.parameters)
    for one in kept:
        one.cache_clear()
    yield monkeypatch
    for one in kept:
        one.cache_clear()


def test_ids_sort_by_the_time_they_were_made() -> None:
    ids = [wiring.id_at(NOW + timedelta(milliseconds=number)) for number in range(50)]

    assert ids == sorted(ids)
    assert all(map(is_identifier, ids))
    assert len({wiring.id_at(NOW) for _ in range(50)}) == 50


def test_a_process_has_one_set_of_ports(fresh: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fresh.setenv("BANDEJA_HOME", "local")
    fresh.setenv("DATA_DIR", str(tmp_path / "data"))

    assert wiring.ports() is wiring.ports()
    assert wiring.ports() is wiring.local_home().ports
    assert set(wiring.ports().gateways) == {"email", "messenger", "instagram", "whatsapp", "custom"}
    assert (tmp_path / "data" / "bandeja.db").is_file()
    wiring.local_home().close()


def test_data_is_for_its_owner_only(fresh: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fresh.setenv("BANDEJA_HOME", "local")
    fresh.setenv("DATA_DIR", str(tmp_path / "data"))

    wiring.local_home().close()

    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_deployed_home_without_its_names_says_which_are_missing(fresh: pytest.MonkeyPatch) -> None:
    fresh.setenv("BANDEJA_HOME", "aws")

    with pytest.raises(BadSetting, match=r"BLOB_BUCKET.*WS_ENDPOINT.*BANDEJA_HOME=local"):
        wiring.ports()
    with pytest.raises(BadSetting, match="BANDEJA_HOME=local"):
        wiring.local_home()


def test_mail_goes_to_the_relay_when_one_is_named(fresh: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fresh.setenv("BANDEJA_HOME", "local")
    fresh.setenv("DATA_DIR", str(tmp_path / "data"))
    fresh.setenv("SMTP_RELAY", "127.0.0.1:1")

    gateway = wiring.ports().gateways["email"]

    assert type(gateway).__name__ == "RelayGateway"
    wiring.local_home().close()
