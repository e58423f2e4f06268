"""What an analyst gets from `positions`, `changes` and `report`, and what they understand."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from command_runs import Command
from ledger import LedgerMaker, Told

from pipelines.records import Modality


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
    trade = demarche("positions", "trade", "--format", "json", "--data", sample_data)

    assert {row["issue"] for row in json.loads(tariffs.out)} == {"tariffs"}
    assert "as the issue tariffs" in tariffs.err
    assert {row["currency"] for row in json.loads(yuan.out)} == {"CNY"}
    assert "as the currency Chinese yuan" in yuan.err
    assert {"tariffs", "agreement"} <= {row["issue"] for row in json.loads(trade.out)}
    assert "as the topic trade" in trade.err


@pytest.mark.parametrize(
    ("typed", "narrowed"),
    [
        (["japan", "reserves"], {"issue": "reserves"}),
        (["japan", "us", "reserves"], {"issue": "reserves", "counterpart": "USA"}),
        (["united", "states", "tariffs"], {"issue": "tariffs"}),
        (["tariffs", "United States"], {"issue": "tariffs"}),
    ],
)
def test_words_in_a_row_narrow_the_question(demarche: Command, sample_data: Path, typed: list[str], narrowed: dict[str, str]) -> None:
    """A country, a second one as its counterpart and an issue may be typed one after another, names of several words among them."""
    actor = "JPN" if "japan" in typed else "USA"

    rows = json.loads(demarche("positions", *typed, "--format", "json", "--data", sample_data).out)
    moved = json.loads(demarche("changes", *typed, "--from", "2025-01-01", "--format", "json", "--data", sample_data).out)

    assert rows and moved
    assert all({**narrowed, "actor": actor}.items() <= row.items() for row in [*rows, *moved])


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


def test_a_change_within_one_act_says_what_turned(demarche: Command, tmp_path: Path) -> None:
    """Where the act stays and its direction turns, the line names both; programs get them of every change."""
    maker = LedgerMaker(tmp_path)
    for on, direction in ((date(2025, 4, 1), "stable"), (date(2025, 4, 10), "flexible")):
        maker.tell(on, "Harbour Letter", [Told(f"Mexico moved its peso band, {direction}.", "MEX", None, "regime", "intervene")])
        maker.alter_last(direction=direction)
    maker.publish()
    asked = ("changes", "mexico", "--from", "2025-04-01", "--data", tmp_path)

    told = demarche(*asked)
    [row] = json.loads(demarche(*asked, "--format", "json").out)

    assert "direction stable to flexible" in told.out
    assert (row["from_direction"], row["to_direction"]) == ("stable", "flexible")


def test_what_a_position_is_about_outlasts_the_words_that_say_it(demarche: Command, tmp_path: Path) -> None:
    """A currency and a direction that the last report of a position leaves open are found, filtered by and turned all the same."""
    maker = LedgerMaker(tmp_path)
    for on, direction, currency in (
        (date(2025, 4, 1), "stable", "MXN"),
        (date(2025, 4, 5), None, None),
        (date(2025, 4, 10), "flexible", None),
    ):
        maker.tell(on, "Harbour Letter", [Told(f"Mexico spoke of its peso band on {on}.", "MEX", None, "regime", "affirm")])
        maker.alter_last(direction=direction, currency=currency)
    maker.publish()

    [held] = json.loads(demarche("positions", "MXN", "--on", "2025-04-06", "--format", "json", "--data", tmp_path).out)
    [moved] = json.loads(demarche("changes", "MXN", "--from", "2025-04-01", "--format", "json", "--data", tmp_path).out)

    assert (held["currency"], held["direction"]) == ("MXN", "stable")
    assert moved["turn"] == "stable to flexible"


def test_a_change_of_firmness_alone_says_which(demarche: Command, tmp_path: Path) -> None:
    """Where only the modality moved, the line names both: the two acts are the same word."""
    maker = LedgerMaker(tmp_path)
    for on, modality in ((date(2025, 4, 1), Modality.POSSIBLE), (date(2025, 4, 10), Modality.PLANNED)):
        told = Told(f"Mexico spoke of duties on steel on {on}.", "MEX", "USA", "tariffs", "threaten", modality)
        maker.tell(on, "Harbour Letter", [told])
    maker.publish()

    told = demarche("changes", "mexico", "--from", "2025-04-01", "--data", tmp_path)

    assert "firmed" in told.out
    assert "modality possible to planned" in told.out


def test_a_sign_is_a_name_and_the_calendar_has_a_first_day(demarche: Command, made: LedgerMaker) -> None:
    """`£` is the pound as `pound` is; a question about the first week there is is answered as any other."""
    sign = demarche("positions", "£", "--data", made.settings.data)
    first = demarche("changes", "--to", "0001-01-03", "--data", made.settings.data)

    assert (sign.code, first.code, first.out) == (0, 0, "")
    assert "as the currency British pound" in sign.err
    assert "Nothing moved from 0001-01-01 to 0001-01-03." in first.err


def test_changes_without_days_are_those_of_the_newest_week(demarche: Command, made: LedgerMaker) -> None:
    """Without days the answer is about the week that ends on the newest day of the corpus, not on the clock's."""
    ran = demarche("changes", "--format", "json", "--data", made.settings.data)

    assert "from 2025-04-25 to 2025-05-01" in ran.err
    assert all("2025-04-25" <= row["changed_on"] <= "2025-05-01" for row in json.loads(ran.out))


