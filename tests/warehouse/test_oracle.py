"""The SQL agrees with an independent reading of the rules on thousands of drawn corpora."""

from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from random import Random

import duckdb
import pytest
from ledger_corpora import DAYS, FIRST_DAY, draw_corpus
from ledger_lake import ROOT, SCORES, Corpus, merged, publish_corpus, settings_in
from ledger_oracle import Oracle
from ledger_stances import Held, classify

from pipelines.reference import Reference
from pipelines.warehouse import Thresholds, open_reader

COLUMNS = ", ".join(field.name for field in fields(Held))


def _draw_many(seed: int, corpus_count: int) -> list[Corpus]:
    """Many corpora for one lake: each has an actor and an issue of its own, so none touches another."""
    rng = Random(seed)
    reference = Reference(ROOT / "data/reference")
    actors = [row["code"] for row in reference.rows("countries") if row["code"] not in {"USA", "CHN"}]
    issues = [row["issue"] for row in reference.rows("issues")]
    corpora = [Corpus(label=f"{number}-") for number in range(corpus_count)]
    for number, corpus in enumerate(corpora):
        draw_corpus(rng, corpus, [actors[number % len(actors)]], [issues[number // len(actors)]], rng.randint(1, 9))
    return corpora


def _held(ledger: duckdb.DuckDBPyConnection, known: date | None) -> set[Held]:
    rows = ledger.execute(f"select {COLUMNS} from positions_as_known(?)", [known]).fetchall()
    assert len(rows) == len(set(rows))
    return {Held(*row) for row in rows}


def _assert_agrees(folder: Path, corpora: list[Corpus], known_days: list[date]) -> None:
    thresholds = Thresholds(settings_in(folder).min_confidence)
    publish_corpus(folder, merged(corpora), thresholds)
    oracles = [Oracle(corpus, thresholds) for corpus in corpora]
    with open_reader(folder / "demarche.duckdb") as ledger:
        uses = dict(ledger.execute("select claim_id, use from claims").fetchall())
        changes = set(ledger.execute("select to_position_id, change from position_moves where change <> 'reaffirmed'").fetchall())
        ids = {
            row[:4]: row[4] for row in ledger.execute("select actor, issue, counterpart, valid_from, position_id from positions").fetchall()
        }
        answers = {known: _held(ledger, known) for known in [None, *known_days]}

    assert uses == {claim.claim_id: oracle.use(claim) for oracle in oracles for claim in oracle.claims}
    for known, found in answers.items():
        assert found == {held for oracle in oracles for held in oracle.positions(known)}, f"as known on {known}"
    expected = [change for oracle in oracles for change in _expected_changes(oracle.positions(None), thresholds)]
    assert changes == {(ids[key], change) for key, change in expected}


def _expected_changes(held: list[Held], thresholds: Thresholds) -> set[tuple[tuple[str, str, str | None, date], str]]:
    expected = set()
    for place, after in enumerate(held):
        before = held[place - 1] if place and _thread(held[place - 1]) == _thread(after) else None
        earlier = held[place - 2] if before and place > 1 and _thread(held[place - 2]) == _thread(after) else None
        if before:
            expected.add(((*_thread(after), after.valid_from), classify(before, after, earlier, SCORES, thresholds.walk_back_days)))
    return expected


def _thread(held: Held) -> tuple[str, str, str | None]:
    return held.actor, held.issue, held.counterpart


def test_the_models_agree_with_the_oracle(tmp_path: Path) -> None:
    """On two thousand corpora, uses, positions now and as known on several days, and changes are those of the plain reading."""
    known_days = [FIRST_DAY + timedelta(days) for days in range(0, DAYS + 10, 14)]

    _assert_agrees(tmp_path, _draw_many(seed=7, corpus_count=2000), known_days)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 110))
def test_the_models_agree_with_the_oracle_on_every_day(tmp_path: Path, seed: int) -> None:
    """The same for each day of the period, on other draws."""
    known_days = [FIRST_DAY + timedelta(days) for days in range(-25, DAYS + 15)]

    _assert_agrees(tmp_path, _draw_many(seed, corpus_count=1000), known_days)
