"""The project's own sample of newsletters as labelled articles: raw files through ingest and cleaning, expected claims as labels.

Belongs here: joining the sample's expected tables to its articles. Does not belong here: scores.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.claims.labelled import LabelledArticle, LabelledClaim
from pipelines.clean import CleanStage
from pipelines.errors import WrongUse
from pipelines.ingest import IngestStage
from pipelines.landing import list_raw
from pipelines.records import Article

_CHUNK = 8

Row = Mapping[str, str]
Place = tuple[str, str, str]  # path, member, story


def read_sample(folder: Path, reference: Path) -> list[LabelledArticle]:
    """The coded articles of the sample with their expected claims, by place; one article of each text.

    Args:
        folder: Holds raw/ and expected/.
        reference: The reference tables, for cleaning.

    Raises:
        WrongUse: The folder is no sample.
    """
    if not (folder / "expected" / "claims.csv").is_file():
        raise WrongUse(f"{folder.name} holds no sample: expected/claims.csv is missing.")
    claims: dict[Place, list[LabelledClaim]] = defaultdict(list)
    for row in _rows(folder, "claims"):
        claims[_place(row)].append(_claim(row))
    coded = {_place(row) for row in _rows(folder, "dates") if row["coded"] == "yes"}
    labelled: dict[str, LabelledArticle] = {}
    for article in _read_articles(folder / "raw", reference):
        place = (article.path, article.member or "", str(article.story))
        if place in coded and article.text not in labelled:
            named = replace(article, article_id="/".join(place).replace("//", "/"))
            labelled[article.text] = LabelledArticle(named, tuple(claims[place]), f"{article.title or ''}\n\n{article.text}")
    return list(labelled.values())


def _read_articles(raw: Path, reference: Path) -> list[Article]:
    files = list(list_raw(raw, {}))
    ingest, clean = IngestStage(raw).prepare(), CleanStage(reference).prepare()
    documents = [one for first in range(0, len(files), _CHUNK) for some in ingest(files[first : first + _CHUNK]) for one in some]
    kept = [one for one in documents if one.reject_code is None]
    articles = [one for first in range(0, len(kept), _CHUNK) for some in clean(kept[first : first + _CHUNK]) for one in some]
    return sorted((one for one in articles if one.reject_code is None), key=lambda one: (one.path, one.member or "", one.story))


def _rows(folder: Path, table: str) -> Sequence[Row]:
    with (folder / "expected" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _place(row: Row) -> Place:
    return row["path"], row["member"], row["story"]


def _claim(row: Row) -> LabelledClaim:
    return LabelledClaim(
        quote=row["quote"],
        actor=row["actor"],
        speaker=row["speaker"] or None,
        counterparts=frozenset(filter(None, row["counterparts"].split(";"))),
        issue=row["issue"],
        act=row["act"],
        modality=row["modality"],
        attribution=row["attribution"],
        currency=row["currency"] or None,
        direction=row["direction"] or None,
        amount=float(row["amount"]) if row["amount"] else None,
        unit=row["unit"] or None,
        claimed_on=row["claimed_on"] or None,
        date_basis=row["date_basis"],
    )
