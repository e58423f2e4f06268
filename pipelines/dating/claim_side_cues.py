"""What speaks for each day a claim can be about, from whose position it is and whose words tell it.

Belongs here: cues of the claim's actor and act against who speaks, here and where the day is told, and of the single words around both.
Does not belong here: who speaks (`claim_voices`), how much each cue counts (`claim_weights.csv`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from pipelines.dating.calendar_words import MONTHS
from pipelines.dating.claim_options import DEEDS, Facts, Kind, Option, Setting, Source, kind_of, usable
from pipelines.dating.claim_story import dateline_day, days_of_news, voice_of
from pipelines.dating.claim_voices import OPENING, SAYING, quoted_through, sayers_of, side_of, voice_side, voices_of
from pipelines.dating.claim_words import says_beside, tenses_of
from pipelines.dating.expressions import TimeExpression

_PAIRS = (
    *product(("act", "attribution", "sayer", "verb", "voice"), ("tense",)),
    *product(("sayer", "voice"), ("deed", "act")),
    *product(("voice",), ("attribution", "quoted")),
    *product(("sayer",), ("role", "verb")),
    ("verb", "act"),
)  # that speak together
_AGES = ((0, "today"), (1, "yesterday"), (3, "days"), (7, "week"), (60, "months"))
_COMMON = re.compile(r"(?<![\w'])[a-z][a-z']{2,}")  # names are left out: who they are says nothing of days
_WORDS = re.compile(r"[A-Za-z']+")
_NUMBER = re.compile(r"\d+")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_MONTH = re.compile(rf"\b(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?")
_OWNER = re.compile(r"(?:the )?[\w. ]{2,30}(?:'s|s') \w+")
_TO_VERB = re.compile(r",? to [a-z]")
_BESIDE = 25  # code points between words that belong together


def side_claim_cues(kind: Kind, setting: Setting) -> Sequence[tuple[str, Iterable[str]]]:
    """Cues that the claim gives every option of a kind; none where nothing is known of it but its words."""
    return [] if setting.facts is None else [(_name(kind), _claim_cues(setting, setting.facts))]


def side_cues(option: Option, setting: Setting) -> Sequence[tuple[str, Iterable[str]]]:
    """Cues of an option; none where nothing is known of the claim but its words."""
    facts, made = setting.facts, option.expression
    if facts is None:
        return []
    if made is None:
        found: Iterable[str] = _undated_cues(setting, facts)
    elif option.source is Source.OWN:
        found = _own_cues(made, setting, facts)
    else:
        found = _told_cues(option, made, setting, facts)
    return [(_name(kind_of(option, setting)), found)]


def _name(kind: Kind) -> str:
    if kind.source in (Source.PUBLICATION, Source.NONE):
        return kind.source.value
    return f"own-{kind.place}" if kind.place else f"{kind.source}-told"


@lru_cache(maxsize=8)
def _claim_cues(setting: Setting, facts: Facts) -> tuple[str, ...]:
    """What holds of the claim, whichever day is looked at."""
    plain = {
        "act": facts.act,
        "attribution": facts.attribution,
        "modality": facts.modality,
        "role": _role(setting, facts),
        "sayer": _sayer(setting, facts),
        "verb": _verb(setting),
        "voice": _voice(setting, facts),
        "quoted": _quoted(setting),
        "length": str(min(len(setting.story.sentences) // 8, 4)),
        "actor": "inside" if _is_inside(setting, facts) else "outside",
    }
    tense = next(iter(tenses_of(setting.quoted)), "verbless")
    known = {**plain, "tense": tense, "deed": "deed" if facts.act in DEEDS else "word"}
    joint = [f"{one}={known[one]}+{other}={known[other]}" for one, other in _PAIRS]
    return (*[f"{name}={value}" for name, value in plain.items()], *joint)


def _sayer(setting: Setting, facts: Facts) -> str:
    return side_of(sayers_of(setting.story)[setting.place], facts.actor)


def _voice(setting: Setting, facts: Facts) -> str:
    return voice_side(voices_of(setting.story)[setting.place], facts.actor)


def _named_codes(setting: Setting, place: int) -> list[str]:
    named = setting.story.named
    return [one.code for one in named[place]] if place < len(named) else []


def _role(setting: Setting, facts: Facts, place: int | None = None) -> str:
    """Whether the actor is named first in a sentence, later, or not at all."""
    codes = _named_codes(setting, setting.place if place is None else place)
    return "absent" if facts.actor not in codes else "first" if codes[0] == facts.actor else "later"


def _is_inside(setting: Setting, facts: Facts) -> bool:
    start, end = setting.quote
    named = setting.story.named[setting.place] if setting.place < len(setting.story.named) else ()
    return any(one.code == facts.actor and start <= one.start and one.end <= end for one in named)


def _verb(setting: Setting) -> str:
    """Where the sentence's verb of saying stands to the quote."""
    verb = SAYING.search(setting.sentence)
    if verb is None:
        return "none"
    return "before" if verb.start() < setting.quote[0] else "inside" if verb.start() < setting.quote[1] else "after"


