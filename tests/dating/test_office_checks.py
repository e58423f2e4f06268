"""The register as a whole: no contradiction stands in it, and what it does not know is listed."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.dating.office_checks import Gap, check_overlaps, find_gaps
from pipelines.dating.office_rows import read_terms
from pipelines.dating.offices import Offices
from pipelines.errors import BadReference
from pipelines.reference import Reference

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
HEADER = "term_id,country,office,title,name,surname,aliases,start,end,is_end_known,is_certain,source,checked,weight"


def _register(folder: Path, *rows: str) -> Reference:
    (folder / "offices.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    return Reference(folder)


def _row(name: str, start: str, end: str, certain: str = "yes") -> str:
    return f"{name.lower()},NOR,finance_minister,Finance Minister,Ann {name},{name},,{start},{end},yes,{certain},a list,dates,1.00"


def test_an_uncertain_overlap_stops_the_run(tmp_path: Path) -> None:
    """Two finance ministers at once, one of them uncertain: one row is wrong, and nobody can say which."""
    reference = _register(tmp_path, _row("Berg", "2001-01-01", "2004-06-30", "no"), _row("Dahl", "2003-01-01", "2006-01-01"))

    with pytest.raises(BadReference, match="berg and dahl overlap"):
        Offices.load(reference)


def test_a_certain_overlap_and_a_handover_may_stand(tmp_path: Path) -> None:
    """Where both rows are certain the overlap is a fact, and a day of change belongs to both."""
    certain = _register(tmp_path, _row("Berg", "2001-01-01", "2004-06-30"), _row("Dahl", "2003-01-01", "2006-01-01"))
    check_overlaps(read_terms(certain))

    handover = Offices.load(_register(tmp_path, _row("Berg", "2001-01-01", "2003-01-01"), _row("Dahl", "2003-01-01", "2006-01-01")))

    holder = handover.holder("finance_minister", "NOR", date(2003, 1, 1))
    assert holder is not None and holder.name == "Ann Dahl"


def test_a_gap_is_listed(tmp_path: Path) -> None:
    """A stretch of two years without a holder is a gap of the register."""
    reference = _register(tmp_path, _row("Berg", "2001-01-01", "2003-01-01"), _row("Dahl", "2005-01-01", "2006-01-01"))

    assert find_gaps(read_terms(reference)) == [Gap("NOR", "finance_minister", "Finance Minister", date(2003, 1, 1), date(2005, 1, 1))]


def test_in_a_gap_nobody_is_called_an_anachronism(tmp_path: Path) -> None:
    """A former holder named in a gap of the register may have come back; who did hold it is not known."""
    offices = Offices.load(_register(tmp_path, _row("Berg", "2001-01-01", "2003-01-01"), _row("Dahl", "2005-01-01", "2006-01-01")))

    assert offices.check_title("Ann Berg", "Finance Minister", "NOR", date(2004, 1, 1)) is None
    assert offices.check_title("Ann Berg", "Finance Minister", "NOR", date(2005, 6, 1)) is not None


def test_the_tracked_register_is_whole() -> None:
    """It loads, and for the countries most written about every day since 1985 has a head of government or state."""
    offices = Offices.load(Reference(REFERENCE))

    days = [date(year, month, 15) for year in range(1985, 2026) for month in (1, 7)]
    led = [("JPN", "head_of_government"), ("GBR", "head_of_government"), ("DEU", "head_of_government"), ("USA", "head_of_state")]
    assert [(country, day) for country, office in led for day in days if offices.holder(office, country, day) is None] == []
