"""Rules of the measures."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.claims.labelled import LabelledArticle, read_claim, read_folder
from pipelines.errors import WrongUse
from pipelines.evaluation import Evaluation, cross_validate, evaluate_claims, read_predictions

TEXT = "Duty on rice\n\nPeru raised its duty on rice. Chile protested against it, and Peru, an analyst said, might sell its dollars.\n"
BASE: dict[str, Any] = {
    "modality": "asserted",
    "attribution": "own",
    "counterparts": [],
    "claimed_on": "2025-04-16",
    "date_basis": "publication",
}
RAISED = {**BASE, "quote": "Peru raised its duty on rice", "actor": "PER", "issue": "tariffs", "act": "restrict"}
PROTEST = {**BASE, "quote": "Chile protested against it", "actor": "CHL", "issue": "tariffs", "act": "accuse", "counterparts": ["PER"]}
DOLLARS = {
    **BASE,
    "quote": "Peru, an analyst said, might sell its dollars",
    "actor": "PER",
    "issue": "intervention",
    "act": "intervene",
    "modality": "possible",
    "attribution": "third_party",
    "currency": "USD",
}


@pytest.fixture
def articles(tmp_path: Path) -> list[LabelledArticle]:
    """One labelled article."""
    for folder in ("docs", "labels"):
        (tmp_path / folder).mkdir()
    (tmp_path / "docs" / "a.txt").write_text(TEXT)
    (tmp_path / "labels" / "a.json").write_text(json.dumps({"id": "a", "claims": [RAISED, PROTEST, DOLLARS]}))
    return read_folder(tmp_path)


def score(articles: Sequence[LabelledArticle], *claims: Mapping[str, Any]) -> Evaluation:
    """The measures of some claims."""
    return evaluate_claims(articles, {"a": [read_claim(claim) for claim in claims]})


def test_the_labels_themselves_score_full(articles: list[LabelledArticle]) -> None:
    """Every measure is 1 and nothing leaks."""
    found = score(articles, RAISED, PROTEST, DOLLARS)

    assert [found.ratio(name).f1 for name in ("found", "strict", "full", "positions")] == [1, 1, 1, 1]
    assert found.counts["leaks"] == 0
    assert found.ratio("positions").labelled == 2  # the analyst's is no position


def test_each_measure_asks_for_more(articles: list[LabelledArticle]) -> None:
    """A wrong counterpart costs full, a wrong act strict, a wrong topic found."""
    found = score(articles, {**RAISED, "act": "threaten"}, {**PROTEST, "counterparts": []}, {**DOLLARS, "issue": "tariffs"})

    assert [found.ratio(name).hits for name in ("found", "strict", "full")] == [2, 1, 0]
    assert found.slot("act") == 0.5
    assert found.confusions["act", "restrict", "threaten"] == 1


def test_half_of_the_shorter_quote_must_be_shared(articles: list[LabelledArticle]) -> None:
    """The whole sentence matches a clause of it; another sentence does not."""
    assert (
        score(articles, {**PROTEST, "quote": "Chile protested against it, and Peru, an analyst said, might sell its dollars."}).counts[
            "found"
        ]
        == 1
    )
    assert score(articles, {**PROTEST, "quote": "Peru raised its duty on rice"}).counts["found"] == 0


def test_a_claim_is_used_once(articles: list[LabelledArticle]) -> None:
    """Saying it twice is one hit and one too many."""
    found = score(articles, RAISED, RAISED).ratio("strict")

    assert (found.hits, found.made, found.precision) == (1, 2, 0.5)


def test_an_invented_quote_is_counted(articles: list[LabelledArticle]) -> None:
    """A quote that is not in the article finds nothing and is reported."""
    found = score(articles, {**RAISED, "quote": "Peru cut every duty"})

    assert (found.counts["found"], found.counts["lost_quotes"]) == (0, 1)


def test_an_analysts_view_taken_for_own_leaks(articles: list[LabelledArticle]) -> None:
    """It is found, but counted as a leak, and it puts a position where there is none."""
    found = score(articles, {**DOLLARS, "attribution": "own"})

    assert (found.counts["leaks"], found.counts["leakable"]) == (1, 1)
    assert (found.ratio("positions").made, found.ratio("positions").hits) == (1, 0)


def test_a_headline_is_not_scored(articles: list[LabelledArticle]) -> None:
    """A claim whose words stand in the headline alone is left out."""
    assert score(articles, {**RAISED, "quote": "Duty on rice"}).counts["made"] == 1  # these words stand in the body too
    assert (
        evaluate_claims(
            [replace(articles[0], raw_text="Levy soars\n\nNothing.")], {"a": [read_claim({**RAISED, "quote": "Levy soars"})]}
        ).counts["made"]
        == 0
    )


def test_groups_add_up(articles: list[LabelledArticle]) -> None:
    """By topic, act and era the parts make the whole."""
    found = score(articles, RAISED, PROTEST)

    assert {name: found.group_ratio("topic", name, "strict").recall for name in ("trade", "currency")} == {"trade": 1.0, "currency": 0.0}
    assert sum(group["labelled"] for group in found.groups["act"].values()) == 3
    assert set(found.groups["era"]) == {"undated"}


def test_a_file_of_predictions_is_scored(articles: list[LabelledArticle], tmp_path: Path) -> None:
    """JSON Lines with the article's name in `doc`; a line that is no claim is wrong use."""
    (tmp_path / "made.jsonl").write_text(json.dumps({"doc": "a", **RAISED}) + "\n\n")
    (tmp_path / "bad.jsonl").write_text('{"doc": "a"}\n')

    assert evaluate_claims(articles, read_predictions(tmp_path / "made.jsonl")).counts["strict"] == 1
    with pytest.raises(WrongUse, match="line 1"):
        read_predictions(tmp_path / "bad.jsonl")


def test_no_article_is_read_by_a_model_that_saw_it(articles: list[LabelledArticle]) -> None:
    """Each fold's extractor is trained without the fold, and every article is predicted once."""
    many = [replace(articles[0], article=replace(articles[0].article, article_id=f"n{at}", text=f"{at} " * 9)) for at in range(12)]
    asked: list[str] = []

    class Reads:
        def __init__(self, seen: Sequence[LabelledArticle]) -> None:
            self._seen = {one.name for one in seen}

        def extract(self, unseen: Sequence[Any]) -> list[list[Any]]:
            assert not self._seen & {one.article_id for one in unseen}
            asked.extend(one.article_id for one in unseen)
            return [[] for _ in unseen]

    cross_validate(many, Reads, folds=3)  # type: ignore[arg-type]

    assert sorted(asked) == sorted(one.name for one in many)
