"""Days of what a sentence tells only in passing: of a duty that was imposed long ago, not of the act that lifts it.

Belongs here: relative clauses, participles and counts around a day that stand apart from the words of the claim's act. Does not belong
here: days that no claim can be about (`claim_options`), days of the act itself (`claim_deeds`).
"""

import re
from datetime import timedelta

from pipelines.dating.calendar_words import Granularity, words
from pipelines.dating.claim_options import Setting
from pipelines.dating.claim_words import PAST_VERB, says
from pipelines.dating.expressions import TimeExpression

_NEAR = timedelta(days=14)  # within which a day may well be the news, whatever verb it stands beside
_COARSE = frozenset((Granularity.MONTH, Granularity.QUARTER, Granularity.HALF, Granularity.SEASON, Granularity.YEAR, Granularity.DECADE))
_REACH = 160  # characters that are read before a day
_WORD = r" [\w.'%$-]+"
_WHEN = r"(?: (?:on|in|during|at|back in|early|late|(?:in )?(?:early|late|mid)|earlier))?(?: the)? \Z"
_NAME = r"(?:[A-Z][\w.'-]+ ){1,3}"
_RELATIVE = re.compile(
    rf"[\w%'\"”],? (?:which|who|that)(?!(?:{_WORD})? (?:and|but|or)\b)(?:{_WORD}){{0,4}}?"
    rf" (?P<verb>{PAST_VERB})(?P<rest>(?: (?!in\b)[\w.'%$-]+){{0,5}}?){_WHEN}"
)
_BARE = re.compile(  # "the tariffs it imposed in 2018"
    rf"\b(?P<noun>[a-z][\w-]+) (?:(?:it|he|she|they) |{_NAME})(?:had )?(?P<verb>{PAST_VERB})(?P<rest>(?:{_WORD}){{0,2}}?){_WHEN}"
)
_PARTICIPLE = re.compile(rf"(?P<noun>[\w%'-]+)(?: (?:first|\w+ly))? (?P<verb>{PAST_VERB})(?P<rest>(?: by [\w.' -]{{2,40}})?){_WHEN}")
_APPOSED = re.compile(r", (?:an?|one) [^,;]*\Z")
_OTHERS = re.compile(  # "after Oslo raised its duty on", "the duty that Oslo announced on"
    rf" (?:after|since|when|once|which|that)(?P<who>(?:{_WORD}){{1,5}}?) (?P<verb>{PAST_VERB})(?:{_WORD}){{0,6}}?{_WHEN}"
)
_AS_DONE = re.compile(
    rf"\b(?:as|than) (?:\w+ly )?(?:promised|agreed|planned|pledged|announced|demanded|required)(?:{_WORD}){{0,3}}?{_WHEN}"
)
_JOINING = words(
    "and but or nor while when after before since because as if though although until till once whereas than said says that "
    "was were is are been be being has have had not never also then just only already it he she they we who which to"
)
_SUBORDINATING = words("after before when while since until because if")
_ISSUED = words("issued released published held")  # with a text goes the act that it holds
_VENUE = re.compile(  # "at talks held on Tuesday" tells when what was agreed there was
    r"\b(?:at|after|during|following|in|according to)(?: (?!(?:on|for|against|to|from|in|at)\b)[\w.'-]+){1,6}\Z"
)
_ASIDE = re.compile(
    rf",? (?:which|who|where|whose(?:{_WORD}){{1,3}})(?:{_WORD}){{0,4}}? (?P<verb>{PAST_VERB})(?:{_WORD}){{0,6}}?{_WHEN}"
    rf"|, (?:founded|created|established|(?:re-?)?elected|appointed|born|named|installed|sworn in|inaugurated)(?:{_WORD}){{0,6}}?{_WHEN}"
)
_SHUT = re.compile(r"[^,;.!?]{0,30}[,)]")
_NUMBERED = r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)|another)"
_ORDINAL = re.compile(rf"{_NUMBERED}(?: [\w-]+){{1,4}} \Z", re.IGNORECASE)
_TIMES = re.compile(rf",? for (?:the|a) {_NUMBERED} time\b", re.IGNORECASE)
_RUNNING = re.compile(r"(?:so far )?(?:this|in the) (?:week|month|quarter|year|decade)\Z", re.IGNORECASE)


