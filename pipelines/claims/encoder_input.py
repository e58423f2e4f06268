"""What the encoder is shown of a candidate: token numbers, and which of them are the actor, the sentence and the other countries.

Belongs here: laying out one candidate as a sequence of bounded length, and packing sequences into a batch. Needs no torch: a
tokenizer comes in as a function. Does not belong here: what is computed from the sequence (see `encoder_body`, `encoder_heads`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.claims.candidates import DIRECT, Candidate
from pipelines.claims.reading import Reading, ReadSentence

CONTEXT_LENGTH = 30  # tokens of headline and previous sentence together
PREVIOUS_LENGTH = 22  # of these, tokens of the previous sentence: its end
SENTENCE_LENGTH = 64  # tokens of the sentence; longer ones are cut to a window that holds the actor
BEFORE_ACTOR = SENTENCE_LENGTH // 3  # tokens of a window that stand before the actor

Encode = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Markers:
    """Token numbers with a meaning of their own: begin, separator, padding, and what brackets the actor and other countries."""

    begin: int
    separator: int
    padding: int
    actor_open: int
    actor_close: int
    other_open: int
    other_close: int


@dataclass(frozen=True, slots=True)
class Sequenced:
    """One candidate as tokens.

    `actor` are the places of the actor's tokens (those of the lead where the sentence does not mention it), `sentence` the first
    and last (exclusive) place of the sentence, `others` the place of each other country's opening bracket with its code.
    """

    tokens: tuple[int, ...]
    actor: tuple[int, ...]
    sentence: tuple[int, int]
    others: tuple[tuple[int, str], ...]

    def __len__(self) -> int:
        """Number of tokens."""
        return len(self.tokens)


@dataclass(frozen=True, slots=True)
class Batch:
    """Sequences padded to one length; masks are 1.0 where a token belongs, `others` are (row, place) pairs in order."""

    tokens: NDArray[np.int64]
    attention: NDArray[np.float32]
    actor: NDArray[np.float32]
    sentence: NDArray[np.float32]
    others: NDArray[np.int64]


class Sequencer:
    """Lays candidates out; keeps the tokens of texts it has seen in the article at hand."""

    def __init__(self, encode: Encode, markers: Markers, names: dict[str, str]) -> None:
        """Take the tokenizer, its markers and the countries' names by code."""
        self._encode = encode
        self._markers = markers
        self._names = names
        self._kept: dict[str, tuple[int, ...]] = {}

    def lay_out(self, reading: Reading, sentence: ReadSentence, candidate: Candidate) -> Sequenced:
        """Begin, lead (actor, where it comes from), context, separator, sentence with brackets, separator."""
        marks = self._markers
        lead = [marks.actor_open, *self._tokens(self._lead(candidate)), marks.actor_close]
        head = [marks.begin, *lead, *self._context(reading, sentence), marks.separator]
        body, others = self._bracketed(sentence, candidate.actor)
        body, others = _window(body, others, marks.actor_open)
        at = len(head)
        actor = _between(body, marks.actor_open, marks.actor_close)
        places = tuple(at + place for place in actor) or tuple(range(1, 1 + len(lead)))
        shifted = tuple((at + place, code) for place, code in others)
        return Sequenced((*head, *body, marks.separator), places, (at, at + len(body)), shifted)

    def forget(self) -> None:
        """Drop the kept tokens, between articles."""
        self._kept.clear()

    def _lead(self, candidate: Candidate) -> str:
        name = self._names[candidate.actor]
        return name if candidate.kind == DIRECT else f"{name} {candidate.kind}"

    def _context(self, reading: Reading, sentence: ReadSentence) -> list[int]:
        previous = self._tokens(reading.sentences[sentence.index - 1].text)[-PREVIOUS_LENGTH:] if sentence.index else ()
        headline = self._tokens(reading.article.title or "")[: CONTEXT_LENGTH - len(previous)]
        return [*headline, self._markers.separator, *previous]

    def _bracketed(self, sentence: ReadSentence, actor: str) -> tuple[list[int], list[tuple[int, str]]]:
        marks = self._markers
        tokens: list[int] = []
        others: list[tuple[int, str]] = []
        done = 0
        for mention in sentence.mentions:
            if mention.start < done:
                continue
            tokens += self._tokens(sentence.text[done : mention.start])
            is_actor = mention.code == actor
            if not is_actor:
                others.append((len(tokens), mention.code))
            tokens.append(marks.actor_open if is_actor else marks.other_open)
            tokens += self._tokens(sentence.text[mention.start : mention.end])
            tokens.append(marks.actor_close if is_actor else marks.other_close)
            done = mention.end
        return tokens + list(self._tokens(sentence.text[done:])), others

    def _tokens(self, text: str) -> tuple[int, ...]:
        if text not in self._kept:
            self._kept[text] = tuple(self._encode(text)) if text.strip() else ()
        return self._kept[text]


def _window(tokens: list[int], others: list[tuple[int, str]], actor_open: int) -> tuple[list[int], list[tuple[int, str]]]:
    """At most SENTENCE_LENGTH tokens, around the first mention of the actor where there is one."""
    if len(tokens) <= SENTENCE_LENGTH:
        return tokens, others
    at = tokens.index(actor_open) if actor_open in tokens else 0
    start = max(0, min(at - BEFORE_ACTOR, len(tokens) - SENTENCE_LENGTH))
    kept = [(place - start, code) for place, code in others if start <= place < start + SENTENCE_LENGTH]
    return tokens[start : start + SENTENCE_LENGTH], kept


def _between(tokens: Sequence[int], opening: int, closing: int) -> list[int]:
    """Places from every opening bracket to its closing one, both included; to the end where a window cut the closing one off."""
    places: list[int] = []
    is_inside = False
    for at, token in enumerate(tokens):
        is_inside = is_inside or token == opening
        if is_inside:
            places.append(at)
        is_inside = is_inside and token != closing
    return places


def pack(sequences: Sequence[Sequenced], padding: int) -> Batch:
    """Pad sequences to the longest of them."""
    shape = (len(sequences), max(len(sequence) for sequence in sequences))
    tokens = np.full(shape, padding, dtype=np.int64)
    attention, actor, inside = (np.zeros(shape, dtype=np.float32) for _ in range(3))
    others = [(row, place) for row, sequence in enumerate(sequences) for place, _ in sequence.others]
    for row, sequence in enumerate(sequences):
        tokens[row, : len(sequence)] = sequence.tokens
        attention[row, : len(sequence)] = 1.0
        actor[row, list(sequence.actor)] = 1.0
        inside[row, sequence.sentence[0] : sequence.sentence[1]] = 1.0
    return Batch(tokens, attention, actor, inside, np.array(others, dtype=np.int64).reshape(-1, 2))
