"""Where set words would have a currency go."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from texts import REFERENCE, make_article

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.deals import named_in
from pipelines.claims.options import Decided
from pipelines.claims.reading import Reader
from pipelines.claims.ways import STABLE, Ways
from pipelines.errors import BadReference
from pipelines.reference import Reference

ROWS = Reference(REFERENCE).rows("currency_ways")


@pytest.fixture(scope="module")
def index() -> CurrencyIndex:
    """The shipped names of currencies."""
    return CurrencyIndex.load(Reference(REFERENCE))


@pytest.fixture(scope="module")
def ways() -> Ways:
    """The shipped phrases."""
    return Ways.load(Reference(REFERENCE))


def told(
    parts: tuple[Reader, CurrencyIndex, Ways], sentence: str, act: str, issue: str = "regime", currency: str | None = None
) -> str | None:
    """The direction of a claim by a sentence's first candidate."""
    reader, index, ways = parts
    reading = reader.read(make_article(sentence))
    read = reading.sentences[0]
    decided = Decided(0, read.candidates[0], issue, "currency", act)
    found = ways.told(read, decided, named_in(read, reading, index), currency)
    return found[0] if found else None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_row_has_an_example_and_a_counter_example(reader: Reader, index: CurrencyIndex, ways: Ways, row: Mapping[str, str]) -> None:
    """The example tells the row's direction, of a refusal what stays as it is; the counter-example tells none."""
    act = row["acts"].split(";")[0] or "affirm"
    issue = row["issues"].split(";")[0] or "regime"
    parts = (reader, index, ways)

    assert told(parts, f"Peru said: {row['example']}", act, issue) == (STABLE if act == "reject" else row["way"])
    assert told(parts, f"Peru said: {row['counter_example']}", act, issue) is None


@pytest.mark.parametrize(
    ("sentence", "act", "way"),
    [
        ("Peru will devalue the sol.", "threaten", "weaker"),
        ("Peru ruled out devaluing the sol.", "reject", "stable"),
        ("Peru will not devalue the sol.", "affirm", "stable"),
        ("Peru opposed a floating sol.", "reject", None),
        ("Peru devalued the sol and then let the sol appreciate.", "intervene", None),
        ("Peru complained of the devalued sol.", "accuse", "stronger"),
        ("Peru discussed a devaluation of the sol.", "consult", None),
    ],
)
def test_the_act_is_applied(reader: Reader, index: CurrencyIndex, ways: Ways, sentence: str, act: str, way: str | None) -> None:
    """A move that is refused or denied leaves the rate where it is; two phrases that differ tell nothing."""
    assert told((reader, index, ways), sentence, act) == way


@pytest.mark.parametrize(
    ("sentence", "act", "way"),
    [
        ("Peru said the sol should be stronger.", "affirm", "stronger"),
        ("Peru said the sol ought to be weaker.", "affirm", "weaker"),
        ("Peru said the sol must not be weaker.", "affirm", None),
        ("Peru said a strong sol helped poor households.", "affirm", "stronger"),
        ("Peru said the strong sol was a threat to farmers.", "affirm", "weaker"),
        ("Peru said a strong sol would hurt farmers.", "affirm", "weaker"),
        ("Peru is worried about the strength of the sol.", "affirm", "weaker"),
        ("Peru said the weak sol was a serious problem.", "affirm", "stronger"),
        ("Peru said the sol's strength was a concern.", "affirm", "weaker"),
        ("Peru sees the weak sol as a threat.", "affirm", "stronger"),
        ("Peru said the weakness of the sol was hurting importers.", "affirm", "stronger"),
        ("Peru is alarmed by the weak sol.", "affirm", "stronger"),
        ("Peru introduced capital controls.", "intervene", "stable"),
        ("Peru tightened curbs on capital outflows.", "intervene", "stable"),
        ("Peru lifted most of its capital controls.", "intervene", None),
        ("Peru eased its capital controls.", "intervene", "flexible"),
        ("Peru gave up the sol's peg.", "intervene", "flexible"),
        ("Peru scrapped the sol's fixed exchange rate.", "intervene", "flexible"),
        ("Peru fixed the exchange rate.", "intervene", "stable"),
    ],
)
def test_what_is_complained_of_is_not_what_is_wanted(
    reader: Reader, index: CurrencyIndex, ways: Ways, sentence: str, act: str, way: str | None
) -> None:
    """A strong currency that hurts is to fall, one that helps is not; controls hold a rate, and who gives up its peg frees it."""
    assert told((reader, index, ways), sentence, act) == way


