"""What may fill a slot of a decided claim, described for the model that chooses: currencies, rates and sums.

Belongs here: listing the options of a slot and their feature strings. Does not belong here: which option wins (`slots`),
counterparts (`counterparts`).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.claims.candidates import Candidate
from pipelines.claims.clues import View
from pipelines.claims.currencies import CurrencyHit, CurrencyIndex
from pipelines.claims.features import masked_words
from pipelines.claims.lexicon_hits import Span
from pipelines.claims.money import Sum, find_rates, find_sums
from pipelines.claims.reading import Reading, ReadSentence

GROUP = "option"
_BESIDE = 3
_QUOTED_ISSUES = frozenset(("exchange_rate", "regime"))  # whose rates are told without a unit
_GAPS = (1, 3, 6, 10, 16)  # words between a sum and the words of the act
_TWINS_APART = 14  # words
_NEAR = 4  # words beside a sum in which the word for a duty is looked for
_JOINING = frozenset(("and", "or", "well", "versus", "plus"))
_BREAKS = frozenset((",", ";", "and", "but", "while", "after", "as", "with", "following", "because", "which", "that"))
_PREPOSITIONS = frozenset(("from", "to", "by", "of", "at", "than", "over", "under", "on", "about", "least", "above", "with", "in"))
_LEADING = _PREPOSITIONS | {"a", "an", "the", "additional", "another", "extra"}  # before a sum
_DUTIES = frozenset(("tariff", "tariffs", "duty", "duties", "levy", "levies", "tax", "taxes", "surcharge", "surcharges"))


@dataclass(frozen=True, slots=True)
class Decided:
    """What is settled of a claim before its slots are filled."""

    place: int
    candidate: Candidate
    issue: str
    topic: str
    act: str


@dataclass(frozen=True, slots=True)
class Option:
    """One possible filler with its features; `span` are the words that name it, None where context offers it."""

    value: str
    features: tuple[str, ...]
    span: Span | None


def list_currencies(reading: Reading, decided: Decided, index: CurrencyIndex) -> list[Option]:
    """Currencies the sentence names, the actor's own, and those of the countries it names."""
    read = reading.sentences[decided.place]
    hits = index.find(read.text, read.tokens, reading.day, reading.counts)
    named: dict[str, list[CurrencyHit]] = {}
    for hit in hits:
        named.setdefault(hit.code, []).append(hit)
    own = index.own_of(decided.candidate.actor, reading.day)
    others = [index.own_of(mention.code, reading.day) for mention in read.mentions]
    before = _codes_before(reading, decided.place, index)
    offered = dict.fromkeys([*named, *([own] if own else []), *(code for code in others if code), *before])
    return [_currency(read, decided, code, named, (own, before)) for code in offered]


def _codes_before(reading: Reading, place: int, index: CurrencyIndex) -> list[str]:
    if not place:
        return []
    before = reading.sentences[place - 1]
    return list(dict.fromkeys(hit.code for hit in index.find(before.text, before.tokens, reading.day, reading.counts)))


def _currency(
    read: ReadSentence, decided: Decided, code: str, named: dict[str, list[CurrencyHit]], context: tuple[str | None, Sequence[str]]
) -> Option:
    own, before = context
    found = named.get(code, [])
    is_own = code == own
    order = list(named).index(code) if code in named else 9
    features = [
        "option",
        f"own={is_own}",
        f"named={len(found) > 0}&own={is_own}",
        f"order={min(order, 3)}&of={min(len(named), 3)}&own={is_own}",
        f"before={code in before}&named={len(found) > 0}",
        f"issue={decided.issue}&own={is_own}&named={len(found) > 0}",
        f"issue={decided.issue}&order={min(order, 3)}",
        f"act={decided.act}&own={is_own}&named={len(found) > 0}",
    ]
    lows = read.tokens.lows
    for hit in found[:2]:
        left, right = lows[max(0, hit.first - _BESIDE) : hit.first], lows[hit.last : hit.last + 2]
        features += [f"L={low}" for low in left]
        features += [f"L1={left[-1] if left else '^'}", f"LL={' '.join(left[-2:])}", f"R={right[0] if right else '$'}"]
        features += [f"number={left[-1:] != () and left[-1][0].isdigit()}", f"R={right[0] if right else '$'}&{decided.issue}"]
    return Option(code, tuple(features), (found[0].first, found[0].last) if found else None)


def find_amounts(reading: Reading, decided: Decided, index: CurrencyIndex) -> list[Sum]:
    """The rates and sums of the sentence; of a claim on an exchange rate, rates told without a unit too, in the actor's own currency."""
    read = reading.sentences[decided.place]
    hits = index.find(read.text, read.tokens, reading.day, reading.counts)
    sums = find_sums(read.tokens, hits)
    own = index.own_of(decided.candidate.actor, reading.day) if decided.issue in _QUOTED_ISSUES else None
    rates = find_rates(read.tokens, hits, own) if own else []
    return sorted(
        [*sums, *(rate for rate in rates if not overlaps((rate.first, rate.last), [(one.first, one.last) for one in sums]))],
        key=lambda one: one.first,
    )


