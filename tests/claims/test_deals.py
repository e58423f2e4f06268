"""Deals in currency."""

import pytest
from texts import REFERENCE, make_article

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.deals import aim_of, bought_in, defended, named_in, possessed, traded_way
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reader
from pipelines.reference import Reference

TABLES = Reference(REFERENCE)


@pytest.fixture(scope="module")
def index() -> CurrencyIndex:
    """Names of currencies."""
    return CurrencyIndex.load(TABLES)


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("The Bank of Japan sold yen on Tuesday.", "weaker"),
        ("The Bank of Japan has bought dollars for yen since noon.", "weaker"),
        ("The Bank of Japan bought two billion dollars worth of yen.", "stronger"),
        ("The Bank of Japan sold two billion yen of dollars.", "stronger"),
        ("The Bank of Japan bought two billion dollars of yen.", "stronger"),
        ("The Bank of Japan sold two billion yen to buy dollars.", "weaker"),
        ("Tokyo sold dollars to prop up its currency.", "stronger"),
        ("The Bank of Japan did not sell yen.", None),
        ("The Bank of Japan bought 300 million yen of foreign currency.", "weaker"),
        ("The Bank of Japan sold foreign currency.", "stronger"),
        ("France sold yen, and the Bank of Japan looked on.", None),
        ("The Bank of Japan bought dollars in the morning, Tokyo sold dollars in the evening.", None),
    ],
)
def test_what_is_bought_rises_and_what_is_sold_falls(reader: Reader, index: CurrencyIndex, sentence: str, way: str | None) -> None:
    """The yen goes the way its buyer or seller takes it, and against a currency that is traded for it."""
    reading = reader.read(make_article(sentence))
    read = reading.sentences[0]
    japan = next(one for one in read.candidates if one.actor == "JPN")

    assert traded_way(read, japan, named_in(read, reading, index), "JPY") == way


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("The Bank of Japan bought dollars at noon. It sold yen. Dealers said it intervened again.", "USD"),
        ("The Bundesbank bought yen. The Bank of Japan bought dollars, and the Fed bought dollars too.", "USD"),
        ("The Bank of Japan did not buy dollars.", None),
        ("The Bank of Japan sold dollars.", None),
        ("The Bank of Japan intervened.", None),
    ],
)
def test_an_article_tells_what_was_bought(reader: Reader, index: CurrencyIndex, text: str, currency: str | None) -> None:
    """The currency bought oftenest; what is sold, or not bought, says nothing."""
    assert bought_in(reader.read(make_article(text)), index) == currency


@pytest.mark.parametrize(
    ("sentence", "currency"),
    [
        ("The Bank of Japan sold dollars.", "JPY"),
        ("The Bank of Japan will sell dollars at noon, it said.", "JPY"),
        ("The Bank of Japan sold dollars for yen.", None),  # named
        ("The Bank of Japan sold dollars and bought francs.", None),
        ("The Bank of Japan did not sell dollars.", None),
        ("The Bank of Japan bought dollars.", None),
        ("The Bank of Japan sold yen.", None),
        ("The Bank of Japan bought foreign currency worth 5 billion yen.", "JPY"),
        ("The Bank of Japan sold 2 billion dollars of foreign exchange.", "JPY"),
    ],
)
def test_who_only_sells_anothers_currency_holds_up_its_own(
    reader: Reader, index: CurrencyIndex, sentence: str, currency: str | None
) -> None:
    """What moves is the money that is bought for it, named or not."""
    reading = reader.read(make_article(sentence))
    read = reading.sentences[0]
    japan = next(one for one in read.candidates if one.actor == "JPN")

    assert defended(read, reading, Decided(0, japan, "intervention", "currency", "intervene"), index) == currency


@pytest.mark.parametrize(
    ("sentence", "act", "currency"),
    [
        ("Thailand said it would not manipulate its currency.", "reject", "THB"),
        ("The United States accused Thailand of holding down its own currency.", "accuse", "THB"),
        ("Thailand let its exchange rate slide against the yen.", "intervene", None),
        ("Thailand published its currency law.", "affirm", None),
        ("Thailand wants calm.", "affirm", None),
    ],
)
def test_its_currency_is_the_actors_or_of_whom_is_accused(
    reader: Reader, index: CurrencyIndex, sentence: str, act: str, currency: str | None
) -> None:
    """Not one of the sentence before; a currency that is named is not looked for."""
    reading = reader.read(make_article(f"The peso fell. {sentence}"))
    read = reading.sentences[1]
    actor = read.candidates[0]

    assert possessed(read, reading, Decided(1, actor, "exchange_rate", "currency", act), index) == currency


@pytest.mark.parametrize(
    ("issue", "act", "currency", "likeliest", "way"),
    [
        ("intervention", "affirm", None, "stronger", None),
        ("intervention", "threaten", None, "weaker", None),
        ("intervention", "affirm", None, "stable", "stable"),
        ("intervention", "affirm", "SEK", "stronger", "stronger"),
        ("intervention", "intervene", None, "stronger", "stronger"),
        ("exchange_rate", "request", None, "stronger", "stronger"),
    ],
)
def test_bare_readiness_moves_no_currency(
    reader: Reader, issue: str, act: str, currency: str | None, likeliest: str, way: str | None
) -> None:
    """Who is ready to act in the market, of no currency in particular, wants none stronger; a stable market it may want."""
    candidate = reader.read(make_article("Sweden stands ready to act in the currency market.")).sentences[0].candidates[0]

    assert aim_of(Decided(0, candidate, issue, "currency", act), currency, likeliest) == way
