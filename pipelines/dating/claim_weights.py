"""How much each cue of a claim's day counts: the table beside this module, and its hash.

Belongs here: reading the table, apart from what it weighs, for a fingerprint needs nothing but its hash. Fitted by `claim_fit`.
"""

import csv
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources

TABLE = "claim_weights.csv"


@cache
def load_weights() -> Mapping[str, float]:
    """What each cue counts, read once."""
    return {row["cue"]: float(row["weight"]) for row in csv.DictReader(_read_table().splitlines())}


def fingerprint_weights() -> str:
    """Hash of the table, for whoever must know when days were chosen by another one; 16 hexadecimal digits."""
    return hashlib.sha256(_read_table().encode()).hexdigest()[:16]


def _read_table() -> str:
    return resources.files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
