"""Sentences and articles written for the project, learned from beside any folder.

The sentences (`seed_claims`) are positions that news rarely takes, and plain cases of every act. The articles (`seed_articles`,
`seed_article_claims`) are news as agencies, papers and newsletters write it, most of it in the manner of 1987, all of it invented: what is
said in them was never said.

What a sentence counts for: it stands COPIES times among the articles, and two learners weigh each copy besides. So it counts for COPIES x
WEIGHT_FIRST, eight, sentences of a labelled article in the first look (`main_fit`), for COPIES x WEIGHT_PUPIL, four, in the small network
(`pupil_learn`), and for COPIES, two, in what learns without a weight: the second look, the slots, and whose word a claim is. A written
article counts as a labelled one, but the slots leave it out. Threshold and calibration leave both out; the accurate encoder sees neither.

Belongs here: these tables as labelled articles, and what they count. Does not belong here: anything from real articles.
"""

from datetime import date

from pipelines.claims.labelled import LabelledArticle, LabelledClaim, read_claim
from pipelines.records import Article
from pipelines.reference import Reference, Row

COPIES = 2  # times each sentence stands among the articles that are learned from
WEIGHT_FIRST = 4.0  # of each copy in the first look; lessons and written articles drown it else
WEIGHT_PUPIL = 2.0  # of each copy in the small network
SEED = "seed-"  # names of the sentences begin so
WRITTEN = "written-"  # and those of the articles
OURS = (SEED, WRITTEN)  # thresholds and calibration leave both out
PARAGRAPH = " ¶ "  # between the paragraphs of an article's cell


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


def written_articles(reference: Reference) -> list[LabelledArticle]:
    """The articles with their claims, as a folder of labelled articles would give them."""
    claims: dict[str, list[LabelledClaim]] = {}
    for row in reference.rows("seed_article_claims"):
        claims.setdefault(row["article"], []).append(read_claim({**row, **_empty_as_none(row), "counterparts": _codes(row)}))
    return [_written(row, tuple(claims.get(row["article"], ()))) for row in reference.rows("seed_articles")]


def _claim(row: Row) -> LabelledClaim:
    return LabelledClaim(
        quote=row["text"],
        actor=row["actor"],
        speaker=None,
        counterparts=frozenset(_codes(row)),
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


def _written(row: Row, claims: tuple[LabelledClaim, ...]) -> LabelledArticle:
    name, text = f"{WRITTEN}{row['article']}", row["text"].replace(PARAGRAPH, "\n\n")
    published = date.fromisoformat(row["published_on"]) if row["published_on"] else None
    article = Article(name, name, name, None, 0, row["title"], text, "en", "seeds", published_on=published)
    return LabelledArticle(article, claims, f"{row['title']}\n\n{text}")


def _codes(row: Row) -> list[str]:
    return [code for code in row["counterparts"].split(";") if code]


def _empty_as_none(row: Row) -> dict[str, str | None]:
    return {slot: row[slot] or None for slot in ("speaker", "currency", "direction", "amount", "unit", "claimed_on")}
