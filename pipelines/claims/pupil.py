"""A small network beside the linear heads: a pupil of the accurate model, which reads a sentence in the order of its words.

Belongs here: its answers with NumPy alone, and its share in the scores of what may be a claim. Does not belong here: what it reads
(`pupil_input`), how it learned (`pupil_network`, `pupil_learn`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse

from pipelines.claims.candidates import CANDIDATE_KINDS
from pipelines.claims.model import Floats
from pipelines.claims.pupil_input import ACTOR, DISTANCES, SPECIAL, Indexes, Layout, Ragged, Sheet, distances
from pipelines.claims.second_look import PAIR
from pipelines.claims.vectors import Described
from pipelines.claims.word_vectors import WordVectors

CLAIM = "claim"
BLENDED = ("issue", "act", "modality", "attribution")  # heads whose answers count, beside that of the claim
SHARES = {CLAIM: 0.4, PAIR: 0.4, "modality": 0.5, "attribution": 0.5}  # of its log-odds; whose word it is hangs most on word order
ASKED = 0.12  # worth of a candidate from which on it is asked
TABLE = "pupil"  # prefix of its arrays in the model file
WORDS, SCALE, META = "words", "scale", "meta"
VECTOR = 96  # numbers of a word
WIDTH = 128  # of states
BLOCKS = 2  # of convolution, attention and dense layers
WIDER = 2 * WIDTH
BAGS = 3  # places before the words: candidate with its clues, the sentence before, the headline
ATTENTION_HEADS = 4
REACH = 16  # words apart up to which attention tells distances
BAG_LENGTH = 3.0
_FLOOR = 1e-5  # added to a chance before its logarithm
_BATCH = 32
_TINY = 1e-5
_GREATEST = np.float32(80.0)  # beyond which an exponential overflows


@dataclass(frozen=True, slots=True)
class Pupil:
    """The network's weights by name, words and clues it knows, and its classes by head in the order of its answers."""

    layout: Layout
    rarity: Floats
    weights: Mapping[str, Floats]
    classes: Mapping[str, tuple[str, ...]]

    def answers(self, described: Sequence[Described]) -> dict[str, Floats]:
        """Chances by head, one row a candidate; candidates of like length are read together."""
        sheet = self.layout.lay_out(described)
        order = np.argsort(sheet.sentence.lengths, kind="stable")
        raw = np.zeros((len(sheet), len(self.weights["out.bias"])), dtype=np.float32)
        for start in range(0, len(order), _BATCH):
            kept = order[start : start + _BATCH]
            raw[kept] = self._read(sheet.take(kept))
        return split_answers(raw, self.classes)

    def _read(self, sheet: Sheet) -> Floats:
        """Raw answers of a batch."""
        weights = self.weights
        words = sheet.sentence.padded()
        own = weights["kind"][sheet.kinds] + _sums(sheet.clues, np.ones(len(weights["clue"]), dtype=np.float32)) @ weights["clue"]
        bags = [own, *(self._bag(bag, name) for bag, name in ((sheet.before, "before"), (sheet.headline, "headline")))]
        tokens = _linear(weights, "in", weights[WORDS][words]) + weights["distance"][distances(words)]
        known = np.concatenate([np.ones((len(words), BAGS), dtype=bool), words > 0], axis=1)
        states = np.concatenate([np.stack(bags, axis=1), tokens], axis=1)[known]  # places that hold nothing are left out
        for block in range(BLOCKS):
            states = _attend(weights, _mix_neighbours(weights, states, known, block), known, block)
        return self._conclude(_spread(states, known), known, words)

    def _bag(self, bag: Ragged, name: str) -> Floats:
        sums = _sums(bag, self.rarity) @ self.weights[WORDS]
        sums = sums / (np.sqrt((sums**2).sum(axis=1, keepdims=True)) + 1e-6) * BAG_LENGTH
        return _linear(self.weights, name, sums)

    def _conclude(self, states: Floats, known: npt.NDArray[np.bool_], words: Indexes) -> Floats:
        """From the candidate's own place, the mean over the actor's words, and a mean over all that the network weighs itself."""
        actor = (words == ACTOR).astype(np.float32)
        actor /= np.maximum(actor.sum(axis=1, keepdims=True), 1.0)
        gate = np.where(known, _linear(self.weights, "gate", states)[:, :, 0], -1e4)
        pooled = (_softmax(gate)[:, None, :] @ states)[:, 0]
        joined = np.concatenate([states[:, 0], (actor[:, None, :] @ states[:, BAGS:])[:, 0], pooled], axis=1)
        middle = _gelu(_linear(self.weights, "middle", _norm(self.weights, "last_norm", joined)))
        return _linear(self.weights, "out", middle)

    def blend(
        self, scores: Mapping[str, Floats], described: Sequence[Described], groups: Sequence[Indexes], classes: Mapping[str, Sequence[str]]
    ) -> dict[str, Floats]:
        """The scores with the network's share in some rows of them; each group is read by itself, so that others change no digit."""
        if not groups:
            return dict(scores)
        parts = [self.answers([described[at] for at in rows.tolist()]) for rows in groups]
        answers = {head: np.concatenate([part[head] for part in parts]) for head in parts[0]}
        return blend(scores, answers, np.concatenate(groups), (self.classes, classes))

    def tables(self) -> dict[str, npt.NDArray[Any]]:
        """The arrays under their names in a file; word vectors in eight bits with a scale a column."""
        table = self.weights[WORDS]
        scale = np.maximum(np.abs(table).max(axis=0), 1e-9) / 127
        meta = {"clues": list(self.layout.clues), "classes": {head: list(names) for head, names in self.classes.items()}}
        return {
            f"{TABLE}.{META}": np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8),
            f"{TABLE}.{WORDS}": np.round(table / scale).astype(np.int8),
            f"{TABLE}.{SCALE}": scale.astype(np.float32),
            **{f"{TABLE}.{name}": one.astype(np.float16) for name, one in self.weights.items() if name != WORDS},
        }

    @classmethod
    def of(cls, tables: Mapping[str, npt.NDArray[Any]], vectors: WordVectors) -> Self:
        """The network that `tables` wrote, over the word vectors whose words it learned.

        Raises:
            KeyError: An array is missing.
            ValueError: The arrays do not fit the word vectors.
        """
        part = {name.removeprefix(f"{TABLE}."): array for name, array in tables.items() if name.startswith(f"{TABLE}.")}
        meta = json.loads(part.pop(META).tobytes())
        words = part.pop(WORDS).astype(np.float32) * part.pop(SCALE)
        if len(words) != len(SPECIAL) + len(vectors.table):
            raise ValueError(f"the small network knows {len(words)} words, the vectors {len(vectors.table)}")
        weights = {WORDS: words, **{name: array.astype(np.float32) for name, array in part.items()}}
        classes = {head: tuple(names) for head, names in meta["classes"].items()}
        if {name: one.shape for name, one in weights.items()} != shapes_of(len(words), len(meta["clues"]), classes):
            raise ValueError("the small network's weights are of other sizes")
        return cls(Layout.of(vectors, meta["clues"]), rarity_of(vectors), weights, classes)


