"""`python -m infra.replay`: takes raw mail of a stretch of time in again, or lets dead letters begin anew.

Both may be repeated: what is in the log already changes nothing. Without `--stage` it works on the local
home in DATA_DIR, which must be stopped for that.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from chalicelib import wiring
from chalicelib.config import settings_from
from chalicelib.domain.workspace import Channel
from chalicelib.ports.bundle import Ports
from infra.deploy.plan import Plan
from infra.local.start_checks import CannotStart, claim
from infra.raw_events import Stretch, raw_events
from infra.redrive import lying, redrive
from infra.stack import Stack, StackFailed
from infra.stage_environment import DEAD_LETTERS, dead_letters_of, environment_of


class BadOrder(Exception):
    """What was asked for makes no sense; the text is one sentence."""


def main(arguments: list[str] | None = None) -> int:
    """0 when it is done, 1 with one sentence when it cannot be."""
    from botocore.exceptions import BotoCoreError, ClientError

    given = _parser().parse_args(arguments)
    try:
        print(revived(given) if given.dead_letters else replayed(given))
    except (BadOrder, CannotStart, StackFailed, LookupError) as error:
        print(error, file=sys.stderr)
        return 1
    except (BotoCoreError, ClientError) as error:
        print(f"AWS refused: {error}", file=sys.stderr)
        return 1
    return 0


def replay(ports: Ports, stretch: Stretch, *, dry_run: bool = False) -> int:
    """How many mails are (or would be) taken in again."""
    count = 0
    for event in raw_events(ports, stretch):
        count += 1
        if dry_run or event.job is None:
            continue
        if event.raw is not None:
            ports.blobs.put(event.raw)
        ports.jobs.send(event.job)
    return count


def replayed(given: argparse.Namespace) -> str:
    """What was done, in a sentence. Raises `BadOrder`."""
    since, until = moments(given.since, given.until)
    with opened(given.stage) as ports:
        stretch = Stretch(since, until, channel_named(ports, given.channel) if given.channel else None)
        count = replay(ports, stretch, dry_run=given.dry_run)
    said = "would be taken in again" if given.dry_run else "wait to be taken in again"
    return f"{count} mails from {since.isoformat()} until {until.isoformat()} {said}."


def revived(given: argparse.Namespace) -> str:
    """What was done, in a sentence. Raises `BadOrder`."""
    queue = given.dead_letters
    if queue not in DEAD_LETTERS:
        raise BadOrder(f"There is no queue {queue!r}; there are {', '.join(DEAD_LETTERS)}.")
    count = _revived_on_aws(given) if given.stage else _revived_at_home(given)
    said = "would begin anew" if given.dry_run else "begin anew"
    return f"{count} dead letters of the queue {queue} {said}."


def moments(since: str, until: str) -> tuple[datetime, datetime]:
    """Raises `BadOrder`."""
    first, last = moment("--from", since), moment("--to", until)
    if first >= last:
        raise BadOrder("--from must be before --to.")
    return first, last


def moment(option: str, text: str) -> datetime:
    """ISO 8601 with a zone, as UTC. Raises `BadOrder`."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadOrder(f"{option} is a time such as 2026-03-02T09:00:00Z, not {text!r}.") from None
    if found.tzinfo is None:
        raise BadOrder(f"{option} needs a zone, such as {text}Z or {text}+01:00.")
    return found.astimezone(UTC)


def channel_named(ports: Ports, name: str) -> Channel:
    """By its id or one of its addresses. Raises `BadOrder`."""
    channels = ports.workspace.channels()
    for channel in channels:
        if name == channel.id or name.lower() in channel.addresses:
            return channel
    raise BadOrder(f"No channel is called {name!r}; there are {', '.join(one.address for one in channels)}.")


@contextmanager
def opened(stage: str) -> Iterator[Ports]:
    """The ports of a stage, or of the local home, held alone. Raises `CannotStart`, `StackFailed`."""
    if stage:
        environment = {**os.environ, **environment_of(_stack(stage))}
        os.environ.update(environment)  # the clients read region and endpoint there
        aws = settings_from(environment).aws
        assert aws is not None
        _forget_settings()
        try:
            yield wiring.deployed_home(aws)
        finally:
            _forget_settings()
        return
    with local_home() as home:
        yield home.ports


def _forget_settings() -> None:
    wiring.settings.cache_clear()
    wiring.parameters.cache_clear()


@contextmanager
def local_home() -> Iterator[Any]:
    """Of DATA_DIR. Raises `CannotStart` while it runs."""
    local = settings_from({**os.environ, "BANDEJA_HOME": "local"}).local
    assert local is not None
    if not local.data_dir.is_dir():
        raise BadOrder(f"There is no data in {local.data_dir}; DATA_DIR says where it is.")
    with claim(local.data_dir):
        home = wiring.open_local_home(local)
        try:
            yield home
        finally:
            home.close()


def _revived_on_aws(given: argparse.Namespace) -> int:
    import boto3

    letters, sqs = dead_letters_of(_stack(given.stage), given.dead_letters), boto3.client("sqs")
    return lying(sqs, letters) if given.dry_run else redrive(sqs, letters)


def _revived_at_home(given: argparse.Namespace) -> int:
    with local_home() as home:
        if given.dry_run:
            return int(home.jobs.dead_in(given.dead_letters))
        return int(home.jobs.revive(given.dead_letters))


def _stack(stage: str) -> Stack:
    import boto3

    session = boto3.Session()
    if not session.region_name:
        raise BadOrder("No region: set AWS_REGION, or give the AWS command line one.")
    return Stack(session.client("cloudformation"), Plan(stage, session.region_name).stack_name)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m infra.replay", description=__doc__)
    parser.add_argument("--from", dest="since", default="", help="arrived at or after, ISO 8601 with zone")
    parser.add_argument("--to", dest="until", default="", help="arrived before, ISO 8601 with zone")
    parser.add_argument("--channel", default="", help="id or address of a channel; else all")
    parser.add_argument("--dead-letters", default="", help=f"one of {', '.join(DEAD_LETTERS)}")
    parser.add_argument("--stage", default="", help="a deployed stage; else the local home")
    parser.add_argument("--dry-run", action="store_true", help="only count")
    return parser


if __name__ == "__main__":
    sys.exit(main())
