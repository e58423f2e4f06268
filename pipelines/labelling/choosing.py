"""Which articles of the lake are worth a reader's time.

Belongs here: choosing and its order. Does not belong here: writing them out (`folder`).
"""

import hashlib
import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipelines.claims.gate import Gate
from pipelines.lake import Lake
from pipelines.records import Article
from pipelines.reference import Reference
from pipelines.schemas import from_table


class Choice(StrEnum):
    """How articles are chosen."""

    CHANCE = "chance"  # as the lake has them: for measuring
    DOUBT = "doubt"  # those of whose claims the extractor is least sure: they teach most


@dataclass(frozen=True, slots=True)
class _Ranked:
    rank: tuple[float, str]
    article: Article


def choose_articles(lake: Lake, reference: Reference, count: int, choice: Choice, known: Collection[str]) -> list[Article]:
    """So many articles on the subject, each text once, none that is known; the same ones each time for the same lake.

    Chance goes by a hash of the article's id, so that articles that arrive later do not change the order of the others.

    Args:
        lake: Holds articles and claims.
        reference: For the gate that keeps other subjects out.
        count: How many at most.
        choice: In which order they are taken.
        known: Ids that are laid out already.
    """
    gate, doubts = Gate.load(reference), _measure_doubt(lake) if choice is Choice.DOUBT else {}
    seen = _texts_of(lake, known)
    found = (one for one in _rank_all(lake, doubts, known) if gate.lets_pass(one.article) and _is_new(one.article, seen))
    return [one.article for one in heapq.nsmallest(count, found, key=lambda one: one.rank)]


def _rank_all(lake: Lake, doubts: Mapping[str, float], known: Collection[str]) -> Iterator[_Ranked]:
    for part in lake.parts("articles"):
        for article in from_table("articles", lake.read("articles", part)):
            if article.reject_code is None and article.article_id not in known:
                chance = hashlib.sha256(article.article_id.encode()).hexdigest()
                yield _Ranked((-doubts.get(article.article_id, 0.0), chance), article)


def _texts_of(lake: Lake, known: Collection[str]) -> set[str]:
    """What tells the texts of known articles from others, so that no copy of one is taken."""
    if not known:
        return set()
    rows = (row for part in lake.parts("articles") for row in lake.read("articles", part, ["article_id", "text_hash"]).to_pylist())
    return {row["text_hash"] for row in rows if row["text_hash"] and row["article_id"] in known}


def _is_new(article: Article, seen: set[str]) -> bool:
    """Whether its text has not come before."""
    key = article.text_hash or article.article_id
    if key in seen:
        return False
    seen.add(key)
    return True


def _measure_doubt(lake: Lake) -> dict[str, float]:
    """For each article the expected number of claims about which the extractor is wrong, as far as it could be either way."""
    doubts: dict[str, float] = defaultdict(float)
    for part in lake.parts("claims"):
        table = lake.read("claims", part).select(["article_id", "confidence"])
        for row in table.to_pylist():
            doubts[row["article_id"]] += row["confidence"] * (1 - row["confidence"])
    return doubts
