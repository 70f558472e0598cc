"""The product with one safety taken out, by name: each must turn at least one test red."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("chalicelib", "infra", "templates", "tests/crash")
FILES = ("pyproject.toml", "tests/builders.py", "tests/platforms.py")
STORE = "chalicelib/adapters/local/sqlite/conversation_store.py"
ROWS = "chalicelib/adapters/local/sqlite/conversation_rows.py"
RECEIVE = "chalicelib/usecases/receive_message.py"
THREADS = "chalicelib/ports/thread_finding.py"
REPLY = "chalicelib/usecases/reply_to_conversation.py"
DELIVER = "chalicelib/usecases/deliver_message.py"
MAIL_QUEUE = "chalicelib/handlers/mail_queue.py"


@dataclass(frozen=True, slots=True)
class Edit:
    """In `file`, `before` stands exactly once and becomes `after`."""

    file: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mutant:
    """`caught_by` are the arguments for pytest that name the tests which must see it."""

    name: str
    edits: tuple[Edit, ...]
    caught_by: tuple[str, ...]


MEETINGS = "tests/crash/test_interleavings.py"
CRASHES = "tests/crash/test_step_crash.py"
WEEKS = "tests/crash/test_simulation.py"

MUTANTS = (
    Mutant(
        "a receipt is written without its condition",
        (Edit(STORE, "        if stored == receipt.replaces:\n", "        if stored != self:\n"),),
        (MEETINGS, "-k", "one_mail_that_two_workers"),
    ),
    Mutant(
        "a head is written over whatever came between",
        (
            Edit(STORE, 'if stored is None or stored["seq"] != step.before.seq:', "if stored is None:"),
            Edit(ROWS, '"INSERT INTO entries ', '"INSERT OR REPLACE INTO entries '),
        ),
        (MEETINGS, "-k", "agents_who_work"),
    ),
    Mutant(
        "a message is sent without being claimed",
        (Edit(DELIVER, "        ports.conversations.change_work(claimed)\n", "        claimed = work\n"),),
        (MEETINGS, "-k", "two_workers_with_one_delivery"),
    ),
    Mutant(
        "the raw mail is dropped before it is taken in",
        (
            Edit(
                MAIL_QUEUE,
                "    for inbound in take_in(notice, raw, room):\n",
                "    ports.blobs.drop_incoming(notice.name)\n"
                "    for inbound in take_in(notice, raw, room):\n",
            ),
        ),
        (CRASHES, "-k", "a_first_mail and any_step"),
    ),
    Mutant(
        "an outcome is written without its receipt",
        (
            Edit(
                DELIVER, "Commit(step, tuple(receipts), work=(settled,))", "Commit(step, (), work=(settled,))"
            ),
        ),
        (CRASHES, "-k", "good_day and a_reply"),
    ),
    Mutant(
        "a stranger who quotes an id is let in",
        (Edit(THREADS, "    if not welcome and (", "    if not head and ("),),
        (WEEKS,),
    ),
    Mutant(
        "the door says 250 for a mail it could not keep",
        (
            Edit(
                "infra/local/smtp_door.py",
                '            log.exception("a mail could not be kept")\n            return TRY_AGAIN\n',
                '            name = "gone"\n',
            ),
        ),
        (CRASHES, "-k", "a_first_mail and any_step"),
    ),
    Mutant(
        "a command leaves no receipt",
        (
            Edit(
                "chalicelib/domain/orders.py",
                "        return (self.command,) if self.command else ()\n",
                "        return ()\n",
            ),
        ),
        (CRASHES, "-k", "a_reply and any_step"),
    ),
    Mutant(
        "our own Message-ID is not remembered",
        (Edit(REPLY, "(*order.by.receipts, own)", "order.by.receipts"),),
        (CRASHES, "-k", "good_day and a_reply"),
    ),
    Mutant(
        "what a mail mentions is not remembered",
        (
            Edit(
                RECEIVE,
                "    return tuple(\n        id_ for id_, hint in mentioned if",
                "    return tuple(\n        id_ for id_, hint in mentioned if False and",
            ),
        ),
        (MEETINGS, "-k", "two_mails_that_start_a_thread"),
    ),
    Mutant(
        "a pointer is written over a receipt",
        (Edit(STORE, 'if rows.external_item(write, pointer["pk"]) is not None:', "if write is None:"),),
        (MEETINGS, "-k", "two_mails_that_start_a_thread"),
    ),
    Mutant(
        "a lease that ended is never looked at",
        (Edit(DELIVER, "    if work.lease_ended(now) and not repeats:\n", "    if work is None:\n"),),
        (CRASHES, "-k", "a_death_between_claim"),
    ),
    Mutant(
        "an answer goes out over a mail nobody had seen",
        (
            Edit(
                REPLY,
                "if head.last_inbound_seq > order.last_seq and not order.insist:",
                "if order.last_seq < 0:",
            ),
        ),
        (MEETINGS, "-k", "an_answer_over_a_mail"),
    ),
    Mutant(
        "a mail that cannot wait any longer is left to the dead letters",
        (Edit(MAIL_QUEUE, "    if not _is_last_try(record) or", "    if record or"),),
        ("tests/crash/test_outages.py", "-k", "blind_copy"),
    ),
    Mutant(
        "a claim whose answer was lost is taken for somebody else's",
        (Edit(DELIVER, "        if not _is_claimed(ports, claimed):\n", "        if claimed:\n"),),
        ("tests/crash/test_aws_call_sites.py", "-k", "deliver_message and asks"),
    ),
    Mutant(
        "what was doubted stays in doubt although it is known",
        (Edit(DELIVER, " and not _was_doubted(work, current, end.outcome):", ":"),),
        (MEETINGS, "-k", "slept_through_its_lease"),
    ),
)


def survives(mutant: Mutant, folder: Path) -> bool:
    """Whether the tests stay green on a copy with the safety taken out. Raises when it cannot be told."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    for edit in mutant.edits:
        apply(edit, folder)
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "--tb=native",
            *mutant.caught_by,
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    if run.returncode not in (0, 1) or "error" in run.stdout.splitlines()[-1].split("in")[0]:
        raise AssertionError(
            f"{mutant.name}: the tests did not run\n{run.stdout[-2000:]}{run.stderr[-2000:]}"
        )
    return run.returncode == 0


def apply(edit: Edit, folder: Path) -> None:
    """Raises when the text is not there exactly once: then the mutant has to be written anew."""
    path = folder / edit.file
    text = path.read_text()
    if text.count(edit.before) != 1:
        raise AssertionError(f"{edit.file} has {text.count(edit.before)} times: {edit.before!r}")
    path.write_text(text.replace(edit.before, edit.after))
