"""How much each cue of a claim's day counts: the table beside this module, and its hash.

Belongs here: reading the table, apart from what it weighs, for a fingerprint needs nothing but its hash. Fitted by `claim_fit`.
"""

import csv
import hashlib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources

TABLE = "claim_weights.csv"


Weights = Mapping[str, Mapping[str, float]]  # what each cue counts, by the cue's kind


@cache
def load_weights() -> Weights:
    """What each cue counts, read once."""
    return by_kind({row["cue"]: float(row["weight"]) for row in csv.DictReader(_read_table().splitlines())})


def by_kind(weights: Mapping[str, float]) -> Weights:
    """Weights by cue, parted at the first colon of its name: a kind has hundreds of cues, and asks for them one after another."""
    parted: dict[str, dict[str, float]] = defaultdict(dict)
    for cue, weight in weights.items():
        kind, _, rest = cue.partition(":")
        parted[kind][rest] = weight
    return dict(parted)


def fingerprint_weights() -> str:
    """Hash of the table, for whoever must know when days were chosen by another one; 16 hexadecimal digits."""
    return hashlib.sha256(_read_table().encode()).hexdigest()[:16]


def _read_table() -> str:
    return resources.files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
