"""Questions in SQL: what they may read, and how they come in."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_runs import Command
from ledger import LedgerMaker


def test_sql_reads_the_ledger_and_nothing_else(demarche: Command, made: LedgerMaker, tmp_path: Path) -> None:
    """Macros and tables answer; writing, files and the network are refused."""
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")

    count = demarche("sql", "select count(*) as claims from claims", "--format", "csv", "--data", made.settings.data)
    macro = demarche("sql", "from positions_on('2025-05-01') limit 1", "--format", "json", "--data", made.settings.data)
    refused = [
        demarche("sql", query, "--data", made.settings.data)
        for query in (
            f"select * from '{secret}'",
            "select * from read_csv('http://harbour.example/x.csv')",
            "create table t as select 1",
            "delete from claims",
            "set enable_external_access = true",
            f"copy claims to '{tmp_path / 'out.csv'}'",
            f"attach '{tmp_path / 'new.duckdb'}'",
            "install httpfs",
        )
    ]

    assert count.out == f"claims\n{len(made.claims)}\n"
    assert len(json.loads(macro.out)) == 1
    assert {ran.code for ran in refused} == {2}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret.csv"]


def test_no_bar_of_duckdb_is_drawn_over_an_answer(demarche: Command, made: LedgerMaker) -> None:
    """The connection shows no progress of DuckDB's own, and nobody can turn it on or change anything else."""
    query = "select current_setting('enable_progress_bar') as bar, current_setting('lock_configuration') as locked"

    ran = demarche("sql", query, "--format", "json", "--data", made.settings.data)

    assert json.loads(ran.out) == [{"bar": False, "locked": True}]


def test_sql_keeps_every_column_and_kind_of_value(demarche: Command, made: LedgerMaker) -> None:
    """Columns of one name stay apart, numbers stay numbers, days are ISO, lists and structures stay what they are."""
    query = "select 1 as a, 2 as a, 1.5::decimal(4, 2) as d, date '2025-05-03' as day, [1, 2] as l, {'x': null} as s, 'é' as t"

    as_json = demarche("sql", query, "--format", "json", "--data", made.settings.data)
    as_csv = demarche("sql", query, "--format", "csv", "--data", made.settings.data)

    assert json.loads(as_json.out) == [{"a": 1, "a_2": 2, "d": 1.5, "day": "2025-05-03", "l": [1, 2], "s": {"x": None}, "t": "é"}]
    assert as_csv.out.splitlines() == ["a,a_2,d,day,l,s,t", '1,2,1.50,2025-05-03,"1, 2","{""x"": null}",é']


def test_json_is_json_whatever_the_numbers(demarche: Command, made: LedgerMaker) -> None:
    """A number that JSON has no word for is null, in lists and structures too, so that every parser reads the answer."""
    query = "select 'nan'::double as a, ['inf'::double, 1] as b, {'x': '-inf'::double} as c"

    ran = demarche("sql", query, "--format", "json", "--data", made.settings.data)

    assert json.loads(ran.out, parse_constant=pytest.fail) == [{"a": None, "b": [None, 1.0], "c": {"x": None}}]


@pytest.mark.parametrize("query", ["-- how many\nselect 1 as one", "--one = two\nselect 1 as one", "-- a --format b\nselect 1 as one"])
def test_a_query_may_begin_with_a_comment(demarche: Command, made: LedgerMaker, query: str) -> None:
    """A query whose first line is a comment is a query and no option, wherever the options stand."""
    before = demarche("sql", "--format", "csv", query, "--data", made.settings.data)
    after = demarche("sql", query, "--format", "csv", "--data", made.settings.data)

    assert (before.code, before.out) == (after.code, after.out) == (0, "one\n1\n")


def test_a_row_too_wide_for_the_terminal_says_what_each_value_is(
    demarche: Command, made: LedgerMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a table does not fit, each value stands on a line of its own after its column's name, and null is left out."""
    monkeypatch.setenv("COLUMNS", "40")
    query = f"select '{'wide ' * 9}' as words, 3 as number, null as nothing, 'x' as a_rather_long_name"

    ran = demarche("sql", query, "--data", made.settings.data)

    assert ran.out.splitlines() == [
        "words               wide wide wide wide",
        "                    wide wide wide wide",
        "                    wide",
        "number              3",
        "a_rather_long_name  x",
        "",
    ]


def test_sql_comes_from_stdin_too(demarche: Command, made: LedgerMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no query is given, stdin is the query."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("select 1 + 1 as two"))

    ran = demarche("sql", "--format", "csv", "--data", made.settings.data)

    assert ran.out == "two\n2\n"


@pytest.mark.parametrize(("words", "first"), [(["sql", "from range(300000)", "--format", "csv"], "range\n"), (["doctor"], "machine   ")])
def test_a_reader_that_stops_early_is_no_failure(made: LedgerMaker, words: list[str], first: str) -> None:
    """`demarche sql … | head -1` ends with exit 0 and without a word, as any other command: the reader has what it wanted."""

    with subprocess.Popen(
        [sys.executable, "-m", "assets.cli", *words, "--data", str(made.settings.data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        read = program.stdout.readline()
        program.stdout.close()
        told = program.stderr.read()

    assert read.startswith(first)
    assert (program.returncode, told) == (0, "")
