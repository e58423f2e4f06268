"""The sample corpus is whole and agrees with itself; nothing of the product runs here."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from sample_corpus import SAMPLE, Row, Sample, place, squeeze, topic_of

MODALITIES = {"asserted", "planned", "possible", "conditional"}
ATTRIBUTIONS = {"own", "third_party"}
DATE_BASES = {"explicit", "relative", "publication", "none"}
PUBLISHED_BASES = {"sidecar", "structured", "header", "dateline", "none"}
DIRECTIONS = {"trade": {"", "open", "protect"}, "currency": {"", "stronger", "weaker", "stable", "flexible"}}
BLOCS = {"EUU", "G5", "G7", "G10", "G20", "ASEAN", "BRICS", "OPEC"}
LARGEST_FILE = 12_000


def test_every_raw_file_is_described_and_every_described_file_exists(sample: Sample) -> None:
    """documents.csv lists exactly the raw files."""
    listed = [row["path"] for row in sample.rows("documents")]

    assert sorted(listed) == sample.files()
    assert len(set(listed)) == len(listed)


def test_raw_files_are_small_and_filed_by_landing_day_and_publisher(sample: Sample) -> None:
    """A raw file stands at <landing day>/<publisher>/<name>, is at most a few kilobytes and has Unix line ends."""
    for path in sample.files():
        day, publisher, name = path.split("/")
        data = (sample.raw / path).read_bytes()

        assert date.fromisoformat(day)
        assert publisher and name
        assert len(data) <= LARGEST_FILE, path
        assert b"\r\n" not in data or path.endswith((".png", ".bin")), path


def test_documents_and_articles_reconcile(sample: Sample) -> None:
    """Each file's count of articles is the number of its rows in dates.csv; a rejected document yields none."""
    articles = Counter(row["path"] for row in sample.rows("dates"))

    for row in sample.rows("documents"):
        assert articles[row["path"]] == int(row["articles"]), row["path"]
        assert bool(row["reject_code"]) == (int(row["rejected"]) > 0), row["path"]
        assert int(row["documents"]) >= 1, row["path"]
        assert row["what"], row["path"]


def test_dates_agree_with_their_basis_and_never_follow_the_landing_day(sample: Sample) -> None:
    """An article has a date exactly where its basis is not none, and it is not in the future of its landing."""
    for row in sample.rows("dates"):
        assert row["basis"] in PUBLISHED_BASES, place(row)
        assert bool(row["published_on"]) == (row["basis"] != "none"), place(row)
        if row["published_on"]:
            assert row["published_on"] <= row["path"][:10], place(row)
        assert row["coded"] in ("yes", "no"), place(row)


def test_a_title_stands_in_its_document(sample: Sample) -> None:
    """The title of every expected article is found in the decoded raw file."""
    for row in sample.rows("dates"):
        assert row["title"] in sample.text(row["path"], row["member"]), place(row)


def test_every_quote_stands_in_its_document(sample: Sample) -> None:
    """The quote and the speaker of every expected claim are found, letter by letter, in the decoded raw file."""
    for row in sample.rows("claims"):
        text = sample.text(row["path"], row["member"])

        assert row["quote"] in text, row
        assert row["speaker"] in text, row


def test_every_code_is_legal(sample: Sample, legal: dict[str, frozenset[str]]) -> None:
    """Slots hold the codes of the claim guide and of the reference tables."""
    for row in sample.rows("claims"):
        actors = {row["actor"], *filter(None, row["counterparts"].split(";"))}

        assert actors <= legal["actor"] | BLOCS, row
        assert row["actor"] not in row["counterparts"].split(";"), row
        assert row["issue"] in legal["issue"], row
        assert row["act"] in legal["act"], row
        assert row["modality"] in MODALITIES, row
        assert row["attribution"] in ATTRIBUTIONS, row
        assert row["direction"] in DIRECTIONS[topic_of(row["issue"])], row
        assert not row["currency"] or row["currency"] in legal["currency"], row


