"""`worlds`: local homes in memory that a test may break at any step. `moto`: tables of a deployed one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import botocore.endpoint
import pytest
from moto import mock_aws

from chalicelib.adapters.aws.dynamodb import place as places
from tests.crash.surroundings import quiet_worlds
from tests.crash.world import Worlds


@pytest.fixture
def worlds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worlds]:
    with quiet_worlds(tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def moto(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], places.Place]]:
    """Fresh places on one client; boto's waits between its tries are left out."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setattr(botocore.endpoint, "time", SimpleNamespace(sleep=lambda _: None, time=time.time))
    places._client.cache_clear()
    with mock_aws():
        yield lambda: places.Place(prefix=f"p{uuid4().hex[:12]}-", region="eu-central-1")
    places._client.cache_clear()
