"""The local database file: what was committed survives anything, and its shape moves on step by step."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.adapters.local.sqlite.migrations import MIGRATIONS
from chalicelib.domain.entry import Actor, Comment
from chalicelib.domain.errors import Throttled
from chalicelib.domain.ids import ConversationId
from chalicelib.ports.stores import Commit
from tests.builders import NOW, a_beginning, a_mail_id, a_receipt, stores_on

ROOT = Path(__file__).resolve().parents[2]
SYSTEM = Actor.system("test")

WRITER = """
import sys
from pathlib import Path
from uuid import uuid4
from chalicelib.adapters.local.sqlite.database import Database
from chalicelib.ports.stores import Commit
from tests.builders import a_beginning, a_conversation, a_receipt, stores_on

stores = stores_on(Database(Path(sys.argv[1])))
for number in range(10_000):
    step = a_beginning(a_conversation(id=uuid4().hex))
    taken = stores.conversations.commit(Commit(step, (a_receipt(f"<{sys.argv[2]}-{number}@x>"),)))
    print(taken.conversation_id, flush=True)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bandeja.db"


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    opened = Database(file)
    yield opened
    opened.close()


def writer(file: Path, name: str) -> subprocess.Popen[str]:
    """A process of its own that commits, and says so after each commit."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(file), name], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def read_lines(process: subprocess.Popen[str], count: int) -> list[str]:
    assert process.stdout
    return [process.stdout.readline().strip() for _ in range(count)]


def test_what_a_killed_process_said_it_kept_is_there(file: Path) -> None:
    process = writer(file, "one")
    acknowledged = read_lines(process, 60)

    process.kill()
    rest, _ = process.communicate()

    acknowledged += rest.split("\n")[:-1]  # what it still said before it died
    with closing(Database(file)) as opened:
        stores = stores_on(opened)
        for number, conversation_id in enumerate(acknowledged):
            assert len(stores.conversations.entries(ConversationId(conversation_id))) == 1
            mail = a_mail_id(f"<one-{number}@x>")
            assert stores.conversations.known([mail])[mail].conversation_id == conversation_id


def test_two_processes_write_to_one_file(file: Path) -> None:
    processes = [writer(file, name) for name in ("one", "two")]
    acknowledged = [line for process in processes for line in read_lines(process, 20)]
    for process in processes:
        process.kill()
        process.communicate()

    with closing(Database(file)) as opened:
        heads = [stores_on(opened).conversations.head(ConversationId(line)) for line in acknowledged]
    assert len(heads) == 40


def test_a_full_disk_is_told_and_leaves_nothing_half_done(database: Database) -> None:
    stores = stores_on(database)
    step = a_beginning()
    stores.conversations.commit(Commit(step))
    with database.reading() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    big = step.after.record(Comment("x" * 100_000), NOW, SYSTEM)

    with pytest.raises(Throttled):
        stores.conversations.commit(Commit(big, (a_receipt("<big@x>"),)))

    assert stores.conversations.thread(step.after.id, 5) == (step.after, step.entries)
    assert stores.conversations.known([a_mail_id("<big@x>")]) == {}
    stores.conversations.commit(Commit(step.after.record(Comment("small"), NOW, SYSTEM)))


def test_an_error_in_the_middle_takes_everything_back(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as write:
        write.execute("INSERT INTO counters (name, value) VALUES ('x', 1)")
        raise RuntimeError

    with database.reading() as read:
        assert read.execute("SELECT * FROM counters").fetchall() == []


def test_every_commit_is_on_the_disk_before_it_is_answered(database: Database) -> None:
    with database.reading() as read:
        settings = {
            name: read.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }

    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_file_is_opened_again_with_all_that_was_in_it(file: Path) -> None:
    step = a_beginning()
    with closing(Database(file)) as opened:
        stores_on(opened).conversations.commit(Commit(step))

    with closing(Database(file)) as opened:
        assert stores_on(opened).conversations.head(step.after.id) == step.after


def test_new_steps_are_taken_once_and_in_order(file: Path) -> None:
    with closing(Database(file)):
        pass
    steps = (*MIGRATIONS, "CREATE TABLE more (id); INSERT INTO more VALUES (1)", "DROP TABLE more")

    for through in (len(MIGRATIONS) + 1, len(steps), len(steps)):
        with closing(Database(file, steps[:through])) as opened, opened.reading() as read:
            assert read.execute("PRAGMA user_version").fetchone()[0] == through


def test_a_step_that_fails_changes_nothing(file: Path) -> None:
    with closing(Database(file)):
        pass

    with pytest.raises(sqlite3.OperationalError):
        Database(file, (*MIGRATIONS, "CREATE TABLE more (id); NONSENSE"))

    with closing(Database(file)) as opened, opened.reading() as read:
        assert read.execute("SELECT name FROM sqlite_master WHERE name = 'more'").fetchall() == []


def test_a_file_of_newer_code_is_left_alone(file: Path) -> None:
    with closing(Database(file, (*MIGRATIONS, "CREATE TABLE more (id)"))):
        pass

    with pytest.raises(RuntimeError, match="newer version"):
        Database(file)


def test_many_may_open_a_new_file_at_once(file: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: Database(file), range(8)))

    for database in opened:
        stores_on(database).conversations.commit(Commit(a_beginning()))
        database.close()
