"""A claim with everything it rests on, read for `demarche explain`.

Belongs here: gathering and wording. Does not belong here: printing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from assets.commands.ledger import Ledger
from pipelines.clean.trace import RawPlace, trace_quote
from pipelines.errors import LakeError
from pipelines.records import Document
from pipelines.report.evidence import SLOT_WORDS, passage_of
from pipelines.report.words import USE_WORDS

QUESTION = """
select
    explained.*,
    claims.score,
    claims.currency,
    claims.quote_start,
    claims.quote_end,
    claims.evidence,
    claims.copy_count,
    articles.document_id,
    articles.text,
    articles.is_canonical,
    articles.canonical_article_id,
    corrections.article_id as correction_article_id,
    corrections.title as correction_title
from explain($id) as explained
inner join claims on explained.claim_id = claims.claim_id
inner join articles on claims.article_id = articles.article_id
left join (
    select articles.article_id, articles.title, duplicates.canonical_article_id, articles.known_on
    from duplicates
    inner join articles on duplicates.article_id = articles.article_id
    where duplicates.kind = 'correction'
) as corrections
    on
        articles.canonical_article_id = corrections.canonical_article_id
        and claims.known_to = corrections.known_on
        and claims.article_id <> corrections.article_id
limit 1
"""
NOT_HELD = "The lake does not hold the raw document."
NOT_AS_THEY_ARE = "The words do not stand in the raw source as they are."  # PDF, repaired text
KEPT_BACK = ("text", "evidence", "passage")  # too long, or said better by `sentence` and `words`


@dataclass(frozen=True, slots=True)
class ExplainedClaim:
    """Slots by name, the sentence in pieces, lines of label and words for a person, and the quote in its raw document.

    `raw` is a sentence where there is no place to show: the lake does not hold the document or does not answer, or the words do not stand
    in it as they are.
    """

    slots: dict[str, Any]
    sentence: Sequence[tuple[str, tuple[str, ...], bool]]  # words, what they decide, whether they are in the quote
    lines: Sequence[tuple[str, str]]
    raw: RawPlace | str

    def flat(self) -> tuple[list[str], list[Any]]:
        """Names and values of one row for a program."""
        kept = {name: value for name, value in self.slots.items() if name not in KEPT_BACK}
        kept["sentence"] = "".join(words for words, _, _ in self.sentence)
        kept["raw"] = asdict(self.raw) if isinstance(self.raw, RawPlace) else None
        return list(kept), list(kept.values())


def read_claim(ledger: Ledger, claim_id: str) -> ExplainedClaim:
    """A claim that is known to be there."""
    names, rows = ledger.ask(QUESTION, {"id": claim_id})
    slots = dict(zip(names, rows[0], strict=True))
    return ExplainedClaim(slots, list(_sentence(slots)), list(_lines(slots)), _trace(ledger, slots))


def _trace(ledger: Ledger, slots: dict[str, Any]) -> RawPlace | str:
    """The quote in its raw document, or why it cannot be shown."""
    from pipelines.lake import Lake  # with the reader of Parquet, which a position's explanation does without

    lake = Lake(ledger.settings.lake, ledger.settings.lake_url)
    try:
        found = lake.payload(slots["document_id"], f"{slots['landed_on']:%Y-%m}")
    except LakeError as error:
        return f"The raw document cannot be read. {error}"
    if found is None:
        return NOT_HELD
    media_type, payload = found
    document = Document(
        slots["document_id"], slots["path"], slots["member"], slots["landed_on"], media_type, len(payload), payload, url=slots["url"]
    )
    return trace_quote(document, slots["text"], slots["quote_start"], slots["quote_end"]) or NOT_AS_THEY_ARE


def _sentence(slots: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """The claim's sentence, cut wherever the quote or the words behind a slot begin or end."""
    text, quote = slots["text"], (slots["quote_start"], slots["quote_end"])
    start, end = passage_of(text, *quote)
    spans = [(item["start"], item["end"], SLOT_WORDS.get(item["slot"], item["slot"])) for item in slots["evidence"] or ()]
    places = {start, end, *quote, *(place for first, last, _ in spans for place in (first, last))}
    for left, right in pairwise(sorted(place for place in places if start <= place <= end)):
        labels = tuple(dict.fromkeys(label for first, last, label in spans if first <= left and right <= last))
        yield text[left:right], labels, quote[0] <= left and right <= quote[1]


def _lines(slots: dict[str, Any]) -> Iterator[tuple[str, str]]:
    unit = f" {slots['unit']}" if slots["unit"] else ""
    facts = [f"{slots['score']:+.1f}", slots["modality"], slots["attribution"], slots["direction"], slots["currency"]]
    yield (
        "position",
        ", ".join(str(fact) for fact in [*facts, f"{slots['amount']:,g}{unit}" if slots["amount"] is not None else None] if fact),
    )
    if slots["speaker"]:
        yield "speaker", slots["speaker"]
    expression = f", from the words “{slots['time_expression']}”" if slots["time_expression"] else ""
    yield "day", f"{slots['claimed_on'] or 'undated'}, {slots['date_basis']}{expression}; could be known from {slots['known_on']}"
    if slots["known_to"]:
        yield "corrected", f"a correction speaks in its place from {slots['known_to']} on" + _corrected_by(slots)
    yield (
        "use",
        f"{_use(slots)}; confidence {slots['confidence']:.2f}" + (f" ({'; '.join(slots['reasons'])})" if slots["reasons"] else ""),
    )
    if slots["office_note"]:
        yield "office", f"{'anachronism: ' if slots['is_anachronism'] else ''}{slots['office_note']}"
    yield "article", f"“{slots['title'] or 'untitled'}”, {slots['source']}" + (f", {slots['url']}" if slots["url"] else "")
    yield "its date", _published(slots)
    for rival in slots["date_rivals"] or ():
        yield "refused", f"“{rival['text']}” ({rival['place']}): {rival['refused_because']}"
    if not slots["is_canonical"]:
        yield "reprint of", slots["canonical_article_id"] + ("" if slots["use"] == "duplicate" else ", which does not say this")
    yield "raw file", slots["path"] + (f" › {slots['member']}" if slots["member"] else "") + f", landed {slots['landed_on']}"
    yield "read by", f"{slots['extractor']}, claim {slots['claim_id']} of article {slots['article_id']}"


def _use(slots: dict[str, Any]) -> str:
    """What became of the claim; in the past tense where a correction has ended it."""
    if slots["known_to"] and slots["use"] == "utterance":
        return f"spoke until {slots['known_to']}, and moves no position now"
    return USE_WORDS.get(slots["use"], str(slots["use"]))


def _corrected_by(slots: dict[str, Any]) -> str:
    article = slots["correction_article_id"]
    return f": “{slots['correction_title'] or 'untitled'}”, article {article}" if article else ""


def _published(slots: dict[str, Any]) -> str:
    evidence = slots["published_evidence"]
    if not evidence:
        return f"{slots['published_on'] or 'none'}, {slots['published_basis']}"
    place = f" in {evidence['place']}" if evidence["place"] != slots["published_basis"] else ""
    return f"{slots['published_on']}, {slots['published_basis']}: “{evidence['text']}”{place}"
