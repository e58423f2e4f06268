"""What speaks for and against each day a claim can be about, as named yes-or-no cues.

Belongs here: cues read from the words around an expression and around the claim's quote. Does not belong here: how much each counts
(`claim_weights.csv`, fitted by `claim_fit`).
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from pipelines.dating.claim_options import Kind, Option, Setting, Source, kind_of, leaning, usable
from pipelines.dating.claim_paragraphs import claim_paragraph_cues, paragraph_cues
from pipelines.dating.claim_side_cues import side_claim_cues, side_cues
from pipelines.dating.claim_story import content_of, dateline_day, days_of_name, days_told, own_name, voice_of
from pipelines.dating.claim_words import (
    ATTRIBUTIVE,
    CLAUSE_BREAK,
    LEAD,
    LEADS,
    PREPOSITION,
    PREPOSITIONS,
    SUBORDINATE,
    has_pronoun,
    is_of_same_day,
    kinds_of,
    names_in,
    says,
    says_beside,
    speaks_on,
    tenses_of,
)
from pipelines.dating.expressions import TimeExpression
from pipelines.dating.speakers import topics_of

Cues = Sequence[tuple[str, Iterable[str]]]  # by kind, which the table of weights writes before a colon; "" is the cue of the kind itself
_EARLY = 12  # code points before a quote that still opens its sentence
_SHORT = 60  # code points of a quote that is hardly more than a noun phrase
_EARLY_SENTENCES = 4
_AGES = (0, 1, 3, 7, 31, 366)  # days
_GAPS = (1, 2, 3, 5, 8)  # sentences
_DISTANCES = (1, 15, 40, 80, 150)  # code points


def cues_of(option: Option, setting: Setting) -> list[str]:
    """The cues that hold for an option; each is a name in the table of weights."""
    parted = (*claim_cues(kind_of(option, setting), setting), *option_cues(option, setting))
    return [f"{kind}:{name}" if name else kind for kind, names in parted for name in names]


def claim_cues(kind: Kind, setting: Setting) -> Cues:
    """Those that the claim itself gives every option of a kind."""
    found, source = _claim_words(setting), kind.source.value
    words = [f"{kind.place}:{cue}" for cue in found] if kind.place else found
    return [(source, ("",)), (source, words), *side_claim_cues(kind, setting), (source, claim_paragraph_cues(setting))]


@lru_cache(maxsize=8)
def _claim_words(setting: Setting) -> tuple[str, ...]:
    return (*_quote_cues(setting), *_place_cues(setting))


def option_cues(option: Option, setting: Setting) -> Cues:
    """Those of an option alone."""
    made = option.expression
    if made is None:
        found: Iterator[str] = iter(())
    elif option.source is Source.OWN:
        found = _own_cues(option, made, setting)
    else:
        found = _carried_cues(option, made, setting)
    source = option.source.value
    return [(source, found), *side_cues(option, setting), (source, paragraph_cues(option, setting))]


def _quote_cues(setting: Setting) -> Iterator[str]:
    quoted, sentence = setting.quoted, setting.sentence
    yield from (f"quote-{name}" for name in tenses_of(quoted) or ("verbless",))
    yield "quote-says" if says(quoted) else "sentence-says" if says(sentence) else "nobody-says"
    yield from (f"quote-{name}" for name in kinds_of(quoted))
    yield from (f"sentence-{name}" for name in kinds_of(sentence) if name not in kinds_of(quoted))
    if len(quoted) < _SHORT:
        yield "quote-short"


def _place_cues(setting: Setting) -> Iterator[str]:
    before = setting.sentence[: setting.quote[0]]
    if before.strip() and CLAUSE_BREAK.search(before[-40:]):
        yield "after-break"
    lead = LEAD.search(before)
    if lead and lead.group(1).lower() in LEADS:
        yield f"lead-{lead.group(1).lower()}"
    yield "quote-opens" if setting.quote[0] < _EARLY else "quote-later"
    if has_pronoun(setting.sentence):
        yield "pronoun"
    if setting.place == 0:
        yield "first-sentence"
    elif setting.place < _EARLY_SENTENCES:
        yield "early-sentence"
    if speaks_on(setting.sentence):
        yield "speaks-on"


def _own_cues(option: Option, made: TimeExpression, setting: Setting) -> Iterator[str]:
    start, end = setting.quote
    text, place = setting.sentence, kind_of(option, setting).place
    yield place
    between = text[made.end : start] if place == "before" else text[end : made.start] if place == "after" else text[start : made.start]
    cues = [*_expression_cues(option.text, made, setting.anchor)]
    cues.append(f"breaks-{min(len(CLAUSE_BREAK.findall(between)), 3)}")
    cues.append(f"gap-{_bucket(len(between), _DISTANCES)}")
    if says(between):
        cues.append("says-between")
    if SUBORDINATE.search(between[-30:]):
        cues.append("subordinate")
    yield from (f"{place}:{cue}" for cue in cues)
    if option.rank:
        yield "not-first"


@lru_cache(maxsize=256)
def _expression_cues(text: str, made: TimeExpression, anchor: date | None) -> tuple[str, ...]:
    """Cues of the expression in the sentence that holds it, whichever claim looks at it."""
    return tuple(_words_of_expression(text, made, anchor))


def _words_of_expression(text: str, made: TimeExpression, anchor: date | None) -> Iterator[str]:
    before, behind = text[: made.start], text[made.end :]
    yield f"grain-{made.granularity}"
    yield f"basis-{made.basis}"
    if made.start in leaning(text, anchor):
        yield "leans-ahead"
    if "day" in made.text.lower():
        yield "named-day"
    preposition = PREPOSITION.search(before[-16:])
    word = preposition.group(1).lower() if preposition else ""
    yield f"prep-{word if word in PREPOSITIONS else 'none'}"
    if says_beside(text, made.start, made.end):
        yield "says-near"
    if ATTRIBUTIVE.match(behind):
        yield "attributive"
    if not before.strip(" \"'"):
        yield "opens"
    yield f"age-{_age(made.on, anchor)}"


def _carried_cues(option: Option, made: TimeExpression, setting: Setting) -> Iterator[str]:
    yield f"gap-{_bucket(option.gap, _GAPS)}"
    yield f"rank-{min(option.rank, 3)}"
    yield from _expression_cues(option.text, made, setting.anchor)
    yield "own-dated" if any(True for _ in usable(setting.sentence, setting.anchor)) else "own-undated"
    yield from _voice_cues(option, setting)
    yield from _shared_cues(option, setting)
    told = days_told(setting.story)
    yield f"told-{min(len(told), 4)}"
    yield f"told-often-{min(told.get(option.on, 0), 4)}"


def _voice_cues(option: Option, setting: Setting) -> Iterator[str]:
    age = f"age-{_age(option.on, setting.anchor)}"
    voice = f"voice-{voice_of(option, setting)}"
    marks = [f"gap-{_bucket(option.gap, _GAPS)}", f"rank-{min(option.rank, 3)}", age]
    if option.on == dateline_day(setting.story):
        yield "dateline-day"
        marks.append("dateline-day")
    if option.source is Source.BEFORE and option.gap == setting.place:
        yield "lede"
        marks.append("lede")
    yield voice
    yield from (f"{voice}:{mark}" for mark in marks)
    mine = own_name(setting)
    if option.on in days_of_name(setting.story, mine):
        yield "voiced-day"
        yield f"voiced-day:{age}"
    if mine is not None and mine in option.text:
        yield "voice-mentioned"
        yield f"voice-mentioned:{age}"


def _shared_cues(option: Option, setting: Setting) -> Iterator[str]:
    yield f"shared-{min(len(content_of(option.text) & content_of(setting.quoted)), 4)}"
    names = min(len(names_in(option.text) & names_in(setting.sentence)), 3)
    yield f"names-{names}"
    topics = topics_of(option.text) & topics_of(setting.sentence)
    yield f"topics-{min(len(topics), 3)}"
    yield from (f"topic-{topic}" for topic in sorted(topics) if topic.islower())
    speaks = "speaks-on" if speaks_on(setting.sentence) else "speaks-not"
    yield f"{speaks}:gap-{_bucket(option.gap, _GAPS)}"
    yield f"{speaks}:names-{names}"
    if says(option.text):
        yield f"{speaks}:source-says"
    if is_of_same_day(setting.sentence):
        yield f"same-day:rank-{min(option.rank, 3)}"


def _age(on: date | None, anchor: date | None) -> int:
    return -1 if anchor is None or on is None else _bucket((anchor - on).days, _AGES)


def _bucket(number: int, edges: tuple[int, ...]) -> int:
    """Index of the first edge the number does not pass; the count of edges where it passes all."""
    return bisect_left(edges, number)
