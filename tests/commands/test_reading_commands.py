"""What an analyst gets from `positions`, `changes`, `explain`, `sql` and `report`."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_runs import HOSTILE_QUOTE, Command
from ledger import LedgerMaker

from pipelines.report.visible import show_hidden

MOVES_A_CURSOR = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HEAVY = ("dagster", "pandas", "matplotlib", "jinja2", "sklearn", "scipy", "lxml", "trafilatura")


@pytest.mark.parametrize("typed", ["japan", "JPN", "Tokyo", "Japanese", "Bank of Japan"])
def test_a_country_is_understood_as_people_type_it(demarche: Command, made: LedgerMaker, typed: str) -> None:
    """Code, name, capital, adjective and institution all mean the country."""
    ran = demarche("positions", typed, "--format", "json", "--data", made.settings.data)

    assert ran.code == 0
    assert {row["actor"] for row in json.loads(ran.out)} == {"JPN"}


def test_an_issue_or_currency_may_stand_where_the_country_does(demarche: Command, sample_data: Path) -> None:
    """`positions tariffs` and `positions yuan` ask about the issue and the currency, and say so."""
    tariffs = demarche("positions", "tariff", "--format", "json", "--data", sample_data)
    yuan = demarche("positions", "yuan", "--format", "json", "--data", sample_data)

    assert {row["issue"] for row in json.loads(tariffs.out)} == {"tariffs"}
    assert "as the issue tariffs" in tariffs.err
    assert {row["currency"] for row in json.loads(yuan.out)} == {"CNY"}
    assert "as the currency Chinese yuan" in yuan.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("positions", "jappan"), "Did you mean Japan"),
        (("positions", "--issue", "tarifs"), "Did you mean tariffs"),
        (("positions", "--counterpart", "tariffs"), "Unknown country: 'tariffs'"),
        (("changes", "--from", "2025-02-30"), "is no day; write one as"),
        (("changes", "--from", "2025-05-01", "--to", "2025-04-01"), "is after --to"),
        (("explain", "zzzz"), "Unknown claim or position: 'zzzz'"),
        (("explain", "a"), "Unknown claim or position"),
        (("sql", "selct 1"), "does not run"),
        (("sql", "  "), "is empty"),
        (("positions", "--format", "xml"), "Invalid value"),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_2(demarche: Command, made: LedgerMaker, arguments: tuple[str, ...], told: str) -> None:
    """What nobody knows or what is no day ends with a sentence on stderr, nothing on stdout, and exit 2."""
    ran = demarche(*arguments, "--data", made.settings.data)

    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", [("positions",), ("changes",), ("explain", "abcd"), ("sql", "select 1"), ("report",)])
def test_a_missing_or_foreign_database_says_what_to_do(demarche: Command, tmp_path: Path, command: tuple[str, ...]) -> None:
    """No database, a file that is none, and one of another version each end with what to do, and exit 2."""
    missing = demarche(*command, "--data", tmp_path)
    (tmp_path / "demarche.duckdb").write_bytes(b"no database at all" * 999)
    foreign = demarche(*command, "--data", tmp_path)

    assert (missing.code, foreign.code) == (2, 2)
    assert "Run `demarche run`" in missing.err
    assert "Run `demarche run`" in foreign.err or command == ("report",)
    assert missing.out == foreign.out == ""


def test_an_empty_database_says_what_to_do(demarche: Command, tmp_path: Path) -> None:
    """A database without an article ends with what to do, and exit 2; its report is still whole."""
    LedgerMaker(tmp_path).publish()

    asked = [demarche(command, "--data", tmp_path) for command in ("positions", "changes")]
    report = demarche("report", "--data", tmp_path)

    assert [ran.code for ran in asked] == [2, 2]
    assert all("is empty: no article has come in. Import some with `demarche import`" in ran.err for ran in asked)
    assert report.code == 0


def test_a_database_of_another_version_is_named_as_such(demarche: Command, tmp_path: Path) -> None:
    """A whole database that lacks the ledger's tables is of another version: exit 2, with what to do."""
    import duckdb

    with duckdb.connect(str(tmp_path / "demarche.duckdb")) as connection:
        connection.execute("create table build (built_on date)")

    ran = demarche("positions", "--data", tmp_path)

    assert ran.code == 2
    assert "built by another version" in ran.err


