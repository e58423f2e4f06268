"""Where a quote that a model wrote stands in the article's own sentences.

Belongs here: finding the words again: as they stand, else without regard to case and signs, else but for a letter or two. Does not
belong here: what is claimed about them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipelines.claims.labelled import squeeze_with_places
from pipelines.claims.reading import ReadSentence
from pipelines.claims.tokens import plain_typography

NEARLY = 0.95  # of the letters in the same order, from which a quote is a slip of the pen and not an invention
MOST_STRETCHES = 3  # that a nearly right quote may agree with its sentence in: at most two places differ
LEAST_LETTERS = 8  # squeezed; a shorter quote can stand anywhere


@dataclass(frozen=True, slots=True)
class Located:
    """A quote's place: index of its sentence, first character in it and one past its last."""

    place: int
    start: int
    end: int


def locate_quote(quote: str, place: int, sentences: Sequence[ReadSentence]) -> Located | None:
    """The quote in the sentence that the model named, else in the only other one that has it; None where it is in none.

    A quote that differs from the words by a letter or two is looked for in the named sentence alone.
    """
    named = sentences[place] if 0 <= place < len(sentences) else None
    if named and (span := _as_it_stands(quote, named.text) or _squeezed(quote, named.text) or _nearly(quote, named.text)):
        return Located(place, *span)
    if len(squeeze_with_places(quote)[0].strip()) < LEAST_LETTERS:
        return None
    others = [(read.index, span) for read in sentences if read is not named and (span := _squeezed(quote, read.text))]
    return Located(others[0][0], *others[0][1]) if len(others) == 1 else None


def _as_it_stands(quote: str, sentence: str) -> tuple[int, int] | None:
    wanted = " ".join(plain_typography(quote).split())
    at = sentence.find(wanted) if wanted else -1
    return (at, at + len(wanted)) if at >= 0 else None


def _squeezed(quote: str, sentence: str) -> tuple[int, int] | None:
    """Letters, digits, % and $ alone, whole words."""
    wanted = squeeze_with_places(quote)[0].strip()
    letters, places = squeeze_with_places(sentence)
    at = f" {letters} ".find(f" {wanted} ") if wanted else -1
    return (places[at], places[at + len(wanted) - 1] + 1) if at >= 0 else None


def _nearly(quote: str, sentence: str) -> tuple[int, int] | None:
    wanted = squeeze_with_places(quote)[0].strip()
    letters, places = squeeze_with_places(sentence)
    least = NEARLY / (2 - NEARLY) * len(wanted)  # letters that any place must share with it
    if len(wanted) < LEAST_LETTERS or least > len(letters):
        return None
    matcher = SequenceMatcher(None, wanted, letters, autojunk=False)
    if matcher.find_longest_match().size * MOST_STRETCHES < least:
        return None  # most invented quotes end here, before all their stretches are sought
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks or len(blocks) > MOST_STRETCHES:
        return None
    start, end = blocks[0].b, blocks[-1].b + blocks[-1].size
    same = sum(block.size for block in blocks)
    if 2 * same < NEARLY * (len(wanted) + end - start):
        return None
    return places[start], places[end - 1] + 1