@pytest.mark.parametrize(
    ("sentence", "way"),
    [
        ("Peru set the midpoint of the sol at its strongest since May.", "stronger"),
        ("Peru set the midpoint of the sol at its weakest since May.", "weaker"),
        ("Peru set the midpoint of the sol on Monday.", None),
    ],
)
def test_a_record_fixing_goes_where_it_says(reader: Reader, index: CurrencyIndex, ways: Ways, sentence: str, way: str | None) -> None:
    """The superlative of a fixing is its direction."""
    assert told((reader, index, ways), sentence, "intervene", "exchange_rate") == way


def test_a_peg_may_be_called_after_what_it_is_tied_to(reader: Reader, index: CurrencyIndex, ways: Ways) -> None:
    """The dollar peg that is scrapped or kept is the sol's; a dollar of which no peg is told is another currency."""
    parts = (reader, index, ways)

    assert told(parts, "Peru scrapped its dollar peg.", "intervene", currency="PEN") == "flexible"
    assert told(parts, "Peru will keep its dollar peg.", "affirm", currency="PEN") == "stable"
    assert told(parts, "Peru prefers a weaker dollar.", "affirm", currency="PEN") is None


@pytest.mark.parametrize(("currency", "way"), [("USD", None), ("PEN", "weaker"), (None, "weaker")])
def test_a_phrase_about_another_currency_does_not_count(
    reader: Reader, index: CurrencyIndex, ways: Ways, currency: str | None, way: str | None
) -> None:
    """Who buys dollars to weaken the sol does not weaken the dollar."""
    assert told((reader, index, ways), "Peru bought U.S. dollars to weaken the Peruvian sol.", "intervene", "intervention", currency) == way


def test_the_words_that_tell_it_are_known(reader: Reader, index: CurrencyIndex, ways: Ways) -> None:
    """From the first word of the phrase to its last, what may stand between them included."""
    reading = reader.read(make_article("Peru agreed to let the Peruvian sol appreciate."))
    read = reading.sentences[0]
    decided = Decided(0, read.candidates[0], "exchange_rate", "currency", "concede")

    found = ways.told(read, decided, named_in(read, reading, index), "PEN")

    assert found is not None
    assert " ".join(read.tokens.words[slice(*found[1])]) == "let the Peruvian sol appreciate"


def test_reserves_go_nowhere(reader: Reader, index: CurrencyIndex, ways: Ways) -> None:
    """Only claims about a rate have a phrase for where it goes."""
    assert told((reader, index, ways), "Peru will keep its reserves stable.", "affirm", "reserves") is None


@pytest.mark.parametrize("cells", ["x,,weaker,,,,", "x,sink,down,,,,", "x,sink,weaker,shout,,,", "x,sink,weaker,,weather,,"])
def test_a_row_that_cannot_be_meant_stops_the_run(tmp_path: Path, cells: str) -> None:
    """No form, or a direction, act or issue that is none."""
    for table in ("acts", "issues"):
        (tmp_path / f"{table}.csv").write_bytes((REFERENCE / f"{table}.csv").read_bytes())
    (tmp_path / "currency_ways.csv").write_text(f"id,forms,way,acts,issues,example,counter_example\n{cells}\n")

    with pytest.raises(BadReference, match="'x' of currency_ways"):
        Ways.load(Reference(tmp_path))
