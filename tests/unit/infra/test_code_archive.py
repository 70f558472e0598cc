from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from infra.code_archive import Archive, is_needed, pruned_packages


@pytest.mark.parametrize(
    "name",
    [
        "app.py",
        "chalicelib/wiring.py",
        "templates/email/reply/body.html",
        "botocore/data/endpoints.json",
        "botocore/data/s3/2006-03-01/service-2.json.gz",
        "botocore/cacert.pem",
        "msgspec/_core.cpython-311-aarch64-linux-gnu.so",
        "tzdata/zoneinfo/Europe/Madrid",
    ],
)
def test_what_is_used_is_kept(name: str) -> None:
    assert is_needed(name)


@pytest.mark.parametrize(
    "name",
    [
        "botocore/data/ec2/2016-11-15/service-2.json.gz",
        "botocore/data/s3control/2018-08-20/service-2.json.gz",
        "botocore/data/s3/2006-03-01/examples-1.json",
        "boto3/data/s3/2006-03-01/resources-1.json",
        "boto3/examples/s3.rst",
        "six-1.17.0.dist-info/RECORD",
        "chalicelib/__pycache__/wiring.cpython-311.pyc",
        "somewhere/tests/test_it.py",
        "bin/jp.py",
    ],
)
def test_what_nothing_uses_is_left_out(name: str) -> None:
    assert not is_needed(name)


def test_the_same_content_is_the_same_zip_whatever_its_order() -> None:
    one = Archive({"b.py": b"2", "a.py": b"1"})
    two = Archive({"a.py": b"1", "b.py": b"2"})

    assert one.bytes() == two.bytes()
    assert one.bytes() != Archive({"a.py": b"1", "b.py": b"3"}).bytes()


def test_lambda_can_read_every_file_of_the_zip() -> None:
    with zipfile.ZipFile(io.BytesIO(Archive({"a/b.py": b"1"}).bytes())) as made:
        (info,) = made.infolist()

    assert (info.filename, info.external_attr >> 16) == ("a/b.py", 0o100644)


def test_files_are_named_by_their_place_below_the_folder(tmp_path: Path) -> None:
    (tmp_path / "six-1.dist-info").mkdir()
    (tmp_path / "six-1.dist-info" / "RECORD").write_text("x")
    (tmp_path / "six.py").write_text("six = 6")

    assert pruned_packages(tmp_path) == {"six.py": b"six = 6"}
