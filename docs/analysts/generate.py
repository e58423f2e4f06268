"""Writes the pages for analysts that show real rows: `python docs/analysts/generate.py`. A test demands that they are up to date.

The rows come from the made-up record that the tests of the ledger publish, so every reader gets the same answers.
"""

import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests/warehouse")]

from ledger_lake import publish_corpus  # noqa: E402
from ledger_stories import told_stories  # noqa: E402

from pipelines.warehouse import open_reader  # noqa: E402
from pipelines.warehouse.dictionary import write_dictionary, write_session  # noqa: E402

STEPS = [
    (
        "What did Japan hold on its reserves on 3 May 2025, and since when?",
        (
            "select counterpart, act, modality, valid_from, valid_to, days_held, support_count\n"
            "from positions_on('2025-05-03', of_actor := 'JPN', of_issue := 'reserves')"
        ),
    ),
    (
        "That was the finance minister's card. The whole thread, in the words of the day:",
        "select valid_from, valid_to, act, modality, quote, speaker, source\nfrom timeline('JPN', 'reserves', 'USA')",
    ),
    (
        "What moved, and how? Two changes, each with both quotes; the strategists' guess of 22 April is in neither.",
        (
            "select changed_on, change, days_between, from_quote, to_quote\n"
            "from changes_between('2025-04-01', '2025-05-31')\nwhere actor = 'JPN' and issue = 'reserves'"
        ),
    ),
    (
        "The guess is kept as a claim, with the reason why it moves nothing:",
        "select actor, act, modality, attribution, use, quote\nfrom claims\nwhere use = 'third_party'",
    ),
    (
        "The other clock. On 3 May nobody could know what Seoul had agreed on 30 April; since June we do:",
        (
            "select 'known then' as clock, act, valid_from, known_from\n"
            "from positions_on('2025-05-03', known_on := '2025-05-03', of_actor := 'KOR')\n"
            "union all\n"
            "select 'known now' as clock, act, valid_from, known_from\n"
            "from positions_on('2025-05-03', of_actor := 'KOR')"
        ),
    ),
    (
        "A correction replaces its original from its own day on: asked for the day before, the ledger still says what it then said.",
        (
            "select 'on 10 October' as known, act\n"
            "from positions_on('2025-10-12', known_on := '2025-10-10', of_actor := 'CHN', of_issue := 'export_controls')\n"
            "union all\n"
            "select 'on 11 October' as known, act\n"
            "from positions_on('2025-10-12', known_on := '2025-10-11', of_actor := 'CHN', of_issue := 'export_controls')"
        ),
    ),
    (
        "Rates count as positions: a cut from 145 to 30 per cent is a softening although the act stays the same.",
        (
            "select changed_on, change, from_amount, to_amount, to_unit\n"
            "from position_changes\nwhere actor = 'USA' and issue = 'tariffs' and from_amount is not null\norder by changed_on"
        ),
    ),
    (
        "Two reports of one day point opposite ways. One stands, the other stays visible, and both are marked:",
        (
            "select act, score, source_count, is_standing, is_contested\nfrom utterances\n"
            "where actor = 'USA' and issue = 'export_controls'\norder by is_standing desc"
        ),
    ),
    (
        "Germany beside the bloc that also speaks for it:",
        "select held_as, issue, counterpart, act, valid_from\nfrom own_and_bloc('DEU', '2025-07-01')\nwhere issue = 'tariffs'",
    ),
    (
        "Words before deeds: what Japan had said on intervention before it sold dollars on 29 April 2024.",
        (
            "select measure_id, claimed_on, days_before, said_act, said_modality, quote\nfrom said_and_done\n"
            "where measure_id = 'jpn-2024-04-29'"
        ),
    ),
    (
        "And where nothing is known, see whether anything was seen: the emptiest months of the record.",
        (
            "select source, month_on, article_count, silent_day_count, day_count\nfrom coverage\n"
            "order by silent_day_count desc, source, month_on\nlimit 3"
        ),
    ),
]


def pages() -> dict[str, str]:
    """Every page by its path under docs/."""
    with tempfile.TemporaryDirectory() as folder:
        publish_corpus(Path(folder), told_stories())
        with open_reader(Path(folder) / "demarche.duckdb") as connection:
            head = (PROJECT / "docs/analysts/session.head.md").read_text(encoding="utf-8")
            session = head + "\n" + write_session(connection, STEPS)
            return {"dictionary.md": write_dictionary(connection, PROJECT / "sql"), "analysts/session.md": session}


if __name__ == "__main__":
    for name, text in pages().items():
        (PROJECT / "docs" / name).write_text(text, encoding="utf-8")