def shapes_of(word_count: int, clue_count: int, classes: Mapping[str, Sequence[str]]) -> dict[str, tuple[int, ...]]:
    """The size of every table of weights by name."""
    layers = {
        **dict.fromkeys(("in", "before", "headline"), (VECTOR, WIDTH)),
        "gate": (WIDTH, 1),
        "middle": (3 * WIDTH, WIDTH),
        "out": (WIDTH, 2 + sum(map(len, classes.values()))),
    }
    norms = {"last_norm": 3 * WIDTH}
    for block in range(BLOCKS):
        layers |= {
            f"near{block}": (3 * WIDTH, 2 * WIDTH),
            f"ask{block}": (WIDTH, 3 * WIDTH),
            f"tell{block}": (WIDTH, WIDTH),
            f"widen{block}": (WIDTH, WIDER),
            f"narrow{block}": (WIDER, WIDTH),
        }
        norms |= dict.fromkeys((f"near{block}_norm", f"ask{block}_norm", f"wide{block}_norm"), WIDTH)
    return {
        WORDS: (word_count, VECTOR),
        "distance": (DISTANCES, WIDTH),
        "kind": (len(CANDIDATE_KINDS) + 1, WIDTH),
        "clue": (clue_count, WIDTH),
        **{f"apart{block}": (2 * REACH + 2, ATTENTION_HEADS) for block in range(BLOCKS)},
        **{f"{name}.weight": shape for name, shape in layers.items()},
        **{f"{name}.bias": shape[1:] for name, shape in layers.items()},
        **{f"{name}.{part}": (width,) for name, width in norms.items() for part in ("weight", "bias")},
    }