def list_sums(reading: Reading, decided: Decided, sums: Sequence[Sum]) -> list[Option]:
    """Rates and sums of the sentence; the value is their position in it."""
    read = reading.sentences[decided.place]
    deeds = _deeds_of(read, decided)
    return [
        Option(str(at), (*_sum(read, decided, found, sums), *_sum_beside(read, found, sums, deeds)), (found.first, found.last))
        for at, found in enumerate(sums)
    ]


def _sum(read: ReadSentence, decided: Decided, found: Sum, sums: Sequence[Sum]) -> Iterator[str]:
    words = masked_words(read, decided.candidate.actor)
    lows = read.tokens.lows
    unit = "%" if found.unit == "%" else "money"
    yield "option"
    yield f"unit={unit}&{decided.issue}"
    yield f"unit={unit}&{decided.act}"
    yield f"range={found.is_range_end}&{unit}"
    yield f"of={min(len(sums), 4)}&{sums.index(found)}"
    yield f"same_unit={sum(1 for other in sums if (other.unit == '%') == (unit == '%'))}&{unit}"
    for at, low in enumerate(words[max(0, found.first - 5) : found.first]):
        yield f"L={low}"
        yield f"L{found.first - max(0, found.first - 5) - at}={low}&{unit}"
    for at, low in enumerate(words[found.last : found.last + 5]):
        yield f"R={low}&{unit}"
        yield f"R{at}={low}&{unit}"
    distance = min((abs(mention.first - found.first) for mention in decided.candidate.mentions), default=99)
    yield f"far={min(distance // 4, 6)}"
    for topic in read.matches.topics:
        if topic.row.issue == decided.issue:
            yield f"topic_far={min(abs(topic.start - found.first) // 2, 6)}&{unit}"
    yield f"year={found.unit != '%' and lows[found.first].isdigit()}"


def _deeds_of(read: ReadSentence, decided: Decided) -> tuple[list[Span], list[Span]]:
    """The words that name the claim's act, its actor's own where there are some, and those that name other acts."""
    view = View.of(read, decided.candidate)
    frames, nouns = read.matches.frames, read.matches.nouns
    deeds = [((hit.start, hit.end), hit.act, hit.actor) for hit in frames] + [((hit.start, hit.end), hit.act, hit.actor) for hit in nouns]
    mine = [(span, actor) for span, act, actor in deeds if act == decided.act]
    own = [span for span, actor in mine if view.who(actor) in ("own", "pronoun", "role")]
    return own or [span for span, _ in mine], [span for span, act, _ in deeds if act != decided.act]


def _sum_beside(read: ReadSentence, found: Sum, sums: Sequence[Sum], deeds: tuple[list[Span], list[Span]]) -> Iterator[str]:
    """Where a sum stands to the words of the act, to other acts and to its twin, and what it grows or falls from."""
    mine, others = deeds
    lows = read.tokens.lows
    unit = "%" if found.unit == "%" else "money"
    alike = [other for other in sums if other is not found and (other.unit == "%") == (unit == "%")]
    if mine:
        deed = min(mine, key=lambda span: abs(span[0] - found.first))
        side, first, last = ("after", deed[1], found.first) if found.first >= deed[0] else ("before", found.last, deed[0])
        yield f"deed={side}&{_bucket(last - first)}&{unit}"
        yield f"others_between={min(sum(first <= span[0] < last for span in others), 2)}&{side}"
        yield f"breaks={min(sum(low in _BREAKS for low in lows[first:last]), 3)}&{side}"
        yield f"nearest={all(abs(deed[0] - found.first) <= abs(deed[0] - other.first) for other in alike)}&{unit}"
        yield f"other_nearer={any(abs(span[0] - found.first) <= abs(deed[0] - found.first) for span in others)}&{unit}"
    else:
        yield f"no_deed&{unit}"
    yield f"twin={any(_are_twins(read, found, other) for other in alike)}&{unit}"
    before = lows[found.first - 1] if found.first else "^"
    yield f"after={before if before in _LEADING else 'word'}&{unit}"
    yield f"from_before={any(lows[other.first - 1 : other.first] == ('from',) and other.last <= found.first for other in sums)}&{unit}"
    behind, ahead = lows[max(0, found.first - _NEAR) : found.first], lows[found.last : found.last + _NEAR]
    yield f"duty_after={next((at for at, low in enumerate(ahead) if low in _DUTIES), _NEAR)}&{unit}"
    yield f"duty_before={next((at for at, low in enumerate(reversed(behind)) if low in _DUTIES), _NEAR)}&{unit}"


def _are_twins(read: ReadSentence, one: Sum, other: Sum) -> bool:
    """Whether two rates stand side by side ("25% on steel and 10% on aluminium"), no verb of an act between them."""
    first, last = (one.last, other.first) if one.first < other.first else (other.last, one.first)
    between = read.tokens.lows[first:last]
    return (
        len(between) <= _TWINS_APART and bool(_JOINING & {*between}) and not any(first <= hit.start < last for hit in read.matches.frames)
    )


def _bucket(words: int) -> int:
    return bisect_left(_GAPS, words)


def overlaps(span: Span | None, spans: Sequence[Span]) -> bool:
    """Whether a stretch of words shares one with others."""
    return span is not None and any(first < span[1] and last > span[0] for first, last in spans)
