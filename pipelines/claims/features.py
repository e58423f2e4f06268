"""What the model sees of a candidate: strings, in groups that are weighted apart.

Belongs here: turning a reading and a candidate into feature strings. Does not belong here: which strings a model knows (`vectors`),
what they weigh (`model`). A country's own code is never a feature: a model that learns "the USA threatens" is of no use elsewhere.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.claims.candidates import DIRECT, Candidate
from pipelines.claims.clues import describe_clues
from pipelines.claims.mentions import Mention
from pipelines.claims.reading import Reading, ReadSentence
from pipelines.claims.roles import PRONOUNS
from pipelines.claims.vectors import Described

_BOUNDARIES = frozenset(
    (",", ";", ":", "-", "(", ")", '"', "but", "while", "although", "though", "because", "whereas", "which", "after", "as")
)
_WINDOW = 8  # words on one side of a mention


class Featurizer:
    """Describes the candidates of one article; shares what they have in common."""

    def __init__(self, reading: Reading) -> None:
        """Prepare what all candidates of the article share."""
        self._reading = reading
        self._headline = [f"h={low}" for low in dict.fromkeys(reading.headline.lows) if low[0].isalpha()]
        self._ranks = {code: min(rank, 4) for rank, (code, _) in enumerate(reading.counts.most_common(5))}
        self._total = max(1, sum(reading.counts.values()))
        self._named = [{mention.code for mention in read.mentions} for read in reading.sentences]
        self._masks: dict[tuple[int, str], list[str]] = {}
        self._contexts: dict[tuple[int, str], list[str]] = {}
        self._views: dict[tuple[int, str], Described] = {}

    def describe(self, place: int, candidate: Candidate) -> Described:
        """Feature strings of one candidate by group."""
        read = self._reading.sentences[place]
        view = self._view(place, candidate)
        return {
            **view,
            "letters": self._masked(place, ""),
            "context": self._context(place, candidate.actor),
            "near": list(_near(read, candidate, view["sentence"])),
            "shape": list(self._shape(place, read, candidate)),
        }

    def _view(self, place: int, candidate: Candidate) -> Described:
        """What is alike for all candidates that the sentence does not name."""
        point = self._point(place, candidate.actor)
        if point not in self._views:
            words = self._masked(place, candidate.actor)
            previous = self._reading.sentences[place - 1] if place else None
            clues = list(describe_clues(self._reading.sentences[place], candidate, previous))
            self._views[point] = {"words": _grams(words), "clues": clues, **_windows(words)}
        return self._views[point]

    def _masked(self, place: int, actor: str) -> list[str]:
        point = self._point(place, actor)
        if point not in self._masks:
            self._masks[point] = mask(self._reading.sentences[place], actor)
        return self._masks[point]

    def _point(self, place: int, actor: str) -> tuple[int, str]:
        """A sentence from an actor's point of view; all that it does not name share one."""
        return place, actor if actor in self._named[place] else ""

    def _context(self, place: int, actor: str) -> list[str]:
        """Words of the sentence before and of the headline."""
        point = self._point(place - 1, actor) if place else (-1, "")
        if point not in self._contexts:
            before = [f"p={word}" for word in dict.fromkeys(self._masked(*point)) if word[0].isalpha()] if place else ["p=START"]
            self._contexts[point] = [*before, *self._headline]
        return self._contexts[point]

    def _shape(self, place: int, read: ReadSentence, candidate: Candidate) -> Iterator[str]:
        kind = candidate.kind
        yield f"kind={kind}"
        yield from (f"offered={context}" for context in sorted(candidate.contexts))  # a set has another order in each process
        pronouns = {PRONOUNS[low] for low in read.tokens.lows if low in PRONOUNS}
        for pronoun in sorted(pronouns):
            yield f"pronoun={pronoun}"
            yield f"pronoun={pronoun}&{kind}"
        for hit in read.roles[:4]:
            yield f"role={hit.noun}"
            yield f"role={hit.role}&{kind}"
        others = {mention.code for mention in read.mentions} - {candidate.actor}
        yield f"others={min(len(others), 4)}"
        yield f"rank={self._ranks.get(candidate.actor, 9)}"
        yield f"share={min(9, 10 * self._reading.counts[candidate.actor] // self._total)}"
        yield f"headline={candidate.actor in self._reading.headline_codes}"
        yield f"place={min(place, 6)}"
        yield f"length={min(len(read.tokens) // 8, 8)}"
        yield f"quoted={read.text.count(chr(34)) > 0}"
        yield f"opens_quoted={read.text.startswith(chr(34))}"


