"""Who held which office when, read from the real register."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.dating.offices import Offices
from pipelines.errors import BadReference
from pipelines.reference import Reference

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
HEADER = "term_id,country,office,title,name,surname,aliases,start,end,is_end_known,is_certain,source,checked,weight"
GOOD = "jpn-1,JPN,head_of_government,Prime Minister,Taro Test,Test,,2001-02-03,2002-03-04,yes,yes,a list,dates,1.00"


@pytest.fixture(scope="module")
def offices() -> Offices:
    """The tracked register."""
    return Offices.load(Reference(REFERENCE))


def test_the_holder_of_a_day_is_the_one_in_office(offices: Offices) -> None:
    """Between two terms' ends the later prime minister is the holder, before them the earlier one."""
    before = offices.holder("head_of_government", "JPN", date(2022, 5, 1))
    after = offices.holder("head_of_government", "JPN", date(2025, 11, 30))

    assert before is not None and before.name == "Fumio Kishida"
    assert after is not None and after.name == "Sanae Takaichi"


def test_nobody_held_an_office_the_register_does_not_know(offices: Offices) -> None:
    """A country or day out of the register's reach has no holder rather than a guess."""
    assert offices.holder("head_of_government", "ATA", date(2000, 1, 1)) is None
    assert offices.holder("head_of_government", "JPN", date(1868, 1, 1)) is None


def test_a_surname_finds_everyone_in_office_that_day(offices: Offices) -> None:
    """Two Bakers served in March 1987, and both are offered."""
    found = [name for name in offices.names_on(date(1987, 3, 1)) if name.text == "Baker"]

    assert {name.office for name in found} == {"finance_minister", "other"}  # the Treasury's, and the White House's chief of staff


def test_names_of_a_day_leave_out_other_times(offices: Offices) -> None:
    """The mention finder gets the wordings of the day alone, full names and surnames apart."""
    names = {name.text: name for name in offices.names_on(date(1987, 3, 1))}

    assert "Fumio Kishida" not in names
    assert names["Baker"].is_surname and not names["James Baker"].is_surname


def test_a_title_out_of_its_time_says_who_held_it(offices: Offices) -> None:
    """A former prime minister named with the title late in 2025 yields an anachronism that names the holder."""
    window = (date(2025, 11, 29), date(2026, 1, 5))

    note = offices.check_title("Fumio Kishida", "Japanese Prime Minister", "JPN", None, window)

    assert note is not None and note.is_anachronism
    assert "Sanae Takaichi" in note.text and "2024-10-01" in note.text


def test_a_title_in_its_time_needs_no_note(offices: Offices) -> None:
    """The holder on the day, a former holder called former, and an unknown person yield nothing."""
    assert offices.check_title("Fumio Kishida", "Prime Minister", "JPN", date(2022, 5, 1)) is None
    assert offices.check_title("Fumio Kishida", "former Prime Minister", "JPN", date(2025, 5, 1)) is None
    assert offices.check_title("Nora Nobody", "Prime Minister", "JPN", date(2025, 5, 1)) is None


def test_a_name_and_a_title_that_disagree_are_noted(offices: Offices) -> None:
    """A prime minister called finance minister yields a note that says what each was."""
    note = offices.check_title("Fumio Kishida", "Finance Minister", "JPN", date(2022, 11, 29))

    assert note is not None
    assert "Shunichi Suzuki" in note.text and "Prime Minister" in note.text


def test_officeholders_bound_an_undated_article(offices: Offices) -> None:
    """Two heads of government can only be named together while both serve; the note says so and is no date."""
    note = offices.bounds([("Fumio Kishida", "head_of_government", "JPN"), ("Joe Biden", "head_of_state", "USA")])

    assert note == "Between 2021-10-04 and 2024-10-01, by the terms of Fumio Kishida and Joe Biden."


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("2002-03-04", "2000-03-04", "ends before it starts"),
        ("2001-02-03", "2001-02-30", "no day of the calendar"),
        ("2001-02-03", "early 2001", "is no date"),
        ("head_of_government", "king_of_pop", "unknown office"),
        ("1.00", "7", "not above 0 and at most 1"),
        (",Test,", ",Other,", "surname is no part"),
        ("yes,yes", "yes,maybe", "neither yes nor no"),
    ],
)
def test_a_wrong_row_stops_the_run(tmp_path: Path, old: str, new: str, says: str) -> None:
    """Every rule of a row is enforced, and the message says which was broken."""
    (tmp_path / "offices.csv").write_text(f"{HEADER}\n{GOOD.replace(old, new)}\n")

    with pytest.raises(BadReference, match=says):
        Offices.load(Reference(tmp_path))


@pytest.mark.parametrize(
    ("name", "title", "day"),
    [
        ("Romano Prodi", "Prime Minister", date(2007, 5, 2)),
        ("Jeroen Dijsselbloem", "Finance Minister", date(2012, 12, 3)),
        ("Mario Draghi", "Prime Minister", date(2021, 6, 1)),
    ],
)
def test_a_person_of_two_countries_may_hold_the_office_in_either(offices: Offices, name: str, title: str, day: date) -> None:
    """Where the text names no country, a term in any that the title fits makes the name right."""
    assert offices.check_title(name, title, None, day) is None


def test_a_person_of_two_countries_is_told_of_by_the_office_once_held(offices: Offices) -> None:
    """Who was prime minister of Italy and president of a bank of the union is measured by Italy's prime ministers."""
    note = offices.check_title("Mario Draghi", "Prime Minister", None, date(2023, 6, 1))

    assert note is not None and note.is_anachronism
    assert "Prime Minister of ITA was" in note.text
