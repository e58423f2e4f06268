"""What is done to a candidate, or got by it: "Peru was accused by Chile", "faces duties", "won a delay" tell no act of Peru's.

Belongs here: the acts of which a candidate is the one who suffers or profits. Does not belong here: taking them from the scores (`barred`),
giving them to whom the by-phrase names (`passives`).
"""

from pipelines.claims.clues import View
from pipelines.claims.deeds import DEEDS, acts_of, own_acts
from pipelines.claims.direction import RELIEF, REQUEST, STRIKES
from pipelines.claims.lexicon_codes import CLAUSES, CueKind, Mark, Role, Sense
from pipelines.claims.lexicon_hits import FrameHit, NounHit, Voice
from pipelines.claims.passives import facing, has_goods, is_subject, verb_group
from pipelines.claims.rows import Row

_PACT = "agreement"  # an issue
_FACED = frozenset(("accuse", "request"))  # what others do whose deeds or words it faces
_EXPECTED = "affirm"  # what others do who expect something of the subject
_GRANTED = frozenset(("concede", *STRIKES))  # what a favour that is got or lost looks like
_GRANTED_REACH = 6  # words after a verb of getting in which it says what


def suffered_acts(row: Row) -> frozenset[str]:
    """The acts that are done to a candidate, named right before a passive verb, and by no other word of the sentence.

    Who "is expected to" do something is spared: that says what it may do itself.
    """
    frames = row.reading.sentences[row.place].matches.frames
    suffered = [hit for hit in frames if is_subject(row, hit)]
    governing = {hit.row.id for hit in suffered}
    governed = [hit for hit in frames if governing.intersection(hit.governors[:1])]  # "accused of dumping"
    asked = [hit for hit in frames if hit.is_demanded] if any(hit.act == REQUEST for hit in suffered) else []
    told = frozenset((*(hit.row.act for hit in asked), *([_EXPECTED] if asked else [])))
    return (frozenset(hit.act for hit in suffered) - {_EXPECTED} | told) - acts_of(row, (*suffered, *asked, *governed))


def faced_deeds(row: Row) -> frozenset[str]:
    """The deeds that a candidate does not do for it only faces them, is hit by them or spared; what it does in another clause, it does.

    Nor are measures that its goods or firms face its own ("Peruvian copper was hit by a duty").
    """
    read = row.reading.sentences[row.place]
    faced = facing(row)
    if faced is None:
        return frozenset()
    breaks = [cue.start for cue in read.matches.cues if cue.row.kind in CLAUSES and cue.start >= faced.end]
    breaks += [at for at, low in enumerate(read.tokens.lows) if low in (",", ";") and at >= faced.end]
    first = min(breaks, default=len(read.tokens.lows))
    inside = [hit for hit in read.matches.frames if faced.start <= hit.start < first]
    view = View.of(read, row.candidate)
    referred = {hit.act for hit in read.matches.deeds if hit not in inside and view.who(hit.actor) == "pronoun"}
    is_itself = verb_group(row, faced.start) is not None
    return (DEEDS | _FACED if is_itself else _GRANTED) - own_acts(row, inside) - referred


def lapsed_pacts(row: Row) -> frozenset[str]:
    """The agreement of who is only named with a pact that lapses ("the accord between Oslo and Lima expired")."""
    read = row.reading.sentences[row.place]
    lapsed = [hit.actor for hit in read.matches.frames if hit.row.sense is Sense.LAPSES and hit.actor and hit.negations % 2 == 0]
    pacts = [hit.start for hit in read.matches.topics if hit.row.issue == _PACT]
    is_lapsed = any(first <= at < last for first, last in lapsed for at in pacts)
    return frozenset(("agree",)) - acts_of(row, [hit for hit in read.matches.nouns if hit.act == "agree"]) if is_lapsed else frozenset()


def received_acts(row: Row) -> frozenset[str]:
    """What a favour looks like that a candidate, or its goods, only get or lose ("won a delay", "was offered lower duties")."""
    read = row.reading.sentences[row.place]
    lows = read.tokens.lows
    view = View.of(read, row.candidate)
    got = [cue.end for cue in read.matches.cues if cue.row.kind is CueKind.RECEIVING and verb_group(row, cue.start) is not None]
    gets = [at for at in got if not RELIEF.isdisjoint(lows[at : at + _GRANTED_REACH])]
    gets += [hit.end for hit in read.matches.frames if hit.act in _GRANTED and (is_subject(row, hit) or _is_favoured(row, hit))]
    pledges = [one.end for one in read.matches.nouns if one.mark is Mark.FROM and view.who(one.actor) == "other"]
    promised = [at for at in pledges if any(one < at <= one + _GRANTED_REACH for one in got)]
    if not gets and not promised:
        return frozenset()
    breaks = [cue.start for cue in read.matches.cues if cue.row.kind in CLAUSES]
    spans = [(at - 1, min([at + _GRANTED_REACH, *(one for one in breaks if one >= at)])) for at in gets]
    spans += [(at, min((one for one in breaks if one >= at and lows[one] != "that"), default=len(lows))) for at in promised]
    granted = [hit for hit in read.matches.deeds if any(first <= hit.start < last for first, last in spans) and not _is_agreed(hit)]
    others = [hit for hit in read.matches.deeds if hit not in granted]
    return _GRANTED - {hit.act for hit in others if promised or view.who(hit.actor) in ("own", "pronoun", "role")}


def _is_favoured(row: Row, hit: FrameHit) -> bool:
    """Whether a passive verb's object, whom it favours, is something of the candidate's ("Peru's tea was exempted")."""
    return hit.voice is Voice.PASSIVE and hit.row.target is Role.OBJECT and has_goods(row, hit.start)


def _is_agreed(hit: FrameHit | NounHit) -> bool:
    """Whether a verb tells what is promised for something else ("by agreeing to buy")."""
    return isinstance(hit, FrameHit) and hit.voice is not Voice.PASSIVE and (bool(hit.governors) or hit.voice is Voice.UNKNOWN)
