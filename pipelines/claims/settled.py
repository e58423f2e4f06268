"""Whose word a claim is where grammar settles it, so that no chance is asked: officials of the actor's own or of another state, or others.

Belongs here: finding the saying whose words hold a claim, and what follows from who speaks it. Does not belong here: who speaks where
(`hearing`, `voices`), the trees' chance (`attribution`).
"""

from pipelines.claims.asides import front_of
from pipelines.claims.hearing import Told
from pipelines.claims.lexicon_codes import CueKind, Effect, Manner, Scope, SourceAttribution, SourceKind
from pipelines.claims.lexicon_hits import FrameHit, NounHit, Span
from pipelines.claims.members import Members
from pipelines.claims.standpoints import OF_MANY, Standpoint, of_side
from pipelines.claims.voices import Side
from pipelines.records import Attribution, Modality

_NEAREST = ("own", "pronoun", "role", "unknown", "other", "none")  # whose act a word tells, the likeliest to be the claim's first
_OFFICE = frozenset((SourceKind.OFFICIAL.value, SourceKind.INSTITUTION.value, "person"))  # kinds of voices that are heard for a state
_NO_STATE = frozenset(SourceKind) - {SourceKind.OFFICIAL, SourceKind.INSTITUTION, SourceKind.LAWMAKER, SourceKind.MEDIA}
_PARTS = frozenset((SourceKind.SUBNATIONAL, SourceKind.OPPOSITION))
_DESCRIBED = 4  # words between a name and the others whom it describes
_AHEAD = frozenset((Effect.PLANS, Effect.OPENS, Effect.NEGATES))  # what "will", "may" and "will not" do to a verb
_WRITERS = frozenset(("i", "we"))
_THINKING = frozenset(("assume", "believe", "doubt", "expect", "forecast", "reckon", "see", "suspect", "think"))
_VIEWS = frozenset((("in", "our", "view"), ("in", "my", "view"), ("our", "base", "case"), ("our", "view", "is")))
_AUXILIARIES = 2  # words between a word of rumour and the verb that it is about
_ADVERB = 1  # words between "was" and its participle
_QUOTED = frozenset(("quoted", "cited", "was", "were"))  # first words of "was quoted as saying"
_CITED = 4  # words from "citing" to the office that is cited
_QUOTING = frozenset(("quoted", "quotes", "quoting", "cited", "cites", "citing"))  # who is quoted speaks for itself
_ITS = frozenset(("its", "their", "his", "her"))
_JOINTS = frozenset(("and", "or"))
_TOGETHER = "consult"  # what a host may tell of its guest


def settled_word(one: Standpoint, modality: str, members: Members) -> Attribution | None:
    """Whose word a claim with this modality is, None where grammar does not tell."""
    if is_done_by_others(one):
        return Attribution.THIRD_PARTY
    teller = find_teller(one)
    if teller is None:
        if _is_rumoured(one) or _is_the_writers(one):
            return Attribution.THIRD_PARTY
        is_told = one.is_told_by_nobody and modality != Modality.POSSIBLE and not _is_hearsay(one)
        return Attribution.OWN if is_told else None
    if is_of_own_side(one, teller) or _cites_officials(one, teller):
        return Attribution.OWN
    if is_guess(teller) or is_foreign_forecast(one, teller, modality, members):
        return Attribution.THIRD_PARTY
    return None


def is_done_by_others(one: Standpoint) -> bool:
    """Whether who does the act is no voice of the actor's, which only describes it: "Peru's opposition", "the Swiss textile industry"."""
    deeds = [hit for hit in one.read.matches.frames if hit.act == one.decided.act]
    spans = [hit.actor for hit in deeds if hit.actor]
    starts = {hit.start for hit in deeds if not hit.actor}
    spans += [told.hit.speaker for told in one.heard.told if told.hit.start in starts]
    own = [span for span in spans if one.view.who(span) == "own"] or ([] if spans else _parts_named(one))
    return bool(own) and all(_is_headed_by_others(one, span) for span in own)


def _parts_named(one: Standpoint) -> list[Span]:
    """The actor's names with the part of it that each describes, where no other name of it stands in the sentence."""
    starts = {hit.start: hit.end for hit in one.read.matches.sources if hit.row.kind in _PARTS}
    spans = [(first, starts.get(last, last)) for first, last in one.view.own]
    return spans if all(last in starts for _, last in one.view.own) else []


def is_guess(teller: Told) -> bool:
    """Whether a third party expects, sees or doubts what it tells, or an official tells it "speaking privately"."""
    is_third = teller.voice.side is Side.THIRD
    return is_third and (teller.hit.row.manner is Manner.PREDICT or teller.voice.kind == SourceKind.PERSONAL)


