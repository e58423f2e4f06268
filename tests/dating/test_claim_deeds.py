"""Which days the grammar around the words of an act leaves it."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dating.claim_deeds import open_options
from pipelines.dating.claim_options import Facts, Named, Setting, Source, Story

WEDNESDAY = date(2025, 6, 4)


def _setting(marked: str, act: str, before: str = "") -> Setting:
    """A claim of Peru whose act stands between asterisks, after a sentence before it where there is one."""
    pieces = re.split(r"\*(\w+)\*", marked)
    sentence = "".join(pieces)
    ends = [len("".join(pieces[: at + 1])) for at in range(1, len(pieces), 2)]
    deeds = tuple((end - len(word), end) for end, word in zip(ends, pieces[1::2], strict=True))
    told = (before, sentence) if before else (sentence,)
    return Setting(Story(told, WEDNESDAY), len(told) - 1, (0, len(sentence)), Facts("PER", act, "asserted", "own"), deeds)


def _left(setting: Setting) -> set[str]:
    """The words of the claim's own sentence that can still date it."""
    return {one.expression.text for one in open_options(setting) if one.source is Source.OWN and one.expression}


@pytest.mark.parametrize(
    "marked",
    [
        "Peru *lifted* the duty on tin that it imposed in 2019.",
        "Peru *lifted* the duty on tin which Lima had imposed on May 5.",
        "Peru *lifted* the duty on tin it imposed in 2019.",
        "Peru *lifted* the duty on tin Lima imposed in 2019.",
        "Peru *lifted* a duty on tin imposed in 2019.",
        "Peru *lifted* a duty on tin first imposed by Lima in 2019.",
        "Peru *raised* its duty on tin in retaliation for Chilean duties *imposed* last October.",
        "Peru *ratified* the pact that was signed with Chile last September.",
        "Peru *reopened* talks with Chile which stalled in 2019.",
        "Peru *bought* wheat from Chile, an order placed in 2023.",
        "Peru *suspended* the duty on tin as promised in March.",
        "Peru, which joined the bloc in 2011, *suspended* the duty.",
        "Peru's central bank, founded in 1922, *sold* dollars.",
        "President Ana Quispe, elected in 2023, *lifted* the duty.",
        "Peru *devalued* its currency for the third time this year.",
        "Peru *banned* petrol exports this year for the second time.",
    ],
)
def test_a_day_told_in_passing_is_not_the_acts(marked: str) -> None:
    """A relative clause, a participle and an aside have their own days, and a year over which acts are counted is none."""
    assert not _left(_setting(marked, "concede"))


@pytest.mark.parametrize(
    ("marked", "day"),
    [
        ("Peru *lifted* in March the duty on tin that it imposed in 2019.", "March"),
        ("On Monday Peru *lifted* a duty on tin imposed in 2019.", "Monday"),
        ("Peru lifted the duty on tin that it *imposed* in 2019.", "2019"),
        ("Peru, which *imposed* a duty on tin in 2019, defended it.", "2019"),
        ("Peru *agreed* at talks held on Tuesday to cut its duty.", "Tuesday"),
        ("Peru *agreed* on a declaration issued in March.", "March"),
        ("Peru *imposed* a duty on tin and Chile retaliated in 2018.", "2018"),
        ("Peru *imposed* a duty on goods made in China in March.", "March"),
        ("Peru *sold* dollars when its currency slumped on Monday.", "Monday"),
        ("Peru *banned* petrol exports this year.", "this year"),
        ("Peru *said* the duty it imposed on tin was lifted on Monday.", "Monday"),
    ],
)
def test_the_day_of_the_act_stays(marked: str, day: str) -> None:
    """Its own day, one of the talks or the text that it was done by, and one of a clause that is joined to it."""
    assert _left(_setting(marked, "restrict")) == {day}


@pytest.mark.parametrize(
    ("marked", "day"),
    [
        ("Peru *doubles* its duty on Chilean shoes on Friday.", None),
        ("Peru *scraps* its duty on Chilean shoes on July 1.", None),
        ("Peru *bans* exports of tin from Monday.", None),
        ("Peru *doubled* its duty on Chilean shoes on Friday.", "Friday"),
        ("Peru *cut* its duty on Chilean shoes on Friday.", "Friday"),
        ("Peru *scraps* its duty on Chilean shoes, the minister said on Friday.", "Friday"),
        ("Peru *scraps* duties which took effect on Friday.", "Friday"),
        ("Peru *scraps* its duty of July 2019.", "July 2019"),
    ],
)
def test_a_verb_in_the_present_puts_its_act_on_a_day_to_come(marked: str, day: str | None) -> None:
    """The day behind of the same name is none of it; one of another verb is not touched."""
    assert _left(_setting(marked, "affirm")) == ({day} if day else set())


