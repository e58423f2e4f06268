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

LEAST_TOPICS = 2  # different topic words
LEAST_NEAR = 2  # topic words near a name of a country, bloc or institution, the same one twice counted twice
NEAR = 200  # code points between their beginnings


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
        """Whether title and text name enough topics, and enough of them near a country, bloc or institution."""
        text = plain_typography(f"{article.title or ''}\n{article.text}").lower()
        topics: set[int] = set()
        waiting: list[int] = []  # topic words since the last name, none of them near it
        name_at, near = -NEAR, 0
        for pattern, start, end in self._automaton.find_matches_as_indexes(text):
            if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
                continue
            if pattern < self._name_count:
                near += sum(start - at < NEAR for at in waiting)
                waiting.clear()
                name_at = start
            else:
                topics.add(pattern)
                if start - name_at < NEAR:
                    near += 1
                else:
                    waiting.append(start)
            if near >= LEAST_NEAR and len(topics) >= LEAST_TOPICS:
                return True
        return False
