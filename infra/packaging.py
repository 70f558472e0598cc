"""The package that goes to AWS: one template and one zip of code, made by `python -m infra.packaging`.

Chalice writes the template from `app.py`; what it cannot write stands in `infra/template/*.yaml` and is
merged over it. The zip holds the product, Chalice's runtime and the requirements of Lambda, pruned to what
is used. The same sources make the same bytes, so that the name of the zip, its sha256, says what is in it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from infra.code_archive import Archive, app_files, pruned_packages
from infra.merge_file import merged
from infra.site_packages import Architecture, site_packages_of

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "build" / "deploy"
FRAGMENTS = ROOT / "infra" / "template"
STAGE = "prod"
MADE_BY_RUNNING = shutil.ignore_patterns("__pycache__", "*.pyc", "deployments", "deployed")
PACKAGE_SECONDS = 120
OF_THE_WIDGET = ("launcher.js", "files.json")


@dataclass(frozen=True, slots=True)
class Package:
    """`template` names `code` by its `key`, in the bucket that the parameter `CodeBucket` names."""

    template: Path
    code: Path
    key: str


def package(architecture: Architecture, folder: Path | None = None) -> Package:
    """Make template and zip, in `build/deploy/<architecture>` unless told otherwise."""
    target = folder or DEPLOY / architecture
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    project = staged_project(target / "project", architecture)
    template, code = chalice_package(project, write_merge_file(target), target / "chalice")
    archive = zipped(code, site_packages_of(architecture), target)
    made = Package(target / "template.json", archive, f"code/{archive.name}")
    write_template(template, made)
    for made_on_the_way in ("project", "chalice"):
        shutil.rmtree(target / made_on_the_way)
    return made


def staged_project(target: Path, architecture: Architecture) -> Path:
    """What `chalice package` reads, apart: it leaves nothing in the sources and fetches no wheels.

    Raises `FileNotFoundError` when the chat widget is not built, which the functions hand out.
    """
    for name in OF_THE_WIDGET:
        if not (ROOT / "vendor" / "widget" / name).is_file():
            raise FileNotFoundError(
                f"The chat widget is not built: there is no vendor/widget/{name}. Run: make web"
            )
    for name in ("chalicelib", ".chalice", "vendor"):
        shutil.copytree(ROOT / name, target / name, ignore=MADE_BY_RUNNING)
    shutil.copy(ROOT / "app.py", target)
    (target / "requirements.txt").write_text("")
    settings = target / ".chalice" / "config.json"
    config = {**json.loads(settings.read_text()), "lambda_architecture": architecture}
    settings.write_text(json.dumps(config))
    return target


def write_merge_file(target: Path) -> Path:
    """Everything in `infra/template/*.yaml`, as one file."""
    path = target / "merge.json"
    path.write_text(json.dumps(merged(sorted(FRAGMENTS.glob("*.yaml"))), indent=1))
    return path


def chalice_package(project: Path, merge_file: Path, target: Path) -> tuple[dict[str, Any], Path]:
    """The template and the zip that Chalice makes. Raises `CalledProcessError`; what it said is printed."""
    command = [str(Path(sys.executable).with_name("chalice")), "package", "--stage", STAGE]
    command += ["--template-format", "json", "--merge-template", str(merge_file), str(target)]
    # no settings of whoever packages: only what is in the project decides
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(project),
        "AWS_DEFAULT_REGION": "eu-west-1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    ran = subprocess.run(
        command,
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PACKAGE_SECONDS,
        check=False,
    )
    if ran.returncode:
        print(ran.stdout, ran.stderr, file=sys.stderr)
        ran.check_returncode()
    return json.loads((target / "sam.json").read_text()), target / "deployment.zip"


def zipped(app: Path, packages: Path, target: Path) -> Path:
    """`<sha256>.zip` in `target`, with the product and what it needs."""
    with zipfile.ZipFile(app) as made:
        content = {**pruned_packages(packages), **app_files(made)}
    data = Archive(content).bytes()
    path = target / f"{hashlib.sha256(data).hexdigest()}.zip"
    path.write_bytes(data)
    return path


def write_template(template: dict[str, Any], made: Package) -> None:
    """With the place of the code in it, compact, and always in the same order."""
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = {"Bucket": {"Ref": "CodeBucket"}, "Key": made.key}
    made.template.write_text(json.dumps(template, sort_keys=True, separators=(",", ":")))


def main() -> None:
    """Package for AWS (arm64) or for an emulator on this machine (x86_64)."""
    parser = argparse.ArgumentParser(prog="python -m infra.packaging", description=__doc__)
    choices: tuple[Literal["arm64", "x86_64"], ...] = ("arm64", "x86_64")
    parser.add_argument("--architecture", choices=choices, default="arm64")
    made = package(parser.parse_args().architecture)
    print(f"template {made.template.relative_to(ROOT)}, {made.template.stat().st_size:,} bytes")
    print(f"code     {made.code.relative_to(ROOT)}, {made.code.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
