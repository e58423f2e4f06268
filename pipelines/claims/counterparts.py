"""Whom a decided claim may be toward, described for the model that chooses.

Belongs here: listing the countries and blocs that a claim's sentence and article name, and their feature strings. Does not belong here:
which of them win (`slots`), other slots (`options`).
"""

from collections.abc import Iterator, Sequence

from pipelines.claims.asides import insertion
from pipelines.claims.clues import View
from pipelines.claims.mentions import Mention
from pipelines.claims.options import Decided, Option, overlaps
from pipelines.claims.reading import Reading, ReadSentence

_BETWEEN = 8  # words between actor and option that are told apart, at most
_CONTEXT_CODES = 3  # codes from headline and counts that are offered where the sentence does not name them
_BESIDE = 3
_ISO = 3  # letters of a country's code


def list_counterparts(reading: Reading, decided: Decided) -> list[Option]:
    """Every other code the sentence names, and a few of the article's."""
    read = reading.sentences[decided.place]
    actor = decided.candidate.actor
    named: dict[str, list[Mention]] = {}
    for mention in read.mentions:
        if mention.code != actor:
            named.setdefault(mention.code, []).append(mention)
    named = {code: found for code, found in named.items() if not all(_is_of_an_insertion(read, decided, one) for one in found)}
    if _is_group(actor):
        named = {code: found for code, found in named.items() if not all(_is_its_members(read, one) for one in found)}
    options = [
        Option(code, tuple(_counterpart(reading, decided, code, found, len(named))), (found[0].first, found[0].last))
        for code, found in named.items()
    ]
    offered = dict.fromkeys([*reading.headline_codes, *(code for code, _ in reading.counts.most_common(_CONTEXT_CODES))])
    before = {mention.code for mention in reading.sentences[decided.place - 1].mentions} if decided.place else set()
    for code in offered:
        if code != actor and code not in named:
            features = tuple(_context_counterpart(reading, decided, code, code in before, len(named)))
            options.append(Option(code, features, None))
    return options


def _is_group(code: str) -> bool:
    """Whether a code is that of a group of states without a country's code of ISO 3166-1 alpha-3 ("G7", "ASEAN")."""
    return len(code) != _ISO or not code.isalpha()


def _is_its_members(read: ReadSentence, one: Mention) -> bool:
    """Whether a country is named as the venue of a group, or as whose official speaks for it."""
    lows = read.tokens.lows
    is_venue = lows[max(0, one.first - 1) : one.first] == ("in",) and lows[one.last : one.last + 1] != ("'s",)
    return is_venue or any(hit.speaker[0] <= one.first < hit.speaker[1] for hit in read.matches.sayings)


def _is_of_an_insertion(read: ReadSentence, decided: Decided, one: Mention) -> bool:
    """Whether a country only tells, between commas, who the actor is that acts behind it ("Chile, China's rival, signed with Peru")."""
    span = insertion(read, one)
    if span is None or all(own.last != span[0] - 1 for own in decided.candidate.mentions):
        return False
    view = View.of(read, decided.candidate)
    starts = [hit.start for hit in read.matches.deeds if hit.act == decided.act and view.who(hit.actor) == "own"]
    return bool(starts) and min(starts) >= span[1]


def _counterpart(reading: Reading, decided: Decided, code: str, found: Sequence[Mention], count: int) -> Iterator[str]:
    read = reading.sentences[decided.place]
    act, lows = decided.act, read.tokens.lows
    yield from _common(reading, decided, code, count)
    yield f"mentions={min(len(found), 3)}"
    own = decided.candidate.mentions
    for number, mention in enumerate(found[:2]):
        tag = "" if not number else "second_"
        before = lows[max(0, mention.first - _BESIDE) : mention.first]
        after = lows[mention.last : mention.last + 2]
        yield f"{tag}kind={mention.kind}"
        yield f"{tag}L={before[-1] if before else '^'}"
        yield f"{tag}L={before[-1] if before else '^'}&{act}"
        yield f"{tag}LL={' '.join(before[-2:])}"
        yield f"{tag}R={after[0] if after else '$'}"
        yield f"{tag}R={after[0] if after else '$'}&{act}"
        yield f"{tag}L_kind={before[-1] if before else '^'}&{mention.kind}"
        yield from _relation(read, own, mention, act, tag)
    spans = [(mention.first, mention.last) for mention in found]
    for frame in read.matches.frames:
        is_same = frame.act == act
        if overlaps(frame.target, spans):
            yield f"frame_target&{is_same}"
            yield f"frame_target={frame.act}"
        if overlaps(frame.actor, spans):
            yield f"frame_actor&{is_same}"
    for noun in read.matches.nouns:
        if overlaps(noun.target, spans):
            yield f"noun_target&{noun.act == act}"
        if overlaps(noun.actor, spans):
            yield f"noun_actor&{noun.act == act}"


def _relation(read: ReadSentence, own: Sequence[Mention], mention: Mention, act: str, tag: str) -> Iterator[str]:
    """Where the option stands from the actor's nearest mention, and the words between."""
    if not own:
        yield f"{tag}actor_not_named&{act}"
        return
    nearest = min(own, key=lambda one: abs(one.first - mention.first))
    side = "after" if mention.first > nearest.first else "before"
    first, last = (nearest.last, mention.first) if side == "after" else (mention.last, nearest.first)
    between = read.tokens.lows[first:last]
    yield f"{tag}side={side}&{act}"
    yield f"{tag}far={min(len(between) // 3, 6)}&{side}"
    if len(between) <= _BETWEEN:
        yield f"{tag}all_between={' '.join(between[:4])}"
    yield from (f"{tag}between_{side}={low}" for low in between[:_BETWEEN])


def _context_counterpart(reading: Reading, decided: Decided, code: str, is_before: bool, count: int) -> Iterator[str]:
    yield from _common(reading, decided, code, count)
    yield "from_context"
    yield f"from_context&{decided.act}"
    yield f"from_context&before={is_before}&{min(count, 2)}"
    yield f"from_context&before={is_before}&{decided.act}"
    yield f"from_context&{decided.issue}"
    for low in reading.sentences[decided.place].tokens.lows:
        if low in ("them", "they", "both", "sides", "two", "their", "it", "its", "bilateral", "mutual", "each"):
            yield f"from_context&word={low}"


def _common(reading: Reading, decided: Decided, code: str, count: int) -> Iterator[str]:
    ranked = [one for one, _ in reading.counts.most_common(4) if one != decided.candidate.actor]
    yield "option"
    yield f"act={decided.act}"
    yield f"issue={decided.issue}"
    yield f"rank={ranked.index(code) if code in ranked else 9}"
    yield f"rank={ranked.index(code) if code in ranked else 9}&headline={code in reading.headline_codes}"
    yield f"actor_kind={decided.candidate.kind}"
    yield f"others={min(count, 4)}"
    yield f"others={min(count, 4)}&{decided.act}"