def test_positions_on_a_day_as_known_on_a_day(demarche: Command, sample_data: Path) -> None:
    """`--on` asks what stood then; `--known` what could be known of it then."""
    asked = ("positions", "japan", "--issue", "reserves", "--format", "json", "--data", sample_data)

    before = json.loads(demarche(*asked, "--on", "2025-05-01").out)
    during = json.loads(demarche(*asked, "--on", "2025-05-03").out)
    after = json.loads(demarche(*asked, "--on", "2025-05-05").out)
    unknown = json.loads(demarche(*asked, "--on", "2025-05-03", "--known", "2025-04-01").out)

    assert [[row["act"] for row in rows] for rows in (before, during, after)] == [["reject"], ["threaten"], ["reject"]]
    assert [row["act"] for row in unknown] != ["threaten"]


def test_changes_tell_both_quotes(demarche: Command, sample_data: Path) -> None:
    """A change comes with the words before and after it, who said them and who carried them."""
    ran = demarche("changes", "japan", "--from", "2025-05-01", "--to", "2025-05-31", "--format", "json", "--data", sample_data)

    rows = json.loads(ran.out)
    assert [row["change"] for row in rows] == ["walked_back", "hardened"]
    assert all(row["from_quote"] and row["to_quote"] and row["from_source"] and row["to_source"] for row in rows)
    assert "2 changes from 2025-05-01 to 2025-05-31." in ran.err


def test_changes_without_days_are_those_of_the_newest_week(demarche: Command, made: LedgerMaker) -> None:
    """Without days the answer is about the week that ends on the newest day of the corpus, not on the clock's."""
    ran = demarche("changes", "--format", "json", "--data", made.settings.data)

    assert "from 2025-04-25 to 2025-05-01" in ran.err
    assert all("2025-04-25" <= row["changed_on"] <= "2025-05-01" for row in json.loads(ran.out))


def test_explain_goes_down_to_the_raw_file(demarche: Command, made: LedgerMaker) -> None:
    """A claim's explanation has the quote with the words behind each slot, the date's evidence, the refused rivals and the raw file."""
    claim = next(claim for claim in made.claims if claim.counterparts and claim.quote != HOSTILE_QUOTE)
    article = next(article for article in made.articles if article.article_id == claim.article_id)
    actor, other = made.names[claim.actor], made.names[claim.counterparts[0]]

    ran = demarche("explain", claim.claim_id[:10], "--data", made.settings.data)

    assert ran.code == 0
    words = " ".join(ran.out.split())
    assert f"[who: {actor}]" in words
    assert f"[toward: {other}]" in words
    assert re.sub(r"\[[a-z ]+: ([^]]+)\]", r"\1", words).find(claim.quote) > 0
    assert article.path in words
    assert "“Nov.30 2025” (furniture): stands in a list of other stories" in words
    assert "the actor is named one sentence earlier" in words


def test_explain_of_a_position_lists_its_claims(demarche: Command, sample_data: Path) -> None:
    """A position's explanation says when it stood and shows every claim that carries it."""
    [position] = json.loads(
        demarche("positions", "japan", "--issue", "reserves", "--on", "2025-05-03", "--format", "json", "--data", sample_data).out
    )

    ran = demarche("explain", position["position_id"], "--data", sample_data)

    assert ran.code == 0
    assert "JPN threaten on reserves toward USA" in ran.out
    assert position["claim_id"] in ran.out


def test_csv_cells_are_harmless_and_columns_line_up(demarche: Command, made: LedgerMaker) -> None:
    """A quote that a spreadsheet would run begins with an apostrophe, hidden characters are escapes, numbers stay numbers."""
    ran = demarche("positions", "japan", "--issue", "tariffs", "--format", "csv", "--data", made.settings.data)

    rows = list(csv.DictReader(io.StringIO(ran.out)))
    [hostile] = [row for row in rows if row["counterpart"] == "USA"]
    assert hostile["quote"] == "'" + show_hidden(HOSTILE_QUOTE)
    assert hostile["score"] == "-0.4"
    assert not any(None in row for row in rows)


