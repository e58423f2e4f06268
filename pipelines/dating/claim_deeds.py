"""The days that a claim can still be about once the grammar around the words of its act has had its say.

Belongs here: the day that stands with the act itself, background that no day dates, and leaving out the other options, so that the weights
choose among those left. Does not belong here: collecting options (`claim_options`), what speaks for each (`claim_cues`), days told in
passing (`claim_asides`).
"""

import re
from datetime import date

from pipelines.dating.claim_asides import is_in_passing, is_old
from pipelines.dating.claim_edges import is_ahead, is_edge
from pipelines.dating.claim_options import DEEDS, Facts, Option, Setting, Source, collect_options
from pipelines.dating.claim_words import PAST_VERB, says, says_beside
from pipelines.dating.expressions import TimeExpression

_REACH = 90  # characters between an act and its day
_TOLD = 160  # characters that are read before an act
_SUBORDINATE = re.compile(r"\b(?:after|since|when|before|because|as|which|that|who)\b[^,;:]{0,60}\Z", re.IGNORECASE)
_CLAUSE = (
    rf"[,;:—–()\"“”]|\b(?:which|who|whose|that|after|before|since|while|when|as|because|although|though|if|unless|following|but|where"
    rf"|{PAST_VERB})\b"
)
_OTHER_CLAUSE = re.compile(_CLAUSE)
_OTHER_DEED = re.compile(rf"{_CLAUSE}|\bto [a-z]+\b")
_BREAK = re.compile(rf"{_CLAUSE}|\b(?:and|to [a-z]+|until|by (?:\w+ing|\d)|from|than)\b")
_PAST = re.compile(PAST_VERB, re.IGNORECASE)
_PRESENT = re.compile(r"(?!(?:is|was|has|does)\b)[a-z]+[a-rt-z]s")
_FROM_ON = re.compile(r"\b(?:on|in|from|as of|starting|effective)(?: the)? \Z")
_AT = re.compile(r"\b(?:on|in|during)(?: the)? \Z")
_BARE = re.compile(  # days that need no preposition
    r"(?:last|this|earlier|yesterday|today|overnight|\w+ \w+ ago|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_EARLIER_BEFORE = re.compile(r"\b(?:previously|had earlier)(?: (?:also|already|been|\w+ly)){0,2} \Z", re.IGNORECASE)
_EARLIER_BEHIND = re.compile(rf" previously\b(?! {PAST_VERB}\b)", re.IGNORECASE)
_TERM = (
    r"\b(?:during|in|under|throughout) (?:(?:his|her|its|their|the|[\w.]+'s?) )(?:first|previous|prior|earlier|former) "
    r"(?:[\w-]+ )?(?:term|administration|presidency|mandate|government|stint|tenure)\b"
)
_TERM_BEFORE = re.compile(rf"{_TERM}(?: in (?:office|power))?,?(?: [\w.'-]+){{0,6}} \Z", re.IGNORECASE)
_TERM_BEHIND = re.compile(rf"(?P<between>[^,;:]{{0,90}}?){_TERM}", re.IGNORECASE)


def open_options(setting: Setting) -> list[Option]:
    """Every option that grammar does not rule out; never empty.

    The weights are fitted on all options, ruled out or not: those teach them what speaks against a day.
    """
    listed = [one for one in collect_options(setting) if _may_be(one, setting)]
    left = [one for one in listed if (made := _own_words(one)) is None or not (is_in_passing(made, setting) or _is_to_come(made, setting))]
    own = [one for one in left if (made := _own_words(one)) and stands_with_deed(made, setting)]
    if own and _is_deed(setting) and any(_is_subordinate(setting, deed) for deed in setting.deeds):
        return own
    if is_background(setting):
        return [one for one in left if one.source is Source.NONE or one in own or _is_long_ago(one, setting)]
    if own and _is_deed(setting):
        return [one for one in left if one in own or not _is_of_saying(one, setting)]
    return left


def _may_be(option: Option, setting: Setting) -> bool:
    """Whether an option is no day, or one that lies behind and in the time of a past government; a month or year may begin before it."""
    if option.expression and is_edge(option.expression, option.text, setting.anchor):
        return False
    if option.on is None or setting.within is None:
        return True
    first, last = setting.within
    return first.replace(month=1, day=1) <= option.on <= last


def _own_words(option: Option) -> TimeExpression | None:
    """The words of an option that the claim's own sentence tells."""
    return option.expression if option.source is Source.OWN else None


def stands_with_deed(made: TimeExpression, setting: Setting) -> bool:
    """Whether a day stands behind the words of the act in their own clause, with no other verb between: "imposed a duty on May 5"."""
    text = setting.sentence
    for start, end in setting.deeds:
        between = text[end : made.start]
        if _PAST.fullmatch(text, start, end) and end < made.start <= end + _REACH and not _BREAK.search(between) and not says(between):
            return _AT.search(between) is not None or _BARE.match(made.text) is not None
    return False


def _is_to_come(made: TimeExpression, setting: Setting) -> bool:
    return setting.anchor is not None and any(is_scheduled(made, setting.sentence, deed, setting.anchor) for deed in setting.deeds)


def is_scheduled(made: TimeExpression, text: str, deed: tuple[int, int], anchor: date) -> bool:
    """Whether a verb in the present tense puts its act on a day to come: "doubles its duty on Friday"."""
    found = _FROM_ON.search(text, deed[1], made.start)
    if found is None or not _PRESENT.fullmatch(text, *deed) or made.start - deed[1] > _REACH:
        return False
    between = text[deed[1] : found.start()]
    return not _BREAK.search(between) and not says(between) and is_ahead(made, anchor)


def _is_of_saying(option: Option, setting: Setting) -> bool:
    """Whether an option is the day on which somebody says what the sentence tells."""
    made = _own_words(option)
    return made is not None and says_beside(setting.sentence, made.start, made.end)


def _is_deed(setting: Setting) -> bool:
    return setting.facts is not None and is_done(setting.facts)


def is_done(facts: Facts) -> bool:
    """Whether a claim is of something that its actor did on a day, not of what it said or will do."""
    return facts.act in DEEDS and facts.modality == "asserted"


def _is_long_ago(option: Option, setting: Setting) -> bool:
    """Whether an option is a day of long ago that the sentence tells of the act: "in 2018, during his first term, he imposed"."""
    made = _own_words(option)
    if made is None or not is_old(made, setting):
        return False
    start, end = setting.deeds[0]
    return made.end <= start or not _OTHER_DEED.search(setting.sentence[end : made.start])


def _is_subordinate(setting: Setting, deed: tuple[int, int]) -> bool:
    return _SUBORDINATE.search(setting.sentence[max(0, deed[0] - _TOLD) : deed[0]]) is not None


def is_background(setting: Setting) -> bool:
    """Whether the act is told as one of the past that no day is told for: "had previously imposed", "during his first term"."""
    return bool(setting.deeds) and all(_is_of_the_past(setting.sentence, deed) for deed in setting.deeds)


def _is_of_the_past(text: str, deed: tuple[int, int]) -> bool:
    before, behind = text[max(0, deed[0] - _TOLD) : deed[0]], text[deed[1] :]
    if _EARLIER_BEFORE.search(before) or _EARLIER_BEHIND.match(behind) or _TERM_BEFORE.search(before):
        return True
    found = _TERM_BEHIND.match(behind)
    return found is not None and not _OTHER_CLAUSE.search(found["between"])
