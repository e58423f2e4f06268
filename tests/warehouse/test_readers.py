"""Readers: safe, never in the way of a publish, and never shown half a database, even when a builder is killed."""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from pathlib import Path
from random import Random

import duckdb
import pytest
from ledger_corpora import draw_corpus
from ledger_lake import BUILT_ON, VERSIONS, Corpus, parts_of, settings_in, write_lake

from pipelines.errors import WarehouseMissing
from pipelines.warehouse import open_reader, publish


def test_without_a_database_the_reader_says_so(tmp_path: Path) -> None:
    """Opening what was never published, or is no database, is a sentence and no traceback of DuckDB."""
    with pytest.raises(WarehouseMissing, match="publish one first"):
        open_reader(tmp_path / "demarche.duckdb")
    (tmp_path / "demarche.duckdb").write_text("no database at all, but long enough to be mistaken for one" * 100)
    with pytest.raises(WarehouseMissing, match="cannot be opened"):
        open_reader(tmp_path / "demarche.duckdb")


@pytest.mark.parametrize(
    "attempt",
    [
        "from read_csv('/etc/hostname')",
        "copy claims to '/tmp/stolen.csv'",
        "attach '/tmp/other.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "create table mine as select 1 as one",
        "delete from claims",
        "export database '/tmp/stolen'",
    ],
)
def test_an_analyst_can_only_read_the_ledger(published: Path, attempt: str) -> None:
    """Files, network, extensions, settings and writing are out of reach."""
    with open_reader(published / "demarche.duckdb") as ledger, pytest.raises(duckdb.Error):
        ledger.execute(attempt)


_BUILDER = """
import sys
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from ledger_lake import settings_in
from pipelines.schemas import RECORDS
from pipelines.warehouse import publish
folder = Path(sys.argv[1])
parts = {table: sorted((folder / "lake" / table).glob("*/*.parquet")) for table in RECORDS}
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    publish(settings_in(folder), parts, date(2026, 1, 1 + number % 28), {"demarche": str(number)})
print("done", flush=True)
"""
_PAUSE_SECONDS = 0.2  # between two questions of a reader: nine that never rest leave a builder on two cores no time to publish
_READER = """
import sys
import time
from pathlib import Path
from pipelines.warehouse import open_reader
path, stop = Path(sys.argv[1]) / "demarche.duckdb", Path(sys.argv[1]) / "stop"
opened = 0
question = '''
    select build.claim_count = (select count(*) from claims)
    and build.position_count = (select count(*) from positions)
    and (select count(*) from position_changes) = build.change_count
    and day(build.built_on) = 1 + cast(build.versions['demarche'] as integer) % 28 from build'''
lasting = open_reader(path) if sys.argv[2] == "lasting" else None
first = lasting.execute("select built_on from build").fetchone() if lasting else None
while not stop.exists():
    if lasting:
        assert lasting.execute(question).fetchone() == (True,)
        assert lasting.execute("select built_on from build").fetchone() == first
    else:
        with open_reader(path) as ledger:
            assert ledger.execute(question).fetchone() == (True,)
    opened += 1
    time.sleep(float(sys.argv[3]))
print(opened)
"""


