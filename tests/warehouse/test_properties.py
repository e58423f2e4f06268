"""What holds for every corpus: no look-ahead, no effect of order, nothing lost, no overlap."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import duckdb
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ledger_corpora import DAYS, FIRST_DAY, draw_corpus
from ledger_lake import Corpus, build_in_memory, merged

from pipelines.schemas import RECORDS

TABLES = (
    "articles",
    "claims",
    "duplicates",
    "utterances",
    "utterance_claims",
    "stances",
    "positions",
    "position_moves",
    "coverage",
    "build",
)
KNOWN_DAYS = st.integers(0, DAYS + 10).map(lambda days: FIRST_DAY + timedelta(days))
# Shrinking a whole ledger takes minutes and tells little: a failure names its seed instead.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
ENOUGH = settings(max_examples=4, phases=PHASES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _drawn(rng: Random, article_count: int) -> Corpus:
    corpus = Corpus()
    draw_corpus(rng, corpus, ["JPN", "EUU"], ["tariffs", "reserves"], article_count)
    return corpus


def _answers(ledger: duckdb.DuckDBPyConnection, known: date) -> list[tuple[object, ...]]:
    return sorted(ledger.execute("from positions_as_known(?)", [known]).fetchall(), key=repr)


def _contents(ledger: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(ledger.execute(f"from {table}").fetchall(), key=repr) for table in TABLES}


def _part_of(corpus: Corpus, paths: set[str]) -> Corpus:
    """The rows of a corpus that come from some of its files."""
    articles = [article for article in corpus.articles if article.path in paths]
    ids = {article.article_id for article in articles}
    return Corpus(
        files=[file for file in corpus.files if file.path in paths],
        documents=[document for document in corpus.documents if document.path in paths],
        articles=articles,
        claims=[claim for claim in corpus.claims if claim.article_id in ids],
    )


def _known_later(rest: Corpus, first: Corpus, known: date) -> Corpus:
    """The first corpus with those rows of the rest that could be known only after a day."""
    later = _part_of(rest, {article.path for article in rest.articles if article.known_on > known})
    told = {claim.claim_id for claim in first.claims}
    later.claims = [claim for claim in later.claims if claim.claim_id not in told and claim.known_on > known]
    return merged([first, later])


@ENOUGH
@given(st.randoms(use_true_random=False), KNOWN_DAYS)
def test_what_is_known_later_never_changes_what_was_known_then(rng: Random, known: date) -> None:
    """Adding articles and claims known after a day changes no answer as known on that day or before."""
    whole = _drawn(rng, article_count=18)
    early, late = set(whole.files[:9]), set(whole.files[9:])
    first = _part_of(whole, {file.path for file in early})
    rest = _part_of(whole, {file.path for file in late})
    days = [known - timedelta(back) for back in (0, 1, 9, 30)]

    with build_in_memory(first) as before, build_in_memory(_known_later(rest, first, known)) as after:
        for day in days:
            assert _answers(before, day) == _answers(after, day)


@ENOUGH
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(rng: Random) -> None:
    """Every table holds the same rows, whatever the order of the rows in the lake."""
    corpus = _drawn(rng, article_count=14)
    shuffled = Corpus()
    for table in RECORDS:
        rows: Sequence[object] = getattr(corpus, table)
        setattr(shuffled, table, rng.sample(rows, len(rows)))

    with build_in_memory(corpus) as straight, build_in_memory(shuffled) as mixed:
        assert _contents(straight) == _contents(mixed)


@ENOUGH
@given(st.randoms(use_true_random=False), KNOWN_DAYS)
def test_intervals_follow_each_other(rng: Random, known: date) -> None:
    """As known on any day, positions of a thread neither overlap nor leave a gap, and exactly the last one is open."""
    with build_in_memory(_drawn(rng, article_count=20)) as ledger:
        rows = ledger.execute("select thread, valid_from, valid_to from positions_as_known(?) order by all", [known]).fetchall()
        held = ledger.execute(
            "select count(*), count(distinct (actor, issue, counterpart)) from positions_on(?, known_on := ?)", [known, known]
        ).fetchone()

    for place, (thread, valid_from, valid_to) in enumerate(rows):
        follower = rows[place + 1] if place + 1 < len(rows) and rows[place + 1][0] == thread else None
        assert valid_to == (follower[1] if follower else None)
        assert valid_to is None or valid_from < valid_to
    assert held is not None and held[0] == held[1]


@ENOUGH
@given(st.randoms(use_true_random=False))
def test_every_claim_is_in_one_place(rng: Random) -> None:
    """A claim speaks in an utterance or has one reason why not, and every position leads back to claims of its days."""
    corpus = _drawn(rng, article_count=20)
    with build_in_memory(corpus) as ledger:
        spoken = {row[0] for row in ledger.execute("select claim_id from utterance_claims").fetchall()}
        uses = ledger.execute("select claim_id, use from claims").fetchall()
        unfounded = ledger.execute("""
            select position_id from positions
            where not exists (from explain_position(positions.position_id) as said where said.carries_it)
        """).fetchall()

    assert len(uses) == len({claim.claim_id for claim in corpus.claims})
    assert {claim_id for claim_id, use in uses if use == "utterance"} == spoken
    assert unfounded == []
