"""Who a sentence names only aside: "unlike Peru, Chile retaliated", "courted by Peru, Chile signed" tell deeds of Chile alone.

Belongs here: the acts that a candidate does not do for it is named as an exception, as whom a participle's by-phrase names, or in a phrase
before another subject. Does not belong here: taking the acts from the scores, and other acts that grammar bars (`barred`).
"""

from collections.abc import Sequence

from pipelines.claims.clues import View
from pipelines.claims.direction import CONCESSION
from pipelines.claims.lexicon_codes import CLAUSES, CueKind
from pipelines.claims.lexicon_hits import Span, Voice
from pipelines.claims.mentions import Mention
from pipelines.claims.reading import ReadSentence
from pipelines.claims.rows import Row

_JOINING = frozenset(
    ("along", "alongside", "and", "as", "between", "both", "concert", "including", "joined", "like", "together")
)  # in a phrase that names who does it too
_TELLING = frozenset(("according", "said", "says", "told"))  # in an insertion that tells whose word it is
_DATELINE = 3  # first words of what follows a dateline's place
_MUTUAL = frozenset(("agree", "consult"))  # what who is named after "with" may do too
_EXCEPTING = (("not",), ("without",), ("rather", "than"), ("instead", "of"))  # right before a name; before verbs they do other work
_LINKS = frozenset(("and", "neither", "nor", "or"))  # between names that stand together
_ENDS = frozenset((",", ".", ";", ":", "!", "?", ")", "-"))
_FRONT = frozenset(
    ("after", "against", "amid", "at", "before", "despite", "during", "following", "for", "in", "over", "to", "under", "upon")
)  # heads of a phrase
_SET_OFF = 6  # words before a by-phrase that belong to it ("which had long been courted")
_NEAR = 2  # words between the comma after such a phrase and the name of the subject


def excepted_acts(row: Row, acts: Sequence[str]) -> frozenset[str]:
    """All acts of a candidate that the sentence names only as an exception ("unlike Peru", "rather than Peru", "not Peru but Chile")."""
    read, mentions = row.reading.sentences[row.place], row.candidate.mentions
    cues = {cue.end for cue in read.matches.cues if cue.row.kind is CueKind.EXCLUSION}
    lows = read.tokens.lows
    cues |= {at + len(words) for words in _EXCEPTING if words[0] in lows for at in range(len(lows)) if lows[at : at + len(words)] == words}
    return frozenset(acts) if cues and mentions and all(_is_excepted(read, one, cues) for one in mentions) else frozenset()


def aside_acts(row: Row) -> frozenset[str]:
    """What others do in the sentence beside whose subject a candidate is named in a phrase of its own, and does not do in that phrase.

    It may be named again as the object of what another does ("In Lima, the Danish envoy criticised Peru's duty").
    """
    read, mentions = row.reading.sentences[row.place], row.candidate.mentions
    spans = [_aside(read, one) for one in mentions]
    inside = [span for span in spans if span]
    if not inside or not all(span or is_object(read, one) for one, span in zip(mentions, spans, strict=True)):
        return frozenset()
    told = frozenset(hit.act for hit in read.matches.deeds if any(first <= hit.start < last for first, last in inside))
    mutual = _MUTUAL if any("with" in read.tokens.lows[first:last] for first, last in inside) else frozenset()
    return frozenset(hit.act for hit in read.matches.deeds if hit.actor and _names_any(read, hit.actor)) - told - mutual


def is_object(read: ReadSentence, one: Mention) -> bool:
    """Whether a name stands behind what another is named to do, and where no deed's actor does."""
    if any(hit.actor and hit.actor[0] <= one.first < hit.actor[1] for hit in read.matches.frames):
        return False
    breaks = [cue.start for cue in read.matches.cues if cue.row.kind in CLAUSES]
    before = [hit for hit in read.matches.frames if hit.end <= one.first and not any(hit.end <= at < one.first for at in breaks)]
    return any(
        other.code != one.code and hit.actor[0] <= other.first < hit.actor[1] for hit in before if hit.actor for other in read.mentions
    )


def awaited_relief(row: Row) -> frozenset[str]:
    """The concession of others on which what a candidate does depends ("will keep its duties until Oslo lifts its own")."""
    read = row.reading.sentences[row.place]
    condition = min((cue.start for cue in read.matches.cues if cue.row.kind is CueKind.CONDITION), default=None)
    if condition is None:
        return frozenset()
    view = View.of(read, row.candidate)
    own = [hit for hit in read.matches.deeds if view.who(hit.actor) == "own"]
    if not any(hit.start < condition for hit in own) or any(hit.act == CONCESSION for hit in own):
        return frozenset()
    awaited = (hit for hit in read.matches.frames if hit.start > condition and hit.act == CONCESSION)
    are_others = any(view.who(hit.actor) == "other" or hit.voice is Voice.PASSIVE for hit in awaited)
    return frozenset((CONCESSION,)) if are_others else frozenset()


