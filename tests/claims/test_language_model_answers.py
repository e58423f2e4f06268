"""Rules of reading answers, and of finding a quote again."""

import json
import time
from typing import Any

import pytest
from fake_endpoint import answer, entry
from texts import REFERENCE, make_article

from pipelines.claims.language_model.answers import MOST_CLAIMS, RawClaim, find_object, from_text, read_answer, to_text
from pipelines.claims.language_model.guide import Guide
from pipelines.claims.language_model.locating import Located, locate_quote
from pipelines.claims.language_model.pieces import cut_pieces
from pipelines.claims.reading import Reader, ReadSentence
from pipelines.claims.sentences import LONGEST_SENTENCE
from pipelines.dating.offices import Offices
from pipelines.reference import Reference

DUTY = entry(0, "Peru raised its duty on rice", "PER/tariffs/restrict", counterparts=["CHL", "CHL"], amount=12, unit="%")


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The reader over the real tables."""
    reference = Reference(REFERENCE)
    return Reader.load(reference, Offices.load(reference))


def test_an_answer_of_our_form_is_read_whole() -> None:
    """Claims by number of their article, slots as written, counterparts once."""
    read = read_answer(answer([DUTY], []), 2)

    assert read.faults == ()
    assert read.claims[2] == ()
    assert read.claims[1] == (
        RawClaim(
            0,
            "Peru raised its duty on rice",
            "PER",
            "tariffs",
            "restrict",
            "asserted",
            "own",
            None,
            ("CHL",),
            None,
            None,
            12.0,
            "%",
            "current",
            None,
            None,
            "high",
        ),
    )


@pytest.mark.parametrize(
    "wrapped", ["```json\n{}\n```", "<think>Is {{it}} a claim?</think>\n{}", "Here you are:\n{}\nAnything else?", "\ufeff{}"]
)
def test_words_around_the_object_do_no_harm(wrapped: str) -> None:
    """Fences, thoughts and politeness are looked past."""
    text = wrapped.replace("{{", "<").replace("}}", ">").replace("{}", answer([DUTY]))

    assert len(read_answer(text, 1).claims[1]) == 1


@pytest.mark.parametrize(
    "text", ["", "no", "{", '{"articles": [{"article": 1, "claims": [', "[1, 2]", "null", "[" * 100_000, '{"articles": [NaN]}']
)
def test_what_is_no_object_says_so(text: str) -> None:
    """Half JSON, lists and babble give no claims and a sentence for the model."""
    assert find_object(text) is None
    assert read_answer(text, 1).faults == ("The answer is not one JSON object.",)


def test_thoughts_that_never_end_are_looked_through_once() -> None:
    """A model that goes round in circles costs no more than the length of what it says."""
    started = time.process_time()

    assert find_object("<think>" * 20_000) is None
    assert find_object("<think>" * 20_000 + "</think>" + answer([DUTY])) is not None
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize(
    "places",
    [
        None,
        "all",
        [],
        [7],
        [{"article": 2, "claims": []}],
        [{"article": True, "claims": []}],
        [{"article": 1, "claims": "none"}],
        [{"claims": []}],
    ],
)
def test_an_article_without_a_place_of_its_own_is_missing(places: Any) -> None:
    """Whatever stands for the list of articles, the one that was given has no answer, and that is told."""
    read = read_answer(json.dumps({"articles": places}), 1)

    assert read.claims == {}
    assert read.faults


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sentence", "0"),
        ("sentence", True),
        ("quote", None),
        ("actor", 7),
        ("counterparts", "CHL"),
        ("counterparts", [1]),
        ("amount", "12"),
        ("speaker", []),
        ("quote", "Peru \ud83d raised its duty on rice"),
        ("counterparts", ["\udc00"]),
        ("certainty", "\ud800"),
    ],
)
def test_a_claim_of_another_form_is_left_out_and_named(name: str, value: object) -> None:
    """The others of its article stay."""
    read = read_answer(answer([{**DUTY, name: value}, DUTY]), 1)

    assert len(read.claims[1]) == 1
    assert f"claim 1 is left out: {name}" in read.faults[0]


def test_numbers_beyond_measure_and_endless_lists_are_bounded() -> None:
    """A number that no float holds is no amount; after so many claims the rest is babble."""
    huge = answer([{**DUTY, "amount": 1}]).replace('"amount": 1', f'"amount": 1{"0" * 400}')

    assert read_answer(huge, 1).claims[1] == ()
    assert len(read_answer(answer([DUTY] * (MOST_CLAIMS + 5)), 1).claims[1]) == MOST_CLAIMS


def test_what_is_kept_comes_back_the_same() -> None:
    """Claims survive being written down."""
    claims = read_answer(answer([DUTY, {**DUTY, "amount": None, "unit": None, "speaker": "the ministry"}]), 1).claims[1]

    assert from_text(to_text(claims)) == claims


def test_the_schema_asks_for_every_field_and_our_codes_alone() -> None:
    """Strict structured output needs all properties required and no other; issues and acts are the tables' own."""
    guide = Guide.load(Reference(REFERENCE))
    claim = guide.schema["properties"]["articles"]["items"]["properties"]["claims"]["items"]

    assert set(claim["required"]) == set(claim["properties"]) == set(DUTY)
    assert claim["additionalProperties"] is False
    assert claim["properties"]["act"]["enum"] == [row["act"] for row in Reference(REFERENCE).rows("acts")]
    assert all(row["about"] in guide.instructions for row in Reference(REFERENCE).rows("issues"))
    assert not {"{blocs}", "{issues}", "{acts}", "{former}"} & set(guide.instructions.split())