def test_amounts_have_units_and_dates_have_bases(sample: Sample) -> None:
    """An amount comes with its unit, a date with what it rests on, and an undated article gives no date by publication."""
    published = {place(row): row["published_on"] for row in sample.rows("dates")}

    for row in sample.rows("claims"):
        assert bool(row["amount"]) == bool(row["unit"]), row
        assert row["date_basis"] in DATE_BASES, row
        assert bool(row["claimed_on"]) == (row["date_basis"] != "none"), row
        if row["date_basis"] == "publication":
            assert row["claimed_on"] == published[place(row)] != "", row
        if row["claimed_on"]:
            assert row["claimed_on"] <= row["path"][:10], row


def test_a_weekday_in_a_quote_is_the_weekday_of_its_date(sample: Sample) -> None:
    """A claim dated by a weekday that its quote names falls on such a day, at most a week before its article."""
    published = {place(row): row["published_on"] for row in sample.rows("dates")}
    checked = 0
    for row in sample.rows("claims"):
        named = re.search(r"\bon (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", row["quote"])
        if named and row["claimed_on"]:
            claimed_on = date.fromisoformat(row["claimed_on"])
            checked += 1

            assert f"{claimed_on:%A}" == f"{named[1]}day", row
            assert 0 <= (date.fromisoformat(published[place(row)]) - claimed_on).days < 7, row
            assert row["date_basis"] == "relative", row
    assert checked >= 40


def test_claims_belong_to_articles_that_are_coded(sample: Sample) -> None:
    """claims.csv speaks only of articles whose every claim was coded."""
    coded = {place(row) for row in sample.rows("dates") if row["coded"] == "yes"}

    assert {place(row) for row in sample.rows("claims")} <= coded


def test_one_claim_per_actor_act_and_issue_in_a_quote(sample: Sample) -> None:
    """No claim is listed twice."""
    keys = Counter((place(row), row["quote"], row["actor"], row["act"], row["issue"]) for row in sample.rows("claims"))

    assert [key for key, count in keys.items() if count > 1] == []


def utterances(sample: Sample) -> list[Row]:
    """The expected claims that may move a position, each with the day it could first be known and its counterpart alone."""
    articles = {place(row): row for row in sample.rows("dates")}
    moving = []
    for row in sample.rows("claims"):
        article = articles[place(row)]
        if row["attribution"] == "own" and row["claimed_on"] and not article["duplicate_of"]:
            known_on = article["published_on"] or row["path"][:10]
            moving += [{**row, "counterpart": other, "known_on": known_on} for other in row["counterparts"].split(";")]
    return moving


def stands(said: Iterable[Row], day: str, known_on: str, score: dict[str, float]) -> tuple[str, str]:
    """Act and modality that stand on a day: the latest, then the best supported, then the strongest."""
    heard = [row for row in said if row["claimed_on"] <= day and (not known_on or row["known_on"] <= known_on)]
    if not heard:
        return "none", ""
    latest = max(row["claimed_on"] for row in heard)
    that_day = [row for row in heard if row["claimed_on"] == latest]
    support = {act: len({row["path"].split("/")[1] for row in that_day if row["act"] == act}) for act in {row["act"] for row in that_day}}
    act = max(support, key=lambda name: (support[name], abs(score[name]), name))
    first = next(row for row in that_day if row["act"] == act)
    return act, first["modality"]


def test_expected_positions_follow_from_the_expected_claims(sample: Sample, scores: dict[str, float]) -> None:
    """A plain reading of own, dated claims gives every row of positions.csv, on both clocks."""
    said = utterances(sample)

    for row in sample.rows("positions"):
        key = (row["actor"], row["issue"], row["counterpart"])
        of_key = [one for one in said if (one["actor"], one["issue"], one["counterpart"]) == key]

        assert stands(of_key, row["day"], row["known_on"], scores) == (row["act"], row["modality"]), row


