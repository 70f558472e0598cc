"""The package that goes to AWS, made once for a test process, and its template as AWS expands it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.packaging import Package, package
from tests.deployed_static.template import Template, expanded


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """For AWS. The wheels are fetched once and kept in build/."""
    return package("arm64", tmp_path_factory.mktemp("arm64"))


@pytest.fixture(scope="session")
def packaged(made: Package) -> Template:
    return Template(json.loads(made.template.read_text()))


@pytest.fixture(scope="session")
def transformed(packaged: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """As CloudFormation sees it after AWS::Serverless."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
        return expanded(packaged)


@pytest.fixture(scope="session")
def code(made: Package) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(made.code) as archive:
        yield archive


@pytest.fixture
def other_place(tmp_path: Path) -> Path:
    return tmp_path / "again"
