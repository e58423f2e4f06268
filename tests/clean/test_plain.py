"""Plain text: headline, paragraphs, hard-wrapped lines."""

import pytest
from cleaning import Clean

from pipelines.clean.plain import paragraphs_of

WIRE = """PERU SETS NEW QUOTA ON FISHMEAL EXPORTS

    LIMA, March 4 - Peru has set a new quota on exports of
fishmeal, the fisheries ministry said, so that its fleet can
rest for two months.
    A spokesman said the quota of 400,000 tonnes was short-
term and would be looked at again in June, when stocks have
been counted.
    "We do not wish to quarrel with buyers," he said.
"""

SIGN_UP = """Quay Newsletter
Daily harbour headlines, free to your inbox
Peru has set a new quota on exports of fishmeal. The ministry said it would last until June.
Buyers in Rotterdam were told on Monday.

Stay ahead with harbour news.

Nov.14 2025

Nov.13 2025
Comments
No comments yet"""


def test_wrapped_lines_of_a_paragraph_are_joined(clean: Clean) -> None:
    """Wire copy keeps its paragraphs, each on one line, and its headline apart."""
    (article,) = clean(WIRE, "text/plain")

    assert article.title == "PERU SETS NEW QUOTA ON FISHMEAL EXPORTS"
    paragraphs = article.text.split("\n\n")
    assert len(paragraphs) == 3
    assert paragraphs[0].endswith("so that its fleet can rest for two months.")
    assert paragraphs[2] == '"We do not wish to quarrel with buyers," he said.'


def test_long_lines_are_paragraphs_of_their_own(clean: Clean) -> None:
    """Where lines are as long as paragraphs, each line is one."""
    long = " ".join(["The ministry said the quota would be looked at again in June."] * 4)

    (article,) = clean(f"Headline here\n\n{long}\n{long} Then it ended.\n", "text/plain")

    assert len(article.text.split("\n\n")) == 2


def test_furniture_around_a_story_is_taken_off(clean: Clean) -> None:
    """Sign-up lines, bare dates and comment counts are no part of the body, and none of them is its headline."""
    (article,) = clean(SIGN_UP, "text/plain")

    assert article.title is None
    assert article.text.split("\n\n") == [
        "Peru has set a new quota on exports of fishmeal. The ministry said it would last until June.",
        "Buyers in Rotterdam were told on Monday.",
    ]
    assert article.published_on is None


ADDRESS = "https://click.letters.example/f/a/" + "x9Qk" * 20 + "?e=1"
FOOTER = "You are getting this because you once asked for the list; write to its owner at any time to be taken off the list."
LETTER = """Peru imposed a 10 percent tariff on textile imports from China on
Friday, the trade ministry in Lima said, and it would not rule out
further steps if talks that are due in May should fail.

{between}

Brazil's finance minister said that his country had no plan to follow
and that it wanted talks. He spoke in Brasilia, where ministers of the
region will meet next week, and was asked what would come of that if
nobody could agree.
"""


@pytest.mark.parametrize("between", [f"Read more: {ADDRESS}", ADDRESS, f"<{ADDRESS}>\n{ADDRESS}", FOOTER])
def test_one_long_line_does_not_hide_that_a_letter_is_wrapped(between: str) -> None:
    """An address cannot be wrapped, and a footer that a list adds is not: sentences around them stay whole."""
    first, *_, last = paragraphs_of(LETTER.format(between=between))

    assert first.startswith("Peru imposed") and first.endswith("should fail.")
    assert last.startswith("Brazil's finance minister") and last.endswith("nobody could agree.")


@pytest.mark.parametrize("count", [1, 2])
def test_short_lines_around_long_ones_stay_apart(count: int) -> None:
    """Where lines are paragraphs, a list of topics among them is not run together."""
    long = " ".join(["The ministry said the quota would be looked at again in June."] * 4)
    lines = [
        "Topics that the desk of this paper will look at in the coming week",
        "tariffs on textiles",
        *[long] * count,
        "Until then, the desk",
    ]

    assert list(paragraphs_of("\n".join(lines))) == lines