def test_expected_changes_follow_from_the_expected_claims(sample: Sample, scores: dict[str, float]) -> None:
    """Before each row of changes.csv its first act stands, and from its day on the second."""
    said = utterances(sample)

    for row in sample.rows("changes"):
        key = (row["actor"], row["issue"], row["counterpart"])
        of_key = [one for one in said if (one["actor"], one["issue"], one["counterpart"]) == key]
        before = max(one["claimed_on"] for one in of_key if one["claimed_on"] < row["on"])

        assert stands(of_key, before, "", scores)[0] == row["from_act"], row
        assert stands(of_key, row["on"], "", scores)[0] == row["to_act"], row


def test_the_corpus_is_as_wide_as_the_documentation_says(sample: Sample) -> None:
    """Sixty files of six publishers over fourteen months, twelve countries and two blocs, both topics, half about neither."""
    articles, claims = sample.rows("dates"), sample.rows("claims")
    actors = {row["actor"] for row in claims}
    silent = {place(row) for row in articles} - {place(row) for row in claims}

    assert len(sample.files()) >= 60
    assert len({path.split("/")[1] for path in sample.files()}) == 6
    assert len({row["published_on"][:7] for row in articles if row["published_on"]}) >= 14
    assert len(actors - BLOCS) >= 12
    assert len(actors & BLOCS) >= 2
    assert {topic_of(row["issue"]) for row in claims} == {"trade", "currency"}
    assert 0.4 <= len(silent) / len(articles) <= 0.6


def test_the_founding_page_is_dated_nowhere_but_in_its_sidebar(sample: Sample) -> None:
    """The only dates of the page stand outside its article, so the article and all its claims are undated."""
    path = "2025-12-02/candlewick-daily/treasury-pile.html"
    page = (sample.raw / path).read_text(encoding="utf-8")
    story, sidebar = page.split('<div class="col-side">')

    assert not re.search(r"20\d\d", story)
    assert len(re.findall(r"20\d\d", sidebar)) == 5
    assert {row["date_basis"] for row in sample.rows("claims") if row["path"] == path} == {"none"}


def test_a_reprint_names_an_earlier_article_with_nearly_its_words(sample: Sample) -> None:
    """Every duplicate_of points to an article of another file, and the two share most of their words."""
    places = {place(row) for row in sample.rows("dates")}
    reprints = [row for row in sample.rows("dates") if row["duplicate_of"]]

    assert reprints
    for row in reprints:
        path, member, story = row["duplicate_of"].split("#")
        ours, theirs = (Counter(sample.text(*which).lower().split()) for which in ((row["path"], row["member"]), (path, member)))

        assert (path, member, story) in places
        assert path != row["path"]
        assert (ours & theirs).total() >= 0.5 * theirs.total(), row


def test_the_documentation_gives_the_true_figures(sample: Sample) -> None:
    """docs/sample.md counts files, articles, claims and silent articles as they are, and names only files that exist."""
    text = squeeze((SAMPLE.parents[1] / "docs" / "sample.md").read_text(encoding="utf-8"))
    articles, claims = sample.rows("dates"), sample.rows("claims")
    silent = {place(row) for row in articles} - {place(row) for row in claims}

    assert f"{len(sample.files())} raw files, {len(articles)} articles, {len(claims)} claims" in text
    assert f"{len(silent)} articles hold no position" in text
    assert set(re.findall(r"`(\d{4}-\d\d-\d\d/[^`]+)`", text)) <= set(sample.files())


def test_expected_tables_are_sorted(sample: Sample) -> None:
    """Rows stand in the order of their paths, so that a change shows as a change."""
    for table in ("documents", "dates", "claims"):
        paths = [path for path, _ in groupby(row["path"] for row in sample.rows(table))]

        assert paths == sorted(paths), table
