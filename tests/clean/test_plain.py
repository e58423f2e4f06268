"""Plain text: headline, paragraphs, hard-wrapped lines."""

from cleaning import Clean

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
