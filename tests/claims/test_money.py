"""Rules of currencies, rates and sums."""

from collections import Counter
from datetime import date

import pytest
from texts import REFERENCE

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.money import find_rates, find_sums
from pipelines.claims.tokens import Tokens
from pipelines.reference import Reference

DAY = date(1987, 4, 1)


@pytest.fixture(scope="module")
def index() -> CurrencyIndex:
    """The real table."""
    return CurrencyIndex.load(Reference(REFERENCE))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a 25% tariff", [(25.0, "%")]),
        ("a duty of 12.5 pct", [(12.5, "%")]),
        ("goods worth 300 mln dlrs", [(300e6, "USD")]),
        ("buy $550 billion of gas", [(550e9, "USD")]),
        ("sold 40 billion yen", [(40e9, "JPY")]),
        ("a 15 per cent levy", [(15.0, "%")]),
        ("1,250 farms", []),
        ("from 10 to 15 per cent on 3 billion dollars of goods", [(15.0, "%"), (3e9, "USD")]),
        ("raised from 10 on yen goods to 15 per cent", [(15.0, "%")]),
        ("In 1987 the dollar fell", []),
        ("growth slowed to 3, yen dealers said", []),
        ("sold 2 billion in dollars for 3 million of yen", [(2e9, "USD"), (3e6, "JPY")]),
        ("a 300-dollar levy, a 20-million-yen fine", [(300.0, "USD"), (20e6, "JPY")]),
        ("the rate stayed at 5 - dollars were sold", []),
        ("lend 5 billion Canadian dollars and 10 U.S. dollars", [(5e9, "CAD"), (10.0, "USD")]),
        ("some 20 U.S. Dlrs a barrel, 985 mln Australian dlrs, 161 million NZ dollars", [(20.0, "USD"), (985e6, "AUD"), (161e6, "NZD")]),
        ("spend $5-10 billion, or $5 to 7", [(5e9, "USD"), (5.0, "USD")]),
        ("A $6-billion loss", [(6e9, "USD")]),
        ("the yuan closed at 7.25 per dollar", []),
        ("goods for 40 million Hong Kong dollars", [(40e6, "HKD")]),
        (f"a {'9' * 400}% tariff", []),
        ("devalue by eight pct, buy two billion dlrs", [(8.0, "%"), (2e9, "USD")]),
        ("a billion dollars of wheat, half a billion dollars of maize", [(1e9, "USD"), (5e8, "USD")]),
        ("raised to 7-3/4 pct and sold 2 1/2 billion yen", [(7.75, "%"), (2.5e9, "JPY")]),
        ("rates rose 175 basis points", [(1.75, "%")]),
        ("zero tariffs on tea, zero gravity", [(0.0, "%")]),
        ("one of two ministers", []),
        ("on 3/4 of goods", []),
    ],
)
def test_sums_are_written_out_in_full(index: CurrencyIndex, text: str, wanted: list[tuple[float, str]]) -> None:
    """Scale words multiply, units become % or a currency's code, bare numbers and endless ones are no sums."""
    tokens = Tokens.of(text)

    found = find_sums(tokens, index.find(text, tokens, DAY, Counter()))

    assert [(one.value, one.unit) for one in found] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a twenty-five percent tariff", [(25.0, "%")]),
        ("a fifteen percent tariff, or nineteen percent", [(15.0, "%"), (19.0, "%")]),
        ("duties of one hundred and fifty percent", [(150.0, "%")]),
        ("duties of one hundred forty-five percent", [(145.0, "%")]),
        ("a one-hundred-percent levy", [(100.0, "%")]),
        ("a hundred percent levy", [(100.0, "%")]),
        ("buy two hundred million dollars of tea", [(200e6, "USD")]),
        ("buy fifteen billion dollars of gas", [(15e9, "USD")]),
        ("a three hundred twenty-five million dollar loan", [(325e6, "USD")]),
        ("two thousand five hundred dollars a head", [(2500.0, "USD")]),
        ("one million two hundred thousand dollars", [(1.2e6, "USD")]),
        ("two thousand million dollars, $2 hundred million", [(2e9, "USD"), (2e8, "USD")]),
        ("12½ percent, 12 1/2 pct, ½ percent, 1/2 pct", [(12.5, "%"), (12.5, "%"), (0.5, "%"), (0.5, "%")]),
        ("by two and a half percent, or 12 and a half", [(2.5, "%")]),
        ("by two point five percent", [(2.5, "%")]),
        ("by three-quarters of one percent", [(0.75, "%")]),
        ("by half a percentage point", [(0.5, "%")]),
        ("worth $5 billions, Rs 500 crore, Rs. 2 lakh crore", [(5e9, "USD"), (5e9, "INR"), (2e12, "INR")]),
    ],
)
def test_numbers_in_words_are_read_whole(index: CurrencyIndex, text: str, wanted: list[tuple[float, str]]) -> None:
    """Tens and ones, hundreds and the rest, scales on scales, halves and parts."""
    tokens = Tokens.of(text)

    found = find_sums(tokens, index.find(text, tokens, date(2025, 3, 1), Counter()))

    assert [(one.value, one.unit) for one in found] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "several hundred million dollars",
        "a few hundred percent",
        "a couple of hundred million dollars",
        "a million and a half dollars",
        "1 million 200 thousand dollars",
        "two five percent",
        "the third one percent rise",
        "five million two percent",
        "a quarter percentage point",
    ],
)
def test_a_number_that_is_not_read_whole_is_none(index: CurrencyIndex, text: str) -> None:
    """Its last words alone would be a wrong number, which is worse than none."""
    tokens = Tokens.of(text)

    assert find_sums(tokens, index.find(text, tokens, DAY, Counter())) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("R$ 500 million", "BRL"),
        ("R$500 million", "BRL"),
        ("MX$500 million", "MXN"),
        ("A$500 million", "AUD"),
        ("C$500 million", "CAD"),
        ("HK$500 million", "HKD"),
        ("NT$500 million", "TWD"),
        ("S$500 million", "SGD"),
        ("NZ$500 million", "NZD"),
        ("US$500 million", "USD"),
        ("($500 million)", "USD"),
        ("₹500 million", "INR"),
    ],
)
def test_letters_before_a_sign_say_whose_money_it_is(index: CurrencyIndex, text: str, wanted: str) -> None:
    """Each prefixed sign has a row of its own."""
    tokens = Tokens.of(text)

    assert [(one.value, one.unit) for one in find_sums(tokens, index.find(text, tokens, date(2025, 3, 1), Counter()))] == [(500e6, wanted)]


