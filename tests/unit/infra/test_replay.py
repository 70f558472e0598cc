"""Raw mail of a stretch of time is taken in again, as often as anybody likes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.config import LocalSettings
from chalicelib.domain import limits
from chalicelib.ports.outside import Job
from chalicelib.usecases.drop_quarantined import drop_quarantined
from infra.local.start_checks import claim
from infra.raw_events import Stretch
from infra.replay import BadOrder, channel_named, main, moment, replay
from tests.unit.infra.homes import SUPPORT, Home

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
EVER = Stretch(LONG_AGO, FAR_AHEAD)


def test_everything_replayed_twice_changes_nothing(home: Home) -> None:
    home.takes_in(*(home.arrives(number) for number in range(3)), home.arrives(3, "nobody@bandeja.test"))
    before = home.rows()

    counts = []
    for _ in range(2):
        counts.append(replay(home.ports, EVER))
        assert home.works() == counts[-1]
        assert home.rows() == before

    assert counts == [4, 4]
    assert before == {"conversations": 3, "entries": 3, "quarantined": 1}


def test_mail_whose_event_was_lost_is_taken_in_by_a_replay_once(home: Home) -> None:
    home.arrives(1)

    for _ in range(2):
        replay(home.ports, EVER)
        home.works()

    assert home.rows() == {"conversations": 1, "entries": 1, "quarantined": 0}


def test_mail_whose_rows_are_gone_is_in_the_older_versions_of_the_bucket(on_aws: Home) -> None:
    """As after the tables were restored to an earlier moment."""
    on_aws.arrives(1)
    on_aws.ports.blobs.drop_incoming("m1")
    assert on_aws.rows()["conversations"] == 0

    for _ in range(2):
        assert replay(on_aws.ports, EVER) == 1
        on_aws.works()

    assert on_aws.rows() == {"conversations": 1, "entries": 1, "quarantined": 0}


def test_only_mail_of_the_time_asked_for_is_replayed(at_home: Home) -> None:
    now = at_home.ports.now()
    earlier, later = now - timedelta(days=2), now - timedelta(days=1)
    at_home.takes_in(at_home.arrives(1, at=earlier), at_home.arrives(2, at=later))
    at_home.takes_in(at_home.arrives(3, "nobody@bandeja.test", at=earlier))

    assert replay(at_home.ports, Stretch(earlier, later), dry_run=True) == 2
    assert replay(at_home.ports, Stretch(later, now), dry_run=True) == 1
    assert replay(at_home.ports, Stretch(later + timedelta(seconds=1), now), dry_run=True) == 0


def test_only_mail_of_the_channel_asked_for_is_replayed(at_home: Home) -> None:
    support = channel_named(at_home.ports, SUPPORT)
    sales = next(one for one in at_home.ports.workspace.channels() if one.id != support.id)
    at_home.takes_in(at_home.arrives(1), at_home.arrives(2, sales.address))
    at_home.arrives(3, sales.address)

    assert replay(at_home.ports, Stretch(LONG_AGO, FAR_AHEAD, support), dry_run=True) == 1
    assert replay(at_home.ports, Stretch(LONG_AGO, FAR_AHEAD, sales), dry_run=True) == 2


def test_a_dry_run_sends_nothing(home: Home) -> None:
    home.arrives(1)

    assert replay(home.ports, EVER, dry_run=True) == 1
    assert home.works() == 0


def test_what_somebody_dropped_stays_dropped(on_aws: Home) -> None:
    """Its raw mail is among the older versions, too."""
    on_aws.takes_in(on_aws.arrives(1, "nobody@bandeja.test"))
    on_aws.ports.blobs.drop_incoming("m1")
    (item,) = on_aws.ports.workspace.quarantined()
    drop_quarantined(on_aws.ports, item.id, on_aws.ports.workspace.agents()[0], "")

    assert replay(on_aws.ports, EVER) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--from", "yesterday", "--to", "2026-03-02T00:00Z"], "--from is a time such as"),
        (["--from", "2026-03-01T00:00", "--to", "2026-03-02T00:00Z"], "--from needs a zone"),
        (["--from", "2026-03-03T00:00Z", "--to", "2026-03-02T00:00Z"], "--from must be before --to"),
        ([], "--from is a time such as"),
        (["--dead-letters", "post"], "There is no queue 'post'"),
        (["--dead-letters", "mail"], "There is no data in"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "none"))

    assert main(arguments) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_a_time_is_read_with_its_zone() -> None:
    assert moment("--from", "2026-03-02T10:00:00+01:00") == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_an_unknown_channel_is_named(at_home: Home) -> None:
    with pytest.raises(BadOrder, match="support@bandeja.test"):
        channel_named(at_home.ports, "help@bandeja.test")


def test_dead_jobs_of_the_local_home_begin_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    local = LocalSettings(tmp_path, 8000, 2525, None, False, "")
    home = wiring.open_local_home(local)
    for queue in ("mail", "followups"):
        home.jobs.send(Job(queue, "{}"))
        for _ in range(limits.JOB_RECEIVES):
            home.jobs.give_back(home.jobs.receive(queue, count=1, visibility_seconds=9), lambda _: 0.0)
    assert home.jobs.dead() == 2
    home.close()

    assert main(["--dead-letters", "mail", "--dry-run"]) == 0
    assert main(["--dead-letters", "mail"]) == 0
    assert main(["--dead-letters", "mail"]) == 0

    home = wiring.open_local_home(local)
    assert (home.jobs.dead(), home.jobs.waiting("mail")) == (1, 1)
    assert len(home.jobs.receive("mail", count=1, visibility_seconds=9)) == 1
    home.close()
    told = capsys.readouterr().out.splitlines()
    assert [line[0] for line in told] == ["1", "1", "0"]


def test_a_home_that_runs_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))

    with claim(tmp_path):
        assert main(["--dead-letters", "mail"]) == 1

    assert "stop it" in capsys.readouterr().err
