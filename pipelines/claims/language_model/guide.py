"""What the model is told: the instructions with our codes, the schema of its answers, and the version of both.

Belongs here: everything whose change makes older answers stale. Does not belong here: the articles (`pieces`).
"""

import hashlib
import json
from dataclasses import dataclass
from importlib import resources
from typing import Any, Self

from pipelines.records import Attribution, Modality
from pipelines.reference import Reference

TABLES = ("countries", "issues", "acts")
DIRECTIONS = ("open", "protect", "stronger", "weaker", "stable", "flexible")
TOLD, CURRENT, UNKNOWN = DAYS = ("told", "current", "unknown")  # how a claim is dated: by words of the article, as its news, not at all
CERTAINTIES = ("high", "medium", "low")
_FORM = "2"  # of the articles as they are laid before the model; see `pieces`


@dataclass(frozen=True, slots=True)
class Guide:
    """Instructions and answer schema."""

    instructions: str
    schema: dict[str, Any]

    @classmethod
    def load(cls, reference: Reference) -> Self:
        """Instructions with the codes of the reference tables."""
        countries, issues, acts = (reference.rows(table) for table in TABLES)
        text = resources.files(__package__).joinpath("prompt.txt").read_text(encoding="utf-8")
        filled = {
            "blocs": ", ".join(row["code"] for row in countries if row["kind"] == "bloc"),
            "former": ", ".join(row["code"] for row in countries if row["kind"] == "former"),
            "issues": "\n".join(f"  {row['issue']} ({row['topic']}): {row['about']}" for row in issues),
            "acts": "\n".join(f"  {row['act']}: {row['meaning'].lower()} (as in: {row['typical_words']})" for row in acts),
        }
        for name, words in filled.items():
            text = text.replace(f"{{{name}}}", words)
        return cls(text, answer_schema([row["issue"] for row in issues], [row["act"] for row in acts]))

    @property
    def version(self) -> str:
        """Hash of all that the model is told beside the articles, 12 hexadecimal digits."""
        told = "\0".join((_FORM, self.instructions, json.dumps(self.schema, sort_keys=True)))
        return hashlib.sha256(told.encode()).hexdigest()[:12]


def answer_schema(issues: list[str], acts: list[str]) -> dict[str, Any]:
    """JSON schema of an answer, in the strict subset that endpoints enforce: everything required, nothing beside it.

    Codes of countries and currencies are plain strings, since endpoints limit the number of listed values; validators check them.
    """
    word, number = {"type": "string"}, {"type": "integer"}
    claim = {
        "sentence": number,
        "quote": word,
        "actor": word,
        "speaker": {"type": ["string", "null"]},
        "counterparts": {"type": "array", "items": word},
        "issue": {"type": "string", "enum": issues},
        "act": {"type": "string", "enum": acts},
        "modality": {"type": "string", "enum": [str(one) for one in Modality]},
        "attribution": {"type": "string", "enum": [str(one) for one in Attribution]},
        "currency": {"type": ["string", "null"]},
        "direction": {"type": ["string", "null"], "enum": [*DIRECTIONS, None]},
        "amount": {"type": ["number", "null"]},
        "unit": {"type": ["string", "null"]},
        "day": {"type": "string", "enum": list(DAYS)},
        "when": {"type": ["string", "null"]},
        "when_sentence": {"type": ["integer", "null"]},
        "certainty": {"type": "string", "enum": list(CERTAINTIES)},
    }
    return _closed({"articles": _listed(_closed({"article": number, "claims": _listed(_closed(claim))}))})


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _listed(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}
