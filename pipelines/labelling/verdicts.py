"""What analysts said of single claims: rows of a file in the data folder, and the labelled sentences that training makes of them.

Belongs here: keeping verdicts and turning them into labels. A row holds the claim as it was judged, for a later extractor may read
another. Does not belong here: finding the claim in the lake (`judging`).
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from pipelines.claims.labelled import LabelledClaim, read_claim
from pipelines.claims.seeds import SEED
from pipelines.errors import LakeError
from pipelines.labelling.folder import LabelFolder, as_row
from pipelines.lake import no_room
from pipelines.records import Article

FILE_NAME = "verdicts.jsonl"


class Said(StrEnum):
    """What was said of a claim."""

    RIGHT = "right"  # it stands as it is
    WRONG = "wrong"  # it is another claim, where the verdict says which, or none
    WITHDRAWN = "withdrawn"  # an earlier verdict no longer counts


@dataclass(frozen=True, slots=True)
class Context:
    """Where a judged claim stands: enough to learn from it when its article has left the lake."""

    article_id: str
    document_id: str
    title: str | None
    source: str
    published: str | None
    sentence: str
    beside: tuple[LabelledClaim, ...]  # what else was read in the sentence: not judged, and not denied either


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row. `claim` is as it was judged, `instead` what it should have been: None where there is none."""

    claim_id: str
    said: Said
    on: date
    by: str
    note: str
    claim: LabelledClaim
    instead: LabelledClaim | None
    context: Context


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The file of verdicts; the last one on a claim counts. It need not be there yet."""

    path: Path

    def add(self, verdict: Verdict) -> None:
        """Write one more row."""
        rows = [*self._rows(), _as_json(verdict)]
        self._write(rows)

    def current(self) -> list[Verdict]:
        """The verdicts that count, in the order in which their claims were first judged."""
        last: dict[str, Verdict] = {}
        for row in self._rows():
            verdict = _from_json(row)
            last[verdict.claim_id] = verdict
        return [verdict for verdict in last.values() if verdict.said is not Said.WITHDRAWN]

    def forget(self, documents: Collection[str]) -> int:
        """Remove every row on documents that are taken down; how many there were."""
        rows = self._rows()
        kept = [row for row in rows if row["context"]["document_id"] not in documents]
        if len(kept) < len(rows):
            self._write(kept)
        return len(rows) - len(kept)

    def _rows(self) -> list[dict[str, Any]]:
        try:
            lines = self.path.read_text(encoding="utf-8").split("\n")  # a note may hold what else ends a line, such as U+2028
            return [json.loads(line) for line in lines if line.strip()]
        except FileNotFoundError:
            return []
        except ValueError as error:
            raise LakeError(f"{self.path.name} holds a line that is no verdict: {error}.") from error

    def _write(self, rows: Iterable[dict[str, Any]]) -> None:
        """Whole or not at all."""
        beside = self.path.with_name(f".{self.path.name}.part")
        with no_room(f"{self.path.name} cannot be written"):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text("".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows), encoding="utf-8")
            beside.replace(self.path)


def lay_out_verdicts(verdicts: Sequence[Verdict], folder: LabelFolder) -> int:
    """Write judged sentences as labelled articles of one sentence each; how many there are.

    Their names begin as those of seeds do: thresholds and calibration leave them out, since nobody chose them by chance. What else was
    read in a sentence stays beside the judged claims: a verdict on one claim says nothing about the others.
    """
    by_sentence: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        by_sentence.setdefault((verdict.context.article_id, verdict.context.sentence), []).append(verdict)
    for key, judged in by_sentence.items():
        name = f"{SEED}verdict-{hashlib.sha256(repr(key).encode()).hexdigest()[:16]}"
        folder.lay_out(_article(name, judged[-1].context))
        folder.save_labels(name, _labels(judged), by="verdicts")
    return len(by_sentence)


def _labels(judged: Sequence[Verdict]) -> list[LabelledClaim]:
    decided = [verdict.claim for verdict in judged]
    right = [verdict.claim if verdict.said is Said.RIGHT else verdict.instead for verdict in judged]
    beside = [claim for claim in judged[-1].context.beside if all(_key(claim) != _key(one) for one in decided)]
    kept: dict[tuple[str, str, str], LabelledClaim] = {_key(claim): claim for claim in [*beside, *right] if claim}
    return list(kept.values())


def _key(claim: LabelledClaim) -> tuple[str, str, str]:
    return claim.actor, claim.issue, claim.act


def _article(name: str, context: Context) -> Article:
    day = date.fromisoformat(context.published) if context.published else None
    return Article(name, name, name, None, 0, context.title, context.sentence, "en", context.source, published_on=day)


def _as_json(verdict: Verdict) -> dict[str, Any]:
    context = verdict.context
    told = {name: getattr(context, name) for name in Context.__slots__ if name != "beside"}
    return {
        "claim_id": verdict.claim_id,
        "said": str(verdict.said),
        "on": verdict.on.isoformat(),
        "by": verdict.by,
        "note": verdict.note,
        "claim": _with_confidence(verdict.claim),
        "instead": as_row(verdict.instead) if verdict.instead else None,
        "context": {**told, "beside": [_with_confidence(claim) for claim in context.beside]},
    }


def _with_confidence(claim: LabelledClaim) -> dict[str, Any]:
    return {**as_row(claim), "confidence": claim.confidence}


def _from_json(row: dict[str, Any]) -> Verdict:
    try:
        told = dict(row["context"])
        beside = tuple(read_claim(one) for one in told.pop("beside"))
        return Verdict(
            row["claim_id"],
            Said(row["said"]),
            date.fromisoformat(row["on"]),
            row["by"],
            row["note"],
            read_claim(row["claim"]),
            read_claim(row["instead"]) if row["instead"] else None,
            Context(**told, beside=beside),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise LakeError(f"{FILE_NAME} holds a row that is no verdict: {error!r}.") from error
