"""Labelled articles as training examples: every candidate with the claims a reader found for it.

Belongs here: joining labels to candidates. Does not belong here: learning (`train`).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims.extractor import describe_rows
from pipelines.claims.labelled import LabelledArticle, LabelledClaim, sentences_of
from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row
from pipelines.claims.vectors import Described


@dataclass(frozen=True, slots=True)
class Examples:
    """Candidates of some articles; `claims[i]` are the labels of `rows[i]`, `names[i]` its article; `missed` labels have no candidate."""

    rows: list[Row]
    described: list[Described]
    claims: list[list[LabelledClaim]]
    names: list[str]
    label_count: int
    missed: int

    def take(self, kept: Sequence[int]) -> "Examples":
        """Some of the candidates."""
        return Examples(
            [self.rows[at] for at in kept],
            [self.described[at] for at in kept],
            [self.claims[at] for at in kept],
            [self.names[at] for at in kept],
            sum(len(self.claims[at]) for at in kept),
            0,
        )


def make_examples(articles: Sequence[LabelledArticle], reader: Reader) -> Examples:
    """Read the articles as production does, and hang each label on its sentence and actor."""
    readings = [reader.read(one.article) for one in articles]
    labels: dict[tuple[str, int | None, str], list[LabelledClaim]] = defaultdict(list)
    for one, reading in zip(articles, readings, strict=True):
        spans = [(read.sentence.start, read.sentence.end) for read in reading.sentences]
        for claim, place in zip(one.claims, sentences_of(one.claims, one.article.text, spans), strict=True):
            labels[one.name, place, claim.actor].append(claim)
    rows, described = describe_rows(readings)
    claims = [labels.get((row.reading.article.article_id, row.place, row.candidate.actor), []) for row in rows]
    total = sum(len(one.claims) for one in articles)
    names = [row.reading.article.article_id for row in rows]
    return Examples(rows, described, claims, names, total, total - sum(map(len, claims)))
