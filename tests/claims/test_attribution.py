"""Whose word a claim is."""

import numpy as np
import pytest
from texts import REFERENCE, make_article

from pipelines.claims.attribution import TABLE, attribution_table, third_party_scores
from pipelines.claims.attribution_fit import fit_attribution
from pipelines.claims.examples import Examples, make_examples
from pipelines.claims.labelled import LabelledArticle, LabelledClaim
from pipelines.claims.model import Floats, load_bundle
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reader
from pipelines.claims.second_fit import grow_forest
from pipelines.claims.second_look import PAIR
from pipelines.claims.standpoints import Standpoint, find_standpoints
from pipelines.claims.trees import Forest, Numbers
from pipelines.claims.version import model_path

SIDES = ("own", "third_party")
ACTS = ("restrict", "threaten")
SAID = "Norway could raise its tariff on fish next year"


def stand(reader: Reader, text: str, place: int = 0, act: str = "threaten") -> Standpoint:
    """From whom a claim of Norway in an article of this text is heard."""
    reading = reader.read(make_article(text))
    candidate = next(one for one in reading.sentences[place].candidates if one.actor == "NOR")
    return find_standpoints([reading], [Decided(place, candidate, "tariffs", "trade", act)])[0]


def describe(reader: Reader, text: str, place: int = 0, act: str = "threaten") -> Numbers:
    """What the trees see of a claim, with first scores that say nothing."""
    even = np.full((1, 4), 0.25, dtype=np.float32)
    return attribution_table([stand(reader, text, place, act)], np.asarray([0.2], dtype=np.float32), even)


@pytest.mark.parametrize("third", ["Analysts", "Fish exporters", "Opposition lawmakers", "Two people familiar with the matter"])
def test_the_same_words_are_less_a_states_own_where_others_say_them(reader: Reader, third: str) -> None:
    """The shipped trees rate a speculation by analysts, companies, lawmakers or unnamed people above the same words of the ministry."""
    forest = Forest.of(load_bundle(model_path(REFERENCE)).tables, TABLE)

    own = forest.chances(describe(reader, f"The Norwegian trade ministry said {SAID}."))
    others = forest.chances(describe(reader, f"{third} said {SAID}."))

    assert others[0] > 2 * own[0]
    assert others[0] > 0.3


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        (f"The Norwegian trade ministry said {SAID}, to the surprise of analysts.", True),
        (f"The Norwegian trade ministry said {SAID}.", False),  # nobody else is there
        (f"Analysts said {SAID}.", False),
        (f"The Danish trade ministry said {SAID}, to the surprise of analysts.", False),  # the word is another state's
        ("Prices rose, and so did Norway's tariff, to the surprise of analysts.", False),  # nobody says it
    ],
)
def test_an_official_is_heard_beside_a_third_party(reader: Reader, text: str, is_own: bool) -> None:
    """An official of the actor's speaks, and a third party only stands in the sentence."""
    assert stand(reader, text).is_own_beside_others == is_own


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Norway may raise its tariff on yachts, officials said.", True),
        ("Norway may raise its tariff on yachts, a finance ministry official said.", True),
        ("Norway may raise its tariff on yachts, Danish officials said.", False),
        ("Norway may raise its tariff on yachts, analysts said.", False),
        ("Norway may raise its tariff on yachts, delegates said.", False),
        ("Norway may raise its tariff on yachts.", False),
    ],
)
def test_officials_of_no_other_state_speak_for_the_actor(reader: Reader, text: str, is_told: bool) -> None:
    """The guide takes what "officials said" as their country's own."""
    assert stand(reader, text).is_told_by_officials == is_told


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Norway raised its tariff on yachts.", True),
        ("Shares fell on Monday. Norway raised its tariff on yachts.", True),
        ("Dealers were surprised. Norway raised its tariff on yachts.", False),
        ("Norway raised its tariff on yachts, analysts said.", False),
        ("Norway raised its tariff on yachts, the ministry said.", False),  # somebody tells it
        ("Norway raised its tariff on yachts, a move that analysts said was due.", True),  # they comment on it
        ("Norway raised its tariff on yachts, and analysts said it was due.", False),
    ],
)
def test_the_articles_own_voice_is_heard_where_nobody_else_is(reader: Reader, text: str, is_told: bool) -> None:
    """What the article tells with no third party in it or before it is the actor's own (claim guide)."""
    assert stand(reader, text, text.count(". "), "restrict").is_told_by_nobody == is_told


