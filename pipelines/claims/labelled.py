"""A folder of labelled articles, as training and evaluation read it.

Layout: `docs/<id>.txt` (headline, blank line, body), `docs/<id>.txt.meta.json` (title, published, source), `labels/<id>.json`
(`{"claims": [...]}` with the claim guide's slots). Belongs here: reading that layout. Does not belong here: scores.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.clean.wording import repair_mojibake
from pipelines.errors import WrongUse
from pipelines.records import Article, Attribution, Claim, Modality, PublishedBasis
from pipelines.reference import Reference

WRAPPED_LINE = 80  # code points; where more than half of a body's lines are shorter, line breaks are no paragraphs


@dataclass(frozen=True, slots=True)
class LabelledClaim:
    """One claim of a label file."""

    quote: str
    actor: str
    speaker: str | None
    counterparts: frozenset[str]
    issue: str
    act: str
    modality: str
    attribution: str
    currency: str | None
    direction: str | None
    amount: float | None
    unit: str | None
    claimed_on: str | None
    date_basis: str
    confidence: float | None = None  # of a made claim; labels have none


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article, the claims a reader found in it, and the raw text that scores are taken on."""

    article: Article
    claims: tuple[LabelledClaim, ...]
    raw_text: str

    @property
    def name(self) -> str:
        """The id of the files."""
        return self.article.article_id


def read_folder(folder: Path) -> list[LabelledArticle]:
    """All labelled articles of a folder, by name.

    Raises:
        WrongUse: There is no labelled article, or a file is not in the layout.
    """
    labels = sorted((folder / "labels").glob("*.json"))
    if not labels:
        raise WrongUse(f"{folder} holds no labelled articles: labels/*.json is empty.")
    return [_read_one(folder, path) for path in labels]


def refuse_unknown_codes(articles: Iterable[LabelledArticle], reference: Reference) -> None:
    """Stop at the first label that says what no claim can be, before hours are spent on learning it.

    Raises:
        WrongUse: An issue, act, modality or attribution is none of the claim guide's.
    """
    legal = {
        **{slot: {row[slot] for row in reference.rows(f"{slot}s")} for slot in ("issue", "act")},
        **{slot: set(map(str, kind)) for slot, kind in (("modality", Modality), ("attribution", Attribution))},
    }
    for one in articles:
        for claim in one.claims:
            for slot, codes in legal.items():
                if getattr(claim, slot) not in codes:
                    raise WrongUse(f"A label of {one.name} has the {slot} {getattr(claim, slot)!r}, which is none of the guide's.")


def _read_one(folder: Path, path: Path) -> LabelledArticle:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["claims"]
        claims = tuple(read_claim(row) for row in rows)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongUse(f"{path.name} is not in the layout of labelled articles: {error!r}.") from error
    return replace(read_document(folder, path.stem), claims=claims)


def read_document(folder: Path, name: str) -> LabelledArticle:
    """An article of a folder, whether or not it is labelled; without claims.

    Raises:
        WrongUse: Its text or its meta file is missing or not in the layout.
    """
    path = folder / "docs" / f"{name}.txt"
    try:
        text = path.read_text(encoding="utf-8")
        beside = path.with_name(path.name + ".meta.json")
        meta = json.loads(beside.read_text(encoding="utf-8")) if beside.exists() else {}
        return LabelledArticle(_article(name, text, meta), (), text)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongUse(f"The text of {name} is not in the layout of labelled articles: {error!r}.") from error


def read_claim(row: Mapping[str, Any]) -> LabelledClaim:
    """One claim of a label file or of a file of predictions; slots that are missing are empty.

    Raises:
        KeyError: quote, actor, issue or act is missing.
    """
    amount, confidence = row.get("amount"), row.get("confidence")
    return LabelledClaim(
        quote=row["quote"],
        actor=row["actor"],
        speaker=row.get("speaker"),
        counterparts=frozenset(row.get("counterparts") or ()),
        issue=row["issue"],
        act=row["act"],
        modality=row.get("modality") or "asserted",
        attribution=row.get("attribution") or "own",
        currency=row.get("currency"),
        direction=row.get("direction"),
        amount=None if amount is None else float(amount),
        unit=row.get("unit"),
        claimed_on=str(row["claimed_on"]) if row.get("claimed_on") else None,
        date_basis=row.get("date_basis") or "none",
        confidence=None if confidence is None else float(confidence),
    )


def as_labelled(claim: Claim) -> LabelledClaim:
    """A claim in the slots of the guide."""
    return LabelledClaim(
        claim.quote,
        claim.actor,
        claim.speaker,
        frozenset(claim.counterparts),
        claim.issue,
        claim.act,
        str(claim.modality),
        str(claim.attribution),
        claim.currency,
        claim.direction,
        claim.amount,
        claim.unit,
        str(claim.claimed_on) if claim.claimed_on else None,
        str(claim.date_basis),
        claim.confidence,
    )


def _article(name: str, text: str, meta: Mapping[str, Any]) -> Article:
    title, _, body = text.partition("\n")
    published = date.fromisoformat(meta["published"][:10]) if meta.get("published") else None
    return Article(
        article_id=name,
        document_id=name,
        path=f"docs/{name}.txt",
        member=None,
        story=0,
        title=repair_mojibake(str(meta.get("title") or title.strip())),
        text=join_lines(body),
        language="en",
        source=str(meta.get("source") or "unknown"),
        published_on=published,
        published_basis=PublishedBasis.SIDECAR if published else PublishedBasis.NONE,
        known_on=published or date.min,
    )


def join_lines(body: str) -> str:
    """A body as articles hold it: mojibake repaired, paragraphs parted by a blank line, hard-wrapped lines of one paragraph joined."""
    lines = [line.rstrip() for line in repair_mojibake(unicodedata.normalize("NFC", body)).replace("\r\n", "\n").split("\n")]
    lengths = sorted(len(line) for line in lines if line.strip())
    is_wrapped = len(lengths) > 3 and lengths[len(lengths) // 2] < WRAPPED_LINE
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if not line.strip() or not is_wrapped or re.match(r"\s{2,}", line):
            paragraphs.append([])
        if line.strip():
            paragraphs[-1].append(line.strip())
    return "\n\n".join(re.sub(r"\s+", " ", " ".join(paragraph)) for paragraph in paragraphs if paragraph)


def sentences_of(claims: Sequence[LabelledClaim], text: str, spans: Sequence[tuple[int, int]]) -> list[int | None]:
    """The sentence that shares most characters with each claim's quote; None where the quote is not in the text.

    Args:
        claims: Labelled claims.
        text: The article's text.
        spans: Start and end of every sentence in it.
    """
    letters, places = squeeze_with_places(text)
    found: list[int | None] = []
    for claim in claims:
        quote = squeeze_with_places(claim.quote)[0].strip()
        at = letters.find(quote) if quote else -1
        if at < 0:
            found.append(None)
            continue
        start, end = places[at], places[at + len(quote) - 1] + 1
        shares = [min(end, last) - max(start, first) for first, last in spans]
        best = max(range(len(spans)), key=lambda index: shares[index])
        found.append(best if shares[best] > 0 else None)
    return found


def squeeze_with_places(text: str) -> tuple[str, list[int]]:
    """Lower-case letters, digits, % and $ with single spaces between runs, and where each character stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text.lower() if len(text.lower()) == len(text) else text):
        if character.isascii() and (character.isalnum() or character in "%$"):
            letters.append(character.lower())
            places.append(at)
        elif letters and letters[-1] != " ":
            letters.append(" ")
            places.append(at)
    return "".join(letters), places
