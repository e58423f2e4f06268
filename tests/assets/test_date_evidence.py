"""The asset check that follows every date back to its words."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assets.evidence import audit_date_evidence
from pipelines.clean import CleanLimits, CleanTools, clean_document
from pipelines.lake import Lake, Part
from pipelines.records import Article, Attribution, Claim, DateBasis, DateEvidence, Document, Evidence, Modality
from pipelines.schemas import to_table

REFERENCE = Path(__file__).parents[2] / "data" / "reference"
PART = Part("2025-02", "part-0")
SENTENCE = "Canada rejected the quota on Tuesday, and its trade minister told parliament that no other answer was ever weighed."
REST = "The government will speak to farmers about it next week. " * 5
PAGE = f"""<html><head><meta property="article:published_time" content="2025-02-13T09:00:00Z"><title>Quota rejected</title></head>
<body><article><h1>Quota rejected</h1><p>{SENTENCE}</p><p>{REST}</p></article></body></html>"""


@pytest.fixture(scope="module")
def document() -> Document:
    """A page with its date in a meta tag."""
    payload = PAGE.encode()
    name = hashlib.sha256(payload).hexdigest()[:16]
    return Document(name, "2025-02-14/page.html", None, date(2025, 2, 14), "text/html", len(payload), payload)


@pytest.fixture(scope="module")
def article(document: Document) -> Article:
    """Its article, as cleaning makes it."""
    (made,) = clean_document(document, CleanTools.load(REFERENCE, CleanLimits()))
    assert made.published_on == date(2025, 2, 13)
    return made


@pytest.fixture
def claim(article: Article) -> Claim:
    """A claim that "Tuesday" dates."""
    start, at = article.text.index(SENTENCE), article.text.index("Tuesday")
    return Claim(
        claim_id="0123456789abcdef",
        article_id=article.article_id,
        sentence=0,
        quote=SENTENCE,
        quote_start=start,
        quote_end=start + len(SENTENCE),
        actor="CAN",
        speaker=None,
        counterparts=(),
        issue="quotas",
        topic="trade",
        act="reject",
        score=-0.4,
        modality=Modality.ASSERTED,
        attribution=Attribution.OWN,
        claimed_on=date(2025, 2, 11),
        date_basis=DateBasis.RELATIVE,
        time_expression="Tuesday",
        evidence=(Evidence("claimed_on", at, at + len("Tuesday")),),
    )


def findings(folder: Path, document: Document, article: Article, claim: Claim) -> list[str]:
    """What the audit says of a lake with these three."""
    lake = Lake(folder)
    for table, row in (("documents", document), ("articles", article), ("claims", claim)):
        lake.write(table, PART, to_table(table, [row]), "test")
    return [finding.sentence for finding in audit_date_evidence(lake)]


def test_dates_whose_words_stand_pass(tmp_path: Path, document: Document, article: Article, claim: Claim) -> None:
    """A date in a tag, a weekday in a sentence, a claim of the article's own day and one of none: nothing to say."""
    assert findings(tmp_path / "told", document, article, claim) == []
    published = replace(claim, claimed_on=article.published_on, date_basis=DateBasis.PUBLICATION, time_expression=None, evidence=())
    assert findings(tmp_path / "published", document, article, published) == []
    undated = replace(published, claimed_on=None, date_basis=DateBasis.NONE)
    assert findings(tmp_path / "none", document, article, undated) == []


@pytest.mark.parametrize(
    "evidence",
    [
        DateEvidence("2025-02-12T09:00:00Z", "meta", 40),
        DateEvidence("2025-02-13", "meta", 3),
        DateEvidence("2025-02-13", "meta", None),
        DateEvidence("2025-02-13", "sidecar", None),
        None,
    ],
)
def test_an_articles_date_is_refused_where_its_words_do_not_stand(
    tmp_path: Path, document: Document, article: Article, claim: Claim, evidence: DateEvidence | None
) -> None:
    """Other words, another offset, no offset, a sidecar that is not there, no words at all: each is found."""
    told = findings(tmp_path, document, replace(article, published_evidence=evidence), claim)

    assert len(told) == 1 and told[0].startswith(f"Article {article.article_id}: ")


@pytest.mark.parametrize(
    "changes",
    [
        {"evidence": ()},
        {"evidence": (Evidence("claimed_on", 0, 7),)},
        {"time_expression": "Monday"},
        {"date_basis": DateBasis.PUBLICATION},
        {"date_basis": DateBasis.NONE},
        {"claimed_on": None},
    ],
)
def test_a_claims_day_is_refused_where_its_words_do_not_stand(
    tmp_path: Path, document: Document, article: Article, claim: Claim, changes: dict[str, object]
) -> None:
    """No words, other words, or a basis that does not go with them: each is found."""
    told = findings(tmp_path, document, article, replace(claim, **changes))  # type: ignore[arg-type]

    assert len(told) == 1 and told[0].startswith("Claim 0123456789abcdef: ")
