"""The zip of code: small, whole, and the same every time."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from infra import packaging
from infra.code_archive import SERVICES
from infra.packaging import Package, package
from infra.site_packages import Architecture
from tests.architecture.tree import python_in
from tests.deployed_static.template import Template

LARGEST = 8_000_000
LARGEST_UNPACKED = 25_000_000
HERE: dict[str, Architecture] = {"x86_64": "x86_64", "aarch64": "arm64"}
WOKEN = """
import os, sys
sys.path.insert(0, sys.argv[1])
os.environ["AWS_DEFAULT_REGION"] = os.environ["AWS_REGION"] = "eu-west-1"
os.environ["AWS_ACCESS_KEY_ID"] = os.environ["AWS_SECRET_ACCESS_KEY"] = "testing"
import app, boto3, jinja2, nh3, pynamodb.connection, tzdata
from chalicelib.adapters.aws.clients import client
from chalicelib.channels.email.templates import render
for name in sys.argv[2:]:
    boto3.client(name)
print(sorted({m.__file__.removeprefix(sys.argv[1]) for m in (app, boto3, nh3)}))
print(render("invitation/subject.txt", language="en", inviter="Ana"))
print(boto3.client("s3").generate_presigned_url("get_object", Params={"Bucket": "b", "Key": "k"})[:8])
"""


def test_the_zip_is_small(made: Package, code: zipfile.ZipFile) -> None:
    assert made.code.stat().st_size <= LARGEST
    assert sum(one.file_size for one in code.infolist()) <= LARGEST_UNPACKED


def test_all_of_the_product_is_in_it(code: zipfile.ZipFile) -> None:
    names = set(code.namelist())

    product = {path.as_posix() for path in python_in("chalicelib", "app.py")}
    assert product <= names
    assert {"chalice/app.py", "templates/email/invitation/subject.txt"} <= names
    assert {"widget/launcher.js", "widget/files.json"} <= names


def test_without_the_built_widget_nothing_is_packaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packaging, "ROOT", tmp_path)

    with pytest.raises(FileNotFoundError, match="chat widget is not built.*make web"):
        packaging.staged_project(tmp_path / "project", "arm64")

    assert not (tmp_path / "project").exists()


def test_nothing_else_is_in_it(code: zipfile.ZipFile) -> None:
    wrong = [
        name
        for name in code.namelist()
        if any(part in {"tests", "__pycache__", "infra", "bench", "examples"} for part in Path(name).parts)
        or ".dist-info/" in name
        or name.endswith((".pyc", ".yaml", ".in"))
    ]

    assert wrong == []
    described = {Path(name).parts[2] for name in code.namelist() if name.startswith("botocore/data/")}
    assert {one for one in described if not one.endswith((".json", ".gz"))} == SERVICES


def test_it_is_made_for_the_processor_that_functions_run_on(code: zipfile.ZipFile) -> None:
    libraries = [name for name in code.namelist() if name.endswith(".so")]

    assert libraries
    machine = {int.from_bytes(code.read(name)[18:20], "little") for name in libraries}
    assert machine == {183}  # EM_AARCH64


def test_the_same_sources_make_the_same_bytes(made: Package, other_place: Path) -> None:
    again = package("arm64", other_place)

    assert again.code.read_bytes() == made.code.read_bytes()
    assert again.template.read_bytes() == made.template.read_bytes()


def test_the_name_of_the_zip_says_what_is_in_it(made: Package, packaged: Template) -> None:
    digest = hashlib.sha256(made.code.read_bytes()).hexdigest()

    assert made.key == f"code/{digest}.zip"
    assert {json.dumps(one["CodeUri"]) for one in packaged.of("AWS::Serverless::Function").values()} == {
        json.dumps({"Bucket": {"Ref": "CodeBucket"}, "Key": made.key})
    }


def test_what_is_in_it_is_enough(tmp_path: Path) -> None:
    """Unpacked and run without any other package: all entry points load, every service has a client."""
    made = package(HERE[platform.machine()], tmp_path / "package")
    place = tmp_path / "task"
    with zipfile.ZipFile(made.code) as archive:
        archive.extractall(place)

    command = [sys.executable, "-I", "-S", "-c", WOKEN, f"{place}/", *sorted(SERVICES)]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    assert ran.returncode == 0, ran.stderr
    assert "'app.py', 'boto3/__init__.py', 'nh3/__init__.py'" in ran.stdout
    assert "Ana invited you" in ran.stdout
    assert "https://" in ran.stdout


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_service_that_is_kept_is_there(service: str, code: zipfile.ZipFile) -> None:
    assert any(name.startswith(f"botocore/data/{service}/") for name in code.namelist())
