"""Forwarded mails: the header block that mail programs write into the text, and what it says of the message below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.clean.wording import tidy

_BEGIN = re.compile(
    r"^[>\s]*(?:-{2,}\s*(?:forwarded message|original message|forwarded by .{1,60})\s*-*|(?:begin )?forwarded message:?)\s*$", re.I
)
_FIELD = re.compile(r"^[>\s]*\*?(from|date|sent|subject|to|cc|reply-to)\*?\s*:\*?\s*(.*)$", re.I)
_PREFIX = re.compile(r"^(?:(?:fwd?|fw|re|aw|wg|tr)(?:\[\d+\])?\s*:\s*)+", re.I)
_FARTHEST = 40  # lines of comment that may stand before the block
_LONGEST_BLOCK = 12


@dataclass(frozen=True, slots=True)
class Forwarded:
    """What a forwarded message's own header says; None where it does not."""

    subject: str | None
    sender: str | None
    date: str | None


def strip_prefix(subject: str | None) -> str | None:
    """A subject without "Fwd:" and its like."""
    return _PREFIX.sub("", subject).strip() or None if subject else None


def unforward(lines: Sequence[str]) -> tuple[Forwarded | None, list[str]]:
    """The innermost forwarded header near the top, and the lines after it; the comment of whoever forwarded it is left out."""
    found, at = None, 0
    while True:
        start = next((number for number, line in enumerate(lines[at : at + _FARTHEST], at) if _BEGIN.match(line)), None)
        fields, length = _read_fields(lines[start + 1 : start + 1 + _LONGEST_BLOCK]) if start is not None else ({}, 0)
        if start is None or ("from" not in fields and "subject" not in fields):
            return found, list(lines[at:])
        found = Forwarded(strip_prefix(fields.get("subject")), fields.get("from"), fields.get("date") or fields.get("sent"))
        at = start + 1 + length


def _read_fields(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """Fields of a header block and how many lines it takes; a blank line before the first field is passed over."""
    fields: dict[str, str] = {}
    for number, line in enumerate(lines):
        field = _FIELD.match(line)
        if field:
            fields.setdefault(field[1].lower(), tidy(field[2]))
        elif line.strip() and (not fields or not line.startswith((" ", "\t", ">"))):
            return fields, number
        elif not line.strip() and fields:
            return fields, number + 1
    return fields, len(lines)
