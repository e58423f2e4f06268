"""Publishing: checked, swapped in whole or not at all, one builder at a time, and nothing left behind."""

import errno
import resource
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from ledger_lake import BUILT_ON, VERSIONS, bytes_of, parts_of, publish_corpus, settings_in, write_lake
from ledger_stories import told_stories

from pipelines.errors import CheckFailed, LockHeld, NoRoom
from pipelines.warehouse import open_reader, publish
from pipelines.warehouse.publish import _claims_published


def _rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    with open_reader(folder / "demarche.duckdb") as ledger:
        tables = [row[0] for row in ledger.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        return {table: sorted(ledger.execute(f"from {table}").fetchall(), key=repr) for table in tables}


def test_the_report_counts_what_was_built(published: Path) -> None:
    """Row counts, column types and comments of the report are those of the file."""
    report = publish(settings_in(published), parts_of(published), BUILT_ON, VERSIONS)

    with open_reader(published / "demarche.duckdb") as ledger:
        for table, count in report.counts().items():
            assert ledger.execute(f"select count(*) from {table}").fetchone() == (count,)
        comments = ledger.execute("select count(*) from duckdb_columns() where not internal and comment is null").fetchone()
    assert comments == (0,)
    assert all(check.is_passed for check in report.checks)


def test_the_same_lake_gives_the_same_rows(published: Path) -> None:
    """Building again from the same parts, in whatever number of parts, gives the same rows."""
    first = _rows(published)
    write_lake(published / "again" / "lake", told_stories(), part_count=3)
    publish(settings_in(published / "again"), parts_of(published / "again"), BUILT_ON, VERSIONS)
    second = _rows(published / "again")
    first.pop("build")
    second.pop("build")

    assert first == second


def test_nothing_is_left_behind(published: Path) -> None:
    """After publishing there is the database, read-only, its lock, and nothing else of ours."""
    left = sorted(path.name for path in published.iterdir())

    assert left == [".demarche.duckdb.lock", "demarche.duckdb", "lake"]
    assert (published / "demarche.duckdb").stat().st_mode & 0o777 == 0o444


BROKEN_MODELS = {
    "grain": ("models/issues.sql", "-- grain: issue", "-- grain: topic", "issues.grain"),
    "predicate": ("models/positions.sql", "valid_to > valid_from", "valid_to < valid_from", "positions.interval_runs_forward"),
    "assertion": (
        "checks/codes_are_known.sql",
        "where\n    countries.code is null",
        "where\n    countries.code is not null",
        "codes_are_known",
    ),
    "order of rows": (
        "models/stances.sql",
        "order by states.thread",
        "order by states.claimed_on desc, states.thread",
        "rows_lie_in_order",
    ),
    "header": ("models/acts.sql", "-- column: meaning |", "-- column: sense |", "acts.sql: header and columns disagree on meaning, sense"),
    "statement": ("models/acts.sql", "from input.acts", "from input.deeds", "acts.sql does not run"),
    "check that does not run": ("models/acts.sql", "score between", "scores between", "Check acts.score_in_range does not run"),
    "second check that does not run": (
        "models/duplicates.sql",
        "similarity between",
        "similarities between",
        "Check duplicates.similarity_is_share does not run",
    ),
    "unknown dependency": ("models/acts.sql", "-- grain", "-- depends: deeds\n-- grain", "acts depends on deeds"),
    "unknown dependency of a check": (
        "checks/codes_are_known.sql",
        "-- depends: claims",
        "-- depends: deeds",
        "codes_are_known depends on deeds",
    ),
    "unknown model before it": ("models/articles.sql", "-- after: stances", "-- after: deeds", "articles depends on deeds"),
    "circle of order": ("models/acts.sql", "-- grain", "-- after: stances\n-- grain", "circle"),
    "circle": ("models/acts.sql", "-- grain", "-- depends: utterances\n-- grain", "circle"),
}


@pytest.mark.parametrize("kind", BROKEN_MODELS)
def test_what_fails_is_named_and_publishes_nothing(published: Path, kind: str) -> None:
    """One broken check or model of each kind stops the build, is named, and leaves the old database as it was."""
    path, good, bad, named = BROKEN_MODELS[kind]
    sql = shutil.copytree(settings_in(published).sql, published / "sql")
    text = (sql / path).read_text()
    assert good in text
    (sql / path).write_text(text.replace(good, bad, 1))
    before = bytes_of(published)

    with pytest.raises(CheckFailed, match=named):
        publish(replace(settings_in(published), sql=sql), parts_of(published), BUILT_ON, VERSIONS)

    assert bytes_of(published) == before
    assert not list(published.glob(".build-*"))


def test_a_failing_warning_is_reported_and_publishes(published: Path) -> None:
    """A check that only warns shows its rows in the report and holds nothing up."""
    corpus = told_stories()
    corpus.claims[0] = replace(corpus.claims[0], counterparts=("JPN",))

    report = publish_corpus(published, corpus)

    assert [check.name for check in report.checks if not check.is_passed] == ["claims.actor_is_no_counterpart"]


_HOLDER = """
import sys, time
from pathlib import Path
from pipelines.locking import hold
with hold(Path(sys.argv[1]), "building demarche.duckdb"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_one_builder_at_a_time(published: Path) -> None:
    """While a builder holds the lock another is refused and told the holder's process."""
    with subprocess.Popen([sys.executable, "-c", _HOLDER, str(published / ".demarche.duckdb.lock")], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            with pytest.raises(LockHeld, match=rf"Process {process.pid} is at work \(building demarche\.duckdb\)"):
                publish(settings_in(published), parts_of(published), BUILT_ON, VERSIONS)
        finally:
            process.kill()

    assert publish(settings_in(published), parts_of(published), BUILT_ON, VERSIONS).counts()["claims"]


def test_a_disk_without_links_publishes_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the published database says of itself is read from a copy, which is gone afterwards."""
    database = tmp_path / "demarche.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table build as select 7 as claim_count")
    linked = _claims_published(database)

    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)

    assert (linked, _claims_published(database)) == (7, 7)
    assert list(tmp_path.iterdir()) == [database]


def test_a_full_disk_is_told_and_harms_nothing(published: Path) -> None:
    """Where the database cannot grow, one sentence says so and the old one stays."""
    before = bytes_of(published)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        with pytest.raises(NoRoom, match="cannot be built"):
            publish(settings_in(published), parts_of(published), BUILT_ON, VERSIONS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)

    assert bytes_of(published) == before
    assert not list(published.glob(".build-*"))