def rarity_of(vectors: WordVectors) -> Floats:
    """What a word weighs in a bag, special ones once."""
    return np.concatenate([np.ones(len(SPECIAL), dtype=np.float32), vectors.rarity])


def split_answers(raw: Floats, classes: Mapping[str, Sequence[str]]) -> dict[str, Floats]:
    """Chances by head from raw answers side by side, no and yes of the claim first."""
    ends = np.cumsum([2, *map(len, classes.values())])
    parts = np.split(raw, ends[:-1], axis=1)
    return {head: _softmax(part).astype(np.float32) for head, part in zip((CLAIM, *classes), parts, strict=True)}


def blend(
    scores: Mapping[str, Floats],
    answers: Mapping[str, Floats],
    rows: npt.NDArray[np.intp],
    classes: tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]],
) -> dict[str, Floats]:
    """The weighted mean of both log-odds in some rows; `classes` are the pupil's by head and those of the scores, by blended head."""
    told = {head: _in_order(answers[head], classes[0][head], names) for head, names in classes[1].items() if head in classes[0]}
    told[CLAIM] = answers[CLAIM]
    if "issue" in told and "act" in told:
        told[PAIR] = (told["issue"][:, :, None] * told["act"][:, None, :]).reshape(len(rows), -1)
    joined = dict(scores)
    for head in SHARES.keys() & told.keys() & scores.keys():
        logs = (1.0 - SHARES[head]) * np.log(scores[head][rows] + _FLOOR) + SHARES[head] * np.log(told[head] + _FLOOR)
        joined[head] = scores[head].copy()
        joined[head][rows] = _softmax(logs)
    if PAIR in told and PAIR in scores:
        pairs = joined[PAIR][rows].reshape(len(rows), told["issue"].shape[1], -1)
        for head, axis in (("issue", 2), ("act", 1)):
            joined[head] = scores[head].copy()
            joined[head][rows] = pairs.sum(axis=axis)
    return joined


def _in_order(chances: Floats, own: Sequence[str], wanted: Sequence[str]) -> Floats:
    """Columns by name; a class that the pupil does not know is unlikely."""
    place = {name: at for at, name in enumerate(own)}
    nought = np.zeros(len(chances), dtype=np.float32)
    return np.stack([chances[:, place[name]] if name in place else nought for name in wanted], axis=1)


def _sums(bag: Ragged, weights: Floats) -> Any:
    """Rows that sum up a table's rows, each with its weight."""
    return sparse.csr_matrix((weights[bag.flat], bag.flat, bag.ends), (len(bag.lengths), len(weights)))


