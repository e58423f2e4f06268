"""A small lake with articles and claims, for the tests of the room."""

from datetime import date
from pathlib import Path
from typing import Any

from pipelines.errors import RejectCode
from pipelines.lake import Lake, Part
from pipelines.records import Article, Attribution, Claim, DateBasis, Modality
from pipelines.schemas import to_table

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
DAY = date(2025, 4, 16)
STORY = "Rain fell. Peru raised its duty on imported rice from Chile to 12%, and Chile protested against the duty. Trade was slow."
SENTENCE = STORY[STORY.index("Peru") : STORY.index(" Trade")]


def make_article(number: int, text: str = STORY, **changes: Any) -> Article:
    """An article of the lake."""
    fields: dict[str, Any] = {
        "article_id": f"a{number}-0",
        "document_id": f"a{number}",
        "path": f"2025-04-16/a{number}.txt",
        "member": None,
        "story": 0,
        "title": f"Rice {number}",
        "text": text,
        "language": "en",
        "source": "Candlewick",
        "published_on": DAY,
        "landed_on": DAY,
        "known_on": DAY,
        "text_hash": f"{hash_of(text)}",
    }
    return Article(**{**fields, **changes})


def hash_of(text: str) -> str:
    """Stands for the hash of a text."""
    return str(sum(map(ord, text)))


def make_claim(article: Article, claim_id: str, quote: str, actor: str, **changes: Any) -> Claim:
    """A claim of an article, in its second sentence."""
    start = article.text.index(quote)
    fields: dict[str, Any] = {
        "claim_id": claim_id,
        "article_id": article.article_id,
        "sentence": 1,
        "quote": quote,
        "quote_start": start,
        "quote_end": start + len(quote),
        "actor": actor,
        "speaker": None,
        "counterparts": (),
        "issue": "tariffs",
        "topic": "trade",
        "act": "restrict",
        "score": -0.8,
        "modality": Modality.ASSERTED,
        "attribution": Attribution.OWN,
        "claimed_on": DAY,
        "date_basis": DateBasis.PUBLICATION,
        "confidence": 0.7,
        "known_on": DAY,
        "extractor": "test",
    }
    return Claim(**{**fields, **changes})


def fill_lake(root: Path) -> Lake:
    """Two articles that say the same, one on another subject, one that was rejected; two claims in one sentence of the first."""
    lake = Lake(root)
    first = make_article(1)
    other = make_article(3, "The home side won the cup, and the crowd sang.")
    rejected = make_article(5, "Peru tariffs, Peru duties.", reject_code=RejectCode.NOT_ENGLISH)
    articles = [first, make_article(2), other, make_article(4, "Trade in tariffs of Peru: duties."), rejected]
    claims = [
        make_claim(first, "aaaa000011112222", "Peru raised its duty on imported rice from Chile to 12%", "PER", counterparts=("CHL",)),
        make_claim(first, "aaaabbbb11112222", "Chile protested against the duty", "CHL", act="accuse", score=-0.3, confidence=0.5),
    ]
    part = Part("2025-04", "p")
    lake.write("articles", part, to_table("articles", articles), "x")
    lake.write("claims", part, to_table("claims", claims), "x")
    return lake