def _quoted(setting: Setting) -> str:
    """Whether the sentence stands inside a quotation, opens one, or neither."""
    if quoted_through(setting.story.sentences)[setting.place][0]:
        return "inside"
    return "opens" if OPENING.match(setting.sentence) else "no"


@lru_cache(maxsize=8)
def _undated_cues(setting: Setting, facts: Facts) -> tuple[str, ...]:
    """For publication and for no day at all: what the story tells instead, and the claim's words."""
    return (*_told_instead(setting, facts), *_claim_words(setting))


def _told_instead(setting: Setting, facts: Facts) -> Iterator[str]:
    story = setting.story
    line = dateline_day(story)
    yield f"dateline={'none' if line is None else 'same' if line == story.anchor else 'past'}"
    news = days_of_news(story)
    head = "none" if not news else "published" if news == {story.anchor} else "one" if len(news) == 1 else "many"
    yield from (f"news={head}", f"news={head}+sayer={_sayer(setting, facts)}")
    yield f"own-days={min(len(usable(setting.sentence, story.anchor)), 3)}"
    spoken = _days_of_voice(setting)
    yield from (f"voice-days={spoken}", f"voice-days={spoken}+voice={_voice(setting, facts)}")


def _claim_words(setting: Setting) -> Iterator[str]:
    yield "owned" if _OWNER.match(setting.quoted) else "not-owned"
    yield from (f"word={word}" for word in set(_COMMON.findall(setting.quoted)))
    yield from (f"lead={word}" for word in _COMMON.findall(setting.sentence[: setting.quote[0]])[-3:])


def _days_of_voice(setting: Setting) -> str:
    """Which days the claim's speaker is told to have spoken on."""
    voices = voices_of(setting.story)
    mine, anchor = voices[setting.place], setting.anchor
    if mine is None:
        return "no-voice"
    spoken = (text for text, voice in zip(setting.story.sentences, voices, strict=True) if voice == mine)
    days = {made.on for text in spoken for made in usable(text, anchor) if made.granularity == "day"}
    return "none" if not days else "published" if days == {anchor} else "both" if anchor in days else "past"


def _own_cues(made: TimeExpression, setting: Setting, facts: Facts) -> Iterator[str]:
    """For a day of the claim's own sentence: who and what stands next to it."""
    text, named = setting.sentence, setting.story.named
    here = named[setting.place] if setting.place < len(named) else ()
    if _TO_VERB.match(text[made.end : made.end + _BESIDE]):
        yield "to-verb"
    first, last = min(made.end, setting.quote[0]), max(made.start, setting.quote[0])
    yield "actor-between" if any(one.code == facts.actor and first <= one.start < last for one in here) else "no-actor-between"
    ways = sorted((abs((one.start + one.end) / 2 - made.start), one.code != facts.actor) for one in here)
    if any(not is_other for _, is_other in ways):
        yield "other-nearest" if ways[0][1] else "actor-nearest"
    verb = SAYING.search(text)
    if verb:
        near = min(abs(verb.end() - made.start), abs(made.end - verb.start())) < _BESIDE
        yield "with-saying" if near else "away-from-saying"
    yield f"grain={made.granularity}"
    yield from _word_cues(made, text)


