"""Rules of what asking costs, what is kept of the answers, and what is forgotten."""

import resource
import signal
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from asked_articles import CUP, DUTY, KEY, RAISED, TALKS, URGED, ask, asker, honest, kept_of, quotes
from fake_endpoint import Asked, Said, answer, chat, entry, serve_fake
from texts import make_article

from pipelines.claims.language_model import Asking, Endpoint, LanguageModelExtractor
from pipelines.claims.language_model.budget import Budget, Prices
from pipelines.claims.language_model.kept import Kept, KeptAnswers
from pipelines.errors import BudgetSpent, EndpointError, LakeError, NoRoom, RejectCode


def test_a_budget_stops_the_run_in_a_sentence_and_keeps_what_was_answered(extractor: LanguageModelExtractor) -> None:
    """The tokens that a request may take are counted before it is sent; the next run goes on where this one stopped."""
    narrow = Asking(tokens=4500, parallel=1, batch_characters=10)

    with pytest.raises(BudgetSpent, match=r"4,500 tokens \(DEMARCHE_LLM_TOKENS\).*1 answers of this run are kept"):
        ask(extractor, [DUTY, TALKS], lambda asked: replace_usage(honest(asked)), narrow)
    later = ask(extractor, [DUTY, TALKS], honest)

    assert [article["headline"] for asked in later for article in asked.articles] == ["Mexico asks"]


def replace_usage(said: Said) -> Said:
    """The same answer, said to have taken more tokens."""
    return replace(said, body=said.body.replace('"prompt_tokens": 100', '"prompt_tokens": 2000'))


def test_money_is_counted_by_the_prices_given() -> None:
    """Tokens in and out have a price each; a request that may cost more than is left is not sent."""
    budget = Budget(tokens=10**9, cost=1.0, prices=Prices(2.0, 8.0))
    budget.settle(budget.hold(100_000, 50_000), 100_000, 50_000)

    assert budget.spent_money() == pytest.approx(0.6)
    budget.settle(budget.hold(100_000, 20_000), 0, 0)
    with pytest.raises(BudgetSpent, match=r"DEMARCHE_LLM_COST.*0\.6000 used"):
        budget.hold(100_000, 30_000)


def test_an_endpoint_that_dies_in_the_middle_loses_nothing(extractor: LanguageModelExtractor) -> None:
    """What came before is kept; the error tells so."""

    def behave(asked: Asked) -> Said:
        return honest(asked) if asked.articles[0]["headline"] == "Peru and rice" else Said("out of order", 500)

    with pytest.raises(EndpointError, match="1 answers of this run are kept"):
        ask(extractor, [DUTY, TALKS], behave, Asking(parallel=1, batch_characters=10))

    assert quotes(extractor, DUTY) == [[RAISED["quote"]]]


def test_several_requests_are_under_way_at_once_and_all_are_kept(extractor: LanguageModelExtractor) -> None:
    """Order of arrival does not matter."""
    many = [make_article(f"Peru raised its duty on rice. Trade shrank by {n}%.", f"News {n}", article_id=f"n{n}-0") for n in range(20)]

    asked = ask(
        extractor,
        many,
        lambda asked: chat(answer([entry(0, "Peru raised its duty on rice", "PER/tariffs/restrict")])),
        Asking(batch_characters=10),
    )

    assert len(asked) == 20
    assert quotes(extractor, *many) == [["Peru raised its duty on rice"]] * 20


def test_answers_that_cannot_be_kept_are_not_asked_for(extractor: LanguageModelExtractor) -> None:
    """Where the first one finds no place, the requests that wait are not sent: each would be paid for and lost."""
    many = [make_article(f"Peru raised its duty on rice. Trade shrank by {n}%.", f"News {n}", article_id=f"n{n}-0") for n in range(20)]
    seen: list[Asked] = []

    def behave(asked: Asked) -> Said:
        seen.append(asked)
        kept_of(extractor).folder.touch()  # a file where the folder of answers should be
        return chat(answer([entry(0, "Peru raised its duty on rice", "PER/tariffs/restrict")]))

    with pytest.raises(LakeError, match=r"answers\.sqlite"):
        ask(extractor, many, behave, Asking(parallel=1, batch_characters=10))

    assert len(seen) < 10


