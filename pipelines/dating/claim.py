"""The day a claim is about, by the claim guide's section "dates".

Belongs here: the choice among the days a claim can be about. Does not belong here: collecting them (`claim_options`), what speaks for
each (`claim_cues`), and how much each cue counts (`claim_weights.csv`, fitted on labelled claims by `claim_fit`).
"""

from dataclasses import dataclass
from datetime import date
from math import fsum

from pipelines.dating.claim_cues import Cues, claim_cues, option_cues
from pipelines.dating.claim_deeds import open_options
from pipelines.dating.claim_options import Option, Setting, Source, Story, kind_of, usable
from pipelines.dating.claim_weights import Weights, load_weights
from pipelines.records import DateBasis


@dataclass(frozen=True, slots=True)
class ClaimDate:
    """When a position was expressed or an act done.

    `expression` is the wording the day rests on, None for publication and none. `start` and `end` are its offsets in the
    claim's own sentence, and None where another sentence tells the day: then it stands at [`told_start`, `told_end`) of the
    sentence `gap` places further on (negative: before the claim's own).
    """

    on: date | None
    basis: DateBasis
    expression: str | None
    start: int | None
    end: int | None
    gap: int = 0
    told_start: int | None = None
    told_end: int | None = None


def date_claim(setting: Setting) -> ClaimDate:
    """Date one claim by its sentence, its story and what is known of it.

    Returns:
        The day with the words it rests on. A start that lies ahead never dates a claim. Background without a date is
        `none`; so is everything in an undated article that no full date in the text settles.
    """
    return _claim_date(choose(setting, load_weights()))


def day_of_news(story: Story) -> ClaimDate:
    """Of a claim that is told as news: the day of publication, or none in an undated article."""
    return _claim_date(Option(Source.PUBLICATION if story.anchor else Source.NONE, story.anchor))


def day_unknown() -> ClaimDate:
    """Of a claim that nothing dates."""
    return _claim_date(Option(Source.NONE, None))


def day_told(setting: Setting, place: int, words: tuple[int, int]) -> ClaimDate | None:
    """The day that some words of the article tell, where somebody else chose them; None where our grammar reads no usable day there.

    Args:
        setting: The claim in its story.
        place: The number of the sentence in which the words stand.
        words: First character of them in it and one past the last.
    """
    text = setting.story.sentences[place]
    made = next((one for one in usable(text, setting.anchor) if one.start < words[1] and one.end > words[0]), None)
    if made is None:
        return None
    gap = place - setting.place
    return _claim_date(Option(Source.OWN if gap == 0 else Source.AFTER if gap > 0 else Source.BEFORE, made.on, made, text, abs(gap)))


def choose(setting: Setting, weights: Weights) -> Option:
    """The option for which most speaks, by the sum of what its cues count; the first of those that are level."""

    def weigh(cues: Cues) -> float:
        found: list[float] = []
        for kind, names in cues:
            counts = weights.get(kind, {})
            found += map(counts.__getitem__, counts.keys() & names)
        return fsum(found)

    options = [(option, kind_of(option, setting)) for option in open_options(setting)]
    shared = {kind: weigh(claim_cues(kind, setting)) for kind in dict.fromkeys(kind for _, kind in options)}
    return max(options, key=lambda pair: shared[pair[1]] + weigh(option_cues(pair[0], setting)))[0]


def basis_of(option: Option) -> DateBasis:
    """What a claim's date rests on where the option is chosen."""
    if option.expression is None:
        return DateBasis.PUBLICATION if option.source is Source.PUBLICATION else DateBasis.NONE
    return DateBasis(option.expression.basis.value)


def _claim_date(option: Option) -> ClaimDate:
    made = option.expression
    if made is None:
        return ClaimDate(option.on, basis_of(option), None, None, None)
    if option.source is Source.OWN:
        return ClaimDate(option.on, basis_of(option), made.text, made.start, made.end)
    gap = option.gap if option.source is Source.AFTER else -option.gap
    return ClaimDate(option.on, basis_of(option), made.text, None, None, gap, made.start, made.end)
