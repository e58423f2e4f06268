"""Records: one JSON object a story. Which field is which, the rows of record_fields say; a dot reaches into an object."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipelines.clean.opened import Opened, Story
from pipelines.clean.page import open_page
from pipelines.clean.plain import paragraphs_of
from pipelines.clean.told import as_text, told_date
from pipelines.clean.tools import CleanTools
from pipelines.clean.wording import tidy
from pipelines.errors import RejectCode
from pipelines.ingest.refusal import Refused

_MARKUP = ("<p", "<div", "<br", "<td", "<li")


def open_record(payload: bytes, tools: CleanTools) -> Opened:
    """The story of one record, or the stories of an issue; what the fields say holds for all of them, a title for a single one.

    Raises:
        Refused: It is no object, or has no text in any field that is known to hold one.
    """
    raw_text = payload.decode("utf-8", "replace")
    try:
        record = json.loads(raw_text, strict=False)
    except RecursionError as error:
        raise Refused(RejectCode.TOO_DEEP, "JSON nested more deeply than it can be read.") from error
    except ValueError as error:
        raise Refused(RejectCode.UNREADABLE, "No JSON.") from error
    if not isinstance(record, dict):
        raise Refused(RejectCode.UNREADABLE, "No JSON object.")
    title, author, url = (_first(record, field, tools) for field in ("title", "author", "url"))
    opened = _open_body(record, raw_text, tools)
    is_single, day = len(opened.stories) == 1, _date(record, tools)
    stories = (
        replace(story, title=(is_single and title) or story.title, author=author or story.author, url=url or opened.url, record_date=day)
        for story in opened.stories
    )
    return replace(
        opened,
        stories=tuple(stories),
        site=_first(record, "source", tools) or opened.site,
        url=url or opened.url,
    )


def _open_body(record: dict[str, Any], raw_text: str, tools: CleanTools) -> Opened:
    """The longest field that holds text or HTML; a field of text that is markup is read as HTML."""
    html = max(_values(record, "html", tools), key=len, default="")
    text = next((value for value in _values(record, "text", tools) if value.strip()), "")
    if not html and any(mark in text for mark in _MARKUP):
        html, text = text, ""
    if text.strip():
        return Opened(raw_text, (Story(None, tuple(paragraphs_of(text))),))
    if html.strip():
        return replace(open_page(html, tools), raw_text=raw_text, tree=None)
    names = ", ".join(tools.record_fields["text"][:3])
    raise Refused(RejectCode.NO_TEXT, f"A record without text; looked for {names} and others (record_fields).")


def _first(record: dict[str, Any], field: str, tools: CleanTools) -> str | None:
    return next((tidy(value) for value in _values(record, field, tools) if value.strip()), None)


def _values(record: dict[str, Any], field: str, tools: CleanTools) -> Iterator[str]:
    """Values of a field under all its names, preferred first, as text."""
    for name in tools.record_fields.get(field, ()):
        said = as_text(_reach(record, name))
        if said:
            yield said


def _reach(record: dict[str, Any], path: str) -> Any:
    """The value under a name; each dot goes one object deeper."""
    value: Any = record
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _date(record: dict[str, Any], tools: CleanTools) -> str | None:
    """The record's own date as it tells it, under the first of its names that tells one."""
    said = (told_date(_reach(record, name)) for name in tools.record_fields.get("date", ()))
    return next((day for day in said if day), None)
