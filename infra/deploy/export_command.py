"""`python -m infra.deploy export --to DIR`: a whole export, or the rest of one that was cut short."""

from __future__ import annotations

from pathlib import Path

from chalicelib import wiring
from infra.deploy.export import MANIFEST, TABLES, export_files, export_table, write_manifest
from infra.deploy.rooms import TABLES as OUTPUTS
from infra.deploy.run import Run
from infra.deploy.status import standing

SAID_EVERY = 100


def export(run: Run, folder: Path) -> None:
    """Rows first, then files, so that every file that a row names is there. Raises `Stopped`."""
    standing(run.plan, run.stack)
    outputs = run.stack.outputs()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)  # what is older stays a help, and is no whole export
    rows = {}
    for noun in TABLES:
        rows[noun] = export_table(run.connect("dynamodb"), outputs[OUTPUTS[noun]], folder / f"{noun}.jsonl")
        run.screen.say(f"{noun}: {rows[noun]} rows")

    def seen(count: int) -> None:
        if count % SAID_EVERY == 0:
            run.screen.say(f"{count} files …")

    files = export_files(run.connect("s3"), outputs["DataBucketName"], folder, seen)
    write_manifest(folder, run.plan.stage, rows, files, wiring.now())
    run.screen.say(f"{len(files)} files. Whole: {folder / MANIFEST}. Passwords cannot be exported.")
