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


def test_sql_keeps_every_column_and_kind_of_value(demarche: Command, made: LedgerMaker) -> None:
    """Columns of one name stay apart, numbers stay numbers, days are ISO, lists and structures stay what they are."""
    query = "select 1 as a, 2 as a, 1.5::decimal(4, 2) as d, date '2025-05-03' as day, [1, 2] as l, {'x': null} as s, 'é' as t"

    as_json = demarche("sql", query, "--format", "json", "--data", made.settings.data)
    as_csv = demarche("sql", query, "--format", "csv", "--data", made.settings.data)

    assert json.loads(as_json.out) == [{"a": 1, "a_2": 2, "d": 1.5, "day": "2025-05-03", "l": [1, 2], "s": {"x": None}, "t": "é"}]
    assert as_csv.out.splitlines() == ["a,a_2,d,day,l,s,t", '1,2,1.50,2025-05-03,"1, 2","{""x"": null}",é']


def test_sql_comes_from_stdin_too(demarche: Command, made: LedgerMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no query is given, stdin is the query."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("select 1 + 1 as two"))

    ran = demarche("sql", "--format", "csv", "--data", made.settings.data)

    assert ran.out == "two\n2\n"


def test_a_reader_that_stops_early_is_no_failure(made: LedgerMaker) -> None:
    """`demarche sql … | head -1` ends with exit 0 and without a word: the reader has what it wanted."""
    query = ["sql", "from range(300000)", "--format", "csv", "--data", str(made.settings.data)]

    with subprocess.Popen(
        [sys.executable, "-m", "assets.cli", *query],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        first = program.stdout.readline()
        program.stdout.close()
        told = program.stderr.read()

    assert (first, program.returncode, told) == ("range\n", 0, "")