def is_in_passing(made: TimeExpression, setting: Setting) -> bool:
    """Whether a day of the claim's own sentence is of something else than its act: told beside it, or counted over ("for the third time").

    Never where nobody knows the words of the act.
    """
    if not setting.deeds:
        return False
    if is_counted_over(made, setting.sentence) or _is_of_noun(_between(made, setting.sentence, setting.deeds[0])):
        return True
    return all(_is_beside(made, setting, deed) for deed in setting.deeds)


def is_counted_over(made: TimeExpression, sentence: str) -> bool:
    """Whether an expression is the stretch over which acts are counted: "its third devaluation this year"."""
    if _RUNNING.match(made.text) is None:
        return False
    return _ORDINAL.search(sentence[: made.start]) is not None or _TIMES.match(sentence, made.end) is not None


def _is_beside(made: TimeExpression, setting: Setting, deed: tuple[int, int]) -> bool:
    text = setting.sentence
    if deed[1] <= made.start:
        between = _between(made, text, deed)
        return _is_of_clause(between, is_old(made, setting)) or _is_of_noun(between) or _is_of_another(made, setting, between)
    return is_old(made, setting) and _is_of_aside(made, text, deed)


def _between(made: TimeExpression, text: str, deed: tuple[int, int]) -> str:
    return text[max(deed[1], made.start - _REACH) : made.start]


def is_old(made: TimeExpression, setting: Setting) -> bool:
    """Whether a day is too long ago, or too coarse a stretch, to be that of the news."""
    if setting.anchor is None or made.on is None:
        return False
    return made.granularity in _COARSE or setting.anchor - made.on > _NEAR


def _is_of_clause(between: str, may_be_far: bool) -> bool:
    """Whether words between an act and a day end in a relative clause whose verb has the day, or else only right beside it."""
    found = _RELATIVE.search(between) or _BARE.search(between)
    if found is None or says(found["verb"]):
        return False
    noun = found.groupdict().get("noun") or between[found.start()]
    if noun in _JOINING or _VENUE.search(between[: found.start() + len(noun)]):
        return False
    return may_be_far or not found["rest"]


def _is_of_another(made: TimeExpression, setting: Setting, between: str) -> bool:
    """Whether words between an act and a day end in a clause of what another country did then."""
    found = _OTHERS.search(between)
    story, facts = setting.story, setting.facts
    if found is None or facts is None or setting.place >= len(story.named):
        return False
    first, last = (made.start - len(between) + at for at in found.span("who"))
    codes = [one.code for one in story.named[setting.place] if first <= one.start < last]
    return bool(codes) and facts.actor not in codes


def _is_of_noun(between: str) -> bool:
    """Whether words between an act and a day end in a noun and its participle: "a duty imposed (by Lima) in 2019", "as agreed in 2019"."""
    if _AS_DONE.search(between):
        return True
    found = _PARTICIPLE.search(between)
    apart = _APPOSED.sub("", between)
    if found is None or "," in apart or ";" in apart or found["noun"].lower() in _JOINING:
        return False
    if found["verb"] in _ISSUED:
        return False
    before = between[: found.start("verb")].rstrip()
    told = before.lower().split()
    return not (_JOINING.intersection(told[-3:-1]) or _SUBORDINATING.intersection(told)) and _VENUE.search(before) is None


def _is_of_aside(made: TimeExpression, text: str, deed: tuple[int, int]) -> bool:
    """Whether an aside between commas holds the day, and stands before the act: "Chile, which floated its peso in 1999, sold dollars"."""
    opened = _ASIDE.search(text, max(0, made.start - _REACH), made.start)
    shut = _SHUT.match(text, made.end)
    return opened is not None and shut is not None and shut.end() <= deed[0]
