"""What stands around a candidate once every candidate has first scores: its sentence, its neighbours, its article.

Belongs here: tables of numbers computed from first scores and lexicon hits, one row a candidate. Does not belong here: what is
learned from them (`second_look`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.claims.candidates import CANDIDATE_KINDS
from pipelines.claims.clues import View
from pipelines.claims.lexicon_codes import Strength
from pipelines.claims.lexicon_hits import FrameHit, NounHit
from pipelines.claims.mentions import MENTION_KINDS
from pipelines.claims.model import Floats
from pipelines.claims.rows import Row

Numbers = npt.NDArray[np.float64]
Indexes = npt.NDArray[np.intp]

_FLOOR = 1e-4  # added to a chance before its logarithm
_SMOOTH = 0.5  # weight of even shares in the shares of an article
_SMOOTH_NEAR = 0.2  # and in those of a sentence
_NOBODY = -7.0  # log-odds that stand for a candidate that is not there
_NAMED_KINDS = (*MENTION_KINDS, "")
ROLES = 3  # of a lexicon hit's actor: the candidate, nobody known, another


@dataclass(frozen=True, slots=True)
class Context:
    """Views of every issue and act (rows, classes, views) and single numbers (rows, columns)."""

    issues: Numbers
    acts: Numbers
    numbers: Numbers

    def take(self, kept: Indexes) -> "Context":
        """Some of the candidates."""
        return Context(self.issues[kept], self.acts[kept], self.numbers[kept])


@dataclass(frozen=True, slots=True)
class _Places:
    """Which rows share an article, a sentence, and an actor within the article; sentences before and after, -1 for none."""

    article: Indexes
    sentence: Indexes
    holder: Indexes
    before: Indexes
    after: Indexes
    actors: list[str]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "_Places":
        articles = [id(row.reading) for row in rows]
        keys = [(article, row.place) for article, row in zip(articles, rows, strict=True)]
        sentence_of = {key: at for at, key in enumerate(dict.fromkeys(keys))}
        actors = [row.candidate.actor for row in rows]
        return cls(
            _number(articles),
            np.asarray([sentence_of[key] for key in keys], dtype=np.intp),
            _number(list(zip(articles, actors, strict=True))),
            np.asarray([sentence_of.get((article, place - 1), -1) for article, place in keys], dtype=np.intp),
            np.asarray([sentence_of.get((article, place + 1), -1) for article, place in keys], dtype=np.intp),
            actors,
        )


def _number(keys: Sequence[object]) -> Indexes:
    seen: dict[object, int] = {}
    return np.asarray([seen.setdefault(key, len(seen)) for key in keys], dtype=np.intp)


def look_around(rows: Sequence[Row], scores: Mapping[str, Floats], issues: Sequence[str], acts: Sequence[str]) -> Context:
    """The context of every candidate of a chunk; `rows` must hold all candidates of each of their articles."""
    places = _Places.of(rows)
    claim = scores["claim"][:, 1].astype(np.float64)
    topics = _topic_hits(rows, issues)
    frames = _act_hits(rows, acts)
    weighted_issues = claim[:, None] * scores["issue"]
    weighted_acts = claim[:, None] * scores["act"]
    sentence_issues = _sum_by(places.sentence, weighted_issues)
    issue_views = [
        np.log(scores["issue"] + _FLOOR),
        np.log(_shares(places.article, weighted_issues, _SMOOTH)),
        np.log(_shares(places.holder, weighted_issues, _SMOOTH)),
        np.log(_shares(places.sentence, weighted_issues, _SMOOTH_NEAR)),
        np.log(_shares_at(places.before, sentence_issues)),
        np.log(_shares_at(places.after, sentence_issues)),
        np.minimum(topics, 2.0),
        (topics > 0).astype(np.float64),
        np.log(np.maximum(_topic_shares(places, topics), 1e-3)),
    ]
    act_views = [
        np.log(scores["act"] + _FLOOR),
        np.log(_shares(places.holder, weighted_acts, _SMOOTH)),
        np.log(_shares(places.article, weighted_acts, _SMOOTH)),
        np.log(_shares(places.sentence, weighted_acts, _SMOOTH_NEAR)),
        *(np.minimum(frames[:, :, role], 1.0) for role in range(ROLES)),
    ]
    numbers = _numbers(rows, scores, places, claim, frames)
    return Context(np.stack(issue_views, axis=2), np.stack(act_views, axis=2), numbers)


def _sum_by(groups: Indexes, weights: Numbers) -> Numbers:
    """Sums of rows by group."""
    total = np.zeros((int(groups.max()) + 1, *weights.shape[1:]))
    np.add.at(total, groups, weights)
    return total


def _shares(groups: Indexes, weights: Numbers, smooth: float) -> Numbers:
    """Each class's share among the other rows of the group."""
    others = np.maximum(_sum_by(groups, weights)[groups] - weights, 0.0)
    return np.asarray((others + smooth / weights.shape[1]) / (others.sum(axis=1, keepdims=True) + smooth))


def _shares_at(sentences: Indexes, totals: Numbers) -> Numbers:
    """Each class's share in a neighbouring sentence; even where there is none."""
    found = np.where((sentences >= 0)[:, None], totals[np.maximum(sentences, 0)], 0.0)
    return np.asarray((found + _SMOOTH_NEAR / totals.shape[1]) / (found.sum(axis=1, keepdims=True) + _SMOOTH_NEAR))


