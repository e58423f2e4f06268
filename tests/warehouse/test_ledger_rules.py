"""Rules of the ledger that only a few claims in the right places show: small records written by hand, and what they must come to."""

from datetime import date

import duckdb
import pytest
from ledger_lake import Corpus, build_in_memory

from pipelines.records import Article, Attribution, DateBasis, Modality


def _tell(corpus: Corpus, on: str | None, text: str = "", source: str = "Reuters", landed: str = "2025-06-20", **more: object) -> Article:
    words = text or f"Story {len(corpus.articles)}."
    return corpus.article(words, date.fromisoformat(on) if on else None, date.fromisoformat(landed), source, **more)


def _ask(ledger: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return ledger.execute(query).fetchall()


@pytest.mark.parametrize(
    ("said", "is_contested"),
    [
        ([("request", "USD", "stronger"), ("affirm", "USD", "weaker"), ("accuse", "JPY", "stable")], True),
        ([("request", "USD", "stronger"), ("affirm", "JPY", "weaker"), ("accuse", "CNY", "stable")], False),
        ([("request", "USD", "stronger"), ("affirm", None, "weaker"), ("accuse", "JPY", None)], True),
        ([("request", "USD", "stronger"), ("affirm", "JPY", "weaker"), ("accuse", None, "stable")], True),
        ([("request", "USD", "stronger"), ("affirm", "JPY", "stronger"), ("accuse", None, "stronger")], False),
        ([("request", "USD", "stronger"), ("affirm", "JPY", "stronger"), ("accuse", "JPY", None)], False),
        ([("request", None, None), ("agree", None, None)], True),
    ],
)
def test_a_day_is_contested_where_two_of_its_acts_are(said: list[tuple[str, str | None, str | None]], is_contested: bool) -> None:
    """Acts of a day are compared two by two: a third one about another currency neither makes nor hides a contradiction."""
    corpus = Corpus()
    for act, currency, direction in said:
        corpus.claim(_tell(corpus, "2025-03-03"), "USA", act, "exchange_rate", currency=currency, direction=direction)

    with build_in_memory(corpus) as ledger:
        found = _ask(ledger, "select is_contested from stances"), _ask(ledger, "select is_contested from positions")

    assert found == ([(is_contested,)], [(is_contested,)])


@pytest.mark.parametrize(
    ("figures", "is_contested"),
    [
        ([("Reuters", 15.0, "%"), ("ft.com", 35.0, "%")], True),
        ([("Reuters", 15.0, "%"), ("Reuters", 35.0, "%")], False),
        ([("Reuters", 15.0, "%"), ("ft.com", 15.0, "USD")], False),
        ([("Reuters", 15.0, "%"), ("ft.com", None, None)], False),
        ([("Reuters", 15.0, "%"), ("ft.com", 35.0, "%"), ("ft.com", 15.0, "%")], False),
        ([("Reuters", 15.0, "%"), ("ft.com", 15.0, "%"), ("msn.com", 35.0, "%")], False),
        ([("Reuters", 15.0, "%"), ("ft.com", 35.0, "%"), ("msn.com", 35.0, "%")], True),
    ],
)
def test_a_figure_that_most_publishers_do_not_give_is_contested(
    figures: list[tuple[str, float | None, str | None]], is_contested: bool
) -> None:
    """The most believed publisher's figure stands, and is marked where of those that give one no more than half agree."""
    corpus = Corpus()
    for source, amount, unit in figures:
        corpus.claim(_tell(corpus, "2025-03-03", source=source), "USA", "restrict", "tariffs", amount=amount, unit=unit)

    with build_in_memory(corpus) as ledger:
        found = _ask(ledger, "select is_contested from positions"), _ask(ledger, "select is_contested from utterances")

    assert found == ([(is_contested,)], [(is_contested,)])


def test_a_direction_stands_with_its_currency() -> None:
    """Wishes for two currencies are two positions, each with its own days; a currency named by the way hides no turn."""
    corpus = Corpus()
    for on, currency, direction in [
        ("2025-01-01", "USD", "stronger"),
        ("2025-01-10", "JPY", None),
        ("2025-01-20", "USD", "weaker"),
        ("2025-01-30", "JPY", "weaker"),
        ("2025-02-10", None, "weaker"),
    ]:
        corpus.claim(_tell(corpus, on), "USA", "request", "exchange_rate", currency=currency, direction=direction)

    with build_in_memory(corpus) as ledger:
        held = _ask(ledger, "select cast(valid_from as varchar), currency, direction from positions order by valid_from")
        moves = _ask(ledger, "select cast(changed_on as varchar), change from position_moves order by changed_on")

    assert held == [("2025-01-01", "USD", "stronger"), ("2025-01-20", "USD", "weaker"), ("2025-01-30", "JPY", "weaker")]
    assert moves == [("2025-01-20", "reversed"), ("2025-01-30", "restated")]


@pytest.mark.parametrize(("currency", "change"), [("EUR", "restated"), ("USD", "walked_back"), (None, "reversed")])
def test_a_wish_for_a_third_currency_takes_nothing_back(currency: str | None, change: str) -> None:
    """Who asks for a stronger dollar, a weaker yen and a stronger euro has walked back nothing; who is back at the dollar has.

    A wish that names no currency goes on about the last one.
    """
    corpus = Corpus()
    for on, wished, direction in [("2025-01-01", "USD", "stronger"), ("2025-01-10", "JPY", "weaker"), ("2025-01-20", currency, "stronger")]:
        corpus.claim(_tell(corpus, on), "USA", "request", "exchange_rate", currency=wished, direction=direction)

    with build_in_memory(corpus) as ledger:
        moves = _ask(ledger, "select change from position_moves order by changed_on")

    assert moves == [("restated",), (change,)]


def test_what_is_taken_back_stands_only_for_those_who_knew_no_better() -> None:
    """A correction that says nothing of the claim ends it from its own day on: as known before it stands, as known since it never did."""
    corpus = Corpus()
    signature = tuple(range(1, 129))
    corpus.claim(_tell(corpus, "2025-03-01"), "CHN", "affirm", "export_controls", "JPN")
    corpus.claim(_tell(corpus, "2025-03-05", "Beijing bans magnets.", signature=signature), "CHN", "restrict", "export_controls", "JPN")
    _tell(corpus, "2025-03-08", "Beijing bans no magnets.", signature=(*signature[:-1], 0), is_correction=True)
    asked = {(day, known): "" for day in ("2025-03-04", "2025-03-06", "2025-04-01") for known in ("2025-03-04", "2025-03-07", "2025-03-08")}

    with build_in_memory(corpus) as ledger:
        acts = {key: _ask(ledger, f"select act from positions_on('{key[0]}', known_on := '{key[1]}')") for key in asked}
        now = _ask(ledger, "select act, cast(valid_to as varchar) from positions")
        told = _ask(ledger, "select cast(known_to as varchar), is_standing from utterances where act = 'restrict'")

    assert now == [("affirm", None)]
    assert told == [("2025-03-08", False)]
    assert {key for key, found in acts.items() if found == [("restrict",)]} == {("2025-03-06", "2025-03-07"), ("2025-04-01", "2025-03-07")}
    assert all(found in ([("affirm",)], [("restrict",)]) for found in acts.values())


def test_a_position_does_not_rest_on_what_was_corrected() -> None:
    """A correction that gives another figure for the same act carries the position alone; the first figure is kept beside, with its end."""
    corpus = Corpus()
    signature = tuple(range(1, 129))
    first = _tell(corpus, "2025-03-05", "Beijing takes a duty of 15 per cent.", signature=signature)
    corpus.claim(first, "CHN", "restrict", "tariffs", "JPN", amount=15.0, unit="%")
    fixed = _tell(corpus, "2025-03-08", "Beijing takes a duty of 12.5 per cent.", signature=(*signature[:-1], 0), is_correction=True)
    corpus.claim(fixed, "CHN", "restrict", "tariffs", "JPN", amount=12.5, unit="%", claimed_on=date(2025, 3, 5))
    told = "select carries_it, cast(known_to as varchar) from explain_position((select position_id from positions)) order by known_on"

    with build_in_memory(corpus) as ledger:
        [(until,)] = _ask(ledger, f"select cast(known_to as varchar) from explain('{corpus.claims[0].claim_id}')")
        carried = _ask(ledger, told)
        before = _ask(ledger, told.replace("positions))", "positions), known_on := '2025-03-07')"))

    assert carried == [(False, "2025-03-08"), (True, None)]
    assert before == [(True, "2025-03-08")]
    assert until == "2025-03-08"


def test_what_moves_no_position_is_still_there_to_see() -> None:
    """Third parties, claims without a day, doubtful ones and tomorrow's are kept with the reason, and undated ones are listed."""
    corpus = Corpus()
    article = _tell(corpus, "2025-05-01")
    corpus.claim(article, "VNM", "threaten", "tariffs", "USA", attribution=Attribution.THIRD_PARTY)
    corpus.claim(article, "VNM", "restrict", "tariffs", "USA", claimed_on=None, date_basis=DateBasis.NONE, modality=Modality.POSSIBLE)
    corpus.claim(article, "VNM", "accuse", "tariffs", "USA", confidence=0.2)
    corpus.claim(article, "VNM", "consult", "tariffs", "USA", claimed_on=date(2025, 7, 1), date_basis=DateBasis.EXPLICIT)
    corpus.claim(_tell(corpus, None, landed="2026-01-03"), "VNM", "agree", "tariffs", "USA")
    late = _tell(corpus, None, landed="2026-01-04")
    corpus.claim(late, "VNM", "concede", "tariffs", "USA", claimed_on=date(2024, 2, 2), date_basis=DateBasis.EXPLICIT)

    with build_in_memory(corpus) as ledger:
        uses = dict(_ask(ledger, "select act, use from claims"))
        undated = _ask(ledger, "select act, modality, cast(known_on as varchar) from undated_claims order by known_on")
        held = _ask(ledger, "select act, cast(known_from as varchar) from positions")

    assert uses == {
        "threaten": "third_party",
        "restrict": "undated",
        "accuse": "below_threshold",
        "consult": "ahead_of_article",
        "agree": "undated",
        "concede": "utterance",
    }
    assert undated == [("restrict", "possible", "2025-05-01"), ("agree", "asserted", "2026-01-03")]
    assert held == [("concede", "2026-01-04")]