def _mix_neighbours(weights: Mapping[str, Floats], states: Floats, known: npt.NDArray[np.bool_], block: int) -> Floats:
    """A gated convolution over three places; beyond a candidate's first and last one is nothing."""
    normed = _norm(weights, f"near{block}_norm", states)
    ends = np.cumsum(known.sum(axis=1))
    near = np.zeros((len(states), 3, states.shape[1]), dtype=np.float32)
    near[1:, 0], near[:, 1], near[:-1, 2] = normed[:-1], normed, normed[1:]
    near[ends[:-1], 0] = near[ends - 1, 2] = 0.0
    values, gates = np.split(_linear(weights, f"near{block}", near.reshape(len(states), -1)), 2, axis=1)
    return np.asarray(states + values * _sigmoid(gates))


def _attend(weights: Mapping[str, Floats], states: Floats, known: npt.NDArray[np.bool_], block: int) -> Floats:
    """Attention of every place to all others of its candidate, and two dense layers."""
    rows, length = known.shape
    parts = _spread(_linear(weights, f"ask{block}", _norm(weights, f"ask{block}_norm", states)), known)
    queries, keys, values = parts.reshape(rows, length, 3, ATTENTION_HEADS, -1).transpose(2, 0, 3, 1, 4)
    raw = queries @ keys.transpose(0, 1, 3, 2) * np.float32(1.0 / np.sqrt(states.shape[1] // ATTENTION_HEADS))
    raw += weights[f"apart{block}"][apart_of(length)].transpose(2, 0, 1)[None]
    raw += np.where(known, np.float32(0.0), np.float32(-1e4))[:, None, None, :]
    told = (_softmax(raw) @ values).transpose(0, 2, 1, 3).reshape(rows, length, -1)[known]
    states = states + _linear(weights, f"tell{block}", told)
    return np.asarray(
        states + _linear(weights, f"narrow{block}", _gelu(_linear(weights, f"widen{block}", _norm(weights, f"wide{block}_norm", states))))
    )


def _spread(states: Floats, known: npt.NDArray[np.bool_]) -> Floats:
    """The places in rows of one length again, one row a candidate, filled up with noughts."""
    grid = np.zeros((*known.shape, states.shape[1]), dtype=np.float32)
    grid[known] = states
    return grid


def apart_of(length: int) -> Indexes:
    """Which of the distances that attention tells lies between every two places; one more for a bag and any place."""
    at = np.arange(length)
    apart = np.clip(at[None] - at[:, None], -REACH, REACH) + REACH
    return np.where((at[:, None] >= BAGS) & (at[None] >= BAGS), apart, 2 * REACH + 1)


def _linear(weights: Mapping[str, Floats], name: str, states: Any) -> Floats:
    """All rows in one product, which is quicker than one product a candidate."""
    table = weights[f"{name}.weight"]
    flat = states.reshape(-1, len(table)) @ table + weights[f"{name}.bias"]
    return np.asarray(flat.reshape(*states.shape[:-1], -1))


def _norm(weights: Mapping[str, Floats], name: str, states: Floats) -> Floats:
    centred: Floats = states - states.mean(axis=-1, keepdims=True)
    centred *= 1.0 / np.sqrt(np.einsum("...i,...i->...", centred, centred)[..., None] / np.float32(states.shape[-1]) + np.float32(_TINY))
    centred *= weights[f"{name}.weight"]
    centred += weights[f"{name}.bias"]
    return centred


def _gelu(values: Floats) -> Floats:
    """By its common approximation, as a sigmoid: powers and hyperbolic tangents of NumPy take ten times as long."""
    return np.asarray(values * _sigmoid(np.float32(1.5957691216) * values * (1.0 + np.float32(0.044715) * values * values)))


def _sigmoid(values: Floats) -> Floats:
    raised = np.exp(-np.maximum(values, -_GREATEST))
    raised += np.float32(1.0)
    return np.asarray(np.reciprocal(raised, out=raised))


def _softmax(raw: Floats) -> Floats:
    shifted = raw - raw.max(axis=-1, keepdims=True)
    np.exp(shifted, out=shifted)
    shifted /= shifted.sum(axis=-1, keepdims=True)
    return np.asarray(shifted)