def _topic_hits(rows: Sequence[Row], issues: Sequence[str]) -> Numbers:
    """Topic phrases of each issue in the candidate's sentence, weak ones by half."""
    column = {issue: at for at, issue in enumerate(issues)}
    counts = np.zeros((len(rows), len(issues)))
    for at, row in enumerate(rows):
        for hit in row.reading.sentences[row.place].matches.topics:
            if hit.row.issue in column:
                counts[at, column[hit.row.issue]] += 1.0 if hit.row.strength is Strength.STRONG else 0.5
    return counts


def _topic_shares(places: _Places, topics: Numbers) -> Numbers:
    """Each issue's share in the topic phrases of the article's other sentences."""
    _, first = np.unique(places.sentence, return_index=True)
    total = _sum_by(places.article[first], topics[first])[places.article] - topics
    return np.asarray((total + _SMOOTH / topics.shape[1]) / (total.sum(axis=1, keepdims=True) + _SMOOTH))


def _act_hits(rows: Sequence[Row], acts: Sequence[str]) -> Numbers:
    """Frames and act nouns of each act in the sentence, by whether the candidate is their actor."""
    column = {act: at for at, act in enumerate(acts)}
    counts = np.zeros((len(rows), len(acts), ROLES))
    for at, row in enumerate(rows):
        read = row.reading.sentences[row.place]
        view = View.of(read, row.candidate)
        hits: list[FrameHit | NounHit] = [*read.matches.frames, *read.matches.nouns]
        for hit in hits:
            if hit.act in column:
                counts[at, column[hit.act], _role(view, hit)] += 1.0
    return counts


def _role(view: View, hit: FrameHit | NounHit) -> int:
    if isinstance(hit, FrameHit) and (hit.is_demanded or hit.is_purpose):
        return 2
    who = view.who(hit.actor)
    if who == "own" or (who in ("pronoun", "role") and view.tag == "C"):
        return 0
    return 2 if who == "other" else 1


def _numbers(rows: Sequence[Row], scores: Mapping[str, Floats], places: _Places, claim: Numbers, frames: Numbers) -> Numbers:
    """Single numbers a candidate, for the trees."""
    logit = np.log((claim + 1e-6) / (1.0 - claim + 1e-6))
    others, rank, count = _rivals(places.sentence, logit)
    loudest = np.full(int(places.sentence.max()) + 1, _NOBODY)
    np.maximum.at(loudest, places.sentence, logit)
    total = _sum_by(places.article, claim)[places.article]
    size = np.bincount(places.article)[places.article]
    reads = [row.reading.sentences[row.place] for row in rows]
    length = np.asarray([len(row.reading.sentences) for row in rows], dtype=np.float64)
    at = np.asarray([row.place for row in rows], dtype=np.float64)
    columns = [
        logit,
        others,
        rank,
        count,
        *(np.where(one >= 0, loudest[np.maximum(one, 0)], _NOBODY) for one in (places.before, places.after)),
        *_same_actor(places, logit),
        (total - claim) / np.maximum(size - 1, 1),
        total - claim,
        _numbered(CANDIDATE_KINDS, [row.candidate.kind for row in rows]),
        _numbered(_NAMED_KINDS, [row.candidate.mentions[0].kind if row.candidate.mentions else "" for row in rows]),
        np.asarray([len(read.matches.topics) for read in reads], dtype=np.float64),
        np.asarray([len(read.matches.frames) for read in reads], dtype=np.float64),
        np.asarray([len(read.tokens) for read in reads], dtype=np.float64),
        at,
        at / length,
        length,
        scores["several"][:, 1],
        scores["attribution"].max(axis=1),
        *(-(scores[head] * np.log(scores[head] + 1e-9)).sum(axis=1) for head in ("issue", "act")),
        scores["issue"].max(axis=1),
        scores["act"].max(axis=1),
        *(frames[:, :, role].sum(axis=1) for role in range(ROLES)),
        *scores["act"].T,
        *scores["modality"].T,
        *scores["attribution"].T,
    ]
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def _numbered(known: Sequence[str], values: Sequence[str]) -> Numbers:
    """Places in a list; one past its end for what is not in it."""
    place = {value: at for at, value in enumerate(known)}
    return np.asarray([place.get(value, len(known)) for value in values], dtype=np.float64)


def _rivals(sentence: Indexes, logit: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The surest other candidate of the sentence, how many are surer, and how many there are."""
    order = np.lexsort((-logit, sentence))
    starts = np.flatnonzero(np.r_[True, np.diff(sentence[order]) > 0])
    sizes = np.diff(np.r_[starts, len(order)])
    rank = np.empty(len(order))
    rank[order] = np.arange(len(order)) - np.repeat(starts, sizes)
    count = np.empty(len(order))
    count[order] = np.repeat(sizes, sizes)
    best = logit[order][starts]
    second = np.where(sizes > 1, logit[order][np.minimum(starts + 1, len(order) - 1)], _NOBODY)
    others = np.empty(len(order))
    others[order] = np.where(rank[order] == 0, np.repeat(second, sizes), np.repeat(best, sizes))
    return others, rank, count


def _same_actor(places: _Places, logit: Numbers) -> tuple[Numbers, Numbers]:
    """The same actor's log-odds in the sentence before and after."""
    known = {(sentence, actor): value for sentence, actor, value in zip(places.sentence, places.actors, logit, strict=True)}
    before, after = (
        np.asarray([known.get((sentence, actor), _NOBODY) for sentence, actor in zip(one, places.actors, strict=True)])
        for one in (places.before, places.after)
    )
    return before, after
