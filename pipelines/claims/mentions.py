"""Who is mentioned where in an article: countries, blocs, institutions and people, each resolved to one code.

Belongs here: resolving what the indexes found, with the article as context. Does not belong here: who holds a claim.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.claims.aliases import AliasHit, AliasIndex
from pipelines.claims.names import NameBook, NamesOfDay
from pipelines.claims.people import PeopleReader
from pipelines.claims.roles import Roles
from pipelines.claims.tokens import Tokens

OFFICIAL = "official"
SURNAME = "surname"
TITLED = "titled"
MENTION_KINDS = (  # as models number them
    "name", "adjective", "demonym", "capital", "institution", "building", OFFICIAL, SURNAME, TITLED, "people",
)  # fmt: skip
PERSON_KINDS = frozenset((OFFICIAL, SURNAME, TITLED))


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: words first to last (exclusive) of its sentence, characters start to end of it, and the code it stands for."""

    first: int
    last: int
    start: int
    end: int
    code: str
    kind: str
    is_strong: bool

    @property
    def is_person(self) -> bool:
        """Whether a person was named."""
        return self.kind in PERSON_KINDS


@dataclass(frozen=True, slots=True)
class Found:
    """Mentions of an article: of its headline, of each sentence, and how often each code was mentioned."""

    headline: tuple[str, ...]
    sentences: tuple[tuple[Mention, ...], ...]
    counts: Counter[str]


class MentionReader:
    """Finds and resolves all mentions of an article."""

    def __init__(self, aliases: AliasIndex, book: NameBook, roles: Roles, family_first: frozenset[str]) -> None:
        """Take the indexes; `family_first` are the codes whose names put the family name first."""
        self._aliases = aliases
        self._book = book
        self._roles = roles
        self._family_first = family_first

    def read(self, headline: str, sentences: Sequence[tuple[str, Tokens]], day: date | None) -> Found:
        """Mentions of one article; typography plain."""
        names = self._book.on(day)
        title = headline.title() if headline.isupper() else headline
        title_tokens = Tokens.of(title)
        title_hits = self._hits(title, title_tokens, names, day)
        hits = [self._hits(text, tokens, names, day) for text, tokens in sentences]
        counts = Counter(hit.codes[0] for found in [*hits, title_hits] for hit in found if len(hit.codes) == 1)
        people = PeopleReader(names, self._roles, self._family_first, counts)
        for (_, tokens), found in zip(sentences, hits, strict=True):
            people.bind(tokens, found)
        hits = [people.reclaim(tokens, found) for (_, tokens), found in zip(sentences, hits, strict=True)]
        resolved = tuple(
            self._resolve(tokens, [*found, *people.find(tokens, found)], counts) for (_, tokens), found in zip(sentences, hits, strict=True)
        )
        heads = [_choose(hit, counts) for hit in title_hits] + people.bound_in(title_tokens)
        total = Counter(mention.code for found in resolved for mention in found) + Counter(heads)
        return Found(tuple(dict.fromkeys(heads)), resolved, total)

    def _hits(self, text: str, tokens: Tokens, names: NamesOfDay, day: date | None) -> list[AliasHit]:
        """Aliases and full names; where both begin at one word or overlap, the longer wins, aliases first on a tie."""
        aliases = self._aliases.find(text, tokens, day)
        taken = {at: hit for hit in aliases for at in range(hit.first, hit.last)}
        found: list[AliasHit] = []
        at = 0
        while at < len(tokens.words):
            name = names.full_name_at(tokens, at)
            here = taken.get(at)
            if name and (here is None or here.first < at or name[0] > here.last - here.first):
                found.append(AliasHit(at, at + name[0], name[1], OFFICIAL, True))
                at += name[0]
            elif here and here.first == at:
                found.append(here)
                at = here.last
            else:
                at += 1
        return found

    def _resolve(self, tokens: Tokens, hits: Sequence[AliasHit], counts: Counter[str]) -> tuple[Mention, ...]:
        mentions = []
        for hit in sorted(hits, key=lambda hit: hit.first):
            code = _choose(hit, counts)
            if hit.is_strong or hit.has_default or len(hit.codes) == 1 or counts[code]:
                start, end = tokens.starts[hit.first], tokens.ends[hit.last - 1]
                mentions.append(Mention(hit.first, hit.last, start, end, code, hit.kind, hit.is_strong))
        return tuple(mentions)


def _choose(hit: AliasHit, counts: Counter[str]) -> str:
    """The code the article mentions most; the first row's on a tie."""
    return max(hit.codes, key=lambda code: counts[code])
