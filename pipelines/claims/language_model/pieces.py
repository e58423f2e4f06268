"""Articles as they are laid before the model: cut into pieces, known by their words, packed into requests.

Belongs here: what of an article is sent, and under which key its answer is kept. Does not belong here: instructions (`guide`), sending
(`endpoint`).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.claims.reading import Reading
from pipelines.claims.sentences import LONGEST_SENTENCE

PIECE_CHARACTERS = 9000  # of one piece, about 2,000 tokens; longer articles are cut between sentences
LEAD_SENTENCES = 3  # before a later piece, so that "he" and "the ministry" are known; they are not asked about
TOKEN_CHARACTERS = 3.5  # of English; news has about 4 to a token, so estimates lie on the safe side
CLAIM_TOKENS = 150  # of an answer, for each claim
SENTENCES_A_CLAIM = 3.0  # in articles that pass the gate; only estimates lean on it
ANSWER_TOKENS = 60  # around the claims


@dataclass(frozen=True, slots=True)
class Piece:
    """Sentences of one article that are asked about together: `first` to `last` (exclusive), with the words that go before."""

    document_id: str
    headline: str
    published: str | None
    lead: tuple[str, ...]
    sentences: tuple[str, ...]
    first: int

    @property
    def last(self) -> int:
        """One past its last sentence."""
        return self.first + len(self.sentences)

    @property
    def size(self) -> int:
        """Characters of its words."""
        return len(self.headline) + sum(map(len, self.lead)) + sum(map(len, self.sentences))

    def key(self, model: str, prompt: str) -> str:
        """Under which its answer is kept: hash of model, version of the instructions, and its words; no address, no secret."""
        told = json.dumps([model, prompt, self.headline, self.published, self.lead, self.sentences, self.first], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()

    def as_json(self, number: int) -> dict[str, object]:
        """The piece under its number in a request; words are JSON strings, so that no text can pass for our own framing."""
        told: dict[str, object] = {"article": number, "headline": self.headline, "published": self.published}
        if self.lead:
            told["before"] = list(self.lead)
        return {**told, "sentences": {str(at): words for at, words in enumerate(self.sentences, start=self.first)}}

    def answer_tokens(self) -> int:
        """Guess at the length of its answer, in tokens."""
        return ANSWER_TOKENS + int(CLAIM_TOKENS * len(self.sentences) / SENTENCES_A_CLAIM)


def cut_pieces(reading: Reading) -> list[Piece]:
    """An article as one piece, or as several where it is long; none where it has no sentence."""
    words = [" ".join(read.text.split()) for read in reading.sentences]
    headline = " ".join((reading.article.title or "").split())[:LONGEST_SENTENCE]
    published = reading.day.isoformat() if reading.day else None
    pieces = []
    for first, last in _stretches([len(one) for one in words]):
        lead = tuple(words[max(0, first - LEAD_SENTENCES) : first])
        pieces.append(Piece(reading.article.document_id, headline, published, lead, tuple(words[first:last]), first))
    return pieces


def _stretches(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of sentences of at most so many characters, each of one sentence at least."""
    first = size = 0
    for at, length in enumerate(lengths):
        if at > first and size + length > PIECE_CHARACTERS:
            yield first, at
            first, size = at, 0
        size += length
    if first < len(lengths):
        yield first, len(lengths)


def pack_requests(pieces: Iterable[Piece], characters: int) -> list[list[Piece]]:
    """Pieces in requests of at most so many characters, in their order; a longer piece goes alone."""
    requests: list[list[Piece]] = []
    size = 0
    for piece in pieces:
        if not requests or size + piece.size > characters:
            requests.append([])
            size = 0
        requests[-1].append(piece)
        size += piece.size
    return requests


def lay_out(pieces: Sequence[Piece]) -> str:
    """The pieces of one request as the model gets them, numbered from 1."""
    told = {"articles": [piece.as_json(number) for number, piece in enumerate(pieces, start=1)]}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def count_tokens(text: str) -> int:
    """About how many tokens a text has, rather too many than too few."""
    return int(len(text) / TOKEN_CHARACTERS) + 1
