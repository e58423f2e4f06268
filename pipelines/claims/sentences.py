"""Where sentences begin and end in an article.

Belongs here: the splitter and the abbreviations it must know to split at all (grammar of full stops, not facts about the world).
Does not belong here: words inside a sentence.
"""

import re
from dataclasses import dataclass

from pipelines.claims.tokens import plain_typography
from pipelines.dating.calendar_words import words

LONGEST_SENTENCE = 2000  # code points; longer runs (tables, lists of names) are cut at a space so that every step stays bounded

_ABBREVIATIONS = words(
    """
    mr mrs ms dr messrs jan feb mar apr jun jul aug sep sept oct nov dec st gen gens adm sen sens rep reps gov prof vs lt
    col maj capt sgt rev approx dept univ assn ft mt fri mon tue tues wed thu thurs al fig nos pte
    """
)
_LAST_ABBREVIATIONS = words("inc corp co ltd plc bros pty jr sr est etc")  # such as a sentence can end with
_TITLES = words("President Premier Chancellor Governor Senator Officials Analysts Lawmakers")  # open a sentence, or follow "U.S."
_OPENERS = _TITLES | words(
    """
    The A An In On At But He She It They We I This That These Those However If While When Although Since After Before
    Some Many Most Both One His Her Their There What Asked Under Last Earlier
    Yesterday Today So Yet Still Now Even Not No Such Other Another Any All Each Our You Your Meanwhile Moreover
    Also
    """
)
# A run of signs is read once and given back never (`++`), so that fifty thousand full stops take no longer than as many letters.
_BREAK = re.compile(
    r"(?<![.!?…])[.!?…]++[\"')\]]*+\s++(?=[\"'(\[]*+[A-Z0-9$€£¥À-Þ])"
    r"|[.!?][\"')\]]++(?=[\"'(\[]*+[A-Z])|[a-z]{2}[.?!](?=[A-Z][a-z])|\n+"
)
_LAST_WORD = re.compile(r"[^\s\"'(\[]+$")
_NEXT_WORD = re.compile(r"[\"'(\[]*([^\W\d_]+)")
_NAMED = re.compile(r"(?<=s)| [A-Z]")  # behind a title: of many, or of one whose name follows
_INFINITIVE = re.compile(r"Not to\b")
_INITIALS = re.compile(r"(?:^|[^a-z])(?:[a-z]\.)+[a-z]$", re.IGNORECASE)
_NOUN = re.compile(r"\bthe [^\s-]+$", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:^|[,;:\"(-]|\b(?:after|as|because|before|if|since|than|that|though|when|whether|while))\s*the \S+$", re.IGNORECASE
)
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `start` and `end` are code points into the article's text, `text` has plain typography."""

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
        is_line_end = "\n" in match.group()
        if is_line_end or _ends_sentence(plain, start, match):
            _append(found, plain, start, match.end(), paragraph)
            start = match.end()
            paragraph += is_line_end
    _append(found, plain, start, len(plain), paragraph)
    return found


def _ends_sentence(plain: str, start: int, match: "re.Match[str]") -> bool:
    if match.group().strip() != ".":
        return True
    before = plain[max(start, match.start() - 60) : match.start()]
    last = _LAST_WORD.search(before)
    word = last.group() if last else ""
    low = word.lower()
    if low in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()) or (low == "no" and plain[match.end()].isdigit()):
        return False
    if low in _LAST_ABBREVIATIONS:
        return _opens(plain, match.end()) is not None
    return not _INITIALS.search(word) or _ends_with_initials(plain, before, word, match.end())


def _ends_with_initials(plain: str, before: str, word: str, end: int) -> bool:
    """Whether the sentence that stops with initials ("U.S.", "p.m.") stops there, by what stands before them and what opens behind.

    No sentence is initials alone, and none is opened by a number or "not to". Without an article, or in a compound, initials in
    capitals are an attribute of the title behind them ("after U.S. President ..."); with one they are a noun, and the title opens the
    next sentence unless they would be a subject without a verb ("after the U.S. President ...") or the title has no name.
    """
    following = _opens(plain, end)
    if following is None or _INFINITIVE.match(plain, following.start()) or not _WORD.search(before[: -len(word)]):
        return False
    if following.group(1) not in _TITLES or word.islower():
        return True
    is_noun = _NOUN.search(before) is not None and not _SUBJECT.search(before)
    return is_noun and _NAMED.match(plain, following.end()) is not None


def _opens(plain: str, end: int) -> "re.Match[str] | None":
    """The word at a place, if it is one that opens sentences."""
    following = _NEXT_WORD.match(plain, end)
    return following if following and following.group(1) in _OPENERS else None


def _append(found: list[Sentence], plain: str, start: int, end: int, paragraph: int) -> None:
    """Add the run without its outer white space, in pieces where it is too long to be a sentence."""
    piece = plain[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    while end - start > LONGEST_SENTENCE:
        space = plain.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        cut = space if space > 0 else start + LONGEST_SENTENCE
        found.append(Sentence(start, cut, paragraph, plain[start:cut]))
        start = cut + (space > 0)
    if end > start:
        found.append(Sentence(start, end, paragraph, plain[start:end]))
