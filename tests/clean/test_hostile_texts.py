"""Texts meant to stop a worker: every opener is done with them soon, whatever character they repeat."""

import time

import pytest
from cleaning import Clean

STORY = "Chile widened the band of its peso on Tuesday, and the central bank said it would let the rate move more freely from now on."
LENGTH = 100_000  # characters
BOUND = 4.0  # CPU seconds; these take well under one where nothing else runs

MARKDOWN = {
    "a long line": "a" * LENGTH,
    "a long heading": "# x" + " " * LENGTH + "x",
    "marks behind a heading": "# " + "#" * LENGTH + "x",
    "a long field": "---\nab: x" + " " * LENGTH + "x\n---\n",
    "brackets": "[" * LENGTH,
    "pictures": "![" * (LENGTH // 2),
    "links cut short": "[a](" * (LENGTH // 4),
    "code": "`" * LENGTH,
    "comments": "<!--" * LENGTH,
    "fences": "```a\n" * (LENGTH // 2),
    "tags": "<a" * LENGTH,
}
WIRE = {
    "a long tag": "<" + "A" * LENGTH,
    "blank lines": "\n" * LENGTH + "x",
    "bodies": "<BODY>" * LENGTH,
    "titles": "<TITLE>" * LENGTH,
}


def _is_soon(clean: Clean, payload: str, media_type: str) -> bool:
    started = time.process_time()
    clean(payload, media_type)
    return time.process_time() - started < BOUND


@pytest.mark.parametrize("kind", MARKDOWN)
def test_markdown_of_one_mark_takes_bounded_time(clean: Clean, kind: str) -> None:
    """No mark of Markdown is looked for from every character to the end of its line."""
    assert _is_soon(clean, f"{MARKDOWN[kind]}\n\n{STORY}\n", "text/markdown")


@pytest.mark.parametrize("kind", WIRE)
def test_wire_records_without_ends_take_bounded_time(clean: Clean, kind: str) -> None:
    """An element that nothing closes is looked for once."""
    assert _is_soon(clean, f"<REUTERS><TEXT>{WIRE[kind]}\n{STORY}</TEXT></REUTERS>", "application/sgml")


def test_a_long_byline_takes_bounded_time(clean: Clean) -> None:
    """What is too long for a name is not searched for a date."""
    assert _is_soon(
        clean, f"<html><head><meta name='author' content='{'-' * LENGTH}'></head><body><p>{STORY}</p></body></html>", "text/html"
    )


def test_lines_of_furniture_above_a_headline_take_bounded_time(clean: Clean) -> None:
    """A text of nothing but such lines is not cut anew for each of them."""
    assert _is_soon(clean, "Home\n\n" * (LENGTH // 4) + STORY, "text/plain")


def test_forwards_of_forwards_take_bounded_time(clean: Clean) -> None:
    """A mail that was forwarded thousands of times is read once."""
    assert _is_soon(clean, "Subject: x\n\n" + "Forwarded message:\nFrom: a\nDate: x\n\n" * (LENGTH // 4) + STORY, "message/rfc822")
