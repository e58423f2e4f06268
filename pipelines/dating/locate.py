"""Where words found in a cleaned or parsed text stand in the document as it arrived.

Belongs here: looking past line breaks and markup between words. Does not belong here: reading dates.
"""

import re

_GAP = r"(?:\s|&(?:nbsp|thinsp|ensp|emsp|#\w{2,6});|<[^<>]{0,200}>){1,20}"


def find_words(raw_text: str, words: str, start: int = 0) -> int | None:
    """Code point at which the words begin, from `start` on, else from the top; what parts them may be wrapped or marked up."""
    at = raw_text.find(words, start)
    at = at if at >= 0 else raw_text.find(words)
    if at >= 0 or not (parts := words.split()):
        return at if at >= 0 else None
    pattern = re.compile(_GAP.join(map(re.escape, parts)))
    match = pattern.search(raw_text, start) or pattern.search(raw_text)
    return match.start() if match else None
