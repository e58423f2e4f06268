"""A claim or a position down to the words it rests on."""

import json
import re
from pathlib import Path

from command_runs import HOSTILE_QUOTE, Command
from ledger import LedgerMaker


def test_explain_goes_down_to_the_raw_file(demarche: Command, made: LedgerMaker) -> None:
    """A claim's explanation has the quote with the words behind each slot, the date's evidence, the refused rivals and the raw file."""
    claim = next(claim for claim in made.claims if claim.counterparts and claim.quote != HOSTILE_QUOTE)
    article = next(article for article in made.articles if article.article_id == claim.article_id)
    actor, other = made.names[claim.actor], made.names[claim.counterparts[0]]

    ran = demarche("explain", claim.claim_id[:10], "--data", made.settings.data)

    assert ran.code == 0
    words = " ".join(ran.out.split())
    assert f"[who: {actor}]" in words
    assert f"[toward: {other}]" in words
    assert re.sub(r"\[[a-z ]+: ([^]]+)\]", r"\1", words).find(claim.quote) > 0
    assert article.path in words
    assert "“Nov.30 2025” (furniture): stands in a list of other stories" in words
    assert "the actor is named one sentence earlier" in words


def test_explain_of_a_position_lists_its_claims(demarche: Command, sample_data: Path) -> None:
    """A position's explanation says when it stood and shows every claim that carries it."""
    [position] = json.loads(
        demarche("positions", "japan", "--issue", "reserves", "--on", "2025-05-03", "--format", "json", "--data", sample_data).out
    )

    ran = demarche("explain", position["position_id"], "--data", sample_data)

    assert ran.code == 0
    assert "JPN threaten on reserves toward USA" in ran.out
    assert position["claim_id"] in ran.out
    assert "carries it" in ran.out
    assert "True" not in ran.out


def test_a_corrected_claim_carries_its_position_no_more(demarche: Command, sample_data: Path) -> None:
    """A position lists the figure that a correction took back, says so, and rests on the corrected one alone."""
    asked = ("positions", "canada", "tariffs", "--counterpart", "china", "--format", "json", "--data", sample_data)
    [position] = json.loads(demarche(*asked).out)

    told = demarche("explain", position["position_id"], "--data", sample_data)
    rows = json.loads(demarche("explain", position["position_id"], "--format", "json", "--data", sample_data).out)

    assert [("12.5 percent" in row["quote"], row["carries_it"], row["known_to"]) for row in rows] == [
        (True, True, None),
        (False, False, "2025-10-23"),
    ]
    assert told.out.count("carries it") == 1
    assert "corrected 2025-10-23" in told.out


def test_a_corrected_claim_says_until_when_it_spoke(demarche: Command, sample_data: Path) -> None:
    """The first figure names the day of its correction and the article that corrects it; the second one names none."""
    query = "select claim_id from claims where actor = 'CAN' and quote like '%steel pipe%' order by known_on"
    first, second = (row["claim_id"] for row in json.loads(demarche("sql", query, "--format", "json", "--data", sample_data).out))

    told = demarche("explain", first, "--data", sample_data)
    [row] = json.loads(demarche("explain", first, "--format", "json", "--data", sample_data).out)
    other = demarche("explain", second, "--data", sample_data)

    words = " ".join(told.out.split())
    assert "corrected a correction speaks in its place from 2025-10-23 on: “CORRECTED: CANADA IMPOSES 12.5 PCT DUTY" in words
    assert "spoke until 2025-10-23, and moves no position now" in words
    assert (row["known_to"], row["use"]) == ("2025-10-23", "utterance")
    assert "moves a position;" in other.out
    assert "correction speaks" not in other.out
