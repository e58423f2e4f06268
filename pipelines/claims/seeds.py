"""Sentences written for the project: positions that news rarely takes, and plain cases of every act; learned from beside any folder.

Belongs here: the table `seed_claims` as labelled articles. Does not belong here: anything from real articles.
"""

from pipelines.claims.labelled import LabelledArticle, LabelledClaim
from pipelines.records import Article
from pipelines.reference import Reference, Row

COPIES = 2  # times each is counted in training
SEED = "seed-"  # their names begin so; thresholds and calibration leave them out


def seed_articles(reference: Reference) -> list[LabelledArticle]:
    """Each text as an article of one sentence with its claims; undated, so that nothing is learned of dates."""
    claims: dict[str, list[LabelledClaim]] = {}
    for row in reference.rows("seed_claims"):
        claims.setdefault(row["text"], []).append(_claim(row))
    return [
        _article(f"{SEED}{number}-{copy}", text, tuple(found))
        for number, (text, found) in enumerate(claims.items())
        for copy in range(COPIES)
    ]


def _claim(row: Row) -> LabelledClaim:
    return LabelledClaim(
        quote=row["text"],
        actor=row["actor"],
        speaker=None,
        counterparts=frozenset(code for code in row["counterparts"].split(";") if code),
        issue=row["issue"],
        act=row["act"],
        modality=row["modality"],
        attribution=row["attribution"],
        currency=row["currency"] or None,
        direction=row["direction"] or None,
        amount=None,
        unit=None,
        claimed_on=None,
        date_basis="none",
    )


def _article(name: str, text: str, claims: tuple[LabelledClaim, ...]) -> LabelledArticle:
    article = Article(name, name, name, None, 0, None, text, "en", "seeds")
    return LabelledArticle(article, claims, f"\n\n{text}")
