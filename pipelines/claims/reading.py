"""An article as the decision layer sees it: sentences, words, mentions, role nouns, and the candidates for a claim.

Belongs here: the record of a reading and how it is made. Does not belong here: which candidates hold a claim.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Self

from pipelines.claims.aliases import AliasIndex
from pipelines.claims.candidates import Candidate, find_candidates
from pipelines.claims.lexicon import Lexicon
from pipelines.claims.lexicon_hits import Matches
from pipelines.claims.mentions import Mention, MentionReader
from pipelines.claims.names import HolderSource, NameBook
from pipelines.claims.roles import RoleHit, Roles
from pipelines.claims.sentences import LONGEST_SENTENCE, Sentence, split_sentences
from pipelines.claims.tokens import Tokens, plain_typography
from pipelines.records import Article
from pipelines.reference import Reference

MOST_SENTENCES = 1500  # of one article; what stands behind them is not read
MOST_CANDIDATES = 24  # of one sentence, in order of mention


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """One sentence with everything that was found in it; `index` is its place in the reading."""

    index: int
    sentence: Sentence
    tokens: Tokens
    mentions: tuple[Mention, ...]
    roles: tuple[RoleHit, ...]
    matches: Matches
    candidates: tuple[Candidate, ...]

    @property
    def text(self) -> str:
        """The sentence with plain typography."""
        return self.sentence.text


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read; `counts` are mentions by code, `headline_codes` those of its headline."""

    article: Article
    headline: Tokens
    headline_codes: tuple[str, ...]
    sentences: tuple[ReadSentence, ...]
    counts: Counter[str]

    @property
    def day(self) -> date | None:
        """The publication date, which relative dates lean on."""
        return self.article.published_on


class Reader:
    """Reads articles; holds the indexes."""

    def __init__(self, mentions: MentionReader, role_nouns: Roles, lexicon: Lexicon, blocs: frozenset[str]) -> None:
        """Take the indexes; `blocs` are the codes that are no country."""
        self._mentions = mentions
        self._roles = role_nouns
        self._lexicon = lexicon
        self._blocs = blocs

    @classmethod
    def load(cls, reference: Reference, holders: HolderSource) -> Self:
        """Build the indexes from the reference tables."""
        countries = reference.rows("countries")
        family_first = frozenset(row["code"] for row in countries if row["name_order"] == "family_first")
        role_nouns = Roles.load(reference)
        mentions = MentionReader(AliasIndex.load(reference), NameBook(holders), role_nouns, family_first)
        blocs = frozenset(row["code"] for row in countries if row["kind"] == "bloc")
        return cls(mentions, role_nouns, Lexicon.load(reference), blocs)

    def read(self, article: Article) -> Reading:
        """Sentences, mentions and candidates of one article."""
        split = split_sentences(article.text)[:MOST_SENTENCES]
        words = [Tokens.of(sentence.text) for sentence in split]
        headline = re.sub(r"\s+", " ", plain_typography(article.title or ""))[:LONGEST_SENTENCE]
        pairs = [(sentence.text, tokens) for sentence, tokens in zip(split, words, strict=True)]
        found = self._mentions.read(headline, pairs, article.published_on)
        role_hits = [tuple(self._roles.find(tokens)) for tokens in words]
        pointed = [self._roles.blocs_in(sentence.text) for sentence in split]
        candidates = find_candidates(words, found, role_hits, pointed, self._blocs)
        sentences = tuple(
            ReadSentence(
                at,
                split[at],
                words[at],
                found.sentences[at],
                role_hits[at],
                self._lexicon.match(words[at]),
                tuple(listed[:MOST_CANDIDATES]),
            )
            for at, listed in enumerate(candidates)
        )
        return Reading(article, Tokens.of(headline), found.headline, sentences, found.counts)
