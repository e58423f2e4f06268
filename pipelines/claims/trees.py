"""Boosted trees as plain arrays: predicting without pickle.

Belongs here: the arrays and walking them. Does not belong here: growing trees (`fitting`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees side by side, all of one width: arrays (trees, nodes); a leaf points to itself."""

    feature: npt.NDArray[np.int32]
    threshold: Numbers
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: Numbers
    base: float
    depth: int

    def chances(self, table: Numbers) -> Numbers:
        """The chance of "yes" for each row of a table."""
        count, width = self.feature.shape
        first = np.arange(count) * width  # of each tree's nodes, all in one row: flat places are quicker than pairs of them
        children = (np.stack([self.right, self.left], axis=2) + first[:, None, None]).ravel()
        feature, threshold, values = self.feature.ravel(), self.threshold.ravel(), table.ravel()
        row = np.repeat(np.arange(len(table)) * table.shape[1], count)
        node = np.tile(first, len(table))
        for _ in range(self.depth):
            goes_left = values.take(row + feature.take(node)) <= threshold.take(node)
            node = children.take(2 * node + goes_left)
        told = self.value.ravel().take(node).reshape(len(table), count)
        return np.asarray(1.0 / (1.0 + np.exp(-(self.base + told.sum(axis=1)))))

    def tables(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """The arrays under names that begin with the forest's own."""
        return {
            f"{name}.feature": self.feature,
            f"{name}.threshold": self.threshold,
            f"{name}.left": self.left,
            f"{name}.right": self.right,
            f"{name}.value": self.value,
            f"{name}.base": np.asarray([self.base, self.depth]),
        }

    @classmethod
    def of(cls, tables: Mapping[str, npt.NDArray[Any]], name: str) -> "Forest":
        """The forest that `tables` wrote."""
        feature, threshold, left, right, value = (tables[f"{name}.{part}"] for part in ("feature", "threshold", "left", "right", "value"))
        base, depth = tables[f"{name}.base"]
        return cls(feature, threshold, left, right, value, float(base), int(depth))
