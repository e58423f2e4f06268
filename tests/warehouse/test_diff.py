"""Comparing two published databases says what moved, and whether the world or the reader moved it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ledger_lake import ROOT, Corpus, publish_corpus
from ledger_stories import told_stories

from pipelines.errors import WarehouseMissing, WrongUse
from pipelines.warehouse import Thresholds
from pipelines.warehouse.diff import Difference, compare_databases


def _difference(record: Path, folder: Path, corpus: Corpus, thresholds: Thresholds | None = None) -> Difference:
    publish_corpus(folder, corpus, thresholds)
    return compare_databases(record / "demarche.duckdb", folder / "demarche.duckdb", ROOT / "sql")


def test_the_same_lake_differs_in_nothing(record: Path, tmp_path: Path) -> None:
    """Two databases of one lake have no difference."""
    assert _difference(record, tmp_path, told_stories()).counts() == {}


def test_another_reading_is_the_extractors(record: Path, tmp_path: Path) -> None:
    """A slot read otherwise from the same article moves its position by the extractor."""
    corpus = told_stories()
    place = next(i for i, claim in enumerate(corpus.claims) if claim.actor == "KOR")
    corpus.claims[place] = replace(corpus.claims[place], claimed_on=date(2025, 5, 1))

    found = _difference(record, tmp_path, corpus)

    assert found.counts() == {"claims changed by extractor": 1, "positions gained by extractor": 1, "positions lost by extractor": 1}
    assert found.claims.column("changed_slots") == [["claimed_on"]]


def test_new_articles_are_news(record: Path, tmp_path: Path) -> None:
    """A claim of an article that only one database holds came with the news, and so did the position it moved."""
    corpus = told_stories()
    article = corpus.article("Bern said it would buy foreign currency again.", date(2025, 12, 1), date(2025, 12, 1))
    corpus.claim(article, "CHE", "intervene", "intervention")

    assert _difference(record, tmp_path, corpus).counts() == {"claims gained by news": 1, "positions gained by news": 1}


def test_a_threshold_is_a_rule(record: Path, tmp_path: Path) -> None:
    """Claims that a new threshold silences change their use, by no article's doing, and take their positions with them."""
    found = _difference(record, tmp_path, told_stories(), Thresholds(min_confidence=0.95))

    assert found.claims.column("changed_slots")[0] == ["use"]
    assert {key.split(" by ")[1] for key in found.counts()} == {"rules"}
    assert found.positions.rows


def test_a_copy_that_came_first_is_news(record: Path, tmp_path: Path) -> None:
    """An earlier copy of the same words silences the later article's claims: the news did that, and no reader."""
    corpus = told_stories()
    late = next(article for article in corpus.articles if article.text.startswith("Seoul"))
    corpus.article(late.text + " ", date(2025, 6, 9), date(2025, 6, 9))

    found = _difference(record, tmp_path, corpus)

    assert found.counts() == {"claims changed by news": 1, "positions lost by news": 1}


def test_a_counterpart_read_otherwise_is_the_extractors_on_both_sides(record: Path, tmp_path: Path) -> None:
    """The position toward the old counterpart goes and the one toward the new comes by the same hand."""
    corpus = told_stories()
    place = next(i for i, claim in enumerate(corpus.claims) if claim.actor == "KOR")
    corpus.claims[place] = replace(corpus.claims[place], counterparts=("JPN",))

    found = _difference(record, tmp_path, corpus)

    assert found.counts() == {"claims changed by extractor": 1, "positions gained by extractor": 1, "positions lost by extractor": 1}


def test_a_correction_that_says_nothing_more_is_news(record: Path, tmp_path: Path) -> None:
    """A correction known later ends what its original says and, silent on it, takes the position away: the news did that."""
    corpus = told_stories()
    place = next(i for i, article in enumerate(corpus.articles) if article.text.startswith("Seoul"))
    corpus.articles[place] = replace(corpus.articles[place], signature=tuple(range(128)))
    publish_corpus(tmp_path / "before", corpus)
    late = date(2025, 6, 20)
    corpus.article("Nothing of the kind was agreed.", late, late, "Reuters", signature=tuple(range(128)), is_correction=True)

    found = _difference(tmp_path / "before", tmp_path, corpus)

    assert found.claims.column("changed_slots") == [["known_to"]]
    assert found.counts() == {"claims changed by news": 1, "positions lost by news": 1}


def test_a_database_is_not_compared_with_itself(record: Path, tmp_path: Path) -> None:
    """One file twice, or a file that is not there, is wrong use and said so."""
    path = record / "demarche.duckdb"
    with pytest.raises(WrongUse, match="compared with itself"):
        compare_databases(path, path, ROOT / "sql")
    with pytest.raises(WarehouseMissing, match="no database"):
        compare_databases(path, tmp_path / "none.duckdb", ROOT / "sql")