def test_who_spoke_before_decides_for_a_sentence_without_a_saying(reader: Reader) -> None:
    """What follows an analyst's words is likelier still the analyst's than what follows the ministry's."""
    forest = Forest.of(load_bundle(model_path(REFERENCE)).tables, TABLE)
    going_on = "It could also ban Danish ships from its ports."

    own = forest.chances(describe(reader, f"The Norwegian trade ministry said {SAID}. {going_on}", place=1))
    others = forest.chances(describe(reader, f"Analysts said {SAID}. {going_on}", place=1))

    assert others[0] > own[0]


def test_a_place_and_a_mention_that_are_not_there_are_described_too(reader: Reader) -> None:
    """A claim whose act has no word and whose actor is not named has as many numbers as any other, all finite."""
    named = describe(reader, f"Analysts said {SAID}.")
    bare = describe(reader, f"Norwegian officials said {SAID}. They gave no day.", place=1, act="accuse")

    assert named.shape == bare.shape
    assert np.isfinite(bare).all()


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (f"Analysts said {SAID}.", 0, "Analysts said"),
        (f"{SAID}, according to two bankers.", 0, "according to two bankers"),
        (f"Analysts said {SAID}. Norway may wait.", 1, "Analysts said"),
        ('"Norway will wait. It will not act," Berge said.', 0, "Berge said"),
        ("Analysts met in Oslo. Norway may wait.", 1, None),
        (f"Analysts said {SAID}. Rain fell. Norway may wait.", 2, None),
    ],
)
def test_the_words_that_say_whose_word_it_is_are_in_the_sentence_or_beside_it(
    reader: Reader, text: str, place: int, words: str | None
) -> None:
    """Speaker and verb are evidence where they stand in the claim's own sentence, the one before or the one after, and none elsewhere."""
    span = stand(reader, text, place).evidence

    assert (text[slice(*span)] if span else None) == words


def test_scores_without_third_parties_count_as_none() -> None:
    """A model that was never shown a third party gives no chance to one."""
    scores = np.asarray([[0.9, 0.1]], dtype=np.float32)

    assert third_party_scores(scores, SIDES).tolist() == pytest.approx([0.1])
    assert third_party_scores(scores, ("own", "?")).tolist() == [0.0]


@pytest.mark.parametrize("truth", [True, False])
def test_trees_of_one_kind_of_example_are_one_leaf(truth: bool) -> None:
    """Where all examples are alike the trees say so and nothing else."""
    forest = grow_forest(np.zeros((3, 2)), np.asarray([truth] * 3))

    assert forest.chances(np.ones((2, 2))).round(6).tolist() == [float(truth)] * 2


def labelled(number: int) -> LabelledArticle:
    """An article of one sentence: by turns an analyst's word and a ministry's."""
    speaker = ("Analysts", "The Norwegian trade ministry")[number % 2]
    article = make_article(f"{speaker} said {SAID}, for the {number}th time.", article_id=f"a{number}-0")
    claim = LabelledClaim(
        quote=article.text,
        actor="NOR",
        speaker=None,
        counterparts=frozenset(),
        issue="tariffs",
        act="threaten",
        modality="possible",
        attribution=SIDES[1 - number % 2],
        currency=None,
        direction=None,
        amount=None,
        unit=None,
        claimed_on=None,
        date_basis="none",
    )
    return LabelledArticle(article, (claim,), article.text)


def blank_scores(examples: Examples) -> dict[str, Floats]:
    """First scores that know nothing."""
    count = len(examples.rows)
    widths = {"attribution": 2, "modality": 4, PAIR: 2}
    return {name: np.full((count, width), 1.0 / width, dtype=np.float32) for name, width in widths.items()}


def test_trees_learn_from_labels_whose_word_is_whose(reader: Reader) -> None:
    """From labelled sentences alone they tell an analyst from a ministry, the same each time."""
    examples = make_examples([labelled(number) for number in range(60)], reader)

    once, again = (fit_attribution(examples, blank_scores(examples), SIDES, ACTS) for _ in range(2))

    chances = once.chances(np.concatenate([describe(reader, labelled(number).article.text) for number in (0, 1)]))
    assert chances[0] > 0.8
    assert chances[1] < 0.2
    assert all(np.array_equal(array, again.tables("t")[name]) for name, array in once.tables("t").items())