def test_json_gives_the_quote_back_unchanged(demarche: Command, made: LedgerMaker) -> None:
    """JSON holds no character that moves a cursor, and a parser gets the very quote."""
    ran = demarche("positions", "japan", "--issue", "tariffs", "--counterpart", "us", "--format", "json", "--data", made.settings.data)

    assert not MOVES_A_CURSOR.search(ran.out)
    assert [row["quote"] for row in json.loads(ran.out)] == [HOSTILE_QUOTE]


def test_markdown_shows_markup_as_text(demarche: Command, made: LedgerMaker) -> None:
    """Bars, links, stars and tags of a quote are escaped, so that a row stays a row."""
    ran = demarche("positions", "japan", "--issue", "tariffs", "--counterpart", "us", "--format", "markdown", "--data", made.settings.data)

    header, rule, row = ran.out.splitlines()
    assert header.count("|") == rule.count("|") == len(re.findall(r"(?<!\\)\|", row))
    assert r"\[here\](javascript:1), \*now\*" in row
    assert r"\<b\>" in row


@pytest.mark.parametrize("width", [40, 80, 100, 160, 240])
def test_a_table_is_never_wider_than_the_terminal(
    demarche: Command, made: LedgerMaker, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    """Whatever the width, no line is longer, no line ends in blanks, a pipe gets no colour, and the words are all there."""
    monkeypatch.setenv("COLUMNS", str(width))

    ran = demarche("positions", "japan", "--issue", "tariffs", "--data", made.settings.data)

    assert max(len(line) for line in ran.out.splitlines()) <= width
    assert not any(line.endswith(" ") for line in ran.out.splitlines())
    assert not MOVES_A_CURSOR.search(ran.out.replace("\n", ""))
    assert "javascript:1" in "".join(ran.out.split())


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


def test_report_says_where_the_front_page_is(demarche: Command, made: LedgerMaker) -> None:
    """The path of the front page goes to stdout, the counts to stderr; building again writes nothing."""
    first = demarche("report", "--data", made.settings.data)
    again = demarche("report", "--data", made.settings.data)

    assert Path(first.out.strip()) == made.settings.report / "index.html"
    assert Path(first.out.strip()).is_file()
    assert "0 written" in again.err


@pytest.mark.parametrize("command", ["positions", "changes", "explain", "sql", "report"])
def test_help_has_an_example(demarche: Command, command: str) -> None:
    """The help of every reading command ends with a line that can be typed."""
    ran = demarche(command, "--help")

    assert f"\n    demarche {command}" in ran.out


def test_reading_commands_load_nothing_heavy(made: LedgerMaker) -> None:
    """Neither the orchestrator nor the plotting nor the learning libraries are loaded to read the ledger."""
    program = (
        "import sys\nfrom assets.cli import main\ntry:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )

    for arguments in (["positions", "japan"], ["changes"], ["explain", made.claims[0].claim_id], ["sql", "select 1"]):
        ran = subprocess.run(
            [sys.executable, "-c", program, *arguments, "--data", str(made.settings.data)],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        )

        assert ran.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize(("typed", "offered"), [("jap", "Japan"), ("tar", "tariffs"), ("yua", "yuan")])
def test_the_shell_completes_names(monkeypatch: pytest.MonkeyPatch, demarche: Command, typed: str, offered: str) -> None:
    """After `demarche positions`, the shell offers countries, issues and currencies that begin like what was typed."""
    monkeypatch.setenv("_DEMARCHE_COMPLETE", "zsh_complete")
    monkeypatch.setenv("COMP_WORDS", f"demarche positions {typed}")
    monkeypatch.setenv("COMP_CWORD", "2")

    ran = demarche()

    assert offered in ran.out.splitlines()