def _is_excepted(read: ReadSentence, one: Mention, cues: set[int]) -> bool:
    """Whether a name follows an excepting cue, other names and an article between at most, and describes nothing itself."""
    lows = read.tokens.lows
    named = {at for other in read.mentions for at in range(other.first, other.last)}
    at = one.first - 1
    while at >= 0 and at + 1 not in cues and (at in named or lows[at] in _LINKS or lows[at] in ("the", "a", "an")):
        at -= 1
    return at + 1 in cues and _stands_alone(read, one)


def _stands_alone(read: ReadSentence, one: Mention) -> bool:
    """Whether a name is followed by no noun that it describes or owns: by the end, a stop, a verb or another name."""
    lows = read.tokens.lows
    if one.last >= len(lows) or lows[one.last] in _ENDS or lows[one.last] in _LINKS or lows[one.last] == "but":
        return True
    verbs = [*(hit.start for hit in read.matches.frames), *(hit.start for hit in read.matches.cues)]
    return one.kind != "adjective" and lows[one.last] != "'s" and one.last in verbs


def _aside(read: ReadSentence, one: Mention) -> Span | None:
    """The phrase in which a name stands aside: an insertion after the subject, a by-phrase, or one before the subject; else None."""
    return insertion(read, one) or _by_phrase(read, one) or _front_phrase(read, one)


def insertion(read: ReadSentence, one: Mention) -> Span | None:
    """What stands between commas right after another's name: "Chile, which borders Peru, signed", "Chile, Peru's rival, signed"."""
    lows = read.tokens.lows
    first = next((at + 1 for at in range(one.first - 1, 0, -1) if lows[at] == ","), 0)
    last = next((at for at in range(one.last, len(lows)) if lows[at] == ","), 0)
    if not first or not last or not any(other.last == first - 1 and other.code != one.code for other in read.mentions):
        return None
    words = lows[first:last]
    head = first + (words[:1] == ("the",))
    is_list = any(other.first == head and lows[other.last] != "'s" for other in read.mentions)
    is_dateline = "-" in words and any(word.isdigit() for word in words[:_DATELINE])  # "DAKAR, Jan 13 - Chile"
    if (
        is_list
        or is_dateline
        or one.is_person
        or not _JOINING.isdisjoint(words[:1])
        or not _TELLING.isdisjoint(words)
        or lows[last + 1 : last + 2] in (("and",), ("or",))
    ):
        return None
    return first, last


def _by_phrase(read: ReadSentence, one: Mention) -> Span | None:
    """From a participle to the name after its "by", where both are set off: "Chile, courted by Peru, signed", "Courted by Peru, Chile"."""
    lows = read.tokens.lows
    by = one.first - 1 - (lows[one.first - 1] == "the")
    if by < 1 or lows[by] != "by" or not lows[by - 1].endswith(("ed", "en", "wn", "lt", "ld")) or lows[one.last : one.last + 1] != (",",):
        return None
    first = by - 1
    while first > 0 and lows[first - 1] != ",":
        first -= 1
    is_set_off = first == 0 or any(other.last == first - 1 for other in read.mentions)
    return (first, one.last) if is_set_off and by - first <= _SET_OFF else None


def _front_phrase(read: ReadSentence, one: Mention) -> Span | None:
    """From the sentence's head to the first comma, where a preposition opens it and another's name follows as the subject."""
    comma = front_of(read)
    if one.last > comma or _JOINING.intersection(read.tokens.lows[:comma]):
        return None
    is_others = any(comma < other.first <= comma + 1 + _NEAR and other.code != one.code for other in read.mentions)
    return (0, comma) if is_others else None


def front_of(read: ReadSentence) -> int:
    """The comma that ends a phrase at the sentence's head which a preposition opens; nought where there is none."""
    lows = read.tokens.lows
    return next((at for at, low in enumerate(lows) if low == ","), 0) if lows[0] in _FRONT else 0


def _names_any(read: ReadSentence, actor: Span) -> bool:
    """Whether anybody is named where a deed's actor stands; who is aside is so for the clause that is looked through."""
    return any(actor[0] <= one.first < actor[1] for one in read.mentions)
