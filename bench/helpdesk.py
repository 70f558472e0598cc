"""The whole handler against django-helpdesk 2.6 on SQLite: the same mails, in the same run, on one core.

Ours is `on_mail` with its commits and files; theirs is `process_queue` over a folder, which also reads
each mail, stores it and lets go of it. Theirs sends nobody an answer here: its templates are taken out.
Each runs in a process of its own, theirs in an environment of its own.

Run: python -m bench.helpdesk
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.reading import mail_with_files, text_mail
from bench.report import Limit, Line, table
from infra.own_environment import ROOT, python_of

RUNS = 3
MAILS = 60
TITLE = "Taking mail in, our time to django-helpdesk's"
LEAST_TIMES_AS_FAST = {"text mails": 2.0, "mails with files": 3.0}


def measured() -> list[Line]:
    """CPU time for each kind of mail; theirs is 1."""
    return [compared("text mails", text_mail), compared("mails with files", mail_with_files)]


def compared(name: str, mail: Callable[[int], bytes]) -> Line:
    """Medians of runs in turn. Every mail begins a conversation of its own."""
    theirs_python = str(python_of("helpdesk"))
    pairs = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            mails = [alone(mail(number), number) for number in range(MAILS)]
            ours = seconds([sys.executable, "-m", "bench.helpdesk_ours"], mails, Path(folder, "ours"))
            theirs = seconds([theirs_python, "-m", "bench.helpdesk_theirs"], mails, Path(folder, "theirs"))
            pairs.append((ours, theirs))
    ours, theirs = (statistics.median(each) for each in zip(*pairs, strict=True))
    return Line(
        f"{name}: {MAILS / ours:,.0f} a second, django-helpdesk {MAILS / theirs:,.0f}",
        ratio=ours / theirs,
        limit=Limit(ratio=1 / LEAST_TIMES_AS_FAST[name]),
    )


def alone(raw: bytes, number: int) -> bytes:
    """The mail without what it shares with the others."""
    return raw.replace(b"first@", b"first%d@" % number).replace(b"zero@", b"zero%d@" % number)


def seconds(command: Sequence[str], mails: Sequence[bytes], folder: Path) -> float:
    """CPU seconds that the program takes for all of them. Raises when it did not store each."""
    incoming = folder / "incoming"
    incoming.mkdir(parents=True)
    for number, raw in enumerate(mails):
        (incoming / f"mail-{number}").write_bytes(raw)
    ran = subprocess.run(
        [*command, str(folder)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")},
    )
    figures = json.loads(ran.stdout.splitlines()[-1]) if ran.returncode == 0 else {"stored": 0}
    if figures["stored"] != len(mails):
        raise RuntimeError(f"{command}: stored {figures['stored']} of {len(mails)}\n{ran.stderr[-2000:]}")
    return float(figures["seconds"])


def main() -> int:
    """The exit code: 1 when a limit is broken."""
    lines = measured()
    print(table(TITLE, lines))
    return 1 if any(line.broken for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