SENTENCES = (
    "Peru’s trade minister said on Monday: “We’ll raise the 8% duty on rice.” Chile objected. "
    "The duty on rice is old, Chile objected again."
)


@pytest.fixture(scope="module")
def sentences(reader: Reader) -> tuple[ReadSentence, ...]:
    """Three sentences with typographic signs."""
    return reader.read(make_article(SENTENCES)).sentences


@pytest.mark.parametrize(
    ("quote", "place", "found"),
    [
        ("We’ll raise the 8% duty on rice", 0, "We'll raise the 8% duty on rice"),
        ("We'll  raise the 8% duty\non rice", 0, "We'll raise the 8% duty on rice"),
        ("WE'LL RAISE THE 8% DUTY ON RICE", 0, "We'll raise the 8% duty on rice"),
        (
            'trade minister said on Monday, "We\'ll raise the 8% dutty on rice"',
            0,
            "trade minister said on Monday: \"We'll raise the 8% duty on rice",
        ),
        ("Chile objected", 1, "Chile objected"),
    ],
)
def test_a_quote_is_found_again_despite_signs_case_and_a_slip(
    sentences: tuple[ReadSentence, ...], quote: str, place: int, found: str
) -> None:
    """What counts are the article's own words, at their own place."""
    located = locate_quote(quote, place, sentences)

    assert located is not None
    assert sentences[located.place].text[located.start : located.end].strip('."') == found.strip('."')


def test_a_wrong_number_is_put_right_where_only_one_sentence_has_the_words(sentences: tuple[ReadSentence, ...]) -> None:
    """A quote that stands in one other sentence is that sentence's; one that stands in several is nobody's."""
    assert locate_quote("The duty on rice is old", 0, sentences) == Located(2, 0, 23)
    assert locate_quote("Chile objected", 0, sentences) is None


@pytest.mark.parametrize(
    "quote", ["", "…", "Peru will never raise a duty", "Peru raised … rice", "duty on rice Chile objected The", "objected. The duty", "8"]
)
def test_invented_and_stitched_quotes_are_nowhere(sentences: tuple[ReadSentence, ...], quote: str) -> None:
    """Nothing that the article does not say in one run of one sentence is found."""
    assert locate_quote(quote, 1, sentences) is None


def test_an_endless_headline_is_read_and_sent_as_far_as_a_sentence_may_go(reader: Reader) -> None:
    """It stands beside every sentence, so its length must not multiply with theirs."""
    reading = reader.read(make_article("Peru raised its duty on rice.", "tariff " * 20_000))

    assert reading.headline.ends[-1] <= LONGEST_SENTENCE
    assert len(cut_pieces(reading)[0].headline) == LONGEST_SENTENCE


def test_an_endless_quote_is_given_up_at_once(reader: Reader) -> None:
    """What is far longer than its sentence, or shares no long run with it, is not compared letter by letter."""
    long = reader.read(make_article("Peru raised its duty on rice and Chile its own on wine, " * 30)).sentences
    started = time.process_time()

    assert locate_quote("duty on wine and rice, " * 2000, 0, long) is None
    assert locate_quote("wine on duty, and rice its own, " * 50, 0, long) is None
    assert time.process_time() - started < 1.0
