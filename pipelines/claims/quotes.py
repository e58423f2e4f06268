"""The run of words that carries a claim.

Belongs here: trimming a sentence to what holds actor, act and issue. Does not belong here: whether there is a claim.
"""

import re

from pipelines.claims.reading import ReadSentence
from pipelines.claims.slots import Filled

_LEAD = re.compile(r"(?:[-*•]\s+|(?:But|And|However|Meanwhile|Moreover|Still|Also|Separately|In addition|Earlier|Yet)\b,?\s+)+")


def find_quote(read: ReadSentence, filled: Filled) -> tuple[int, int]:
    """First character of the quote in the sentence, and one past its last; never empty, never beyond the sentence."""
    del filled
    lead = _LEAD.match(read.text)
    start = lead.end() if lead and lead.end() < len(read.text) else 0
    return start, len(read.text)