@pytest.mark.parametrize(
    ("marked", "days"),
    [
        ("Copper sales fell after Peru *imposed* a duty on tin on March 12, the ministry said on Tuesday.", {"March 12"}),
        ("After Peru *imposed* duties on April 2, Chile said on Monday that it would buy less.", {"April 2"}),
        ("The sol has fallen since Peru *devalued* it last week, dealers said on Tuesday.", {"last week"}),
        ("Peru *imposed* a quota on cod in March, the ministry said on Tuesday.", {"March"}),
        ("The duty on tin, *imposed* by Peru in March, hurt sales, Chile said on Monday.", {"March"}),
        ("Copper sales fell after Peru *imposed* a duty on tin, the ministry said on Tuesday.", {"Tuesday"}),
        ("Peru *imposed* a duty on tin, the ministry said on Tuesday.", {"Tuesday"}),
    ],
)
def test_a_day_beside_the_act_beats_the_day_on_which_it_is_told(marked: str, days: set[str]) -> None:
    """What somebody tells on Tuesday was done on the day that stands with it, where one does."""
    assert _left(_setting(marked, "restrict")) == days


def test_an_act_that_is_only_said_is_of_the_day_on_which_it_is_told() -> None:
    """A threat stands beside days of what is threatened, so that the day of the saying stays."""
    assert _left(_setting("Peru *threatened* duties in May, the ministry said on Tuesday.", "threaten")) == {"May", "Tuesday"}


BEFORE = "Peru on Tuesday banned exports of tin."


@pytest.mark.parametrize(
    "marked",
    [
        "Peru previously *imposed* a duty on zinc.",
        "Peru *imposed* previously a duty on zinc.",
        "Peru had earlier *imposed* a duty on zinc.",
        "Peru had previously been *imposing* duties, the ministry said on Tuesday.",
        "During his first term, President Quispe *imposed* a duty on zinc.",
        "He *imposed* a duty on zinc from Chile during his first term in office.",
        "Peru *imposed* a duty on zinc under Quispe's previous government.",
    ],
)
def test_background_without_a_day_is_undated(marked: str) -> None:
    """What is told as done before is of no day of the news: neither of publication nor of what other sentences tell."""
    assert [one.source for one in open_options(_setting(marked, "restrict", BEFORE))] == [Source.NONE]


@pytest.mark.parametrize(
    ("marked", "day"),
    [
        ("Peru previously *imposed* a duty on zinc in 2018.", "2018"),
        ("In 2018, during his first term, President Quispe *imposed* a duty on zinc.", "2018"),
        ("Peru *lifted* previously imposed duties.", None),
        ("Peru *kept* the duties that Quispe imposed during his first term.", None),
        ("Peru *imposed* a duty on zinc earlier than Chile.", None),
    ],
)
def test_background_with_a_day_and_news_beside_it_are_dated(marked: str, day: str | None) -> None:
    """A year that stands with the act is its day, and "previously" of another word says nothing of it."""
    setting = _setting(marked, "restrict", BEFORE)

    sources = {one.source for one in open_options(setting)}

    assert _left(setting) == ({day} if day else set())
    assert (Source.PUBLICATION in sources) == (day is None)


@given(st.text(max_size=120), st.integers(0, 120), st.integers(0, 120), st.none() | st.dates(date(1950, 1, 1), date(2090, 1, 1)))
def test_an_option_is_always_left(sentence: str, start: int, end: int, anchor: date | None) -> None:
    """Whatever the text, and wherever its act stands."""
    deed = (min(start, len(sentence)), min(max(start, end), len(sentence)))

    assert open_options(Setting(Story((sentence,), anchor), 0, deed, Facts("PER", "restrict", "asserted", "own"), (deed,)))


@pytest.mark.parametrize(
    ("marked", "other", "days"),
    [
        ("Peru *criticised* Chile after Chile raised its duty on Sunday.", "Chile", set()),
        ("Peru *protested* on Tuesday against the duty that Chile announced on Friday.", "Chile", {"Tuesday"}),
        ("Peru *criticised* Chile after talks ended on Sunday.", "Chile", {"Sunday"}),
        ("Peru *criticised* Chile after it raised its duty on Sunday.", "Chile", {"Sunday"}),
    ],
)
def test_what_another_country_did_then_has_its_own_day(marked: str, other: str, days: set[str]) -> None:
    """Where its clause names it; of "it" and of talks the day may be the claim's."""
    plain = _setting(marked, "accuse")
    named = (Named(0, 4, "PER"), *(Named(found.start(), found.end(), "CHL") for found in re.finditer(other, plain.sentence)))

    assert _left(replace(plain, story=Story(plain.story.sentences, WEDNESDAY, (named,)))) == days
