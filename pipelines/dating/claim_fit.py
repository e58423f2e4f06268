"""Fits what each cue of a claim's date counts: a log-linear choice among the options, learned from labelled claims.

Belongs here: the fit and the table it writes. Does not belong here: reading of labels, and measuring.
"""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from pipelines.dating.claim import basis_of
from pipelines.dating.claim_cues import cues_of
from pipelines.dating.claim_options import Setting, collect_options
from pipelines.records import DateBasis

RAREST = 4  # cues seen on fewer options are left out
RIDGE = 20.0  # strength of the pull towards nought; 8 to 20 differ by .002 on unseen documents
SMALLEST = 0.04  # weights below it are not written
ROUNDS = 100  # of the fit at most


@dataclass(frozen=True, slots=True)
class DatedClaim:
    """One labelled claim: where it stands, and the day and basis that its label gives."""

    setting: Setting
    on: date | None
    basis: DateBasis


def fit_weights(claims: Sequence[DatedClaim]) -> Mapping[str, float]:
    """What each cue counts, by cue; claims none of whose options has the label's day teach nothing."""
    cues, groups, right = _table(claims)
    counts = Counter(cue for option in cues for cue in option)
    names = sorted(cue for cue, count in counts.items() if count >= RAREST)
    places = {cue: place for place, cue in enumerate(names)}
    rows = [[places[cue] for cue in sorted(option) if cue in places] for option in cues]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.array([place for row in rows for place in row], dtype=np.int32)
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(rows), len(names)))
    starts = np.flatnonzero(np.r_[True, np.diff(groups) > 0])
    found = minimize(
        _loss, np.zeros(len(names)), args=(matrix, groups, starts, right), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}
    )
    return {cue: float(found.x[place]) for cue, place in places.items() if abs(found.x[place]) >= SMALLEST}


def _table(claims: Sequence[DatedClaim]) -> "tuple[list[set[str]], np.ndarray, np.ndarray]":
    cues: list[set[str]] = []
    groups: list[int] = []
    right: list[bool] = []
    for number, claim in enumerate(claims):
        options = collect_options(claim.setting)
        hits = [(option.on, basis_of(option)) == (claim.on, claim.basis) for option in options]
        if any(hits):
            cues += [set(cues_of(option, claim.setting)) for option in options]
            groups += [number] * len(options)
            right += hits
    return cues, np.unique(np.array(groups), return_inverse=True)[1], np.array(right)


def _loss(
    weights: "np.ndarray", matrix: csr_matrix, groups: "np.ndarray", starts: "np.ndarray", right: "np.ndarray"
) -> "tuple[float, np.ndarray]":
    """Negative log-likelihood of the right options with its ridge, and the gradient."""
    scores = matrix @ weights
    powers = np.exp(scores - np.maximum.reduceat(scores, starts)[groups])
    whole, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
    loss = float(np.log(whole).sum() - np.log(good).sum() + 0.5 * RIDGE * (weights @ weights))
    return loss, matrix.T @ (powers / whole[groups] - powers * right / good[groups]) + RIDGE * weights


def write_weights(weights: Mapping[str, float], path: Path) -> None:
    """Write the table that `claim_weights.load_weights` reads, by cue."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(("cue", "weight"))
        table.writerows((cue, f"{weight:.3f}") for cue, weight in sorted(weights.items()))
