"""The gate: which articles are read at all."""

from datetime import date

import pytest
from texts import REFERENCE, make_article

from pipelines.claims.gate import BRIEFS, MOST_LENGTH, NEAR, Gate
from pipelines.reference import Reference

SONG = "The band played on and the crowd sang along. "
FILLER = SONG * (NEAR // 40 + 2)
LONG = SONG * (BRIEFS[-1][0] // len(SONG) + 1)  # so that the text is no brief


@pytest.fixture(scope="module")
def gate() -> Gate:
    """The shipped tables' gate."""
    return Gate.load(Reference(REFERENCE))


@pytest.mark.parametrize(
    "text",
    [
        "Japan may answer the tariff with an import quota.",
        "The tariff stays, and so does the import quota, officials in Japan said.",
        f"Peru lost the match. {FILLER} The tariff and the import quota stay, Peru said.",
        f"The tariff is a word of Arab origin. {FILLER} Peru wants an import quota and a tariff.",
    ],
)
def test_two_topic_words_near_a_name_are_let_pass(gate: Gate, text: str) -> None:
    """In any order, and wherever in the article."""
    assert gate.lets_pass(make_article(text, "A day"))


@pytest.mark.parametrize(
    "text",
    [
        "The tariff and the import quota stay.",
        f"Japan lost the match. {FILLER} The tariff and the import quota stay.",
        f"The tariff and the import quota stay. {FILLER} Japan lost the match.",
        "Japan lost the match in spite of the tariff.",
        "Japan lost, and the tariff is a tariff.",
        "Japanophiles read about tariffed quotaless goods.",
    ],
)
def test_others_are_not(gate: Gate, text: str) -> None:
    """No name, none near, one topic word alone, one of two kinds, and parts of words."""
    assert not gate.lets_pass(make_article(f"{text} {LONG}", "A day"))


@pytest.mark.parametrize(
    "text",
    [
        "Japan raised the tariff on lumber on Monday.",
        "Peru lifted its duties on tea.",
        "The embargo stays in force, Kenya said.",
        f"Norway struck at tea with a tariff. {FILLER * 2}",
        f"Norway took duties on tea. The duties are due, and the duties stay, Norway said. {FILLER * 2}",
        "President Donald Trump raised the tariff on lumber.",
        "Trump raised the tariff on lumber.",
    ],
)
def test_a_brief_says_a_thing_but_once(gate: Gate, text: str) -> None:
    """In two or three sentences one word near a name is enough, in some ten what three weak ones say; an official is a name too."""
    assert gate.lets_pass(make_article(text))


@pytest.mark.parametrize(
    "text",
    [
        "Japan won the cup, and the band played on.",
        "The tariff of the hotel rose again.",
        "Zebulon raised the tariff on lumber.",
        f"Norway took duties on tea. {FILLER * 2}",
        f"Norway won the cup. {FILLER} The tariff stays.",
        f"Trump raised the tariff on lumber. {LONG}",
    ],
)
def test_a_brief_on_another_subject_is_none(gate: Gate, text: str) -> None:
    """No topic, nobody with a country, a weak word in ten sentences, a name far off; and what is no brief needs a country."""
    assert not gate.lets_pass(make_article(text))


def test_an_official_is_a_name_in_the_years_of_the_office(gate: Gate) -> None:
    """By the register: in 1987 somebody else was president, and an undated text settles no surname."""
    text = "Trump raised the tariff on lumber."

    assert not gate.lets_pass(make_article(text, day=date(1987, 5, 4)))
    assert not gate.lets_pass(make_article(text, day=None))
    assert gate.lets_pass(make_article(f"Donald {text}", day=None))


@pytest.mark.parametrize(
    "text",
    [
        "Japan won a cup, and the import quota has won the vote.",
        "Japan raised three yen and five yen for the orphans, and two euro.",
    ],
)
def test_words_that_only_look_like_topics_do_not_count(gate: Gate, text: str) -> None:
    """By the words beside them, as the lexicon has it."""
    assert not gate.lets_pass(make_article(f"{text} {LONG}", "A day"))


def test_the_longer_an_article_the_more_it_must_say(gate: Gate) -> None:
    """A word that says little by itself counts for less than one of trade alone, and from some length on no more is asked for."""
    weak = "Peru talked of exports and of subsidies."
    strong = "Peru talked of a tariff and of import quotas."
    page = "The band played on and the crowd sang along. " * (MOST_LENGTH // 40)
    assert gate.lets_pass(make_article(weak, "A day"))
    assert not gate.lets_pass(make_article(f"{weak} {page}", "A day"))
    assert gate.lets_pass(make_article(f"{strong} {page * 9}", "A day"))


def test_the_headline_counts(gate: Gate) -> None:
    """It stands before the text."""
    assert gate.lets_pass(make_article("The import quota stays too.", "Japan keeps its tariff"))
