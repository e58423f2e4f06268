"""The day a claim is about, by the guide's rules."""

from datetime import date

import pytest

from pipelines.dating.claim import date_claim
from pipelines.records import DateBasis

THURSDAY = date(2025, 2, 13)


def _whole(sentence: str) -> tuple[int, int]:
    return 0, len(sentence)


@pytest.mark.parametrize(
    ("sentence", "on", "basis"),
    [
        ("Canada rejected the quota on Tuesday.", date(2025, 2, 11), DateBasis.RELATIVE),
        ("Canada rejected the quota last week.", date(2025, 2, 3), DateBasis.RELATIVE),
        ("Canada signed the pact on May 5, 2019.", date(2019, 5, 5), DateBasis.EXPLICIT),
        ("Canada has ruled out a quota.", THURSDAY, DateBasis.PUBLICATION),
        ("Canada will raise the duty on April 2.", THURSDAY, DateBasis.PUBLICATION),
    ],
)
def test_a_claim_takes_the_day_its_own_words_give(sentence: str, on: date, basis: DateBasis) -> None:
    """A past expression dates the claim, a future start never does, and current news is of the day it was published."""
    found = date_claim(sentence, _whole(sentence), THURSDAY)

    assert (found.on, found.basis) == (on, basis)


def test_the_expression_stands_at_its_offsets() -> None:
    """The words a date rests on can be shown in the sentence."""
    sentence = "On Tuesday, Canada rejected the quota."

    found = date_claim(sentence, _whole(sentence), THURSDAY)

    assert found.start is not None and sentence[found.start : found.end] == found.expression == "Tuesday"


def test_an_undated_article_gives_no_relative_day() -> None:
    """Without a publication date "Tuesday" is no day, and nothing is made up."""
    sentence = "Canada rejected the quota on Tuesday."

    found = date_claim(sentence, _whole(sentence), None)

    assert (found.on, found.basis) == (None, DateBasis.NONE)
