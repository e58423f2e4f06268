"""Whether an article is worth reading: a scan for countries and topics, thousands of articles a second.

Belongs here: the scan and its bars, set so that hardly a claim is lost (docs/accuracy.md says how many): one for newsletters, which are
dear to read and mostly about something else, and a lower one for briefs, which cost next to nothing. Does not belong here: anything that
looks at sentences.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Self

import ahocorasick_rs

from pipelines.claims.aliases import AliasIndex
from pipelines.claims.lexicon_codes import Strength
from pipelines.claims.lexicon_rows import Guards, guards, split_cell
from pipelines.claims.lexicon_scan import is_free
from pipelines.claims.names import NameBook
from pipelines.claims.tokens import Tokens, plain_typography
from pipelines.dating.offices import Offices
from pipelines.records import Article
from pipelines.reference import Reference

LEAST_TOPICS = 2  # different topic words
LEAST_NEAR = 2  # topic words near a name of a country, bloc or institution, the same one twice counted twice
NEAR = 200  # code points between their beginnings
POINTS = {Strength.STRONG: 3, Strength.WEAK: 1, Strength.BLOCKING: 0}  # of a topic word near a name
LEAST_POINTS = 1  # and one more for every so many code points, up to so many: one paragraph of a long letter may be about trade
POINT_LENGTH = 1800
MOST_LENGTH = 3600
BRIEFS = ((400, 1), (1000, 3))  # code points of a dispatch, and what its topic words must be worth: it says a thing but once
_BESIDE = 24  # code points in which the word beside a topic word stands

Meanings = Sequence[tuple[Guards, int]]  # what a topic word may be worth, by the words beside it; the first that fits


class Gate:
    """Counts names and topics among whole words."""

    def __init__(self, names: set[str], topics: Mapping[str, Meanings], officials: NameBook) -> None:
        """Take both vocabularies in lower case, and the officials' names by day."""
        self._officials = officials
        patterns = sorted(names) + sorted(topics.keys() - names)
        self._meanings = [topics.get(pattern, ()) for pattern in patterns]
        self._name_count = len(names)
        self._automaton = ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    @classmethod
    def load(cls, reference: Reference, offices: Offices | None = None) -> Self:
        """Names from the alias tables and the register of offices, topics from the lexicon."""
        topics: dict[str, list[tuple[Guards, int]]] = {}
        for row in sorted(reference.rows("topics"), key=lambda row: POINTS[Strength(row["strength"])]):
            for form in split_cell(row["forms"].lower()):
                topics.setdefault(form, []).append((guards(row), POINTS[Strength(row["strength"])]))
        return cls(AliasIndex.load(reference).surfaces(), topics, NameBook(offices or Offices.load(reference)))

    def lets_pass(self, article: Article) -> bool:
        """Whether title and text name enough topics, and enough of them near a country, bloc or institution; a brief, or an official."""
        written = plain_typography(f"{article.title or ''}\n{article.text}")
        text = written.lower()
        if self._is_brief_on_subject(text, written, article.published_on):
            return True
        least = LEAST_POINTS + min(len(text), MOST_LENGTH) / POINT_LENGTH
        topics: set[int] = set()
        waiting: deque[tuple[int, int]] = deque()  # topic words since the last name, near to what comes next alone, and their points
        name_at, near, points = -NEAR, 0, 0
        for pattern, start, worth in self._find(text):
            while waiting and start - waiting[0][0] >= NEAR:
                waiting.popleft()
            if pattern < self._name_count:
                now = [one for _, one in waiting]
                waiting.clear()
                name_at = start
            else:
                topics.add(pattern)
                now = [worth] if start - name_at < NEAR else []
                if not now:
                    waiting.append((start, worth))
            near += len(now)
            points += sum(now)
            if points >= least and near >= LEAST_NEAR and len(topics) >= LEAST_TOPICS:
                return True
        return False

    def _is_brief_on_subject(self, text: str, written: str, day: date | None) -> bool:
        """Whether a short text's topic words near a country's name are worth enough, or all of them where an official is named."""
        least = next((points for length, points in BRIEFS if len(text) <= length), None)
        if least is None:
            return False
        found = list(self._find(text))
        names = [start for pattern, start, _ in found if pattern < self._name_count]
        if sum(worth for _, start, worth in found if any(abs(start - name) < NEAR for name in names)) >= least:
            return True
        return sum(worth for _, _, worth in found) >= least and self._names_official(Tokens.of(written), day)

    def _names_official(self, tokens: Tokens, day: date | None) -> bool:
        """Whether somebody is named who holds an office on the day: in full, or by a surname, which an undated text cannot settle."""
        names = self._officials.on(day)
        return any(word in names.surnames or names.full_name_at(tokens, at) for at, word in enumerate(tokens.words))

    def _find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Names and topics that are whole words: number of the pattern, where it begins, and what it is worth (a name, nothing)."""
        for pattern, start, end in self._automaton.find_matches_as_indexes(text):
            if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
                continue
            if pattern < self._name_count:
                yield pattern, start, 0
                continue
            beside = _beside(text, start, end)
            worth = next((points for guard, points in self._meanings[pattern] if is_free(guard, beside, 1, 2)), 0)
            if worth:
                yield pattern, start, worth


def _beside(text: str, start: int, end: int) -> tuple[str, str, str]:
    """The word before a phrase, the phrase's place, and the word behind; empty where there is none."""
    before, behind = text[max(0, start - _BESIDE) : start].split(), text[end : end + _BESIDE].split()
    return before[-1] if before else "", "", behind[0] if behind else ""
