"""Dates of plain text: lines of their own above the story, lists of them below it, and dates in prose.

Belongs here: judging a date by its line and by where the line stands. Does not belong here: pages with markup (`visible`).
"""

import re
from collections.abc import Iterator

from pipelines.dating.candidates import Candidate, Place, Role
from pipelines.dating.layout import Layout
from pipelines.dating.stamps import Stamp, find_stamps
from pipelines.dating.wording import FURNITURE_WORDS, LONGEST_BYLINE, MODIFIED_WORDS, is_sentence

_DATE_LINE = re.compile(
    r"(?:(?:by|from|von|par)\s+[^\n]{2,60}?[,|·•-]\s*)?(?:(?:first\s+)?(?:published|posted|updated|date|issued|released|sent)(?:\s+on)?\s*:?\s*)?(?:\w+day,?\s+)?$",
    re.IGNORECASE,
)


def from_plain_text(raw_text: str, layout: Layout) -> Iterator[Candidate]:
    """Dates of a plain text: a line of its own above the story is a byline, one below it or a bare list of them is furniture."""
    for stamp in find_stamps(raw_text):
        line_start = raw_text.rfind("\n", 0, stamp.start) + 1
        line_end = raw_text.find("\n", stamp.end)
        line = raw_text[line_start : line_end if line_end >= 0 else len(raw_text)]
        before = line[: stamp.start - line_start]
        if len(line.strip()) > LONGEST_BYLINE or is_sentence(line, Stamp(stamp.text, stamp.start - line_start, stamp.end - line_start, ())):
            yield Candidate(stamp.text, stamp.options, Place.PROSE, stamp.start)
            continue
        is_line = _DATE_LINE.fullmatch(before.strip() + " " if before.strip() else "") is not None
        is_above = 0 <= stamp.start < layout.start or layout.start < 0
        role = Role.MODIFIED if MODIFIED_WORDS.search(before) else Role.PUBLISHED
        if is_line and is_above and not FURNITURE_WORDS.search(line):
            yield Candidate(stamp.text, stamp.options, Place.BYLINE, stamp.start, role, 4)
        else:
            yield Candidate(stamp.text, stamp.options, Place.FURNITURE, stamp.start, role)
