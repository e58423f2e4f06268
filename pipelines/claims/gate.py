"""Whether an article is worth reading: a scan for countries and topics, thousands of articles a second.

Belongs here: the scan and its bar, set so that hardly a claim is lost (docs/accuracy.md says how many). Does not belong here:
anything that looks at sentences.
"""

from typing import Self

import ahocorasick_rs

from pipelines.claims.aliases import AliasIndex
from pipelines.claims.tokens import plain_typography
from pipelines.records import Article
from pipelines.reference import Reference

LEAST_COUNTRIES = 1  # different names of countries, blocs and institutions
LEAST_TOPICS = 2  # different topic words


class Gate:
    """Counts names and topics among whole words."""

    def __init__(self, names: set[str], topics: set[str]) -> None:
        """Take both vocabularies in lower case."""
        self._patterns = sorted(names) + sorted(topics - names)
        self._name_count = len(names)
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    @classmethod
    def load(cls, reference: Reference) -> Self:
        """Names from the alias tables, topics from the lexicon."""
        topics = {form for row in reference.rows("topics") if row["strength"] != "blocking" for form in row["forms"].lower().split(";")}
        return cls(AliasIndex.load(reference).surfaces(), topics)

    def lets_pass(self, article: Article) -> bool:
        """Whether title and text name enough of both."""
        text = plain_typography(f"{article.title or ''}\n{article.text}").lower()
        names: set[int] = set()
        topics: set[int] = set()
        for pattern, start, end in self._automaton.find_matches_as_indexes(text):
            if (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum()):
                (names if pattern < self._name_count else topics).add(pattern)
                if len(names) >= LEAST_COUNTRIES and len(topics) >= LEAST_TOPICS:
                    return True
        return False