def test_report_says_where_the_front_page_is(demarche: Command, made: LedgerMaker) -> None:
    """The path of the front page goes to stdout, the counts to stderr; building again writes nothing."""
    first = demarche("report", "--data", made.settings.data)
    again = demarche("report", "--data", made.settings.data)

    assert Path(first.out.strip()) == made.settings.report / "index.html"
    assert Path(first.out.strip()).is_file()
    assert "0 written" in again.err


def test_an_empty_answer_says_where_to_look(demarche: Command, sample_data: Path) -> None:
    """Where nothing moved, the day of the last change is told; where nothing stood, whether the actor has any claim at all."""
    moved = demarche("changes", "japan", "--data", sample_data)
    stood = demarche("positions", "japan", "--on", "2020-01-01", "--data", sample_data)
    unheard = demarche("positions", "iceland", "--data", sample_data)

    assert (moved.code, moved.out, stood.out, unheard.out) == (0, "", "", "")
    day = re.search(r"The last change before that was on (\S+): --from \1\.", moved.err)
    assert day
    assert json.loads(demarche("changes", "japan", "--from", day[1], "--format", "json", "--data", sample_data).out)
    assert f"demarche sql \"from claims where actor = 'JPN'\" --data {sample_data}" in stood.err
    assert "No claim in the ledger is ISL's." in unheard.err


def rated(folder: Path) -> Path:
    """A ledger of one act whose rate was raised, and of one on a day on which publishers disagree."""
    maker = LedgerMaker(folder)
    for on, rate in ((date(2025, 4, 1), 10.0), (date(2025, 4, 10), 25.0)):
        maker.tell(on, "Harbour Letter", [Told(f"Peru put {rate:g} percent on steel from Brazil.", "PER", "BRA", "tariffs", "restrict")])
        maker.alter_last(amount=rate, unit="%")
    for act, said in (("concede", "cut its tariffs"), ("reject", "would cut no tariffs")):
        maker.tell(date(2025, 4, 10), f"{act.title()} Post", [Told(f"Chile {said} toward Brazil.", "CHL", "BRA", "tariffs", act)])
    maker.publish()
    return folder


def test_a_rate_stands_beside_its_act(demarche: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """People see how high the tariff was and is, in a table and in blocks of lines; programs find act and amount apart."""
    data = rated(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")

    stood = demarche("positions", "peru", "--on", "2025-04-10", "--data", data)
    moved = demarche("changes", "peru", "--from", "2025-04-01", "--data", data)
    [row] = json.loads(demarche("positions", "peru", "--on", "2025-04-10", "--format", "json", "--data", data).out)

    assert "restrict 25%" in stood.out
    assert "from restrict 10% to restrict 25%" in " ".join(moved.out.split())
    assert (row["act"], row["amount"], row["unit"]) == ("restrict", 25, "%")
    assert "*" not in stood.out and "contested" not in stood.err


def test_what_is_contested_has_a_star_and_the_star_is_explained(demarche: Command, tmp_path: Path) -> None:
    """In a table; the words for it go to stderr, and programs have the column."""
    data = rated(tmp_path)

    stood = demarche("positions", "chile", "--on", "2025-04-10", "--data", data)
    [row] = json.loads(demarche("positions", "chile", "--on", "2025-04-10", "--format", "json", "--data", data).out)

    assert row["is_contested"] is True
    assert f"{row['act']} *" in stood.out
    assert "* contested: another act pointed the other way" in stood.err
