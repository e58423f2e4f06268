"""What a reader cannot see is no text; tables that only lay out are no tables; the tree is left as it was."""

import pytest
from cleaning import Clean
from lxml import etree

from pipelines.clean.markup import MOSTLY_HIDDEN, as_seen, parse_page

STORY = "Chile widened the band of its peso on Tuesday, and the central bank said it would let the rate move more freely from now on."
SECRET = "Nobody should read this sentence about a secret tariff plan."


def page(hidden: str) -> str:
    """A story with something hidden in it."""
    return f"<html><body><article><h1>Band</h1><p>{STORY}</p>{hidden}<p>{STORY} Exporters were content.</p></article></body></html>"


HIDING = [
    '<div style="display:none">{}</div>',
    '<p style="visibility: hidden">{}</p>',
    '<span style="font-size:0px">{}</span>',
    '<div style="max-height:0;overflow:hidden">{}</div>',
    "<p hidden>{}</p>",
    '<p style="color:#ffffff">{}</p>',
    '<div style="background:#FFF"><p style="color: white">{}</p></div>',
    '<p><font color="#FFFFFF">{}</font></p>',
    '<p style="opacity:0">{}</p>',
    '<p style="mso-hide:all">{}</p>',
]


@pytest.mark.parametrize("hiding", HIDING)
def test_hidden_text_is_dropped_and_noted(clean: Clean, hiding: str) -> None:
    """Not displayed, without size, or white on white: it is no part of the article, and the article says so."""
    (article,) = clean(page(hiding.format(SECRET)))

    assert "secret" not in article.text
    assert article.text.count("Chile widened") == 2
    assert any(warning.startswith("hidden nodes dropped") for warning in article.warnings)


VISIBLE = [
    '<div style="background:#003366"><p style="color:#fff">{}</p></div>',
    '<table><tr><td bgcolor="#000000"><p style="color:white">{}</p></td></tr></table>',
    '<p style="font-size:0.9em">{}</p>',
    '<p style="opacity:0.9">{}</p>',
    '<p style="background-color:#fff">{}</p>',
]


@pytest.mark.parametrize("showing", VISIBLE)
def test_visible_text_is_kept(clean: Clean, showing: str) -> None:
    """White on a dark ground, small type and light paper are there to be read."""
    (article,) = clean(page(showing.format(SECRET)))

    assert "secret" in article.text
    assert not article.warnings


def test_a_page_that_is_shown_by_script_is_read(clean: Clean) -> None:
    """Where most of the text is hidden by style, it is the article."""
    (article,) = clean(
        f'<html><body><p>Loading.</p><div style="display:none"><article><p>{STORY}</p><p>{STORY}</p></article></div></body></html>'
    )

    assert STORY in article.text
    assert MOSTLY_HIDDEN in article.warnings


def test_text_in_nested_layout_tables_comes_out_and_figures_stay_in_rows(clean: Clean) -> None:
    """Cells that lay out are paragraphs; a table of figures keeps its cells together."""
    figures = "<table><tr><th>Month</th><th>Rate</th></tr><tr><td>May</td><td>910</td></tr><tr><td>June</td><td>925</td></tr></table>"
    inner = f"<table><tr><td><p>{STORY}</p></td></tr></table>"
    layout = f"<table><tr><td>{inner}</td></tr><tr><td><p>{STORY} It ended.</p>{figures}</td></tr></table>"

    (article,) = clean(f"<html><body>{layout}</body></html>")

    assert article.text.startswith(STORY + "\n\n" + STORY)
    assert "|" not in article.text.split("\n\n")[0]
    assert "May" in article.text and "925" in article.text


def test_the_tree_is_left_as_it_was() -> None:
    """Dates are read from the whole page afterwards, so nothing may be missing from it."""
    tree, _ = parse_page(page('<div style="display:none"><p>x</p></div><table><tr><td><p>y</p></td></tr></table>'))
    before = etree.tostring(tree)

    with as_seen(tree) as warnings:
        during = etree.tostring(tree)

    assert warnings
    assert during != before
    assert etree.tostring(tree) == before


def test_a_page_nested_beyond_the_parser_keeps_its_text(clean: Clean) -> None:
    """libxml2 stops at 256 levels without a word; such a page is read another way."""
    deep = "<div>" * 3000 + f"<p>{STORY}</p><p>{STORY} It ended.</p>" + "</div>" * 3000

    (article,) = clean(f"<html><head><title>Band | Quay</title></head><body>{deep}</body></html>")

    assert article.text.startswith(STORY)
    assert article.title == "Band | Quay"
    assert any("too deep" in warning for warning in article.warnings)