def find_teller(one: Standpoint) -> Told | None:
    """The innermost saying whose words hold the claim's act: the last verb of saying before it, else the first one behind it."""
    at = _place_of_act(one)
    holding = [told for told in one.heard.told if told.hit.words[0] <= at < told.hit.words[1] and _tells(one, told)]
    before = [told for told in holding if told.hit.end <= at]
    return max(before, key=lambda told: told.hit.start) if before else min(holding, key=lambda told: told.hit.start, default=None)


def _tells(one: Standpoint, told: Told) -> bool:
    """Whether a verb of saying tells something, rather than asks for it or is to be said yet ("declined to comment", "to announce")."""
    lows, start = one.read.tokens.lows, told.hit.start
    return told.hit.row.manner is not Manner.ASK and (not start or lows[start - 1] != "to")


def is_of_own_side(one: Standpoint, teller: Told) -> bool:
    """Whether officials of the actor's tell the claim: of its state, or of none that is named."""
    voice = teller.voice
    if voice.side is not Side.STATE or _is_rumour(one, teller) or _is_told_on(one, teller) or _names_others(one, teller):
        return False
    if voice.codes:
        return voice.is_of(one.decided.candidate.actor)
    if voice.name and voice.kind == SourceKind.INSTITUTION:  # of the "treasury" of a bank, it may be
        return False
    speaker = one.read.tokens.lows[slice(*teller.hit.speaker)]
    if _ITS.intersection(speaker) and one.read.mentions and one.read.mentions[0].code != one.decided.candidate.actor:
        return False
    return voice.kind in _OFFICE and not OF_MANY.intersection(speaker) and not _are_anothers(one)


def _cites_officials(one: Standpoint, teller: Told) -> bool:
    """Whether a medium tells what it has from officials ("…, Kyodo reported, citing the finance ministry")."""
    if teller.voice.kind != SourceKind.MEDIA or any(hit.row.kind is SourceKind.PERSONAL for hit in one.read.matches.sources):
        return False
    cited = [at for at, low in enumerate(one.read.tokens.lows) if low in _QUOTING and at > teller.hit.start]
    return any(at < hit.start <= at + _CITED for at in cited for hit in of_side(one.read, SourceAttribution.OWN))


def _are_anothers(one: Standpoint) -> bool:
    """Whether officials without a state are those of another one, by the last ones of a state that the article heard ("the officials")."""
    before = (told.voice for at in range(one.decided.place - 1, -1, -1) for told in one.hearing.sentences[at].told)
    known = next((voice for voice in before if voice.side is Side.STATE and voice.codes and voice.kind in _OFFICE), None)
    return known is not None and not known.is_of(one.decided.candidate.actor)


def is_foreign_forecast(one: Standpoint, teller: Told, modality: str, members: Members) -> bool:
    """Whether only another state's officials tell what the actor will, may or would do; a member may speak for its bloc."""
    actor, voice = one.decided.candidate.actor, teller.voice
    if modality == Modality.ASSERTED or one.decided.act == _TOGETHER or voice.side is not Side.STATE:
        return False
    if not voice.codes or actor in voice.codes or any(told.voice.is_of(actor) for told in one.heard.told):
        return False
    if members.has(actor, voice.codes[0], one.reading.day):
        return False
    is_named = teller.is_pronoun or any(
        teller.hit.speaker[0] <= mention.first < teller.hit.speaker[1] and mention.code == voice.codes[0] for mention in one.read.mentions
    )
    return is_named and any(_is_ahead(one, hit) for hit in one.read.matches.frames)


def _is_ahead(one: Standpoint, hit: FrameHit) -> bool:
    """Whether a verb with an auxiliary tells what the actor, its subject, will, may or would do."""
    if hit.act != one.decided.act or hit.is_hypothetical or hit.is_purpose or hit.is_demanded:
        return False
    if hit.actor is None or one.view.who(hit.actor) != "own":
        return False
    first = hit.actor[0]
    return any(
        cue.row.kind is CueKind.AUXILIARY and cue.row.effect in _AHEAD and first < cue.start < hit.start for cue in one.read.matches.cues
    )


def _is_headed_by_others(one: Standpoint, actor: Span) -> bool:
    """Whether a name of the actor's only describes the last source of a phrase, and that is of no state."""
    sources = [hit for hit in one.read.matches.sources if actor[0] <= hit.start < actor[1]]
    names = [last for first, last in one.view.own if actor[0] <= first < actor[1]]
    if not sources or not names or any(hit.row.attribution is not SourceAttribution.THIRD_PARTY for hit in sources):
        return False
    between = one.read.tokens.lows[names[-1] : sources[-1].start]
    is_described = names[-1] <= sources[-1].start and len(between) <= _DESCRIBED and not _JOINTS.intersection(between)
    return is_described and sources[-1].row.kind in _NO_STATE and all(low.isalpha() or low == "'s" for low in between)


