"""Who speaks: the speakers of an article's sayings, each resolved to a side and a state.

Belongs here: resolving the words that name a speaker ("he", "Huckaby", "the dealers", "an economist at a bank"), and remembering who
was introduced as what. Does not belong here: the order of verb and speaker (`lexicon_sayings`), how long a speech goes on (`hearing`),
what is an own claim and what is not (`attribution`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from pipelines.claims.lexicon_codes import SourceAttribution
from pipelines.claims.lexicon_hits import SayingHit, SourceHit, Span
from pipelines.claims.mentions import Mention
from pipelines.claims.reading import ReadSentence

APPOSITION_REACH = 14  # words after "said X" that may tell who X is
NAME_REACH = 9  # words between a name with its comma and the source that tells who it is
NAME_WORDS = 6  # of one name, at most
PRONOUN_REACH = 8  # words beside a verb of saying in which a pronoun is its subject
_NEAR_SOURCE = 6  # words around a source in which a state belongs to it


class Side(StrEnum):
    """For whom a speaker speaks."""

    STATE = "state"
    THIRD = "third"
    NEUTRAL = "neutral"  # a source that by itself decides nothing
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker.

    `codes` are the states it is of, the likeliest first; `name` is a family name or empty; `row` is the row of speech_sources that
    tells who it is, or empty; `kind` is that row's kind, else `person`, `country`, `institution`, `name`, or a mention's kind.
    """

    side: Side
    kind: str
    codes: tuple[str, ...]
    name: str
    row: str

    def is_of(self, actor: str) -> bool:
        """Whether it is first of all of this state."""
        return self.codes[:1] == (actor,)


@dataclass(slots=True)
class Cast:
    """Who has spoken or been introduced so far; names are bound to what is least a voice of a state."""

    names: dict[str, Voice] = field(default_factory=dict)
    by_row: dict[str, Voice] = field(default_factory=dict)
    person: Voice | None = None
    group: Voice | None = None
    body: Voice | None = None
    last: Voice | None = None

    def bind(self, voice: Voice, names: Sequence[str]) -> None:
        """Remember what some names stand for; a state's voice never takes the place of another's."""
        for name in names:
            old = self.names.get(name)
            if name and (old is None or old.side is Side.UNKNOWN or (voice.side is Side.THIRD and old.side is not Side.THIRD)):
                self.names[name] = voice

    def remember(self, voice: Voice) -> None:
        """Remember who spoke last, of each kind that a pronoun may mean."""
        self.last = voice
        self.bind(voice, (voice.name,))
        if voice.row:
            self.by_row[voice.row] = voice
        if voice.name or voice.kind in _PERSONS:
            self.person = voice
        if not voice.name:
            self.group = voice
            if voice.kind in _BODIES:
                self.body = voice

    def introduce(self, read: ReadSentence) -> None:
        """Bind the names that stand beside a source: "Huckaby, a Louisiana Democrat", "economist Adams"."""
        for source in read.matches.sources:
            names = _names_beside(read, source)
            if names:
                near = [one for one in read.mentions if one.last > source.start - _NEAR_SOURCE and one.first < source.end + _NEAR_SOURCE]
                self.bind(_voice_of(source, _codes(near), names[-1]), names)


def resolve_speaker(read: ReadSentence, hit: SayingHit, cast: Cast) -> tuple[Voice, bool] | None:
    """Who speaks, and whether only a pronoun says so; None where the words beside the verb name nobody."""
    span = _with_apposition(read, hit)
    sources = [one for one in read.matches.sources if span[0] <= one.start < span[1]]
    mentions = [one for one in read.mentions if span[0] <= one.first < span[1]]
    person = next((one for one in mentions if one.is_person), None)
    name = read.tokens.words[person.last - 1] if person else _name_in(read, span, sources, mentions)
    known = cast.names.get(name)
    named = _named(sources, mentions, name, known, cast)
    if named:
        return named, False
    meant = _meant_by_pronoun(read, hit, span, cast)
    return (meant, True) if meant else None


def _with_apposition(read: ReadSentence, hit: SayingHit) -> Span:
    """The speaker's words; after the verb what follows a comma belongs to them ("said Adams, an economist at a bank")."""
    first, last = hit.speaker
    lows = read.tokens.lows
    if first < hit.end or last >= len(lows) or lows[last] != ",":
        return first, last
    most = min(len(lows), last + APPOSITION_REACH)
    return first, next((at for at in range(last + 1, most) if lows[at] in _STOPS), most)


def _named(sources: Sequence[SourceHit], mentions: Sequence[Mention], name: str, known: Voice | None, cast: Cast) -> Voice | None:
    """The voice that words other than pronouns name: a source, somebody known, an official, a name, a state."""
    codes = _codes(mentions)
    third = [one for one in sources if one.row.attribution is SourceAttribution.THIRD_PARTY]
    source = next(iter(third or sources), None)
    if source is not None:
        if known is not None and known.side is Side.THIRD and not third:
            return known
        like = known or cast.by_row.get(source.row.id)
        return _voice_of(source, codes or (like.codes if like else ()), name)
    if known is not None and (known.side is not Side.UNKNOWN or not mentions):
        return known if known.codes else replace(known, codes=codes)
    if any(one.is_person for one in mentions):
        return Voice(Side.STATE, "person", codes, name, "")
    if name:
        return Voice(Side.UNKNOWN, "name", codes, name, "")
    state = next((one for one in reversed(mentions) if one.kind not in _ADJECTIVES), None)
    if state is not None:
        kind = "country" if state.kind in _COUNTRIES else "institution"
        return Voice(Side.STATE, kind, tuple(dict.fromkeys((state.code, *codes))), "", "")
    return Voice(Side.UNKNOWN, mentions[0].kind, codes, "", "") if mentions else None


