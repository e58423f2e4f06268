"""Words of a text, with their places.

Belongs here: one tokenizer that every matcher of the room shares. Does not belong here: what any word means.
"""

import re
from dataclasses import dataclass
from typing import Self

# One character for one, so that offsets stay those of the article.
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "‛": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "\u00a0": " "}
)
_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}(?:[A-Za-z]\b)?"  # U.S., e.g., U.S.S.R
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W_]+?(?=n't\b)|n't\b|'(?:s|re|ve|ll|d|m)\b"  # does n't, Japan 's
    r"|[^\W_]+"
    r"|[^\s]",
    re.IGNORECASE,
)


def plain_typography(text: str) -> str:
    """The text with typographic quotes, dashes and spaces made plain; every character keeps its place."""
    return text if text.isascii() and "`" not in text else text.translate(_TYPOGRAPHY)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one text, as four lists of one length.

    `starts` and `ends` are code points into the text that was cut; `lows` are the words in lower case.
    """

    words: tuple[str, ...]
    lows: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Cut a text whose typography is plain already."""
        spans = [match.span() for match in _TOKEN.finditer(text)]
        words = tuple([text[start:end] for start, end in spans])
        lows = tuple(map(str.lower, words))
        return cls(words, lows, tuple([start for start, _ in spans]), tuple([end for _, end in spans]))

    def __len__(self) -> int:
        """Number of words."""
        return len(self.words)
