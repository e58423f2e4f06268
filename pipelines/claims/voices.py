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
from pipelines.claims.speaker_names import is_name, is_past_of_official, name_in, names_beside

APPOSITION_REACH = 14  # words after "said X" that may tell who X is
SUBJECT_REACH = 8  # words at the head of a sentence that may be its subject
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
    met: tuple[str, Voice] | None = None  # the subject of the sentence before, and the pronoun for it

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
            names = names_beside(read, source)
            if names and not is_past_of_official(read, source):
                near = [one for one in read.mentions if one.last > source.start - _NEAR_SOURCE and one.first < source.end + _NEAR_SOURCE]
                self.bind(_voice_of(source, _codes(near), names[-1]), names)

    def meet(self, read: ReadSentence | None) -> None:
        """Remember the subject of a sentence in which nobody speaks: a pronoun in the very next one may mean it. None forgets it."""
        self.met = None
        if read is None:
            return
        span = 0, _end_of_subject(read)
        people = [one for one in read.mentions if one.is_person and one.first < span[1]]
        sources = [one for one in read.matches.sources if one.start < span[1]]
        voice = _named(read, span, self) if people or sources else None
        if voice is not None and voice.side in (Side.STATE, Side.THIRD):
            is_several = sources and not voice.name and read.tokens.lows[sources[0].end - 1].endswith("s")
            pronoun = "they" if is_several else "he" if voice.name or voice.kind not in _BODIES else "it"
            self.met = pronoun, voice

    def meant_by(self, pronoun: str) -> Voice | None:
        """Whom "he", "they" or "it" means: who was met right before, else the last speaker of that kind."""
        if self.met and self.met[0] == pronoun:
            return self.met[1]
        if pronoun == "he":
            return self.person
        return (self.group if pronoun == "they" else self.body) or self.last


def resolve_speaker(read: ReadSentence, hit: SayingHit, cast: Cast) -> tuple[Voice, bool] | None:
    """Who speaks, and whether only a pronoun says so; None where the words beside the verb name nobody."""
    span = _with_apposition(read, hit)
    named = _named(read, span, cast)
    if named:
        return named, False
    meant = _meant_by_pronoun(read, hit, span, cast)
    return (meant, True) if meant else None


def _with_apposition(read: ReadSentence, hit: SayingHit) -> Span:
    """The speaker's words; after the verb what follows a comma belongs to them ("said Adams, an economist at a bank")."""
    first, last = hit.speaker
    lows = read.tokens.lows
    if first < hit.end or hit.words[0] >= last or last >= len(lows) or lows[last] != ",":
        return first, last
    most = min(len(lows), last + APPOSITION_REACH)
    return first, next((at for at in range(last + 1, most) if lows[at] in _STOPS), most)


def _named(read: ReadSentence, span: Span, cast: Cast) -> Voice | None:
    """The voice that words other than pronouns name: a source, somebody known, an official, a name, a state."""
    sources = [one for one in read.matches.sources if span[0] <= one.start < span[1] and not is_past_of_official(read, one)]
    mentions = [one for one in read.mentions if span[0] <= one.first < span[1]]
    codes = _codes(mentions)
    person = next((one for one in mentions if one.is_person), None)
    name = read.tokens.words[person.last - 1] if person else name_in(read, span, sources, mentions)
    known = cast.names.get(name)
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


def _end_of_subject(read: ReadSentence) -> int:
    """One past the words that open a sentence with who does something: its first source or person with a name behind; 0 for nobody."""
    lows, matches = read.tokens.lows, read.matches
    heads = [(one.start, one.end) for one in matches.sources] + [(one.first, one.last) for one in read.mentions if one.is_person]
    start, end = min(heads, default=(SUBJECT_REACH, 0))
    if start >= SUBJECT_REACH or _NO_SUBJECT.intersection(lows[:start]) or any(hit.start < start for hit in matches.frames):
        return 0
    while end < len(lows) and is_name(read, end):
        end += 1
    return end


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
        if low in _PRONOUNS:
            return cast.meant_by(_PRONOUNS[low])
    return None


def _voice_of(source: SourceHit, codes: tuple[str, ...], name: str) -> Voice:
    return Voice(_SIDES[source.row.attribution], source.row.kind.value, codes, name, source.row.id)


def _codes(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The states that are mentioned, those of persons first."""
    return tuple(dict.fromkeys([*(one.code for one in mentions if one.is_person), *(one.code for one in mentions)]))


_SIDES = {SourceAttribution.OWN: Side.STATE, SourceAttribution.THIRD_PARTY: Side.THIRD, SourceAttribution.NONE: Side.NEUTRAL}
_PERSONS = frozenset(("official", "person"))
_BODIES = frozenset(("institution", "country", "media", "company"))
_ADJECTIVES = frozenset(("adjective", "demonym"))
_COUNTRIES = frozenset(("name", "capital"))
_PRONOUNS = {"he": "he", "she": "he", "they": "they", "it": "it"}
_NO_SUBJECT = frozenset(
    (",", "of", "with", "from", "to", "by", "for", "in", "on", "at", "after", "before")
)  # before a word, it is no subject
_STOPS = frozenset((".", ";", '"', "!", "?", "("))