def _meant_by_pronoun(read: ReadSentence, hit: SayingHit, span: Span, cast: Cast) -> Voice | None:
    """The last person for "he", the last group for "they", the last body for "it"."""
    first, last = span
    is_behind = first >= hit.end
    words = (
        read.tokens.lows[first : min(last, first + PRONOUN_REACH)]
        if is_behind
        else read.tokens.lows[max(first, last - PRONOUN_REACH) : last]
    )
    for low in reversed(words):
        if low in _HE:
            return cast.person
        if low == "they":
            return cast.group or cast.last
        if low == "it":
            return cast.body or cast.last
    return None


def _voice_of(source: SourceHit, codes: tuple[str, ...], name: str) -> Voice:
    return Voice(_SIDES[source.row.attribution], source.row.kind.value, codes, name, source.row.id)


def _codes(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The states that are mentioned, those of persons first."""
    return tuple(dict.fromkeys([*(one.code for one in mentions if one.is_person), *(one.code for one in mentions)]))


def _is_name(read: ReadSentence, at: int) -> bool:
    word = read.tokens.words[at]
    return word[0].isupper() and len(word) > 1 and read.tokens.lows[at] not in _NO_NAMES


def _name_in(read: ReadSentence, span: Span, sources: Sequence[SourceHit], mentions: Sequence[Mention]) -> str:
    """The last word of a name; empty for none.

    The name that opens an apposition ("Adams, an economist") comes first, then the one right after a source ("economist Adams"), then
    the first capitalised words that nothing has claimed.
    """
    if _is_name(read, span[0]):
        last = _end_of_name(read, *span)
        if last + 1 < span[1] and read.tokens.words[last + 1] == ",":
            return read.tokens.words[last]
    for source in sources:
        if source.end < span[1] and _is_name(read, source.end):
            return read.tokens.words[_end_of_name(read, source.end, span[1])]
    taken = {at for one in mentions for at in range(one.first, one.last)} | {at for one in sources for at in range(one.start, one.end)}
    first = next((at for at in range(*span) if at not in taken and _is_name(read, at)), None)
    if first is None:
        return ""
    end = next((at for at in range(first, span[1]) if at in taken), span[1])
    return read.tokens.words[_end_of_name(read, first, end)]


def _end_of_name(read: ReadSentence, first: int, end: int) -> int:
    """The last word of the name that begins at `first`."""
    words = read.tokens.words
    last = first
    for at in range(first + 1, end):
        if _is_name(read, at):
            last = at
        elif words[at] not in _NAME_JOINTS:
            break
    return last


def _names_beside(read: ReadSentence, source: SourceHit) -> tuple[str, ...]:
    """First and last word of the name that follows a source, or that stands before the comma before it."""
    words, lows = read.tokens.words, read.tokens.lows
    at = source.end
    while at < min(len(words), source.end + NAME_WORDS) and (_is_name(read, at) or (at > source.end and words[at] in _NAME_JOINTS)):
        at += 1
    if at > source.end:
        return _ends(words[source.end : at])
    lowest = max(1, source.start - NAME_REACH)
    comma = next((at for at in range(source.start - 1, lowest - 1, -1) if lows[at] in _PHRASE_ENDS), None)
    if comma is None or lows[comma] != "," or not _is_name(read, comma - 1):
        return ()
    first = comma - 1
    while first > max(0, comma - NAME_WORDS) and (_is_name(read, first - 1) or words[first - 1] in _NAME_JOINTS):
        first -= 1
    return _ends(words[first:comma])


def _ends(words: Sequence[str]) -> tuple[str, ...]:
    names = [word for word in words if word not in _NAME_JOINTS]
    return tuple(dict.fromkeys((names[0], names[-1])))


_SIDES = {SourceAttribution.OWN: Side.STATE, SourceAttribution.THIRD_PARTY: Side.THIRD, SourceAttribution.NONE: Side.NEUTRAL}
_PERSONS = frozenset(("official", "person"))
_BODIES = frozenset(("institution", "country", "media", "company"))
_ADJECTIVES = frozenset(("adjective", "demonym"))
_COUNTRIES = frozenset(("name", "capital"))
_HE = frozenset(("he", "she"))
_STOPS = frozenset((".", ";", '"', "!", "?", "("))
_PHRASE_ENDS = frozenset((",", ";", '"', "said"))
_NAME_JOINTS = frozenset(("-", "."))
_CAPITALISED = """
    the a an in on at but and he she it they we i this that these those january february march april may june july august september
    october november december monday tuesday wednesday thursday friday saturday sunday however meanwhile separately earlier if when
    while after as for with by to of some others other another one two many most both all several none each yesterday today also still
    yet then there such no not his her its their our my what who mr mrs ms dr prof
"""  # may begin a sentence with a capital letter, and are no part of a name
_NO_NAMES = frozenset(_CAPITALISED.split())
