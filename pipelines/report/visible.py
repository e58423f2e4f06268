"""Characters a reader cannot see, made visible.

Belongs here: the rule which characters of a quote are shown as an escape instead of as themselves. Does not belong here: escaping for
HTML, CSV or a terminal table, which each writer does in its own tongue.
"""

import re
import unicodedata

# Controls, bidirectional marks and overrides, zero-width characters, tags and other format characters; a soft hyphen is one too.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
_SPACES = re.compile(r"[\t\n\r ]+")


def show_hidden(text: str) -> str:
    """The text with every control, bidirectional or zero-width character written as its escape, e.g. `\\u202e`.

    Tabs and line feeds stay; they are white space that every writer knows.
    """
    return _HIDDEN.sub(_escape, text)


def one_line(text: str, limit: int | None = None) -> str:
    """The text on one line with hidden characters shown, cut at a space before `limit` characters with an ellipsis."""
    flat = show_hidden(_SPACES.sub(" ", text).strip())
    if limit is None or len(flat) <= limit:
        return flat
    head = flat[: limit - 1]
    at = head.rfind(" ")
    return (head[:at] if at > limit // 2 else head).rstrip() + "…"


def has_hidden(text: str) -> bool:
    """Whether any character of the text is shown as an escape."""
    return _HIDDEN.search(text) is not None


def is_hidden(character: str) -> bool:
    """Whether the character is shown as an escape."""
    return bool(_HIDDEN.match(character))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def name_hidden(character: str) -> str:
    """What a hidden character is called, for a reader who wonders: `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL CHARACTER')}"
