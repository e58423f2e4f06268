"""An article's text cut into stretches, so that a template can mark quotes that overlap and the words behind each slot.

Belongs here: offsets. Does not belong here: HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.claims.sentences import split_sentences
from pipelines.report.rows import EvidenceRow

PAGE_CHARACTERS = 50_000
PAGE_CLAIMS = 100
PASSAGE_CHARACTERS = 400
QUOTE = "quote"  # the key of a claim's own words among the keys of its slots
SLOT_WORDS = {
    "actor": "who",
    "speaker": "speaker",
    "counterparts": "toward",
    "counterpart": "toward",
    "issue": "about",
    "act": "does",
    "modality": "how firmly",
    "attribution": "who says so",
    "claimed_on": "when",
    "time_expression": "when",
    "amount": "how much",
    "currency": "currency",
    "direction": "direction",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text under the same marks."""

    text: str
    keys: tuple[str, ...]  # claims or slots that cover it
    begins: tuple[str, ...]  # those of them that begin here


@dataclass(frozen=True, slots=True)
class Span:
    """Something that covers characters `start` to `end`."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextPage:
    """Part of an article that fits one page."""

    start: int
    end: int
    claims: tuple[EvidenceRow, ...]


def cut(text: str, start: int, end: int, spans: Sequence[Span]) -> list[Stretch]:
    """The characters `start` to `end` of a text, cut wherever a span begins or ends; spans outside are cut to fit."""
    inside = [Span(s.key, max(s.start, start), min(s.end, end)) for s in spans if s.end > start and s.start < end and s.end > s.start]
    places = sorted({start, end, *(s.start for s in inside), *(s.end for s in inside)})
    stretches = []
    for left, right in pairwise(places):
        covering = tuple(dict.fromkeys(s.key for s in inside if s.start <= left and s.end >= right))
        begins = tuple(dict.fromkeys(s.key for s in inside if s.start == left and s.end >= right))
        stretches.append(Stretch(text[left:right], covering, begins))
    return stretches


def paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the paragraphs between two offsets begin and end; they are parted by blank lines."""
    found = []
    at = start
    while at < end:
        stop = text.find("\n\n", at, end)
        stop = end if stop < 0 else stop
        if stop > at:
            found.append((at, stop))
        at = stop + 2
    return found


def split_pages(text: str, claims: Sequence[EvidenceRow]) -> list[TextPage]:
    """Cut an article into pages of bounded length and number of claims; a claim is on the page on which its quote begins.

    Cuts fall between paragraphs where one ends in time, else anywhere. An article of common length is one page.
    """
    if len(text) <= PAGE_CHARACTERS and len(claims) <= PAGE_CLAIMS:
        return [TextPage(0, len(text), tuple(claims))]
    pages: list[TextPage] = []
    start = 0
    left = sorted(claims, key=lambda claim: claim.quote_start)
    while start < len(text) or not pages:
        end = _page_end(text, start, left)
        here = tuple(claim for claim in left if claim.quote_start < end)
        left = left[len(here) :]
        pages.append(TextPage(start, end, here))
        start = end
    return pages


def slot_stretches(text: str, start: int, end: int, claim: EvidenceRow) -> list[Stretch]:
    """The sentence from `start` to `end` with the quote (key `QUOTE`) and the words behind each slot (its plain name) marked."""
    spans = [Span(QUOTE, claim.quote_start, claim.quote_end)]
    spans += [Span(SLOT_WORDS.get(item["slot"], item["slot"]), item["start"], item["end"]) for item in claim.evidence]
    return cut(text, start, end, spans)


def passage_of(text: str, start: int, end: int, limit: int = PASSAGE_CHARACTERS) -> tuple[int, int]:
    """Where the sentence around a quote begins and ends, as the extractor parts sentences.

    It stays inside the paragraph and within `limit` characters on either side. Only the splitter is asked: showing a claim must not load
    what finds claims.
    """
    first = max(text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0, start - limit)
    stop = text.find("\n\n", end)
    last = min(len(text) if stop < 0 else stop, end + limit)
    sentences = split_sentences(text[first:last])
    begins = [first + sentence.start for sentence in sentences if first + sentence.start <= start]
    ends = [first + sentence.end for sentence in sentences if first + sentence.end >= end]
    return (begins[-1] if begins else first), (ends[0] if ends else last)


def _page_end(text: str, start: int, left: Sequence[EvidenceRow]) -> int:
    end = min(len(text), start + PAGE_CHARACTERS)
    if len(left) > PAGE_CLAIMS and left[PAGE_CLAIMS].quote_start < end:
        end = max(left[PAGE_CLAIMS].quote_start, start + 1)
    if end < len(text):
        cut_at = text.rfind("\n\n", start, end)
        end = cut_at + 2 if cut_at > start else end
    return max(end, start + 1) if text else 0