@lru_cache(maxsize=512)
def _word_cues(made: TimeExpression, text: str) -> tuple[str, ...]:
    """The expression with its names and numbers taken out, and the two words on either side of it."""
    reach = 40  # code points
    form = _NUMBER.sub("#", _MONTH.sub("month", _WEEKDAY.sub("weekday", made.text.lower())))
    behind = _WORDS.findall(text[made.end : made.end + reach])[:2]
    before = _WORDS.findall(text[max(0, made.start - reach) : made.start])[-2:]
    return (f"expression={form}", *(f"behind={_form(word)}" for word in behind), *(f"before={_form(word)}" for word in before))


def _form(word: str) -> str:
    return word if word.islower() else "name"


def _told_cues(option: Option, made: TimeExpression, setting: Setting, facts: Facts) -> Iterator[str]:
    """For a day of another sentence: whose words tell it, and how they stand to the claim's."""
    place = option.place(setting)
    sayers, voices, story = sayers_of(setting.story), voices_of(setting.story), setting.story
    told = {
        "by": side_of(sayers[place], facts.actor),
        "told-role": _role(setting, facts, place),
        "told-voice": voice_side(voices[place], facts.actor),
        "same-sayer": "yes" if sayers[place] is not None and sayers[place] == sayers[setting.place] else "no",
        "same-voice": _same_voice(setting, place),
        "name": voice_of(option, setting),
    }
    sayer, voice, deed = _sayer(setting, facts), _voice(setting, facts), "deed" if facts.act in DEEDS else "word"
    marks = {
        "rank": str(min(option.rank, 3)),
        "age": _age(option, setting),
        "gap": str(option.gap if option.gap < 4 else 4 if option.gap < 7 else 5),
        "saying": "yes" if says_beside(option.text, made.start, made.end) else "no",
        "dateline": "yes" if option.on == dateline_day(story) else "no",
        "lede": "yes" if place <= 1 else "no",
        "quoted": _quoted(setting),
    }
    yield from (f"{name}={value}" for name, value in told.items())
    yield from (f"{name}={value}+sayer={sayer}" for name, value in told.items())
    yield from (f"{name}={value}+voice={voice}" for name, value in told.items())
    yield from (f"by={told['by']}+sayer={sayer}+{mark}={value}" for mark, value in marks.items())
    yield from (f"same-voice={told['same-voice']}+voice={voice}+{mark}={value}" for mark, value in marks.items())
    yield from (f"name={told['name']}+sayer={sayer}+{mark}={value}" for mark, value in marks.items())
    yield f"told-role={told['told-role']}+sayer={sayer}+{deed}"
    yield f"told-voice={told['told-voice']}+voice={voice}+saying={marks['saying']}+{deed}"
    yield f"name={told['name']}+by={told['by']}+sayer={sayer}"
    yield f"name={told['name']}+sayer={sayer}+rank={marks['rank']}+age={marks['age']}"
    yield f"same-voice={told['same-voice']}+saying={marks['saying']}+age={marks['age']}+quoted={marks['quoted']}"
    yield f"saying={marks['saying']}+rank={marks['rank']}+age={marks['age']}"
    yield f"grain={made.granularity}+age={marks['age']}"
    yield from _between_cues(place, setting, sayer)
    yield from _word_cues(made, option.text)


def _between_cues(place: int, setting: Setting, sayer: str) -> Iterator[str]:
    """What lies between the sentence that tells a day and the claim's."""
    sayers = sayers_of(setting.story)
    others = min(sum(1 for one in sayers[place + 1 : setting.place] if one is not None and one != sayers[place]), 2)
    yield from (f"others={others}", f"others={others}+sayer={sayer}")
    if place <= 1:
        days = min(len(days_of_news(setting.story)), 3)
        yield from (f"news-days={days}", f"news-days={days}+sayer={sayer}")


def _same_voice(setting: Setting, place: int) -> str:
    mine, theirs = voices_of(setting.story)[setting.place], voices_of(setting.story)[place]
    if mine is None or theirs is None:
        return "nobody"
    if mine.name and mine.name == theirs.name:
        return "name"
    return "code" if mine.code and mine.code == theirs.code else "other"


def _age(option: Option, setting: Setting) -> str:
    if setting.anchor is None or option.on is None:
        return "unknown"
    days = (setting.anchor - option.on).days
    return next((name for most, name in _AGES if days <= most), "older")
