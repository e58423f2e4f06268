"""Articles that share most of their words, and claims in them."""

import duckdb
from ledger_lake import Corpus

from pipelines.records import Article, Claim

FILLER = (
    "Brokers in four ports read the notice over breakfast, and by noon the first ships had been told to wait outside the harbour. "
    "Two mills said they held coils for a month. A freight agent counted nineteen letters from buyers who asked what they would owe, "
    "and answered none of them before the gazette was out. The union of dockers met in the evening, listened to a speech about cranes, "
    "and went home. Prices of scrap hardly moved. Storage along the canal was full already, a warden said, because the spring had been "
    "quiet and nobody had sent for the plates that were ordered in the winter. Insurers promised to write to every client by July."
)


def quote(corpus: Corpus, article: Article, quote: str, actor: str, *counterparts: str, act: str = "restrict", **more: object) -> Claim:
    """A claim in some words of an article."""
    start = article.text.index(quote)
    place = {"quote": quote, "quote_start": start, "quote_end": start + len(quote)}
    return corpus.claim(article, actor, act, "tariffs", *counterparts, **{**place, **more})


def kinds_of(ledger: duckdb.DuckDBPyConnection) -> list[str]:
    """What its copies are, by the day they could be known."""
    return [row[0] for row in ledger.execute("select kind from duplicates order by known_on, kind").fetchall()]
