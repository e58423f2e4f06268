"""Whose word each sentence of an article is: its sayings, or the speech that goes on from another sentence.

Belongs here: quotes that run over sentences, and who spoke last. Does not belong here: who a speaker is (`voices`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.claims.lexicon_hits import SayingHit
from pipelines.claims.reading import Reading, ReadSentence
from pipelines.claims.voices import Cast, Voice, resolve_speaker

_MOST_AHEAD = 6  # sentences in which a quote is looked for its end


@dataclass(frozen=True, slots=True)
class Told:
    """One saying of a sentence with its voice; `is_pronoun` where only a pronoun names it."""

    hit: SayingHit
    voice: Voice
    is_pronoun: bool

    @property
    def breadth(self) -> int:
        """Number of words that are the speaker's."""
        return self.hit.words[1] - self.hit.words[0]


@dataclass(frozen=True, slots=True)
class Heard:
    """Whose word a sentence is.

    `told` are its own sayings. Where it has none, `carried` is the last one before it, or that of whoever closes the quote that it
    begins or continues; it stands `away` sentences further on, so that those before are negative. `is_quoted` says whether the
    sentence begins inside a quote, `has_quote` whether it holds one.
    """

    told: tuple[Told, ...]
    carried: Told | None
    away: int
    is_quoted: bool
    has_quote: bool

    @property
    def broadest(self) -> Told | None:
        """The saying of the sentence that has most of its words."""
        return max(self.told, key=lambda one: one.breadth, default=None)


@dataclass(frozen=True, slots=True)
class Hearing:
    """The voices of an article, sentence by sentence, and of every name in it."""

    sentences: tuple[Heard, ...]
    names: dict[str, Voice]


def hear(reading: Reading) -> Hearing:
    """The voices of every sentence."""
    cast = Cast()
    heard: list[Heard] = []
    ends_open: list[bool] = []
    is_open, paragraph = False, -1
    last: tuple[int, Told] | None = None
    for read in reading.sentences:
        if read.sentence.paragraph != paragraph:
            is_open, paragraph = False, read.sentence.paragraph
        marks = read.tokens.lows.count('"')
        is_quoted = is_open or read.tokens.lows[:1] == ('"',)
        is_open = is_open != (marks % 2 == 1)
        ends_open.append(is_open)
        cast.introduce(read)
        told = tuple(_tell(read, cast))
        cast.meet(None if told else read)
        carried, away = (last[1], last[0] - read.index) if last and not told else (None, 0)
        heard.append(Heard(told, carried, away, is_quoted, marks > 0))
        for one in sorted(told, key=lambda one: one.breadth):
            cast.remember(one.voice)
            last = read.index, one
    return Hearing(tuple(_close_quotes(heard, ends_open)), cast.names)


def _tell(read: ReadSentence, cast: Cast) -> Iterator[Told]:
    for hit in read.matches.sayings:
        found = resolve_speaker(read, hit, cast)
        if found:
            yield Told(hit, *found)


def _close_quotes(heard: Sequence[Heard], ends_open: Sequence[bool]) -> Iterator[Heard]:
    """A sentence whose quote is still open is the word of whoever is named where the quote closes."""
    for at, one in enumerate(heard):
        if one.is_quoted and not one.told and ends_open[at]:
            most = min(len(heard), at + _MOST_AHEAD)
            closing = next((later for later in range(at + 1, most) if heard[later].told or not ends_open[later]), None)
            if closing is not None and heard[closing].told:
                yield replace(one, carried=heard[closing].told[-1], away=closing - at)
                continue
        yield one