def _start(script: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _lake_of_some_size(folder: Path, article_count: int) -> None:
    corpus = Corpus()
    draw_corpus(Random(3), corpus, ["JPN", "EUU", "KOR"], ["tariffs", "reserves", "quotas"], article_count)
    write_lake(folder / "lake", corpus)
    publish(settings_in(folder), parts_of(folder), date(2026, 1, 1), {"demarche": "0"})


def _read_through(folder: Path, publish_count: int, reader_count: int) -> int:
    """Publish again and again under readers; returns how often they opened the database, after none of them failed."""
    here = str(Path(__file__).parent)
    kinds = ["lasting", *["opening"] * reader_count]
    readers = [_start(_READER, str(folder), kind, str(_PAUSE_SECONDS)) for kind in kinds]
    builder = _start(_BUILDER, str(folder), here, str(publish_count))
    try:
        told, failed = builder.communicate(timeout=60 + 60 * publish_count)
        (folder / "stop").touch()
        answers = [reader.communicate(timeout=300) for reader in readers]
    finally:
        for process in (builder, *readers):
            process.kill()

    assert told.split() == ["ready", "done"], failed
    assert [error for _, error in answers if error] == []
    return sum(int(count) for count, _ in answers)


def test_readers_never_notice_a_publish(tmp_path: Path) -> None:
    """Readers that open again and again, and one that stays, see whole builds only while new ones are published."""
    _lake_of_some_size(tmp_path, 40)

    assert _read_through(tmp_path, publish_count=2, reader_count=1) > 2


@pytest.mark.slow
def test_eight_readers_never_notice_a_hundred_publishes(tmp_path: Path) -> None:
    """The same with eight readers and a hundred publishes."""
    _lake_of_some_size(tmp_path, 40)

    assert _read_through(tmp_path, publish_count=100, reader_count=8) > 100


_FORKING = """
import os
import sys
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from ledger_lake import parts_of, settings_in
from pipelines.warehouse.publish import publish
folder = Path(sys.argv[1])
for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            publish(settings_in(folder), parts_of(folder), date(2026, 1, 1), {"demarche": line.strip()})
            code = 0
        finally:
            os._exit(code)
    print(pid, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


class _Builders:
    """Builders forked from a process that has everything imported: a start costs milliseconds."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-c", _FORKING, str(folder), str(Path(__file__).parent)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def build(self, number: int, kill_after: float | None = None) -> int:
        """Publish under a number; exit code of the builder, -9 where it was killed after so many seconds before it had ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{number}\n")
        pid = int(self.process.stdout.readline())
        if kill_after is not None and not select.select([self.process.stdout], [], [], kill_after)[0]:
            with suppress(ProcessLookupError):  # it has ended in this very moment
                os.kill(pid, signal.SIGKILL)
        return int(self.process.stdout.readline())


def _published_number(folder: Path) -> int:
    """The number under which the database was published that opens now, which has all of its claims."""
    question = "select any_value(versions['demarche']), count(*) = any_value(claim_count) from claims cross join build"
    with open_reader(folder / "demarche.duckdb") as ledger:
        number, is_whole = ledger.execute(question).fetchall()[0]
    assert is_whole
    return int(number)


def _kill_builders(folder: Path, kill_count: int) -> None:
    """Kill so many builders at moments drawn from the time that an undisturbed one takes; each leaves the old database or its own."""
    rng, builders, killed, number = Random(5), _Builders(folder), 0, 1
    try:
        assert builders.build(number) == 0
        started = time.monotonic()
        assert builders.build(number) == 0
        seconds = time.monotonic() - started
        while killed < kill_count:
            old, number = _published_number(folder), number + 1
            code = builders.build(number, kill_after=rng.uniform(0, seconds))
            assert code in {0, -signal.SIGKILL}
            assert _published_number(folder) in ({number} if code == 0 else {old, number})
            killed += code != 0
    finally:
        builders.process.kill()
        builders.process.communicate()


def test_a_killed_builder_leaves_a_whole_database(tmp_path: Path) -> None:
    """Whenever a builder is killed the published file opens whole, and the next builder clears what was left."""
    _lake_of_some_size(tmp_path, 200)

    _kill_builders(tmp_path, kill_count=2)
    publish(settings_in(tmp_path), parts_of(tmp_path), BUILT_ON, VERSIONS)

    assert not list(tmp_path.glob(".build-*"))


@pytest.mark.slow
def test_two_hundred_killed_builders_leave_a_whole_database(tmp_path: Path) -> None:
    """The same two hundred times."""
    _lake_of_some_size(tmp_path, 2000)

    _kill_builders(tmp_path, kill_count=200)
    publish(settings_in(tmp_path), parts_of(tmp_path), BUILT_ON, VERSIONS)

    assert not list(tmp_path.glob(".build-*"))
