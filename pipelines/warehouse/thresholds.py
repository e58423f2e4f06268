"""The numbers that decide what counts in the ledger, shown in its `thresholds` table.

Belongs here: their values and what they mean. Does not belong here: facts about the world, which are rows under data/reference.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Settings of one build; the models read them from the table of the same name."""

    min_confidence: float  # from the settings of the run, which pages and commands show too
    min_similarity: float = 0.8  # share of equal MinHash values
    min_version_similarity: float = (
        0.4  # of a correction with what it corrects, half of it under one address; different stories have under .1
    )
    duplicate_days: int = 3
    silence_days: int = 90
    walk_back_days: int = 30
    ahead_days: int = 1  # a dateline may stand one day ahead of the desk that carries it
