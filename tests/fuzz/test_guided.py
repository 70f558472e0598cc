"""A fuzzer that follows the code finds no mail, text or page for which the reader breaks its promises."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from infra.own_environment import ROOT, python_of
from tests.fuzz.pieces import HTML_PIECES, TEXT_PIECES, VALUE_PIECES

SOAK = bool(os.environ.get("BANDEJA_SOAK"))
SECONDS = 180 if SOAK else 60
RUNS = -1 if SOAK else 1_500  # the gate tries the same inputs each time, some seconds of them
# Linux counts the memory of whoever starts a process as that of the process: 1.6 GB after the worst mails
A_SMALL_PARENT = ("sh", "-c", '"$@"; exit $?', "sh")
HAS_BUILD = (sys.platform, platform.machine()) == ("linux", "x86_64") and sys.version_info < (3, 14)
SEEDS = {
    "mail": [f"Subject: {piece}\nFrom: {piece}\nContent-Type: {piece}\n\n{piece}" for piece in VALUE_PIECES],
    "text": TEXT_PIECES,
    "html": HTML_PIECES,
}
STRUCTURES = (
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nwords\n--b\nContent-Type: text/html\n\n<p>x\n",
    b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nfailed\n--b\n"
    b"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.c\nStatus: 5.1.1\n--b--\n",
    b"Content-Type: text/plain; charset=utf-7; format=flowed; delsp=yes\n\nwords \n> old \n",
    b"Content-Transfer-Encoding: base64\nContent-Type: application/ms-tnef\n\neJ8+IgEBAQA=\n",
)


@pytest.mark.skipif(not HAS_BUILD, reason="atheris has no build for this Python on this system")
@pytest.mark.parametrize("target", SEEDS)
def test_guided_fuzzer_finds_no_broken_promise(target: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, seed in enumerate(_seeds(target)):
        (corpus / str(number)).write_bytes(seed)
    options = [
        f"-max_total_time={SECONDS}",
        f"-runs={RUNS}",
        f"-seed={0 if SOAK else 1}",  # 0: another one each time
        "-timeout=20",
        "-max_len=4096",
        "-rss_limit_mb=1500",
        f"-artifact_prefix={tmp_path}/",
    ]

    ran = subprocess.run(
        [*A_SMALL_PARENT, str(python_of("fuzz")), "-m", "tests.fuzz.guided", target, str(corpus), *options],
        capture_output=True,
        text=True,
        errors="replace",
        cwd=ROOT,
        timeout=SECONDS + 300,
    )

    found = [path.read_bytes() for path in tmp_path.glob("*-*")]
    assert ran.returncode == 0, f"{found}\n{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}"


def _seeds(target: str) -> list[bytes]:
    pieces = [piece.encode("utf-8", "replace") for piece in SEEDS[target]]
    return [*pieces, *STRUCTURES] if target == "mail" else pieces
