"""The day a claim is about, by the guide's rules."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dating.claim import ClaimDate, date_claim
from pipelines.dating.claim_cues import cues_of
from pipelines.dating.claim_options import Facts, Named, Setting, Story, collect_options
from pipelines.records import DateBasis

THURSDAY = date(2025, 2, 13)


def _named(sentence: str) -> tuple[Named, ...]:
    """Where Canada is named, whose claims these are."""
    return tuple(Named(found.start(), found.end(), "CAN") for found in re.finditer("Canada|Harrow", sentence))


def _date(*sentences: str, act: str = "reject", anchor: date | None = THURSDAY, quote: tuple[int, int] | None = None) -> ClaimDate:
    """The day of a claim of Canada in the last of some sentences."""
    story = Story(sentences, anchor, tuple(map(_named, sentences)))
    place = len(sentences) - 1
    return date_claim(Setting(story, place, quote or (0, len(sentences[place])), Facts("CAN", act, "asserted", "own")))


@pytest.mark.parametrize(
    ("sentence", "on", "basis"),
    [
        ("Canada rejected the quota on Tuesday.", date(2025, 2, 11), DateBasis.RELATIVE),
        ("Canada rejected the quota last week.", date(2025, 2, 3), DateBasis.RELATIVE),
        ("Canada signed the pact on May 5, 2019.", date(2019, 5, 5), DateBasis.EXPLICIT),
        ("Canada has ruled out a quota.", THURSDAY, DateBasis.PUBLICATION),
        ("Canada will raise the duty on April 2.", THURSDAY, DateBasis.PUBLICATION),
        ("Canada agreed to lift the quota by the end of the year.", THURSDAY, DateBasis.PUBLICATION),
        ("Canada agreed to lift the quota before the end of 2025.", THURSDAY, DateBasis.PUBLICATION),
        ("Canada agreed to lift the quota for the rest of the month.", THURSDAY, DateBasis.PUBLICATION),
        ("Canada sold dollars, its largest intervention since last October.", THURSDAY, DateBasis.PUBLICATION),
        ("Canada raised the duty on Tuesday, for the first time since March 2009.", date(2025, 2, 11), DateBasis.RELATIVE),
    ],
)
def test_a_claim_takes_the_day_its_own_words_give(sentence: str, on: date, basis: DateBasis) -> None:
    """A past expression dates the claim, a future start never does, and current news is of the day it was published."""
    found = _date(sentence)

    assert (found.on, found.basis) == (on, basis)


def test_the_expression_stands_at_its_offsets() -> None:
    """The words a date rests on can be shown in the sentence."""
    sentence = "On Tuesday, Canada rejected the quota."

    found = _date(sentence)

    assert found.start is not None and sentence[found.start : found.end] == found.expression == "Tuesday"


def test_an_undated_article_gives_no_relative_day() -> None:
    """Without a publication date "Tuesday" is no day, and nothing is made up."""
    sentence = "Canada rejected the quota on Tuesday."

    found = _date(sentence, anchor=None)

    assert (found.on, found.basis) == (None, DateBasis.NONE)


def test_a_speaker_who_goes_on_keeps_the_day(sample_story: list[str]) -> None:
    """What the same official adds in the next sentence was said on the day the sentence before it tells."""
    before, sentence = sample_story[:1], sample_story[1]

    found = _date(*before, sentence)

    assert (found.on, found.basis, found.gap) == (date(2025, 2, 11), DateBasis.RELATIVE, -1)
    assert found.start is None and found.told_start is not None
    assert before[found.gap][found.told_start : found.told_end] == found.expression == "Tuesday"


@pytest.fixture
def sample_story() -> list[str]:
    """Two sentences of one official, the first of them dated."""
    return [
        "Trade Minister Ann Harrow told reporters on Tuesday that Canada would reject any quota on timber.",
        "Harrow added that Canada opposed the duties on steel.",
    ]


def test_paragraphs_tell_how_far_away_a_day_is_told() -> None:
    """A day of another paragraph says so, and where the claim stands in its own; a story that knows no paragraphs gives no such cue."""
    sentences = ("Canada met Norway on Tuesday.", "Talks went on.", "Canada rejected the quota.")
    cut, whole = Story(sentences, THURSDAY, (), (0, 1, 1)), Story(sentences, THURSDAY)

    found = {
        story: {cue for option in collect_options(setting) for cue in cues_of(option, setting) if ":paragraph" in cue}
        for story in (cut, whole)
        for setting in [Setting(story, 2, (0, 10))]
    }

    assert {"before:paragraph=next", "before:paragraph=next+gap=2", "publication:paragraph-place=1"} <= found[cut]
    assert not found[whole]


def test_the_datelines_day_is_no_words_of_the_claim() -> None:
    """A dateline dates the article, so that its first claim is dated by publication."""
    sentence = "OTTAWA, Feb 13 - Canada has ruled out a quota on timber."

    found = _date(sentence, quote=(18, len(sentence)))

    assert (found.on, found.basis) == (THURSDAY, DateBasis.PUBLICATION)


def test_a_full_date_holds_in_an_undated_article() -> None:
    """Without a publication date the only days are those the text states in full."""
    sentence = "Canada signed the pact on May 5, 2019."

    found = _date(sentence, anchor=None)

    assert (found.on, found.basis) == (date(2019, 5, 5), DateBasis.EXPLICIT)


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200), st.none() | st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_any_sentence_gets_a_day_that_hangs_together(sentence: str, start: int, end: int, anchor: date | None) -> None:
    """Whatever the text: no day after publication, no day without a basis, and the words stand where they are said to."""
    span = (min(start, len(sentence)), min(max(start, end), len(sentence)))

    found = _date(sentence, anchor=anchor, quote=span)

    assert (found.on is None) == (found.basis is DateBasis.NONE)
    assert found.on is None or anchor is None or found.on <= anchor
    assert found.start is None or sentence[found.start : found.end] == found.expression


def test_another_countrys_act_inside_a_dated_statement_is_not_of_that_day() -> None:
    """What a speaker of Tuesday says that somebody else once did was not done on Tuesday."""
    sentences = (
        "Trade Minister Ann Harrow told reporters on Tuesday that Canada would reject any quota.",
        "Norway imposed a quota, Harrow said.",
    )
    named = (_named(sentences[0]), (Named(0, 6, "NOR"), *_named(sentences[1])))
    setting = Setting(Story(sentences, THURSDAY, named), 1, (0, 22), Facts("NOR", "restrict", "asserted", "own"))

    assert date_claim(setting).on != date(2025, 2, 11)
    assert _date(sentences[0], "Canada opposes a quota, Harrow said.").on == date(2025, 2, 11)


def test_a_day_that_its_clause_puts_ahead_can_be_the_day_behind() -> None:
    """ "The weekend" before a plan is the one that was, though the plan lies ahead."""
    found = _date("According to a statement of Canada's minister over the weekend, steel will be subject to a duty.", act="threaten")

    assert (found.on, found.basis) == (date(2025, 2, 8), DateBasis.RELATIVE)
