"""Rules of days in a model's answers: it says which words of the article tell a claim's day, our own grammar what day that is."""

from datetime import date

import pytest
from asked_articles import ask
from fake_endpoint import answer, chat, entry
from texts import make_article

from pipelines.claims.language_model import LanguageModelExtractor
from pipelines.records import Article, Claim, DateBasis

TEXT = (
    "Norland's trade minister met reporters in Lima on Monday. Peru raised its duty on imported rice. "
    "The duty is to rise again on Friday. Peru first taxed foreign rice in March 2019, before trade talks with Chile."
)
RICE = make_article(TEXT, "Peru and rice", article_id="d-0")  # published on Wednesday, 16 April 2025
UNDATED = make_article(TEXT, "Peru and rice", None, article_id="d-1")


def dated(extractor: LanguageModelExtractor, article: Article, **slots: object) -> Claim:
    """The claim of the second sentence, as a model dates it."""
    raised = entry(1, "Peru raised its duty on imported rice", "PER/tariffs/restrict", **slots)
    ask(extractor, [article], lambda asked: chat(answer([raised])))
    return extractor.extract([article])[0][0]


@pytest.mark.parametrize(
    ("slots", "on", "basis"),
    [
        ({"day": "told", "when": "on Monday", "when_sentence": 0}, date(2025, 4, 14), DateBasis.RELATIVE),
        ({"day": "told", "when": "March 2019", "when_sentence": 3}, date(2019, 3, 1), DateBasis.RELATIVE),
        ({"day": "told", "when": "in March 2019", "when_sentence": 1}, date(2019, 3, 1), DateBasis.RELATIVE),
        ({"day": "told", "when": "on Monday", "when_sentence": 99}, date(2025, 4, 14), DateBasis.RELATIVE),
        ({"day": "current"}, date(2025, 4, 16), DateBasis.PUBLICATION),
        ({"day": "unknown"}, None, DateBasis.NONE),
    ],
)
def test_the_model_names_the_words_and_our_grammar_the_day(
    extractor: LanguageModelExtractor, slots: dict[str, object], on: date | None, basis: DateBasis
) -> None:
    """In whichever sentence they stand, also where the model names a wrong one; the evidence is where the words are."""
    claim = dated(extractor, RICE, **slots)

    assert (claim.claimed_on, claim.date_basis) == (on, basis)
    told = [RICE.text[one.start : one.end] for one in claim.evidence if one.slot == "claimed_on"]
    assert told == ([claim.time_expression] if claim.time_expression else [])
    assert not any("no day" in reason for reason in claim.reasons)


@pytest.mark.parametrize(
    "slots",
    [
        {"day": "told", "when": "on Thursday", "when_sentence": 0},  # it does not stand there
        {"day": "told", "when": "met reporters", "when_sentence": 0},  # no words of time
        {"day": "told", "when": "2025-04-11", "when_sentence": 1},  # a date of the model's own
        {"day": "told", "when": None},
        {"day": "told", "when": "x" * 100_000, "when_sentence": 0},
    ],
)
def test_no_day_is_taken_on_the_models_word(extractor: LanguageModelExtractor, slots: dict[str, object]) -> None:
    """Where no words stand or they tell no day, our own grammar dates the claim, and it says so."""
    claim = dated(extractor, RICE, **slots)

    assert claim.claimed_on in (date(2025, 4, 14), date(2025, 4, 16))
    assert "a slot was emptied: no day stands where the model read one" in claim.reasons


def test_in_an_undated_article_only_a_full_date_of_its_own_dates_a_claim(extractor: LanguageModelExtractor) -> None:
    """News of an unknown day stays undated, and so does Monday."""
    for slots in ({"day": "current"}, {"day": "told", "when": "on Monday", "when_sentence": 0}):
        assert dated(extractor, UNDATED, **slots).claimed_on is None


def test_the_model_sees_the_day_of_publication(extractor: LanguageModelExtractor) -> None:
    """And that there is none; an article that appeared on another day is another question."""
    asked = ask(extractor, [RICE, UNDATED], lambda asked: chat(answer(*([] for _ in asked.articles))))

    assert [article["published"] for article in asked[0].articles] == ["2025-04-16", None]
