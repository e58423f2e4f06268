"""The gate: which articles are read at all."""

import pytest
from texts import REFERENCE, make_article

from pipelines.claims.gate import MOST_LENGTH, NEAR, Gate
from pipelines.reference import Reference

FILLER = "The band played on and the crowd sang along. " * (NEAR // 40 + 2)


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
    assert not gate.lets_pass(make_article(text, "A day"))


@pytest.mark.parametrize(
    "text",
    [
        "Japan won a cup, and the import quota has won the vote.",
        "Japan raised three yen and five yen for the orphans, and two euro.",
    ],
)
def test_words_that_only_look_like_topics_do_not_count(gate: Gate, text: str) -> None:
    """By the words beside them, as the lexicon has it."""
    assert not gate.lets_pass(make_article(text, "A day"))


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
