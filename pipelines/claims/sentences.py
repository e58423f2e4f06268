"""Where sentences begin and end in an article.

Belongs here: the splitter and the abbreviations it must know to split at all (grammar of full stops, not facts about the world).
Does not belong here: words inside a sentence.
"""

import re
from dataclasses import dataclass

from pipelines.claims.tokens import plain_typography

LONGEST_SENTENCE = 2000  # code points; longer runs (tables, lists of names) are cut at a space so that every step stays bounded


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ABBREVIATIONS = _words(
    """
    mr mrs ms dr messrs jan feb mar apr jun jul aug sep sept oct nov dec inc corp co ltd st gen sen sens rep reps gov prof vs lt
    col maj capt sgt rev jr sr est etc approx dept univ assn bros ft mt fri mon tue tues wed thu thurs al fig nos
    """
)
_OPENERS = _words(
    """
    The A An In On At But He She It They We I This That These Those However If While When Although Since After Before
    Some Many Most Both One His Her Their There What Officials Analysts Asked Under Last Trump President Earlier
    Yesterday Today So Yet Still Now Even Not No Such Other Another Any All Each Our You Your Meanwhile Moreover
    Also
    """
)
_BREAK = re.compile(r"[.!?…]+[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9$€£¥À-Þ])|[.!?][\"')\]]+(?=[\"'(\[]*[A-Z])|[a-z]{2}[.?!](?=[A-Z][a-z])|\n+")
_LAST_WORD = re.compile(r"[^\s\"'(\[]+$")
_NEXT_WORD = re.compile(r"[\"'(\[]*([^\W\d_]+)")
_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `start` and `end` are code points into the article's text, `text` has plain typography."""

    number: int
    start: int
    end: int
    paragraph: int
    text: str


def split_sentences(text: str) -> list[Sentence]:
    """Cut an article whose paragraphs are parted by blank lines into sentences.

    A line break always ends a sentence. Offsets are those of `text`; white space at either end belongs to no sentence.
    """
    plain = plain_typography(text)
    found: list[Sentence] = []
    start = paragraph = 0
    for match in _BREAK.finditer(plain):
        is_line_end = match.group().startswith("\n")
        if is_line_end or _ends_sentence(plain, start, match):
            cut = match.start() if is_line_end else match.end()
            _append(found, plain, start, cut, paragraph)
            start = match.end()
            paragraph += is_line_end
    _append(found, plain, start, len(plain), paragraph)
    return found


def _ends_sentence(plain: str, start: int, match: "re.Match[str]") -> bool:
    if match.group().strip() != ".":
        return True
    last = _LAST_WORD.search(plain[max(start, match.start() - 40) : match.start()])
    word = last.group().lower() if last else ""
    following = _NEXT_WORD.match(plain, match.end())
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()) or (word == "no" and plain[match.end()].isdigit()):
        return False
    return not _INITIALS.fullmatch(word) or following is None or following.group(1) in _OPENERS


def _append(found: list[Sentence], plain: str, start: int, end: int, paragraph: int) -> None:
    """Add the run without its outer white space, in pieces where it is too long to be a sentence."""
    piece = plain[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    while end - start > LONGEST_SENTENCE:
        space = plain.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = space if space > 0 else start + LONGEST_SENTENCE
        found.append(Sentence(len(found), start, cut, paragraph, plain[start:cut]))
        start = cut + (space > 0)
    if end > start:
        found.append(Sentence(len(found), start, end, paragraph, plain[start:end]))
