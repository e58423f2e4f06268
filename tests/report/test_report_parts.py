"""The pieces that pages are made of: hidden characters, stretches of text, pictures, the search index."""

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from built_site import Site
from hypothesis import given
from hypothesis import strategies as st

from pipelines.report.canvas import Link
from pipelines.report.countries import Group, group_claims, paginate
from pipelines.report.desk import merge_groups
from pipelines.report.evidence import Span, cut, paragraphs, passage_of
from pipelines.report.index import words_of
from pipelines.report.pictures import thin
from pipelines.report.plots import Mark, Plotter, Step, Timeline
from pipelines.report.rows import ClaimRow, PositionRow
from pipelines.report.visible import one_line, show_hidden
from pipelines.report.words import say_amount, show_text

DAY = date(2025, 4, 18)
ACTS = {"restrict": -0.8, "affirm": 0.0, "intervene": 0.0, "agree": 0.7}


def claim(number: int = 0, on: date | None = DAY, toward: str | None = "USA", use: str = "utterance", ends: date | None = None) -> ClaimRow:
    """A claim of Japan on tariffs."""
    counterparts = [toward] if toward else []
    slots = ("tariffs", "reject", -0.4, "asserted", "own", None, None, None, None)
    return ClaimRow(f"{number:016x}", "a-0", "Letter", "JPN", counterparts, *slots, on, DAY, ends, "ruled out", None, 0.9, use)


def position(begins: date, ends: date | None, toward: str | None = "USA") -> PositionRow:
    """A position of Japan on tariffs."""
    slots = ("reject", -0.4, None, "asserted", None, None, None)
    return PositionRow(
        f"p{begins}{toward}", "JPN", "tariffs", toward, *slots, begins, ends, begins, 1, 1, "c", "c", False, 0.9, "q", None, "L", "a-0"
    )


@given(st.text(max_size=60))
def test_shown_text_holds_nothing_that_moves_a_cursor(text: str) -> None:
    """Whatever the text, its shown form has no control, bidirectional or zero-width character, and the rest of it is kept."""
    shown = show_hidden(text)

    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]", shown)
    assert show_hidden(shown) == shown
    assert len(one_line(text, 20)) <= 20


def test_a_run_of_one_hidden_character_is_named_once() -> None:
    """A page names a hidden character by code point and says how many there are."""
    assert "U+202E×3" in show_text("a\u202e\u202e\u202eb")
    assert show_text("<b>") == "&lt;b&gt;"


@given(st.text("ab <", max_size=40), st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45)), max_size=5))
def test_stretches_put_together_are_the_text(text: str, places: list[tuple[int, int]]) -> None:
    """Cutting loses and repeats nothing, and each stretch knows exactly the spans that cover it."""
    spans = [Span(str(at), *sorted(place)) for at, place in enumerate(places)]

    stretches = cut(text, 0, len(text), spans)

    assert "".join(stretch.text for stretch in stretches) == text
    at = 0
    for stretch in stretches:
        for place in range(at, at + len(stretch.text)):
            assert set(stretch.keys) == {span.key for span in spans if span.start <= place < span.end}
        at += len(stretch.text)


def test_a_passage_is_the_sentence_around_the_quote() -> None:
    """The passage begins after the sentence before and ends with the quote's own sentence, inside its paragraph."""
    text = "One thing was said.\n\nJapan met the press. It has ruled out sales, he said. Prices fell.\n\nMore."
    start = text.index("ruled out")

    begin, end = passage_of(text, start, start + len("ruled out sales"))

    assert text[begin:end] == "It has ruled out sales, he said."
    assert [text[a:b] for a, b in paragraphs(text, 0, len(text))][1].startswith("Japan met")


@pytest.mark.parametrize("dateline", ["OTTAWA, Oct. 21 (Quayside) - ", "LONDON, Jan. 6 -- "])
def test_a_passage_begins_with_the_dateline_of_its_story(dateline: str) -> None:
    """The full stop of a month's abbreviation ends no sentence."""
    told = "Canada taxed steel, Mr. Roy said. Prices fell."
    start = len(dateline)

    begin, end = passage_of(dateline + told, start, start + len("Canada taxed steel"))

    assert (dateline + told)[begin:end] == f"{dateline}Canada taxed steel, Mr. Roy said."


def test_claims_stand_under_the_position_of_their_day() -> None:
    """A claim belongs to the position toward its counterpart whose time holds its day; one that moves none stands beside."""
    first, second = position(DAY - timedelta(9), DAY), position(DAY, None)
    general = position(DAY - timedelta(9), None, toward=None)
    early, late = claim(1, DAY - timedelta(1)), claim(2)
    aside = [claim(3, use="third_party"), claim(4, None, use="undated"), claim(5, toward="CHN"), claim(7, ends=DAY)]

    groups = group_claims([late, early, *aside, claim(6, toward=None)], [second, first, general])

    assert [(g.position, [c.claim_id[-1] for c in g.claims]) for g in groups] == [
        (second, ["2"]),
        (first, ["1"]),
        (general, ["6"]),
        (None, ["3", "4", "5", "7"]),
    ]


