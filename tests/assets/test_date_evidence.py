"""The asset check that follows every date back to its words."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assets.evidence import audit_date_evidence, fault_of_article
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


def test_one_text_with_and_without_a_date_is_two_articles_of_one_id(
    tmp_path: Path, document: Document, article: Article, claim: Claim
) -> None:
    """Each copy's claim is held against its own, whichever lies last; a day that neither has is refused."""
    landed = date(2025, 2, 14)
    bare = replace(article, published_on=None, published_evidence=None, known_on=landed)
    dated = replace(claim, claimed_on=article.published_on, date_basis=DateBasis.PUBLICATION, time_expression=None, evidence=())
    undated = replace(dated, claimed_on=None, date_basis=DateBasis.NONE, known_on=landed)
    for name, claims, found in (
        ("right", [replace(dated, known_on=article.known_on), undated], 0),
        ("wrong", [replace(dated, known_on=landed)], 1),
    ):
        lake = Lake(tmp_path / name)
        for table, rows in (("documents", [document]), ("articles", [article, bare]), ("claims", claims)):
            lake.write(table, PART, to_table(table, rows), "test")
        assert len(list(audit_date_evidence(lake))) == found


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

    assert len(told) == 1 and told[0].startswith(f"Article {article.article_id} (2025-02-14/page.html): ")


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

    assert len(told) == 1 and told[0].startswith("Claim 0123456789abcdef (2025-02-14/page.html): ")


PERU = "Peru imposed a 10 percent tariff on textile imports from China on Friday, the trade ministry said."
HEAD = '<html><head><title>Peru</title><link rel=canonical href="https:&#x2F;&#x2F;x.example&#x2F;2025&#x2F;05&#x2F;02&#x2F;peru"></head>'
TOLD = {
    "a count of seconds": (
        "application/json",
        rf'{{"headline":"Peru","body":"{PERU}","published_at":1746180000}}',
        "2025-05-02T10:00:00+00:00",
    ),
    "a count of milliseconds": ("application/json", rf'{{"body":"{PERU}","published_at":1746180000000}}', "2025-05-02T10:00:00+00:00"),
    "escaped slashes": ("application/json", rf'{{"body":"{PERU}","date":"05\/13\/2025"}}', "05/13/2025"),
    "an escaped address": ("application/json", rf'{{"body":"{PERU}","url":"https:\/\/x\/2025\/05\/02\/p"}}', "2025/05/02"),
    "two blanks": ("application/json", rf'{{"body":"{PERU}","date":"May  2, 2025"}}', "May 2, 2025"),
    "an escaped blank": ("application/json", rf'{{"body":"{PERU}","date":"2\u00a0May\u00a02025"}}', "2 May 2025"),
    "a list": ("application/json", rf'{{"body":"{PERU}","date":["2 May 2025","Lima"]}}', "2 May 2025, Lima"),
    "front matter": ("text/markdown", f'---\ntitle: Peru\ndate: "2  May 2025"\n---\n\n# Peru\n\n{PERU}\n', "2 May 2025"),
    "line ends of two": ("text/markdown", f"# Peru\r\n\r\nLIMA, May 2, 2025 (Reuters) - {PERU}\r\n", "May 2, 2025"),
    "marks in a dateline": ("text/markdown", f"# Peru\n\nLIMA, May **2,** 2025 (Reuters) - {PERU}\n", "May 2, 2025"),
    "an escape in a dateline": ("application/json", rf'{{"body":"LIMA, May\u00a02, 2025 (Reuters) - {PERU}"}}', "May 2, 2025"),
    "references in a page's address": (
        "text/html",
        f"{HEAD}<body><article><h1>Peru</h1><p>{PERU}</p></article></body></html>",
        "2025/05/02",
    ),
    "references in a wire record": (
        "application/sgml",
        f"<REUTERS><DATE> 2-MAY-2025&#32;15:01</DATE><TEXT><TITLE>PERU</TITLE><BODY>{PERU}</BODY></TEXT></REUTERS>",
        "2-MAY-2025 15:01",
    ),
}


@pytest.mark.parametrize(("media_type", "text", "words"), TOLD.values(), ids=TOLD)
def test_words_that_cleaning_read_out_of_escapes_and_references_stand(media_type: str, text: str, words: str) -> None:
    """A date is followed back through whatever its document writes it in; one that the document does not tell is still found out."""
    payload = text.encode()
    document = Document("0" * 16, "2025-07-01/x", None, date(2025, 7, 1), media_type, len(payload), payload)
    (made,) = clean_document(document, CleanTools.load(REFERENCE, CleanLimits()))
    evidence = made.published_evidence

    assert evidence is not None and evidence.text == words
    assert fault_of_article(made, document) is None
    for other in (words.replace("2025", "2024"), words.replace("2", "3")):
        assert fault_of_article(replace(made, published_evidence=replace(evidence, text=other)), document) is not None


@pytest.mark.parametrize(
    ("sidecar", "words", "is_right"),
    [
        (r'{"published":"05\/13\/2025"}', "05/13/2025", True),
        (r'{"published":"05\/13\/2025"}', "05/14/2025", False),
        ('{"published":"2025-05-13"}', "2025-05-1", False),
        ('{"title":"2025-05-13"}', "2025-05-13", False),
        (None, "2025-05-13", False),
    ],
)
def test_a_sidecars_date_is_what_its_field_says(
    document: Document, article: Article, sidecar: str | None, words: str, is_right: bool
) -> None:
    """The sidecar is read as JSON, and only `published` dates anything."""
    dated = replace(article, published_evidence=DateEvidence(words, "sidecar", None))

    assert (fault_of_article(dated, replace(document, sidecar=sidecar)) is None) is is_right


@pytest.mark.parametrize(("words", "is_right"), [("2025-02-13T09:00:00 +09:00", True), ("2025-02-12T09:00:00 +09:00", False)])
def test_a_mails_clock_vouches_for_what_it_shows_alone(document: Document, article: Article, words: str, is_right: bool) -> None:
    """That a mail has a stamp is no word for another one."""
    sent = replace(document, sent_at=datetime(2025, 2, 13, 0, 0, tzinfo=UTC), sent_zone="+09:00")

    assert (fault_of_article(replace(article, published_evidence=DateEvidence(words, "header", None)), sent) is None) is is_right
