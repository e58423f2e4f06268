"""What a publisher's text that calls itself a correction or an update takes the place of, where it is hardly a copy any more."""

from datetime import date

import duckdb
import pytest
from ledger_copies import FILLER, kinds_of, quote
from ledger_lake import Corpus, build_in_memory

from pipelines.clean.identity import sign_text
from pipelines.records import Claim

SHORT = "Buyers of cheese in four ports said that they would wait for the gazette, and two of them laughed."
NOTE = "Correction: An earlier version of this article gave the rate as 20 percent."


def _dispatch(corpus: Corpus, rate: float, on: str, source: str = "The Courier", tail: str = SHORT, **more: object) -> Claim:
    """A brief on one rate, which a note at its head makes another text than its first version."""
    said = f"Norway imposed a {rate:.0f} percent tariff on cheese from Denmark on Thursday, the finance ministry in Oslo said."
    text = " ".join([*([NOTE] if rate < 20 else []), said, tail])
    article = corpus.article(text, date.fromisoformat(on), date(2025, 6, 30), source, signature=sign_text(text), **more)
    return quote(corpus, article, said.rstrip("."), "NOR", "DNK", amount=rate, unit="%")


def _ends(ledger: duckdb.DuckDBPyConnection) -> list[tuple[float, date | None]]:
    return ledger.execute("select amount, known_to from claims where use = 'utterance' order by all").fetchall()


@pytest.mark.parametrize(("url", "on"), [(None, "2025-06-05"), ("https://courier.example/cheese", "2025-06-25")])
def test_a_short_text_is_corrected_by_a_text_that_is_hardly_a_copy(url: str | None, on: str) -> None:
    """The note and the figure are half of it: the publisher and the story, or the address, say what it corrects."""
    corpus = Corpus()
    _dispatch(corpus, 20.0, "2025-06-04", url=url)
    fixed = _dispatch(corpus, 18.0, on, url=url, is_correction=True)

    with build_in_memory(corpus) as ledger:
        kinds, ends = kinds_of(ledger), _ends(ledger)
        stands = ledger.execute("select amount, support_count, is_contested, valid_to from positions").fetchall()
        [(likeness,)] = ledger.execute("select similarity from duplicates").fetchall()

    assert likeness < 0.8
    assert kinds == ["correction"]
    assert ends == [(18.0, None), (20.0, fixed.known_on)]
    assert stands == [(18.0, 1, False, None)]


@pytest.mark.parametrize(("url", "known_to"), [("https://courier.example/cheese", date(2025, 6, 5)), (None, None)])
def test_under_one_address_half_as_much_likeness_is_enough(url: str | None, known_to: date | None) -> None:
    """An update that keeps some of the words is of the page it stands on; without an address it is another text."""
    corpus = Corpus()
    _dispatch(corpus, 20.0, "2025-06-04", url=url)
    _dispatch(corpus, 18.0, "2025-06-05", tail=f"{SHORT[:50]} {FILLER[:60]}", url=url, is_correction=True)

    with build_in_memory(corpus) as ledger:
        assert _ends(ledger) == [(18.0, None), (20.0, known_to)]


@pytest.mark.parametrize(
    "more",
    [
        {"source": "Another Paper", "is_correction": True},
        {"is_correction": False},
        {"is_correction": True, "on": "2025-06-15"},
        {"is_correction": True, "tail": f"{FILLER} {FILLER[::-1]}"},
        {"is_correction": True, "source": "unknown"},
    ],
)
def test_thin_evidence_takes_nothing_back(more: dict[str, object]) -> None:
    """Another publisher's, one that does not call itself a correction, one of a later week, of another text, of nobody knows whom."""
    corpus = Corpus()
    _dispatch(corpus, 20.0, "2025-06-04", source="unknown" if more.get("source") == "unknown" else "The Courier")
    _dispatch(corpus, 18.0, **{"on": "2025-06-05", **more})

    with build_in_memory(corpus) as ledger:
        assert kinds_of(ledger) == []
        assert _ends(ledger) == [(18.0, None), (20.0, None)]


def test_a_version_corrects_its_publishers_copy_and_not_where_that_was_copied_from() -> None:
    """A wire's report goes on standing beside the correction of a paper that reprinted it; a reprint of that replaces that alone."""
    corpus = Corpus()
    _dispatch(corpus, 20.0, "2025-06-03", "Reuters", tail=f"{FILLER}")
    _dispatch(corpus, 20.0, "2025-06-04", tail=f"{FILLER} They did.")
    _dispatch(corpus, 18.0, "2025-06-05", tail=f"{FILLER[:300]} They did.", is_correction=True)
    _dispatch(corpus, 18.0, "2025-06-06", "msn.com", tail=f"{FILLER[:300]} They did so.", is_correction=True)

    with build_in_memory(corpus) as ledger:
        kinds, ends = kinds_of(ledger), _ends(ledger)

    assert kinds == ["near", "correction", "correction"]
    assert ends == [(18.0, date(2025, 6, 6)), (18.0, None), (20.0, None)]


def test_a_correction_of_a_correction_is_of_the_first_ones_family() -> None:
    """Each takes over from the one before."""
    corpus = Corpus()
    for rate, on in ((20.0, "2025-06-03"), (18.0, "2025-06-04"), (17.0, "2025-06-05")):
        _dispatch(corpus, rate, on, is_correction=rate < 20)

    with build_in_memory(corpus) as ledger:
        ends = _ends(ledger)

    assert ends == [(17.0, None), (18.0, date(2025, 6, 5)), (20.0, date(2025, 6, 4))]
