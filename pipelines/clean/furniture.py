"""Lines that belong to the page and not to the story: sign-up boxes, link lines, credits, bare dates. The lines are reference rows."""

import re
from collections.abc import Sequence

from pipelines.clean.tools import CleanTools
from pipelines.clean.wording import fold

_LONGEST = 500
_HEAD = 4
_TAIL = 12
_LONGEST_BOILERPLATE = 1_500
_BOILERPLATE_SHARE = 0.5
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def strip_furniture(paragraphs: Sequence[str], tools: CleanTools) -> tuple[str, ...]:
    """The paragraphs that are not furniture. Some lines count as such only near the top, some only near the end."""
    last = len(paragraphs) - _TAIL
    kept = []
    for number, paragraph in enumerate(paragraphs):
        near = [tools.head_furniture] if number < _HEAD else []
        near += [tools.tail_furniture] if number >= last else []
        if len(paragraph) > _LONGEST or not any(pattern.fullmatch(paragraph) for pattern in near or [tools.furniture]):
            kept.append(paragraph)
    return tuple(kept)


def is_furniture(line: str, tools: CleanTools) -> bool:
    """Whether a line is furniture wherever it stands."""
    return len(line) <= _LONGEST and tools.furniture.fullmatch(line) is not None


def is_boilerplate(text: str, tools: CleanTools) -> bool:
    """Whether most of a short text is about subscribing, buying, or reading the mail itself."""
    if not text or len(text) > _LONGEST_BOILERPLATE:
        return False
    sentences = [part for part in _SENTENCE.split(text) if part.strip()]
    told = sum(len(part) for part in sentences if tools.boilerplate.search(part))
    return told > _BOILERPLATE_SHARE * sum(len(part) for part in sentences)


def without_title(paragraphs: Sequence[str], title: str | None) -> tuple[str, ...]:
    """The paragraphs without a first one or two that only say the headline again."""
    if not title:
        return tuple(paragraphs)
    said = fold(title)
    return tuple(p for number, p in enumerate(paragraphs) if number > 1 or fold(p) != said)
