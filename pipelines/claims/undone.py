"""What a verb undoes: who delays, lifts or cuts a measure concedes, who ends an exemption or purchases restricts, who ends a pact
rejects, and so does who opposes a measure.

Belongs here: giving the chance of what such a verb's object names ("postponed plans to impose a duty") to what undoing it is, for the
models go by the words of both. Does not belong here: acts that grammar bars without saying which it is instead (`barred`).
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

import numpy as np

from pipelines.claims.clues import View
from pipelines.claims.decide import LEAST_WORTH, worth_of
from pipelines.claims.direction import REFUSAL, STRIKES
from pipelines.claims.lexicon_codes import CueKind, Effect, Mark, Sense
from pipelines.claims.lexicon_hits import FrameHit, NounHit, Span, Voice
from pipelines.claims.model import Floats
from pipelines.claims.reading import ReadSentence
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR, with_rows

MEASURES = frozenset(("tariffs", "quotas", "export_controls", "sanctions"))  # issues whose topics strike somebody
CLAUSES = (CueKind.BOUNDARY, CueKind.COORDINATOR)  # kinds of cues that begin another clause
_RELIEF, _RESTRICTION = "concede", "restrict"
_NOT_ENDING = {_RESTRICTION: frozenset((_RELIEF,)), REFUSAL: frozenset(("agree", "support", _RELIEF))}  # what is not done by what ends
_REACH = 9  # words of an object
_RATE_REACH = 15  # words after a verb in which the rate stands that it raises to
_FAVOURS = frozenset(
    (
        "concession",
        "concessions",
        "exclusion",
        "exclusions",
        "exempt",
        "exemption",
        "exemptions",
        "free",
        "preference",
        "preferences",
        "preferential",
        "waiver",
        "waivers",
    )
)


def undo_acts(rows: Sequence[Row], scores: Mapping[str, Floats], acts: Sequence[str]) -> dict[str, Floats]:
    """The scores, where the chance of an act that a candidate undoes is that of undoing it.

    Args:
        rows: The candidates.
        scores: Theirs, with joint chances of issue and act.
        acts: The acts in the order of the scores.
    """
    likely = np.flatnonzero(worth_of(scores) >= LEAST_WORTH).tolist()
    undone = {at: some for at in likely if (some := _replaced(rows[at]))}
    if not undone:
        return dict(scores)
    touched = list(undone)
    pairs = scores[PAIR][touched].reshape(len(touched), -1, len(acts)).astype(np.float64)
    for place, (not_done, instead) in enumerate(undone.values()):
        lost = [acts.index(act) for act in not_done]
        pairs[place, :, acts.index(instead)] += pairs[place][:, lost].sum(axis=1)
        pairs[place][:, lost] = 0.0
    return with_rows(scores, touched, scores["claim"][touched, 1].astype(np.float64), pairs)


def _replaced(row: Row) -> tuple[AbstractSet[str], str] | None:
    """The acts that are not a candidate's, and the one that is instead; None where nothing is undone."""
    undone = undone_acts(row)
    return (undone, _RESTRICTION if _RELIEF in undone else _RELIEF) if undone else ended_acts(row) or opposed_acts(row)


def opposed_acts(row: Row) -> tuple[AbstractSet[str], str] | None:
    """What strikes, where a candidate only opposes it ("voted against the duties"), and the refusal that this is; else None."""
    read = row.reading.sentences[row.place]
    view = View.of(read, row.candidate)
    own = [hit for hit in read.matches.deeds if view.who(hit.actor) == "own"]
    is_opposed = any(hit.row.sense is Sense.OPPOSES and hit.act == REFUSAL for hit in own)
    return (STRIKES, REFUSAL) if is_opposed and not any(hit.act in STRIKES for hit in own) else None


def ended_acts(row: Row) -> tuple[AbstractSet[str], str] | None:
    """What a candidate does not do that ends a favour, purchases or a pact by a verb of its own, and what it does.

    It grants nothing, and of a pact it agrees to nothing. None where no such verb is its own, or two say different things.
    """
    read = row.reading.sentences[row.place]
    ending = [hit for hit in read.matches.frames if hit.row.sense is Sense.ENDS and hit.act in (hit.row.act, hit.row.act_ahead)]
    if not ending:
        return None
    view = View.of(read, row.candidate)
    acts = {(hit.row.act, hit.act) for hit in ending if view.who(hit.actor) == "own"}
    ended, done = acts.pop() if len(acts) == 1 else ("", "")
    return (_NOT_ENDING[ended], done) if ended in _NOT_ENDING else None


def undone_acts(row: Row) -> AbstractSet[str]:
    """Measures where a candidate undoes one, a concession where it ends a favour; nothing where it does so elsewhere in the sentence."""
    read = row.reading.sentences[row.place]
    view = View.of(read, row.candidate)
    undoing = list(_undoing(read, view))
    undone = next((some for hit, span in undoing if (some := _undone_by(read, hit, span))), frozenset[str]())
    if not undone:
        return undone
    spans = [(min(hit.start, first), max(hit.end, last)) for hit, (first, last) in undoing]
    others = [hit for hit in read.matches.deeds if not any(first <= hit.start < last for first, last in spans)]
    return frozenset() if any(hit.act in undone and view.who(hit.actor) == "own" for hit in others) else undone


def _undoing(read: ReadSentence, view: View) -> Iterator[tuple[FrameHit | NounHit, Span]]:
    """The candidate's words of relief, each with the words of its object."""
    breaks = [cue.start for cue in read.matches.cues if cue.row.kind in CLAUSES]
    for hit in read.matches.deeds:
        if _undoes(hit) and view.who(hit.actor) in ("own", "pronoun", "role"):
            if isinstance(hit, FrameHit) and hit.voice is Voice.PASSIVE:
                yield hit, (max([*(at for at in breaks if at < hit.start), hit.start - _REACH, 0]), hit.start)
            else:
                yield hit, (hit.start + 1, min([*(at for at in breaks if at >= hit.end), hit.end + _REACH, len(read.tokens.lows)]))


def _undoes(hit: FrameHit | NounHit) -> bool:
    """Whether a word tells of relief by itself, and its actor is not only named in what is relieved ("the removal of American duties")."""
    if hit.row.effect is not Effect.NONE or hit.row.act != _RELIEF or hit.act != _RELIEF:
        return False
    return hit.negations % 2 == 0 if isinstance(hit, FrameHit) else hit.mark is not Mark.OF


def _undone_by(read: ReadSentence, hit: FrameHit | NounHit, span: Span) -> AbstractSet[str]:
    """What a word of relief undoes by the words of its object."""
    first, last = span
    if _FAVOURS.intersection(read.tokens.lows[first:last]):
        return frozenset((_RELIEF,)) if hit.row.sense is Sense.ENDS else frozenset()
    is_raised = hit.row.sense is Sense.RAISES and _tells_rate(read.tokens.lows[hit.end : hit.end + _RATE_REACH])
    has_measure = any(one.row.issue in MEASURES and first <= one.start < last for one in read.matches.topics)
    return STRIKES if has_measure and not is_raised else frozenset()


def _tells_rate(words: Sequence[str]) -> bool:
    return any(low == "to" and following[:1].isdigit() for low, following in pairwise(words))
