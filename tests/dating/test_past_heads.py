"""Heads of state and government whose time is over."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.dating.claim_deeds import open_options
from pipelines.dating.claim_options import Facts, Setting, Story
from pipelines.dating.offices import Offices
from pipelines.dating.past_heads import PastHeads
from pipelines.reference import Reference

JUNE = date(2025, 6, 4)


@pytest.fixture(scope="module")
def heads() -> PastHeads:
    """Those of the shipped register."""
    return PastHeads.of(Offices.load(Reference(Path(__file__).parents[2] / "data" / "reference")).terms)


@pytest.mark.parametrize(
    ("words", "country", "day", "left_in"),
    [
        ("the Biden administration", "USA", JUNE, 2025),
        ("Biden's government", "USA", JUNE, 2025),
        ("the Biden administration", "USA", date(2024, 6, 4), None),
        ("the Trump administration", "USA", date(2023, 6, 4), None),
        ("the Trump administration", "USA", JUNE, None),
        ("the Truss government", "GBR", JUNE, 2022),
        ("the Truss government", "USA", JUNE, None),
        ("the administration", "USA", JUNE, None),
        ("President Biden", "USA", JUNE, None),
    ],
)
def test_a_past_government_is_known_by_its_heads_name(heads: PastHeads, words: str, country: str, day: date, left_in: int | None) -> None:
    """Where its head has left for good by the day of the article; a name alone may be somebody's who speaks today."""
    time = heads.time_of(words, country, day)

    assert (time[1].year if time else None) == left_in


@pytest.mark.parametrize(
    ("words", "is_past"),
    [
        ("President Joe Biden", True),
        ("former President Biden", True),
        ("Biden", False),
        ("President Trump", False),
        ("President Trump, unlike the Biden administration,", False),
    ],
)
def test_a_titled_name_will_do_for_a_deed(heads: PastHeads, words: str, is_past: bool) -> None:
    """Out of office nobody sets a duty."""
    assert (heads.time_of(words, "USA", JUNE, by_name=True) is not None) == is_past


def test_a_past_governments_act_is_of_no_day_after_it() -> None:
    """Neither publication nor the news of other sentences dates it; a year that it governed in may."""
    told = ("Chile on Tuesday banned exports of tin.", "The Quispe government imposed a duty on zinc in 2019 or 2024.")
    time = (date(2018, 7, 28), date(2022, 7, 28))

    left = open_options(Setting(Story(told, JUNE), 1, (0, 40), Facts("PER", "restrict", "asserted", "own"), (), time))

    assert {one.on for one in left} == {None, date(2019, 1, 1)}