@given(st.lists(st.integers(0, 30), max_size=12), st.integers(3, 20))
def test_pages_hold_every_claim_in_order_and_no_page_too_many(sizes: list[int], limit: int) -> None:
    """Cutting groups into pages keeps all claims in order, at most `limit` lines a page, and says where a group goes on."""
    numbers = iter(range(1000))
    groups = [Group(None, [claim(next(numbers)) for _ in range(size)]) for size in sizes]

    pages = paginate(groups, limit)

    assert [c for page in pages for group in page for c in group.claims] == [c for group in groups for c in group.claims]
    assert all(sum(1 + len(group.claims) for group in page) <= limit for page in pages)
    assert sum(not group.is_continued for page in pages for group in page) == len(groups)


def test_too_many_marks_are_thinned_evenly_and_beginnings_are_kept() -> None:
    """Of many claims those that began a position stay, the rest are taken evenly, oldest first."""
    claims = [claim(n, DAY + timedelta(n)) for n in range(100)]

    kept = thin(claims, {claims[50].claim_id, claims[51].claim_id}, 12)

    assert len(kept) == 12
    assert claims[50] in kept
    assert claims[51] in kept
    assert [one.claimed_on for one in kept] == sorted(one.claimed_on for one in kept if one.claimed_on)
    assert kept[0] == claims[0]


@pytest.mark.parametrize("span", [0, 1, 400, 40_000])
def test_a_picture_has_a_mark_for_each_claim_and_a_line_for_each_counterpart(span: int) -> None:
    """Whatever the span of time, marks carry link and words, lines end with their name, and both widths are drawn."""
    days = [date(1900, 1, 1), date(1900, 1, 1) + timedelta(span)]
    marks = [Mark(on, 0.7, Link("a.html#c", "planned p2", "1 Jan: <agree>\n“x”\nLetter", f"k{at}")) for at, on in enumerate(days)]
    steps = [Step("USA", days[0], None, 0.7), Step("CHN", days[0], days[-1] if span else None, -0.8)]

    drawn = Plotter(ACTS).timeline(Timeline("Japan & tariffs", steps, marks, days[-1]))

    assert drawn.count("<svg") == 2
    assert drawn.count('class="m planned p2"') == 4
    assert drawn.count("<title>1 Jan: &lt;agree&gt;\n“x”\nLetter</title>") == 2
    assert len(re.findall(r'class="step line-\d" d="M[\d. L-]+"', drawn)) == 4
    assert 'aria-label="Japan &amp; tariffs"' in drawn
    assert "style=" not in drawn
    assert "end-label" in drawn


def test_a_line_goes_up_where_a_position_changes() -> None:
    """A line is level while a position stands and upright at a change."""
    steps = [Step("USA", DAY, DAY + timedelta(30), -0.8), Step("USA", DAY + timedelta(30), None, 0.7)]
    mark = Mark(DAY, -0.8, Link("a.html", "asserted n2", "w", "k"))

    drawn = Plotter(ACTS).timeline(Timeline("t", steps, [mark], DAY + timedelta(60)))

    path = re.search(r'class="step line-0" d="M([^"]+)"', drawn)
    assert path
    places = [tuple(map(float, place.split())) for place in path.group(1).split("L")]
    assert [one[0] == other[0] or one[1] == other[1] for one, other in pairwise(places)] == [True] * 3
    assert places[-1][1] < places[0][1]


def test_two_sorted_streams_are_merged_by_key() -> None:
    """Every key of either stream comes once, in order, with the rows of both."""
    merged = list(merge_groups(["a1", "a2", "c1"], ["b1", "c2"], lambda row: row[0], lambda row: row[0]))

    assert merged == [("a", ["a1", "a2"], []), ("b", [], ["b1"]), ("c", ["c1"], ["c2"])]


def test_amounts_are_said_as_people_write_them() -> None:
    """A rate has its sign, a large sum its word."""
    assert [say_amount(25.0, "%"), say_amount(5.5e11, "USD"), say_amount(1250.0, "JPY"), say_amount(None, None)] == [
        "25%",
        "550 billion USD",
        "1,250 JPY",
        "",
    ]


def test_the_search_index_finds_every_claim_by_every_word_of_its_quote(site: Site) -> None:
    """Unpacked as the page's script does, each word of a quote leads to the entry of its claim."""
    parts = _parts(site.settings.report / "search")
    shards = {word: packed for name, shard in parts.items() if name.startswith("w") for word, packed in shard.items()}
    meta = parts["meta"]
    entries = [entry for number in range(meta["count"] // meta["block"] + 1) for entry in parts.get(f"b{number}", [])]

    assert len(entries) == meta["count"]
    by_address = {entry[0].split("#c-")[1]: number for number, entry in enumerate(entries)}
    for made in site.maker.claims:
        for word in words_of(made.quote):
            assert word in meta["common"] or by_address[made.claim_id] in set(_unpack(shards[word]))
        assert ("third party" in entries[by_address[made.claim_id]][7]) == (made.attribution == "third_party")


def test_words_are_found_without_case_and_accents() -> None:
    """A word is searched in lower case, without accents, and by its first forty letters."""
    assert words_of("Otávio's TARIFFS, 25%") == {"otavio", "s", "tariffs", "25"}
    assert words_of("x" * 99) == {"x" * 40}


def _parts(folder: Path) -> dict[str, dict[str, str]]:
    found = {}
    for path in folder.glob("*.js"):
        match = re.fullmatch(r'demarche\("(\w+)",(.*)\);\n', path.read_text(), re.DOTALL)
        assert match
        found[match.group(1)] = json.loads(match.group(2))
    return found


def _unpack(packed: str) -> Iterator[int]:
    number = 0
    for step in packed.split(" "):
        number += int(step, 36)
        yield number
