"""What a reprint says: nothing where it is exact, and where it is nearly equal what nobody of its family said before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

import duckdb
import pytest
from ledger_copies import FILLER, kinds_of, quote
from ledger_lake import Corpus, build_in_memory

from pipelines.clean.identity import sign_text
from pipelines.records import Article, Attribution, Claim, DateBasis, Modality
from pipelines.schemas import RECORDS

DAY = "2025-06-03"


def _tell(corpus: Corpus, sentence: str, on: str = DAY, source: str = "ft.com", **more: object) -> Article:
    """An article of one sentence that matters and much that is the same in all."""
    text = f"{sentence} {FILLER}"
    return corpus.article(text, date.fromisoformat(on), date(2025, 6, 20), source, signature=sign_text(text), **more)


def _say(corpus: Corpus, sentence: str, actor: str, on: str = DAY, source: str = "ft.com", **more: object) -> Claim:
    """An article that says one thing, and that claim."""
    return quote(corpus, _tell(corpus, sentence, on, source), sentence.rstrip("."), actor, **more)


def _uses(ledger: duckdb.DuckDBPyConnection, claims: Sequence[Claim]) -> list[str]:
    found = dict(ledger.execute("select claim_id, use from claims").fetchall())
    return [found[claim.claim_id] for claim in claims]


def test_two_countries_in_one_template_are_two_stories() -> None:
    """One publisher's text filled twice on a day is a near copy, and each country keeps its claim and its position."""
    corpus = Corpus()
    britain = _say(corpus, "Britain imposed a 10% tariff on steel.", "GBR", amount=10.0, unit="%")
    mexico = _say(corpus, "Mexico imposed a 25% tariff on steel.", "MEX", amount=25.0, unit="%")

    with build_in_memory(corpus) as ledger:
        kinds, uses = kinds_of(ledger), _uses(ledger, [britain, mexico])
        held = ledger.execute("select actor, amount, support_count from positions order by actor").fetchall()

    assert kinds == ["near"]
    assert uses == ["utterance", "utterance"]
    assert held == [("GBR", 10.0, 1), ("MEX", 25.0, 1)]


def test_another_country_in_the_same_words_is_heard() -> None:
    """Where the sentence before says who it is, equal words are no equal claim."""
    corpus = Corpus()
    words = "It imposed a 10% tariff on steel"
    britain = quote(corpus, _tell(corpus, f"Britain was first. {words}."), words, "GBR")
    mexico = quote(corpus, _tell(corpus, f"Mexico was next. {words}."), words, "MEX")

    with build_in_memory(corpus) as ledger:
        assert _uses(ledger, [britain, mexico]) == ["utterance", "utterance"]


def test_two_figures_for_one_act_have_two_sources() -> None:
    """Another publisher's story with another figure speaks beside the first, and the position is marked as contested."""
    corpus = Corpus()
    first = _say(corpus, "Britain imposed a 15% tariff on steel.", "GBR", source="Alpha Daily", amount=15.0, unit="%")
    second = _say(corpus, "Britain imposed a 35% tariff on steel.", "GBR", source="Beta Post", amount=35.0, unit="%")

    with build_in_memory(corpus) as ledger:
        uses = _uses(ledger, [first, second])
        told = ledger.execute("select claim_count, document_count, source_count, is_contested from utterances").fetchall()
        held = ledger.execute("select source_count, is_contested from positions").fetchall()

    assert uses == ["utterance", "utterance"]
    assert told == [(2, 2, 2, True)]
    assert held == [(2, True)]


@pytest.mark.parametrize(
    ("edited", "use"),
    [
        ({}, "duplicate"),
        ({"amount": None, "unit": None, "direction": None, "counterparts": ("CHN",)}, "duplicate"),
        ({"claimed_on": date(2025, 6, 4), "date_basis": DateBasis.PUBLICATION}, "duplicate"),
        ({"claimed_on": date(2025, 5, 30), "date_basis": DateBasis.EXPLICIT}, "utterance"),
        ({"amount": 12.0}, "utterance"),
        ({"unit": "USD"}, "utterance"),
        ({"direction": "open"}, "utterance"),
        ({"counterparts": ("CHN", "JPN")}, "utterance"),
        ({"counterparts": ()}, "utterance"),
        ({"modality": Modality.PLANNED}, "utterance"),
        ({"attribution": Attribution.THIRD_PARTY}, "third_party"),
        ({"issue": "quotas"}, "utterance"),
        ({"act": "threaten", "score": -0.6}, "utterance"),
    ],
)
def test_other_words_are_a_reprint_where_no_slot_is_filled_otherwise(edited: dict[str, object], use: str) -> None:
    """A syndicated story reworded a day later counts once; a figure, a country, an act or a day that is new in it counts."""
    corpus = Corpus()
    slots: dict[str, object] = {"amount": 10.0, "unit": "%", "direction": "protect", "counterparts": ("CHN", "VNM")}
    slots |= {"claimed_on": date(2025, 6, 2), "date_basis": DateBasis.RELATIVE}
    _say(corpus, "Britain on Monday imposed a 10% tariff on steel.", "GBR")
    copy = _say(corpus, "Britain put a tariff of 10% on steel.", "GBR", on="2025-06-04", source="msn.com")
    corpus.claims = [replace(corpus.claims[0], **slots), replace(copy, **(slots | edited))]  # type: ignore[arg-type]

    with build_in_memory(corpus) as ledger:
        assert kinds_of(ledger) == ["near"]
        assert _uses(ledger, [copy]) == [use]


