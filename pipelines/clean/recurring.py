"""Lines that recur across a sender's issues: found over many articles, kept as reviewed rows, taken out of each article.

Cleaning sees one document at a time, so what it may drop is written down in data/reference/sender_lines.csv. `find_recurring` proposes
such rows from articles at hand; a person decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.clean.source import UNKNOWN
from pipelines.clean.wording import fold
from pipelines.records import Article
from pipelines.reference import Row

_LONGEST = 400  # characters; a paragraph longer than this that recurs is a reprint
_SHARE = 0.5  # of the sender's issues


@dataclass(frozen=True, slots=True)
class RecurringLine:
    """A paragraph that stands in many articles of one source."""

    source: str
    line: str
    article_count: int


def find_recurring(articles: Iterable[Article], at_least: int = 3) -> list[RecurringLine]:
    """Paragraphs that stand in at least so many different texts of a source and in half of all its texts; most frequent first."""
    texts: dict[str, set[str]] = defaultdict(set)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    written: dict[tuple[str, str], str] = {}
    for article in articles:
        if not article.text or article.source == UNKNOWN:
            continue
        texts[article.source].add(article.text_hash)
        for paragraph in article.text.split("\n\n"):
            if len(paragraph) <= _LONGEST and (key := (article.source, fold(paragraph)))[1]:
                found[key].add(article.text_hash)
                written.setdefault(key, paragraph)
    lines = [
        RecurringLine(source, written[source, line], len(seen))
        for (source, line), seen in found.items()
        if len(seen) >= max(at_least, _SHARE * len(texts[source]))
    ]
    return sorted(lines, key=lambda one: (-one.article_count, one.source, one.line))


def index_lines(rows: Iterable[Row]) -> dict[str, frozenset[str]]:
    """Reviewed lines by source, both folded."""
    by_source: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_source[fold(row["source"])].add(fold(row["line"]))
    return {source: frozenset(lines) for source, lines in by_source.items()}


def drop_recurring(paragraphs: Sequence[str], source: str, known: dict[str, frozenset[str]]) -> tuple[str, ...]:
    """The paragraphs without those that are known to recur in this source."""
    lines = known.get(fold(source))
    return tuple(paragraph for paragraph in paragraphs if fold(paragraph) not in lines) if lines else tuple(paragraphs)
