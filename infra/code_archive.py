"""The zip of code for Lambda: what of the packages goes into it, and the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

# what the product talks to; botocore describes 400 services in 20 MB
SERVICES = frozenset(
    {
        "apigatewaymanagementapi",
        "cognito-idp",
        "dynamodb",
        "s3",
        "sesv2",
        "sqs",
        "ssm",
    }
)
BOTOCORE_DATA = "botocore/data/"
# the resource API of boto3, examples for its documentation, pages for a browser, scripts
UNUSED_FOLDERS = (
    "boto3/data/",
    "boto3/examples/",
    "aws_lambda_powertools/event_handler/openapi/swagger_ui/",
    "bin/",
)
UNUSED_PARTS = frozenset({"__pycache__", "tests", "test", "testing"})
UNUSED_SUFFIXES = (".pyc", ".pyi", ".pyx", ".pxd", ".c", ".h")
UNUSED_FILES = frozenset({"py.typed", "dateutil-zoneinfo.tar.gz"})

LONG_AGO = (1980, 1, 1, 0, 0, 0)
PLAIN_FILE = 0o100644 << 16
UNIX = 3


@dataclass(frozen=True, slots=True)
class Archive:
    """`content` by the path in the zip."""

    content: Mapping[str, bytes]

    def bytes(self) -> bytes:
        """Sorted, without times and owners: the same content is the same zip."""
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
            for name in sorted(self.content):
                info = zipfile.ZipInfo(name, LONG_AGO)
                info.create_system, info.external_attr = UNIX, PLAIN_FILE
                made.writestr(info, self.content[name], zipfile.ZIP_DEFLATED, 9)
        return written.getvalue()


def pruned_packages(folder: Path) -> dict[str, bytes]:
    """Every file of the packages that Lambda needs."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {name: (folder / name).read_bytes() for name in names if is_needed(name)}


def app_files(made: zipfile.ZipFile) -> dict[str, bytes]:
    """What Chalice has put into its zip: the product, its templates, and Chalice's own runtime."""
    return {name: made.read(name) for name in made.namelist() if is_needed(name) and not name.endswith("/")}


def is_needed(name: str) -> bool:
    """Whether a file, by its path in the zip, is of any use in Lambda."""
    path = PurePosixPath(name)
    if name.startswith(UNUSED_FOLDERS) or UNUSED_PARTS & set(path.parts):
        return False
    if name.startswith(BOTOCORE_DATA):
        return is_needed_data(path)
    is_metadata = path.parts[0].endswith(".dist-info")
    return not is_metadata and not name.endswith(UNUSED_SUFFIXES) and path.name not in UNUSED_FILES


def is_needed_data(path: PurePosixPath) -> bool:
    """Of botocore's data: what stands beside the services (endpoints, retries), and those that are used."""
    _, _, service, *below = path.parts
    return not below or service in SERVICES and not path.name.startswith("examples-")
