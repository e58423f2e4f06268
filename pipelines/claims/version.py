"""What a claim rests on beside its article: the extractor's version, the reference tables, the model's file.

Belongs here: what makes older claims stale, but for the weights of days (`dating.claim_weights`). Loads none of it: an empty night asks of
this room whether it has changed, and nothing else.
"""

from pathlib import Path

VERSION = "local-16"
TABLES = (
    "countries", "country_aliases", "institutions", "alias_blockers", "role_nouns", "bloc_cues", "bloc_members", "frames", "act_nouns",
    "topics", "cues", "speech_sources", "speech_verbs", "issues", "acts", "offices", "currencies", "currency_ways",
)  # fmt: skip
FILE_NAME = "claims.npz"


def model_path(reference: Path) -> Path:
    """Where the shipped model stands."""
    return reference / "model" / FILE_NAME
