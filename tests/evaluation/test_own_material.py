"""Rules of the material that the project wrote for itself: hard cases and sample."""

from pathlib import Path

import pytest

from pipelines.errors import WrongUse
from pipelines.evaluation.hard_cases import judge_case, read_cases, share_found
from pipelines.evaluation.sample import read_sample
from pipelines.records import Attribution, Claim, Modality

PROJECT = Path(__file__).parents[2]
REFERENCE = PROJECT / "data" / "reference"
CASE = {
    "id": "x.1",
    "kind": "x",
    "published_on": "2019-05-14",
    "sentence": "Peru would not exclude duties.",
    "wanted": "PER/tariffs/threaten/possible/own",
    "unwanted": "PER/*/reject",
}


def made(act: str, modality: Modality = Modality.POSSIBLE) -> Claim:
    """A claim of Peru's."""
    return Claim("c", "x.1-0", 0, "q", 0, 1, "PER", None, (), "tariffs", "trade", act, 0.0, modality, Attribution.OWN)


def test_a_case_is_right_with_every_wanted_claim_and_no_unwanted_one() -> None:
    """Found asks for actor, issue and act alone; right for all five slots and nothing that must not be."""
    verdicts = [
        judge_case(CASE, [made("threaten")]),
        judge_case(CASE, [made("threaten", Modality.ASSERTED)]),
        judge_case(CASE, [made("threaten"), made("reject")]),
        judge_case(CASE, []),
    ]

    assert [(one.is_found, one.is_right) for one in verdicts] == [(True, True), (True, False), (True, False), (False, False)]
    assert share_found(verdicts) == {"found": 0.75, "right": 0.25}


def test_a_missing_table_or_sample_is_wrong_use(tmp_path: Path) -> None:
    """An installation without the project's checkout says what is missing."""
    with pytest.raises(WrongUse, match="hard cases"):
        read_cases(tmp_path / "hard_cases.csv")
    with pytest.raises(WrongUse, match=r"expected/claims\.csv"):
        read_sample(tmp_path, REFERENCE)


def test_the_sample_comes_as_labelled_articles_whose_quotes_stand_in_them() -> None:
    """Every coded text once, every expected claim of it, each quote among its words."""
    articles = read_sample(PROJECT / "data" / "sample", REFERENCE)

    assert len(articles) > 80
    assert len({one.article.text for one in articles}) == len(articles) == len({one.name for one in articles})
    assert all(claim.quote in one.article.text for one in articles for claim in one.claims)
    assert sum(len(one.claims) for one in articles) > 120
