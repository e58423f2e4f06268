"""Whether the words that dates rest on stand where they are said to stand, in the lake as it is.

Belongs here: following a date's evidence back to the document or the article. Does not belong here: whether the date is right.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from pipelines.claims.tokens import plain_typography
from pipelines.clean.limits import CleanLimits
from pipelines.clean.told import told_texts
from pipelines.clean.trace import raw_texts, trace_quote
from pipelines.clean.wording import tidy
from pipelines.dating.candidates import Place
from pipelines.dating.locate import find_words
from pipelines.engine.audit import Finding, told_document
from pipelines.lake import Lake
from pipelines.records import Article, Claim, DateBasis, DateEvidence, Document
from pipelines.schemas import from_table

_RULE = "date evidence"


def audit_date_evidence(lake: Lake, months: Sequence[str] | None = None) -> Iterator[Finding]:
    """Every date of an article stands in its document at its offset, every day of a claim in its article or is the article's own.

    One text that came several times, once with a date and once without, is several articles of one id: a claim is of the one known on
    its own day.
    """
    claimed, dated = set(lake.parts("claims", months)), set(lake.parts("documents", months))
    for part in lake.parts("articles", months):
        articles: list[Article] = list(from_table("articles", lake.read("articles", part)))
        if part in dated:
            documents: Iterable[Document] = from_table("documents", lake.read("documents", part))
            by_place = {(one.document_id, one.path, one.member): one for one in documents}
            for article in articles:
                fault = fault_of_article(article, by_place.get((article.document_id, article.path, article.member)))
                if fault:
                    where = told_document(article.path, article.member)
                    yield Finding(_RULE, str(part), f"Article {article.article_id} ({where}): {fault}.")
        if part in claimed:
            copies: dict[str, list[Article]] = {}
            for article in articles:
                copies.setdefault(article.article_id, []).append(article)
            for claim in from_table("claims", lake.read("claims", part)):
                told, fault = _nearest_copy(claim, copies.get(claim.article_id, ()))
                if fault:
                    where = f" ({told_document(told.path, told.member)})" if told else ""
                    yield Finding(_RULE, str(part), f"Claim {claim.claim_id}{where}: {fault}.")


def _nearest_copy(claim: Claim, copies: Sequence[Article]) -> tuple[Article | None, str | None]:
    """Of the articles known on a claim's day the first that bears it out, else the first with what is wrong there; none if it is gone."""
    told: Sequence[Article | None] = [one for one in copies if one.known_on == claim.known_on] or copies or (None,)
    faults = [(one, fault_of_claim(claim, one)) for one in told]
    return next((pair for pair in faults if pair[1] is None), faults[0])


def fault_of_article(article: Article, document: Document | None) -> str | None:
    """What is wrong with the evidence of an article's date; None where nothing is."""
    evidence = article.published_evidence
    if article.published_on is None:
        return None if evidence is None else "it has no date and yet words for one"
    if evidence is None:
        return "its date rests on no words"
    if document is None:
        return "its document is gone"
    stands = _stands_at(evidence, document) if evidence.offset is not None else _stands_beside(evidence, document)
    return None if stands else f"{evidence.text!r} does not stand in its document where it is said to ({evidence.place})"


def _stands_at(evidence: DateEvidence, document: Document) -> bool:
    for raw in _decoded(document):
        if raw.startswith(evidence.text, evidence.offset) or find_words(raw[evidence.offset :], evidence.text) == 0:
            return True
    return False


def _decoded(document: Document) -> list[str]:
    """The texts that offsets can count in; of a PDF the text that was read out of it, of Markdown the text with plain line ends."""
    if document.media_type.startswith("application/pdf"):
        from pipelines.clean.pdf import open_pdf  # with the reader of PDF files, which hardly a lake needs

        return [open_pdf(document.payload, CleanLimits()).raw_text]
    texts = raw_texts(document)
    return [text.replace("\r\n", "\n") for text in texts] if document.media_type.startswith("text/markdown") else texts


def _stands_beside(evidence: DateEvidence, document: Document) -> bool:
    """Whether evidence without an offset is what came with the document: its sidecar's word, its mail's clock, a field or an address; or
    a dateline whose letters are parted in the document by what its text does not show.
    """
    from pipelines.dating.structured import from_headers, from_sidecar  # with the parser of pages, which an empty night does without

    if evidence.place == Place.DATELINE:
        return trace_quote(document, evidence.text, 0, len(evidence.text)) is not None or _is_told(evidence.text, document)
    if evidence.place == Place.SIDECAR:
        return any(evidence.text == one.text for one in from_sidecar(document.sidecar))
    if evidence.place == Place.HEADER:
        stamps = from_headers(document.sent_at, document.sent_zone, None)
        return any(evidence.text == one.text for one in stamps) or _is_told(evidence.text, document)
    return evidence.place == Place.URL and (evidence.text in (document.url or "") or _is_told(evidence.text, document))


def _is_told(words: str, document: Document) -> bool:
    """Whether the words stand somewhere in the document, as it came or as cleaning decodes it."""
    decoded = _decoded(document)
    return any(words in text for text in chain(decoded, map(tidy, decoded), told_texts(document)))


def fault_of_claim(claim: Claim, article: Article | None) -> str | None:
    """What is wrong with the evidence of a claim's day; None where nothing is."""
    if article is None:
        return "its article is gone"
    spans = [(one.start, one.end) for one in claim.evidence if one.slot == "claimed_on"]
    if claim.date_basis is DateBasis.NONE:
        return "it is undated and yet has a day, or words for one" if spans or claim.claimed_on is not None else None
    if claim.date_basis is DateBasis.PUBLICATION:
        return (
            None
            if not spans and claim.claimed_on == article.published_on
            else "it is dated by publication, and its article is not of that day"
        )
    if not spans or claim.claimed_on is None:
        return "its day rests on no words"
    words = {plain_typography(article.text[start:end]) for start, end in spans}
    return None if words == {claim.time_expression} else f"{claim.time_expression!r} does not stand in its article where it is said to"