def test_the_same_words_say_the_same() -> None:
    """A sentence that stands in the first text, but for case, white space and typography, is said already, however it was read."""
    corpus = Corpus()
    first = _tell(corpus, "“Britain's  duty,” it said, “is 10%” on steel - at once. Mexico has followed suit. Peru waits.")
    quote(corpus, first, "“Britain's  duty,” it said, “is 10%” on steel - at once", "GBR")
    later = _tell(
        corpus, 'A note. "Britain’s duty", it said, "is 10%" on steel — at once. Mexico has followed suit. Peru waits.', "2025-06-04"
    )
    read = quote(corpus, later, '"Britain’s duty", it said, "is 10%" on steel — at once', "GBR", act="threaten")
    unread = quote(corpus, later, "Mexico has followed suit", "MEX")

    with build_in_memory(corpus) as ledger:
        assert kinds_of(ledger) == ["near"]
        assert _uses(ledger, [read, unread]) == ["duplicate", "duplicate"]


def test_a_figure_is_not_found_inside_another() -> None:
    """Words are compared whole: a tariff of 1% is not in a text that tells of 11%."""
    corpus = Corpus()
    _tell(corpus, "Officials in Britain put 11% on steel.")
    copy = _say(corpus, "1% on steel.", "GBR")

    with build_in_memory(corpus) as ledger:
        assert kinds_of(ledger) == ["near"]
        assert _uses(ledger, [copy]) == ["utterance"]


def test_an_exact_copy_says_nothing_new() -> None:
    """The same words elsewhere add no claim, however they were read there, and neither does an exact copy of a near copy."""
    corpus = Corpus()
    _say(corpus, "Britain imposed a 10% tariff on steel.", "GBR")
    exact = corpus.article(
        f"{corpus.articles[0].text} ", date(2025, 6, 4), date(2025, 6, 20), "msn.com", signature=corpus.articles[0].signature
    )
    misread = quote(corpus, exact, "Britain imposed a 10% tariff", "MEX", amount=12.0, unit="%")
    added = _say(corpus, "Mexico imposed a 25% tariff on steel.", "MEX")
    again = corpus.article(
        f"{corpus.articles[2].text} ", date(2025, 6, 4), date(2025, 6, 20), "msn.com", signature=corpus.articles[2].signature
    )
    echoed = quote(corpus, again, "Mexico imposed a 25% tariff", "MEX", amount=26.0, unit="%")

    with build_in_memory(corpus) as ledger:
        assert kinds_of(ledger) == ["near", "same_text", "same_text"]
        assert _uses(ledger, [misread, added, echoed]) == ["duplicate", "utterance", "duplicate"]


def test_what_two_near_copies_add_counts_once() -> None:
    """The earlier near copy speaks for both, whether the later one has its words or its slots."""
    corpus = Corpus()
    _say(corpus, "Britain imposed a 10% tariff on steel.", "GBR", amount=10.0)
    added = _say(corpus, "Mexico imposed a 25% tariff on steel.", "MEX", amount=25.0)
    sentence = "A note: Mexico imposed a 25% tariff on steel."
    same_words = quote(corpus, _tell(corpus, sentence, "2025-06-04"), sentence[8:-1], "MEX", act="threaten")
    reworded = _say(corpus, "Mexico put 25% on steel.", "MEX", on="2025-06-05", amount=25.0)

    with build_in_memory(corpus) as ledger:
        uses = _uses(ledger, [added, same_words, reworded])
        told = ledger.execute("select claim_count, document_count from utterances where actor = 'MEX'").fetchall()

    assert uses == ["utterance", "duplicate", "duplicate"]
    assert told == [(1, 1)]


def test_no_chain_of_copies_swallows_a_contradiction() -> None:
    """A copy that adds nothing is no measure for the next: a day that the first text contradicts is heard."""
    corpus = Corpus()
    first = _say(corpus, "Britain on Monday imposed a tariff.", "GBR", claimed_on=date(2025, 6, 2), date_basis=DateBasis.RELATIVE)
    vague = _say(corpus, "Britain has imposed a tariff.", "GBR", "2025-06-04")
    other = _say(
        corpus, "Britain on Tuesday imposed a tariff.", "GBR", "2025-06-05", claimed_on=date(2025, 6, 3), date_basis=DateBasis.RELATIVE
    )

    with build_in_memory(corpus) as ledger:
        assert _uses(ledger, [first, vague, other]) == ["utterance", "duplicate", "utterance"]


