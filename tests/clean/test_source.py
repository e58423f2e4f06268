"""The source of copy that names its publisher nowhere but in its dateline."""

import pytest
from cleaning import Clean

STORY = "Peru has set a new quota on exports of fishmeal, the fisheries ministry said, so that its fleet can rest for two months."


@pytest.mark.parametrize(
    ("dateline", "source"),
    [
        ("LIMA, March 4 (Quayside) -", "Quayside"),
        ("LIMA, March 4 (Quayside News) -", "Quayside"),
        ("LIMA, 4 March 2025 (News Quayside) –", "Quayside"),
        ("LIMA, March 4 (Newsquay) -", "Newsquay"),
        ("LIMA, March 4 (QW) --", "QW"),
        ("PORT LOUIS, Mauritius, March 4 (Gull/Quayside) -", "Gull/Quayside"),
        ("LIMA (Quayside) -", "Quayside"),
        ("LIMA, March 4 (Adds quote) -", "unknown"),
        ("LIMA, March 4 (News) -", "unknown"),
        ("LIMA (Tuesday) -", "unknown"),
        ("LIMA, March 4 -", "unknown"),
        ("The mill of Lima (Peru) -", "unknown"),
    ],
)
def test_the_datelines_agency_is_the_source_of_wire_copy(clean: Clean, dateline: str, source: str) -> None:
    """The agency in the dateline's brackets, without the word News; a note in brackets is no agency."""
    (article,) = clean(f"PERU SETS NEW QUOTA\n\n    {dateline} {STORY}\n", "text/plain")

    assert article.source == source


def test_a_publisher_that_is_named_comes_before_the_agency(clean: Clean) -> None:
    """A paper that prints an agency's story is its source."""
    (article,) = clean(f"PERU SETS NEW QUOTA\n\nLIMA, March 4 (Quayside) - {STORY}\n", "text/plain", sidecar='{"source": "Gull Post"}')

    assert article.source == "Gull Post"


def test_brackets_inside_a_story_name_no_source(clean: Clean) -> None:
    """Only the opening of a story has a dateline."""
    (article,) = clean(f"PERU SETS NEW QUOTA\n\n{STORY}\n\n{STORY}\n\n{STORY}\n\nLIMA (Quayside) - {STORY}\n", "text/plain")

    assert article.source == "unknown"