def test_a_sign_behind_unknown_letters_is_nobodys(index: CurrencyIndex) -> None:
    """Whose dollars "XY$" are no row says; American they are not."""
    text = "They bought XY$500 million of tea."

    assert index.find(text, Tokens.of(text), DAY, Counter()) == []


@pytest.mark.parametrize("text", ["ten to fifteen percent", "between five and ten percent", "twenty or thirty percent"])
def test_a_range_in_words_is_marked(index: CurrencyIndex, text: str) -> None:
    """As one in figures is."""
    assert all(one.is_range_end for one in find_sums(Tokens.of(text), []))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The bank fixed the won at 846.90.", [846.9]),
        ("It set the midpoint, inside a 2 pct band, at 7.1716 per dollar.", [7.1716]),
        ("It will not fall below 12.50 per dollar.", [12.5]),
        ("The peso is worth 20 to the dollar, 20 of 30 banks said.", []),
        ("The pound fell to 1.60.", []),
        ("They met at 10 on Monday about the rate.", []),
    ],
)
def test_a_rate_of_exchange_needs_no_unit(index: CurrencyIndex, text: str, wanted: list[float]) -> None:
    """A number that another currency is told in, or a decimal that something is fixed at, is one of the currency asked about."""
    tokens = Tokens.of(text)

    found = find_rates(tokens, index.find(text, tokens, DAY, Counter()), "KRW")

    assert [(one.value, one.unit) for one in found] == [(value, "KRW") for value in wanted]


def test_a_range_is_marked(index: CurrencyIndex) -> None:
    """ "10 to 15 pct" is two ends of a range, of which neither is the amount."""
    tokens = Tokens.of("duties of 10 to 15 pct")

    assert all(one.is_range_end for one in find_sums(tokens, []))


def test_an_ambiguous_name_follows_the_article(index: CurrencyIndex) -> None:
    """A peso is the currency of the country spoken of, and nobody's where none is."""
    text = "The peso fell."
    tokens = Tokens.of(text)

    assert [hit.code for hit in index.find(text, tokens, date(2020, 1, 1), Counter({"PHL": 3}))] == ["PHP"]
    assert index.find(text, tokens, date(2020, 1, 1), Counter()) == []


def test_a_dollar_is_american_whatever_the_article_speaks_of(index: CurrencyIndex) -> None:
    """World news calls only one currency so."""
    text = "The dollar fell."

    assert [hit.code for hit in index.find(text, Tokens.of(text), DAY, Counter({"CAN": 9}))] == ["USD"]


def test_a_country_has_the_currency_of_its_day(index: CurrencyIndex) -> None:
    """Germany had marks in 1987, and later shares the euro; Sudan has had two pounds and a dinar between them."""
    assert index.own_of("DEU", DAY) == "DEM"
    assert index.own_of("DEU", date(2010, 1, 1)) == "EUR"
    assert [index.own_of("SDN", date(year, 1, 1)) for year in (1985, 2000, 2010)] == ["SDP", "SDD", "SDG"]


def test_every_country_has_money(index: CurrencyIndex) -> None:
    """Its own, shared or another's, on a day on which all of today's countries were there."""
    countries = [row["code"] for row in Reference(REFERENCE).rows("countries") if row["kind"] == "country"]

    assert [code for code in countries if index.own_of(code, date(2026, 6, 1)) is None] == []


def test_a_pound_is_that_of_the_country_spoken_of_alone(index: CurrencyIndex) -> None:
    """British, but where the article speaks of another country with a pound and not of Britain."""
    text = "The pound fell."
    tokens = Tokens.of(text)
    told = [Counter({"SDN": 2}), Counter({"SDN": 2, "GBR": 1}), Counter({"ZMB": 2})]

    assert [[hit.code for hit in index.find(text, tokens, DAY, one)] for one in told] == [["SDP"], ["GBP"], ["GBP"]]


def test_two_currencies_are_called_cfa_franc(index: CurrencyIndex) -> None:
    """That of the West, but where the article speaks of a member of the other."""
    text = "The CFA franc was devalued."
    tokens = Tokens.of(text)
    told = [Counter({"SEN": 1}), Counter({"CMR": 2}), Counter[str]()]

    assert [[hit.code for hit in index.find(text, tokens, DAY, one)] for one in told] == [["XOF"], ["XAF"], ["XOF"]]