def _correct(corpus: Corpus, sentence: str, actor: str, on: str, source: str = "ft.com", **more: object) -> Claim:
    """A correction that says one thing, and that claim."""
    return quote(corpus, _tell(corpus, sentence, on, source, is_correction=True), sentence.rstrip("."), actor, **more)


def test_reprints_of_a_corrected_story_stay_silent() -> None:
    """A correction speaks from its day on although it repeats much; later reprints of either text say nothing new."""
    corpus = Corpus()
    wrong = _say(corpus, "Canada imposed a 25% duty on pipe.", "CAN", amount=25.0)
    right = _correct(corpus, "Canada imposed a 12.5% duty on pipe.", "CAN", "2025-06-05", amount=12.5)
    old = _say(corpus, "Again: Canada imposed a 25% duty on pipe.", "CAN", "2025-06-06", "msn.com", amount=25.0)
    new = _say(corpus, "Now: Canada imposed a 12.5% duty on pipe.", "CAN", "2025-06-06", "msn.com", amount=12.5)

    with build_in_memory(corpus) as ledger:
        kinds, uses = kinds_of(ledger), _uses(ledger, [wrong, right, old, new])
        ends = ledger.execute("select amount, known_to from claims where use = 'utterance' order by all").fetchall()

    assert kinds == ["correction", "near", "near"]
    assert uses == ["utterance", "utterance", "duplicate", "duplicate"]
    assert ends == [(12.5, None), (25.0, date(2025, 6, 5))]


@pytest.mark.parametrize("actors", [("CAN", "MEX"), ("MEX", "CAN")])
def test_a_correction_takes_the_place_of_the_story_it_tells(actors: tuple[str, str]) -> None:
    """Of two stories in one template the corrected one gives way and the other goes on, whichever came first."""
    corpus = Corpus()
    for actor, on in zip(actors, ("2025-06-02", "2025-06-03"), strict=True):
        _say(corpus, f"{actor} imposed a 25% duty on pipe.", actor, on, amount=25.0)
    _correct(corpus, "CAN imposed a 12.5% duty on pipe.", "CAN", "2025-06-05", amount=12.5)

    with build_in_memory(corpus) as ledger:
        kinds = kinds_of(ledger)
        ends = ledger.execute("select actor, amount, use, known_to from claims order by all").fetchall()

    assert kinds == ["near", "correction"]
    assert ends == [
        ("CAN", 12.5, "utterance", None),
        ("CAN", 25.0, "utterance", date(2025, 6, 5)),
        ("MEX", 25.0, "utterance", None),
    ]


@pytest.mark.parametrize(("source", "known_to"), [("ft.com", date(2025, 6, 5)), ("Reuters", None)])
def test_a_publisher_corrects_its_own_copies(source: str, known_to: date | None) -> None:
    """A figure changed without a word is corrected with the first text where it is the same publisher's; another's goes on standing."""
    corpus = Corpus()
    _say(corpus, "Canada imposed a 25% duty on pipe.", "CAN", "2025-06-02", amount=25.0)
    _say(corpus, "Canada imposed a 35% duty on pipe.", "CAN", "2025-06-03", source, amount=35.0)
    _correct(corpus, "Canada imposed a 12.5% duty on pipe.", "CAN", "2025-06-05", amount=12.5)

    with build_in_memory(corpus) as ledger:
        ends = ledger.execute("select amount, use, known_to from claims order by all").fetchall()

    assert ends == [(12.5, "utterance", None), (25.0, "utterance", date(2025, 6, 5)), (35.0, "utterance", known_to)]


@pytest.mark.parametrize("seed", range(4))
def test_no_order_of_rows_decides_who_is_heard(seed: int) -> None:
    """Whatever comes first in the lake, uses and utterances are the same, and every claim is in one place."""
    corpus, shuffled = Corpus(), Corpus()
    for place, (actor, amount) in enumerate([("GBR", 10.0), ("MEX", 25.0), ("GBR", 10.0), ("MEX", 26.0), ("CAN", 25.0), ("MEX", 25.0)]):
        _say(corpus, f"Note {place}: {actor} imposed {amount}% on steel.", actor, source=f"Paper {place}", amount=amount, unit="%")
    for table in RECORDS:
        rows: Sequence[object] = getattr(corpus, table)
        setattr(shuffled, table, Random(seed).sample(rows, len(rows)))

    with build_in_memory(corpus) as straight, build_in_memory(shuffled) as mixed:
        answers = [
            [ledger.execute(f"from {table} order by all").fetchall() for table in ("claims", "utterances", "positions")]
            for ledger in (straight, mixed)
        ]
        spoken = straight.execute("select actor, amount, count(*) from claims where use = 'utterance' group by all order by all").fetchall()

    assert answers[0] == answers[1]
    assert len(answers[0][0]) == len(corpus.claims)
    assert spoken == [("CAN", 25.0, 1), ("GBR", 10.0, 1), ("MEX", 25.0, 1), ("MEX", 26.0, 1)]
