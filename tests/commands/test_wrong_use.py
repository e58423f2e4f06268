"""What reading commands say to a slip of the fingers, and to a database that is missing, empty or of another version."""

from pathlib import Path

import pytest
from command_runs import Command
from ledger import LedgerMaker


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("positions", "jappan"), "Did you mean Japan"),
        (("positions", "--issue", "tarifs"), "Did you mean tariffs"),
        (("positions", "japan", "tarifs"), "Did you mean tariffs"),
        (("positions", "japan", "us", "china"), "One country and one counterpart at a time; USA and CHN are more."),
        (("changes", "japan", "us", "--counterpart", "china"), "USA and CHN are more"),
        (("positions", "--counterpart", "tariffs"), "Unknown country: 'tariffs'"),
        (("changes", "--from", "2025-02-30"), "is no day; write one as"),
        (("changes", "--from", "2025-05-01", "--to", "2025-04-01"), "is after --to"),
        (("import", ".", "--landed", "0205-05-20"), "landing days begin with 1980-01-01"),
        (("import", ".", "--landed", "9999-05-20"), "lies ahead"),
        (("run", "--day", "1979-12-31"), "landing days begin with 1980-01-01"),
        (("backfill", "--from", "1970-01", "--to", "1970-02"), "landing days begin with 1980-01-01"),
        (("backfill", "--from", "0001-01", "--to", "9999-12"), "landing days begin with 1980-01-01"),
        (("backfill", "--from", "1970-01", "--to", "1970-02", "--dry-run"), "landing days begin with 1980-01-01"),
        (("backfill", "--from", "2025-13", "--to", "2026-01"), "is no month"),
        (("explain", "zzzz"), "Unknown claim or position: 'zzzz'"),
        (("explain", "a"), "4 characters of one are enough"),
        (("sql", "selct 1"), "does not run"),
        (("sql", "  "), "is empty"),
        (("sql", "select 1; select 2"), "One question at a time: this holds 2"),
        (("sql", "show tables; from claims; select 2"), "One question at a time: this holds 3"),
        (("forget", "2025-04-01/a.txt", "--reason", "  "), "--reason is empty"),
        (("forget", "2025-04-01/a.txt", "--reason", "asked", "--day", "2099-01-01"), "lies ahead"),
        (("sql", "-- a comment alone"), "is empty"),
        (("sql", "select (case range when 9999 then 'a' else '1' end)::int from range(10000)", "--format", "csv"), "does not run"),
        (("positions", ""), "Unknown country, issue, topic or currency: ''"),
        (("positions", "\udcff\udcfe"), "Unknown country, issue, topic or currency"),
        (("positions", "s"), "Unknown country, issue, topic or currency: 's'"),
        (("positions", "--issue", ""), "Unknown issue, topic or currency: ''"),
        (("changes", "--counterpart", ""), "Unknown country: ''"),
        (("explain", "\udcff\udcfe\udcfd\udcfc"), "Unknown claim or position"),
        (("sql", "--fromat", "csv", "select 1"), "Did you mean '--format'"),
        (("positions", "--format", "xml"), "Invalid value"),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_2(demarche: Command, made: LedgerMaker, arguments: tuple[str, ...], told: str) -> None:
    """What nobody knows or what is no day ends with a sentence on stderr, nothing on stdout, and exit 2."""
    ran = demarche(*arguments, "--data", made.settings.data)

    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_a_command_that_is_not_there_names_those_spelled_like_it(demarche: Command) -> None:
    """`demarche position` ends with the name of the command that was meant, and exit 2."""
    ran = demarche("position", "japan")

    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean 'positions'?" in ran.err


@pytest.mark.parametrize("command", [("positions",), ("changes",), ("explain", "abcd"), ("sql", "select 1"), ("report",)])
def test_a_missing_or_foreign_database_says_what_to_do(demarche: Command, tmp_path: Path, command: tuple[str, ...]) -> None:
    """No database, a file that is none, and one of another version each end with what to do, and exit 2."""
    missing = demarche(*command, "--data", tmp_path)
    (tmp_path / "demarche.duckdb").write_bytes(b"no database at all" * 999)
    foreign = demarche(*command, "--data", tmp_path)

    assert (missing.code, foreign.code) == (2, 2)
    assert f"Run `demarche run --data {tmp_path}`" in missing.err
    assert f"Run `demarche run --data {tmp_path}`" in foreign.err
    assert missing.out == foreign.out == ""


def test_an_empty_database_says_what_to_do(demarche: Command, tmp_path: Path) -> None:
    """A database without an article ends with what to do, and exit 2; its report is still whole."""
    LedgerMaker(tmp_path).publish()

    asked = [demarche(command, "--data", tmp_path) for command in ("positions", "changes")]
    report = demarche("report", "--data", tmp_path)

    assert [ran.code for ran in asked] == [2, 2]
    assert all(f"is empty: no article has come in. Import some with `demarche import PATH --data {tmp_path}`" in ran.err for ran in asked)
    assert report.code == 0


def test_a_database_of_another_version_is_named_as_such(demarche: Command, tmp_path: Path) -> None:
    """A whole database that lacks the ledger's tables is of another version: exit 2, with what to do."""
    import duckdb

    with duckdb.connect(str(tmp_path / "demarche.duckdb")) as connection:
        connection.execute("create table build (built_on date)")

    ran = demarche("positions", "--data", tmp_path)

    assert ran.code == 2
    assert "built by another version" in ran.err


@pytest.mark.parametrize(
    "command",
    [("run",), ("run", "--day", "2025-07-01"), ("import", __file__), ("backfill", "--from", "2025-07", "--to", "2025-07")],
)
def test_a_data_folder_in_a_folder_that_is_not_there_is_mistyped(demarche: Command, tmp_path: Path, command: tuple[str, ...]) -> None:
    """Nothing is made, and the sentence names the folder that is missing; a data folder of which only itself is missing is a first run."""
    ran = demarche(*command, "--data", tmp_path / "typo" / "x")

    assert (ran.code, ran.out) == (2, "")
    assert f"There is no folder {tmp_path / 'typo'}" in ran.err
    assert list(tmp_path.iterdir()) == []
    assert demarche("import", __file__, "--data", tmp_path / "new").code == 0