def masked_words(read: ReadSentence, actor: str) -> list[str]:
    """The sentence's words in lower case, one for one: every word of the actor's mentions is ACTOR, of others' OTHER, numbers #."""
    words = [("#" if low[0].isdigit() else low) for low in read.tokens.lows]
    for mention in read.mentions:
        words[mention.first : mention.last] = ["ACTOR" if mention.code == actor else "OTHER"] * (mention.last - mention.first)
    return words


def mask(read: ReadSentence, actor: str) -> list[str]:
    """The same with one word a mention."""
    lows = [("#" if low[0].isdigit() else low) for low in read.tokens.lows]
    masked: list[str] = []
    at = 0
    for mention in read.mentions:
        masked += lows[at : mention.first]
        masked.append("ACTOR" if mention.code == actor else "OTHER")
        at = max(at, mention.last)
    return masked + lows[at:]


def _grams(words: Sequence[str]) -> list[str]:
    kept = [word for word in words if word[0].isalnum() or word in '"$%']
    return [*kept, *(f"{one} {two}" for one, two in pairwise(kept))]


def _windows(words: Sequence[str]) -> dict[str, Sequence[str]]:
    """Runs of words around the actor's first mention, or from the sentence's start where the actor is not named in it."""
    at = words.index("ACTOR") if "ACTOR" in words else -1
    right = words[at + 1 : at + 1 + _WINDOW]
    return {
        "right": right,
        "left": words[max(0, at - _WINDOW) : max(0, at)],
        "sentence": words,
        "next": right[:1],
        "after_next": right[1:2],
    }


def _near(read: ReadSentence, candidate: Candidate, words: Sequence[str]) -> Iterator[str]:
    """Words beside the actor's mentions, by side and distance, and the clause around the first."""
    if candidate.kind != DIRECT:
        yield f"not_named={candidate.kind}"
        return
    for number, mention in enumerate(candidate.mentions[:3]):
        yield f"mention={mention.kind}"
        yield from _beside(read, mention, candidate.actor, number)
    at = words.index("ACTOR") if "ACTOR" in words else 0
    left, right = at, at
    while left > 0 and words[left - 1] not in _BOUNDARIES:
        left -= 1
    while right + 1 < len(words) and words[right + 1] not in _BOUNDARIES:
        right += 1
    yield from (f"cl<{word}" for word in words[left:at])
    yield from (f"cl>{word}" for word in words[at + 1 : right + 1])
    yield from (f"r8>{word}" for word in words[at + 1 : at + 9])


def _beside(read: ReadSentence, mention: Mention, actor: str, number: int) -> Iterator[str]:
    lows = read.tokens.lows
    before, after = lows[max(0, mention.first - 3) : mention.first], lows[mention.last : mention.last + 6]
    tag = "" if number == 0 else "n"
    for distance, word in enumerate(reversed(before)):
        yield f"L{tag}{distance}={word}"
    for distance, word in enumerate(after):
        yield f"R{tag}{min(distance, 2)}={word}"
    yield f"RR{tag}={' '.join(after[:2])}"
    yield f"LL{tag}={' '.join(before[-2:])}"
    yield f"LR{tag}={before[-1] if before else '^'}_{after[0] if after else '$'}"
    if mention.kind in ("adjective", "capital", "demonym"):
        yield f"{mention.kind}+{after[0] if after else '$'}"
    if number == 0:
        rank = sum(1 for other in read.mentions if other.first < mention.first)
        yield f"mention_rank={min(rank, 3)}"
        yield f"mention_at={min(5, 6 * mention.first // max(1, len(lows)))}"
        yield f"starts={mention.first < 2}"
        yield f"other_before={any(other.code != actor and other.last <= mention.first for other in read.mentions)}"
