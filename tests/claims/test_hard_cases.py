"""The table of hard cases itself: large, of many kinds, with legal codes. What is made of it: tests/evaluation/test_floors.py."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.claims.extractor import Extractor, load_extractor
from pipelines.evaluation.hard_cases import Case, article_of, patterns_of, read_cases
from pipelines.reference import Reference

HERE = Path(__file__).parent
REFERENCE = HERE.parents[1] / "data" / "reference"


@pytest.fixture(scope="module")
def cases() -> Sequence[Case]:
    """The table."""
    return read_cases(HERE / "hard_cases.csv")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """The shipped model."""
    return load_extractor(REFERENCE)


def test_the_table_is_large_and_its_codes_are_legal(cases: Sequence[Case]) -> None:
    """At least 150 cases of many kinds, unique ids, and only codes that the reference tables know."""
    reference = Reference(REFERENCE)
    actors, issues, acts = (
        {row[name] for row in reference.rows(table)} for table, name in (("countries", "code"), ("issues", "issue"), ("acts", "act"))
    )
    patterns = [pattern.split("/") for case in cases for pattern in patterns_of(case["wanted"]) + patterns_of(case["unwanted"])]

    assert len(cases) >= 150
    assert len({case["id"] for case in cases}) == len(cases)
    assert {pattern[0] for pattern in patterns} <= actors
    assert {pattern[1] for pattern in patterns} <= issues | {"*"}
    assert {pattern[2] for pattern in patterns} <= acts | {"*"}


def test_the_setting_alone_holds_no_claim(extractor: Extractor) -> None:
    """The sentence that is added to every case brings no claim of its own."""
    assert extractor.extract([article_of({"id": "setting", "sentence": "Rain fell in Paris.", "published_on": "2019-05-14"})]) == [[]]
