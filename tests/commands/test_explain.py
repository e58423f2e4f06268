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


def test_a_position_is_explained_as_it_was_known(demarche: Command, sample_data: Path) -> None:
    """The id that `positions --known` prints, with the same day, leads to the words of then, and the note says how to ask."""
    asked = ("positions", "canada", "tariffs", "--counterpart", "china", "--known", "2025-10-22", "--data", sample_data)
    [position] = json.loads(demarche(*asked, "--format", "json").out)

    told = demarche("explain", position["position_id"], "--known", "2025-10-22", "--data", sample_data)
    rows = json.loads(demarche("explain", position["position_id"], "--known", "2025-10-22", "--format", "json", "--data", sample_data).out)

    assert f"demarche explain ID --known 2025-10-22 --data {sample_data}" in demarche(*asked).err
    assert [(row["claim_id"], row["carries_it"]) for row in rows] == [(position["claim_id"], True)]
    assert "15 percent duty" in rows[0]["quote"]
    assert "as known on 2025-10-22" in told.out
    assert "carries it" in told.out and "corrected" not in told.out


def test_an_id_of_another_day_says_when_it_was_one(demarche: Command, sample_data: Path) -> None:
    """A position that a correction moved to another day is named by the day on which it was known; so is one that was not yet."""
    asked = ("positions", "china", "tariffs", "--counterpart", "canada", "--format", "json", "--data", sample_data)
    [then] = json.loads(demarche(*asked, "--known", "2025-10-22").out)
    [now] = json.loads(demarche(*asked).out)

    gone = demarche("explain", then["position_id"], "--data", sample_data)
    early = demarche("explain", now["position_id"], "--known", "2025-10-22", "--data", sample_data)
    never = demarche("explain", "0123456789abcdef", "--data", sample_data)

    [day] = re.findall(rf"demarche explain {then['position_id']} --known (\S+)", gone.err)
    assert then["position_id"] != now["position_id"]
    assert (gone.code, early.code, never.code) == (2, 2, 2)
    assert demarche("explain", then["position_id"], "--known", day, "--data", sample_data).code == 0
    assert "leave --known out" in early.err
    assert "--known" not in never.err