def test_an_estimate_sends_nothing(extractor: LanguageModelExtractor) -> None:
    """It says how many articles, requests, tokens and how much money asking would take, and how many need none."""
    ask(extractor, [DUTY], honest)
    prices = Asking(prices=Prices(1.0, 4.0))
    rejected = replace(TALKS, article_id="r-0", reject_code=RejectCode.NOT_ENGLISH)

    found = asker(extractor, prices).estimate([DUTY, CUP, rejected, TALKS])

    assert (found.articles, found.passed_over, found.answered, found.requests) == (4, 2, 1, 1)
    assert found.tokens_in > 1000
    assert found.cost == pytest.approx((found.tokens_in + 4 * found.tokens_out) / 1e6)


def test_no_secret_and_no_address_is_kept(extractor: LanguageModelExtractor, tmp_path: Path) -> None:
    """Neither the key nor the endpoint stands in the file of answers or in a claim."""
    with serve_fake(honest) as fake:
        asker(extractor).ask([DUTY], Endpoint(fake.url, "reader-1", KEY))
        written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    assert KEY.encode() not in written
    assert b"127.0.0.1" not in written
    assert KEY not in repr(extractor.extract([DUTY]))


def test_answers_on_a_forgotten_document_leave_the_file(extractor: LanguageModelExtractor) -> None:
    """Their words are in no page of it any more."""
    ask(extractor, [DUTY, TALKS], honest)
    kept = kept_of(extractor)

    gone = kept.forget(["p"])

    assert gone == 1
    assert b"imported rice" not in kept.path.read_bytes()
    assert quotes(extractor, TALKS) == [[URGED["quote"]]]


def test_answers_that_find_no_room_say_so_and_those_before_stay(tmp_path: Path) -> None:
    """A full disk is told as such, and nothing of what could not be kept whole is kept."""
    kept = KeptAnswers(tmp_path)
    kept.add([Kept("a", "p", "reader-1", "q", "[]", None, 1, 1)])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kept.path.stat().st_size, hard))
    try:
        with pytest.raises(NoRoom, match=r"answers\.sqlite, cannot be written"):
            kept.add([Kept(f"b{number}", "p", "reader-1", "q", "x" * 4000, None, 1, 1) for number in range(20)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)

    assert list(kept.find(["a", "b0", "b19"])) == ["a"]


def test_answers_in_a_place_that_cannot_be_written_say_so(tmp_path: Path) -> None:
    """A folder stands where the file should be, so nothing can be kept there: no room, not a broken store."""
    kept = KeptAnswers(tmp_path)
    kept.path.mkdir()

    with pytest.raises(NoRoom, match=r"answers\.sqlite"):
        kept.add([Kept("a", "p", "reader-1", "q", "[]", None, 1, 1)])


def test_a_file_that_is_no_store_of_answers_is_named(extractor: LanguageModelExtractor) -> None:
    """Another file under its name is told in one sentence, not overwritten."""
    kept = kept_of(extractor)
    kept.folder.mkdir()
    kept.path.write_bytes(b"not a database" * 100)

    with pytest.raises(LakeError, match=r"answers\.sqlite") as found:
        kept.add([Kept("a", "p", "reader-1", "q", "[]", None, 1, 1)])
    assert not isinstance(found.value, NoRoom)
    with pytest.raises(LakeError, match=r"answers\.sqlite"):
        kept.find(["a"])
    assert kept.path.read_bytes().startswith(b"not a database")


def test_what_was_spent_is_added_up_by_model(extractor: LanguageModelExtractor) -> None:
    """Answers, tokens in and tokens out, as the endpoint counted them."""
    ask(extractor, [DUTY, TALKS], honest)

    assert kept_of(extractor).spent() == {"reader-1": (2, 100, 50)}
    with sqlite3.connect(kept_of(extractor).path) as connection:
        assert connection.execute("select count(*) from answers").fetchone() == (2,)
    connection.close()
