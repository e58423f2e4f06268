"""Rows written for a program: JSON, CSV and Markdown.

Belongs here: how one value looks in each of them. Does not belong here: what a person sees in a terminal, which is `show`.
"""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any, TextIO

from pipelines.report.visible import is_hidden, one_line, show_hidden

_FORMULA = re.compile(r"^\s*[=+\-@|%](?=.)", re.DOTALL)  # a sign alone, such as a unit, is none
_MOST_WHOLE = 1e15  # up to which a number without a fraction is written out
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#~&!])")


def write_json(names: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO) -> None:
    """A JSON array of one object a row, written as rows come; hidden characters are `\\u` escapes, which every parser reads back."""
    separator = "[\n"
    for row in rows:
        values = {name: _finite(value) for name, value in zip(names, row, strict=True)}
        stream.write(separator + escape_json(json.dumps(values, ensure_ascii=False, default=_json_value)))
        separator = ",\n"
    stream.write("[]\n" if separator == "[\n" else "\n]\n")


def write_csv(names: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO) -> None:
    """CSV with a header line; a text that a spreadsheet would run as a formula begins with an apostrophe."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_csv_cell(name) for name in names)
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])


def write_markdown(names: Sequence[str], rows: Iterable[Sequence[Any]], stream: TextIO) -> None:
    """A Markdown table; whatever Markdown or HTML would read as markup is escaped."""
    stream.write("| " + " | ".join(_markdown_cell(name) for name in names) + " |\n")
    stream.write("|" + " --- |" * len(names) + "\n")
    for row in rows:
        stream.write("| " + " | ".join(_markdown_cell(value) for value in row) + " |\n")


def plain(value: Any) -> str:
    """A value as one text: days as ISO, lists joined, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < _MOST_WHOLE else f"{value:.12g}"
    if isinstance(value, list | tuple):
        return ", ".join(plain(item) for item in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=_json_value)
    return str(value)


def escape_json(text: str) -> str:
    """JSON text whose hidden characters are `\\u` escapes: the same value, with nothing in it that moves a cursor."""
    if text.isascii():
        return text.replace("\x7f", "\\u007f")
    return "".join(_json_escape(character) if is_hidden(character) else character for character in text)


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _finite(value: Any) -> Any:
    """The value, without the numbers that JSON has no word for: they become null."""
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return {key: _finite(item) for key, item in value.items()} if isinstance(value, dict) else value


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _csv_cell(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | Decimal):
        return value
    text = show_hidden(plain(value)).replace("\r", " ")
    return f"'{text}" if _FORMULA.match(text) else text


def _markdown_cell(value: Any) -> str:
    return _MARKDOWN.sub(r"\\\1", one_line(plain(value)))
