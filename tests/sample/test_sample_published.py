"""What must be exact in any database published from the sample: rejects, dates, copies, quotes, the founding story.

Asked twice: of the one with hand-coded claims, and of the one that the whole road makes.
"""

from collections import Counter
from datetime import date

import duckdb
from published_sample import FOUNDING, articles_by_place, change_of, changes_of, first_landed, key_of, position_on, rows_of
from sample_corpus import Sample, place

FURNITURE = (
    "Robot Waiters",  # a teaser of the founding page
    "We use cookies",
    "Most read this week",
    "in your inbox",
    "Be the first to say",
    "He said it, then he did not say it",  # a reader's comment
    "Green would have been better",
    "Lost: one tuba",  # a link to another story
    "Brass Lamp Ledgers",  # a sponsor
    "What moved overnight",  # a preheader that no reader sees
    "nsubscribe",
    "not investment advice",
    "Forwarded message",
)


def test_what_is_refused_is_refused_for_its_reason(sample: Sample, published: duckdb.DuckDBPyConnection) -> None:
    """Rejects are exactly the expected ones, each with its code."""
    expected = Counter({(row["path"], row["reject_code"]): int(row["rejected"]) for row in sample.rows("documents") if row["reject_code"]})

    found = Counter((row["path"], row["reject_code"]) for row in rows_of(published, "select path, reject_code from rejects"))

    assert found == expected


def test_every_document_is_counted(sample: Sample, published: duckdb.DuckDBPyConnection) -> None:
    """As many documents came in as the raw files hold, files that landed twice counted twice."""
    expected = sum(int(row["documents"]) for row in sample.rows("documents"))

    assert rows_of(published, "select sum(copy_count)::int as count from documents") == [{"count": expected}]


def test_every_story_is_an_article_with_its_own_date(sample: Sample, published: duckdb.DuckDBPyConnection) -> None:
    """Articles, their publication dates and what these rest on are exactly as expected; no date is made up."""
    expected = {place(row): (row["published_on"], row["basis"]) for row in first_landed(sample)}

    found = {at: (str(row["published_on"] or ""), row["published_basis"]) for at, row in articles_by_place(published).items()}

    assert found == expected


def test_nothing_beside_a_story_gets_into_it(published: duckdb.DuckDBPyConnection) -> None:
    """Sidebars, sign-up boxes, cookie notices, comments, sponsors and unsubscribe lines are no part of any article's text."""
    texts = "\n".join(row["text"] for row in rows_of(published, "select text from articles where reject_code is null"))

    assert [words for words in FURNITURE if words in texts] == []


def test_reprints_are_known_as_copies(sample: Sample, published: duckdb.DuckDBPyConnection) -> None:
    """Every reprint, and the file that landed twice, is a duplicate of the text that was known first."""
    query = """
        select duplicates.path, coalesce(duplicates.member, '') as member, canonical.path as canonical_path
        from duplicates
        inner join articles as canonical on duplicates.canonical_article_id = canonical.article_id
        where duplicates.kind <> 'correction'
    """
    expected = {(*place(row)[:2], row["duplicate_of"].split("#")[0]) for row in sample.rows("dates") if row["duplicate_of"]}

    assert {tuple(row.values()) for row in rows_of(published, query)} == expected


def test_the_correction_is_known_as_one(published: duckdb.DuckDBPyConnection) -> None:
    """The corrected story takes the place of the first one from the day it was known."""
    query = "select path, is_correction, superseded_on from articles where path like '%/steel-pipe%' order by path"

    assert [(row["is_correction"], row["superseded_on"]) for row in rows_of(published, query)] == [
        (False, date(2025, 10, 23)),
        (True, None),
    ]


def test_every_quote_stands_in_its_article(published: duckdb.DuckDBPyConnection) -> None:
    """A quote is the article's own words at its offsets, without exception."""
    query = """
        select claim_id from claims inner join articles using (article_id)
        where claims.quote <> articles.text[claims.quote_start + 1 : claims.quote_end]
    """
    assert rows_of(published, query) == []
    assert rows_of(published, "select count(*) > 50 as many from claims") == [{"many": True}]


def test_the_founding_story_is_right_on_every_day(sample: Sample, published: duckdb.DuckDBPyConnection) -> None:
    """Japan's position on its Treasuries toward the United States stands as expected, on both clocks."""
    expected = [row for row in sample.rows("positions") if key_of(row) == FOUNDING]

    wrong = [(row, found) for row in expected if (found := position_on(published, row)) != (row["act"], row["modality"])]

    assert wrong == []


def test_the_founding_story_has_its_two_changes(sample: Sample, published: duckdb.DuckDBPyConnection) -> None:
    """Hardened on 2 May, walked back on 4 May, and nothing else."""
    expected = [change_of(row) for row in sample.rows("changes") if key_of(row) == FOUNDING]

    assert changes_of(published, FOUNDING) == expected
