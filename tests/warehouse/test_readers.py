"""Readers: safe, never in the way of a publish, and never shown half a database, even when a builder is killed."""

import os
import signal
import subprocess
import sys
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
_READER = """
import sys
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
    readers = [_start(_READER, str(folder), "lasting" if number == 0 else "opening") for number in range(reader_count + 1)]
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


def _kill_builders(folder: Path, kill_count: int) -> None:
    rng, here = Random(5), str(Path(__file__).parent)
    for _ in range(kill_count):
        builder = _start(_BUILDER, str(folder), here, "1")
        assert builder.stdout is not None
        builder.stdout.readline()
        try:
            builder.wait(timeout=rng.uniform(0, 1.2))
        except subprocess.TimeoutExpired:
            os.kill(builder.pid, signal.SIGKILL)
        builder.communicate()
        with open_reader(folder / "demarche.duckdb") as ledger:
            found = ledger.execute("select count(*) = any_value(build.claim_count) from claims cross join build").fetchone()
        assert found == (True,)


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