def _deed_of(one: Standpoint) -> FrameHit | NounHit | None:
    """The word that tells the act, the actor's own before others'."""
    deeds = [hit for hit in one.read.matches.deeds if hit.act == one.decided.act]
    return min(deeds, key=lambda hit: (_NEAREST.index(one.view.who(hit.actor)), hit.start), default=None)


def _names_others(one: Standpoint, teller: Told) -> bool:
    """Whether who does the act, or whoever the teller tells of before it, is no state's ("analysts expected Oslo to")."""
    deed = _deed_of(one)
    others = [hit.start for hit in of_side(one.read, SourceAttribution.THIRD_PARTY) if hit.start >= front_of(one.read)]
    first, last = deed.actor if deed and deed.actor else (0, 0)
    told = max(teller.hit.words[0], teller.hit.speaker[1] if teller.hit.speaker[0] < teller.hit.words[0] else 0)
    return any(first <= at < last or told <= at < _place_of_act(one) for at in others)


def _place_of_act(one: Standpoint) -> int:
    """The word at which the act stands; the claim's own place where no word tells it."""
    deed = _deed_of(one)
    return deed.start if deed else one.at or 0


def _is_rumour(one: Standpoint, teller: Told) -> bool:
    """Whether a cue in the teller's words, or a manner of telling, makes a rumour of them."""
    if any(hit.row.kind is SourceKind.PERSONAL for hit in one.read.matches.sources) or _is_passive(one, teller.hit.start):
        return True
    return any(cue.row.effect is Effect.DOUBTS and _is_in(cue.start, teller) for cue in one.read.matches.cues)


def _is_hearsay(one: Standpoint) -> bool:
    """Whether the sentence tells what is said by nobody that it names ("it is reported that")."""
    return any(_is_passive(one, hit.start) for hit in one.read.matches.speech)


def _is_rumoured(one: Standpoint) -> bool:
    """Whether a word right before the act makes a rumour of it: "reportedly offered", "is said to have offered"."""
    deed = _deed_of(one)
    doubts = (cue.end for cue in one.read.matches.cues if cue.row.effect is Effect.DOUBTS and cue.row.scope is Scope.CLAUSE)
    if not isinstance(deed, FrameHit) or one.view.who(deed.actor) == "other":
        return False
    return any(0 <= deed.start - end <= _AUXILIARIES for end in doubts)


def _is_the_writers(one: Standpoint) -> bool:
    """Whether a writer tells what it thinks itself, outside any quotation: "We expect Lima to", "In our view Lima will"."""
    lows, heard = one.read.tokens.lows, one.heard
    if heard.is_quoted or heard.has_quote:
        return False
    return lows[:3] in _VIEWS or (lows[0] in _WRITERS and len(lows) > 1 and lows[1] in _THINKING)


def _is_passive(one: Standpoint, verb: int) -> bool:
    """Whether a form of be stands right before a verb of saying; who "was quoted" speaks."""
    if one.read.tokens.lows[verb] in _QUOTED:
        return False
    return any(cue.row.kind is CueKind.BE and 0 <= verb - cue.end <= _ADVERB for cue in one.read.matches.cues)


def _is_in(at: int, teller: Told) -> bool:
    return teller.hit.words[0] <= at < teller.hit.words[1]


def _is_told_on(one: Standpoint, teller: Told) -> bool:
    """Whether a third party tells what its teller says ("…, the ministry said, dealers said", "a paper reported that the premier said")."""
    others = [told for told in one.heard.told if told is not teller and _is_in(_place_of_act(one), told)]
    return any(_tells_on(one, told, teller) for told in others)


def _tells_on(one: Standpoint, told: Told, teller: Told) -> bool:
    """Whether a saying that holds a teller's is a third party's behind it, a medium's that quotes nobody, or another state's before it."""
    if told.voice.side is Side.THIRD:
        is_medium = told.voice.kind == SourceKind.MEDIA and one.read.tokens.lows[told.hit.start] not in _QUOTING
        return told.hit.start > teller.hit.start or is_medium
    is_outer = told.hit.start < teller.hit.start and told.voice.side is Side.STATE
    return is_outer and bool(told.voice.codes) and not told.voice.is_of(one.decided.candidate.actor)
