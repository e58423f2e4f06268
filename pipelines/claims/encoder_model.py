"""The trained encoder as a folder of three files, and its answers over sequences.

Belongs here: loading, saving, scoring. Needs torch; nothing imports this module before the accurate extractor is asked for. Does
not belong here: which claim the answers make (see `encoder`), training.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from pipelines.claims.calibration import Calibration
from pipelines.claims.encoder_body import LAYERS, attention_bias, embed, run_layers
from pipelines.claims.encoder_heads import COUNTERPART, TensorBatch, answer
from pipelines.claims.encoder_input import Encode, Markers, Sequenced, pack
from pipelines.claims.encoder_targets import COUNT
from pipelines.errors import WrongUse
from pipelines.lake import sync_folder

FORMAT = 2
TENSORS = "encoder.safetensors"
TOKENIZER = "tokenizer.json"
FACTS = "encoder.json"
BATCH = 32  # sequences of like length that are scored at once
MARKER_TOKENS = ("<s>", "</s>", "<pad>", "[unused1]", "[unused2]", "[unused3]", "[unused4]")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Answers:
    """Probabilities of some sequences: by question (rows in the sequences' order), and by sequence for each other country marked."""

    by_question: Mapping[str, Floats]
    counterparts: tuple[tuple[tuple[str, float], ...], ...]


@dataclass(frozen=True, slots=True)
class EncoderFacts:
    """What a trained encoder must be known by: its answers in order, and what it learned from."""

    answers: Mapping[str, tuple[str, ...]]
    prior_shift: float  # added to the log-odds of "no claim", as claims are rarer in news than they were in training
    learned_from: tuple[str, ...] = ()  # names of the labelled articles


@dataclass(frozen=True, slots=True)
class EncoderModel:
    """A trained encoder in memory; `calibration` is that of its blend with the small model."""

    weights: Mapping[str, Tensor]
    tokenizer: Tokenizer
    facts: EncoderFacts
    calibration: Calibration | None = None

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read a folder that `save` wrote.

        Raises:
            WrongUse: There is no such model, or it is of another format.
        """
        try:
            facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
            stored = load_file(folder / TENSORS)
        except FileNotFoundError as error:
            raise WrongUse(f"{folder} holds no accurate model; `demarche train --accurate` makes one.") from error
        if facts.get("format") != FORMAT:
            raise WrongUse(f"The accurate model in {folder} is of format {facts.get('format')!r}, not {FORMAT}: train it again.")
        answers = {name: tuple(listed) for name, listed in facts["answers"].items()}
        known = EncoderFacts(answers, float(facts["prior_shift"]), tuple(facts["learned_from"]))
        return cls(stored, load_tokenizer(folder / TOKENIZER), known, _calibration(facts["calibration"]))

    def save(self, folder: Path) -> None:
        """Write the three files beside, then put them in place. The facts of an older model go before its tensors do, and the new ones
        come last: a run that is killed leaves the old model, the new one, or none, and never the words of one with the numbers of another.
        """
        folder.mkdir(parents=True, exist_ok=True)
        facts = {
            "format": FORMAT,
            "answers": dict(self.facts.answers),
            "prior_shift": self.facts.prior_shift,
            "learned_from": list(self.facts.learned_from),
            "calibration": asdict(self.calibration) if self.calibration else None,
        }
        beside = {name: folder / f"{name}.part" for name in (TENSORS, TOKENIZER, FACTS)}
        save_file({name: tensor.contiguous() for name, tensor in self.weights.items()}, beside[TENSORS])
        beside[TENSORS].chmod(0o644)  # the library writes it for its owner alone
        self.tokenizer.save(str(beside[TOKENIZER]))
        beside[FACTS].write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
        for path in beside.values():
            _sync(path)
        (folder / FACTS).unlink(missing_ok=True)
        sync_folder(folder)
        for name, path in beside.items():
            path.replace(folder / name)
        sync_folder(folder)

    def answers(self, sequences: Sequence[Sequenced]) -> Answers:
        """Probabilities for each sequence."""
        padding = markers_of(self.tokenizer).padding
        order = sorted(range(len(sequences)), key=lambda at: len(sequences[at]))
        found = {name: np.zeros((len(sequences), len(listed)), dtype=np.float32) for name, listed in self.facts.answers.items()}
        pairs: list[tuple[tuple[str, float], ...]] = [()] * len(sequences)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            scores = self._scores(TensorBatch.of(pack([sequences[at] for at in chosen], padding)))
            scores[COUNT][:, 0] += self.facts.prior_shift
            for name, table in found.items():
                table[chosen] = scores[name].softmax(dim=-1).numpy()
            chances = iter(scores[COUNTERPART].sigmoid().tolist())
            for at in chosen:
                pairs[at] = tuple((code, next(chances)) for _, code in sequences[at].others)
        return Answers(found, tuple(pairs))

    def _scores(self, batch: TensorBatch) -> dict[str, Tensor]:
        with torch.inference_mode():
            bias = attention_bias(self.weights, batch.attention)
            hidden = run_layers(self.weights, embed(self.weights, batch.tokens), bias, range(LAYERS))
            scores = answer(self.weights, hidden.float(), batch)
        return {name: score.clone() for name, score in scores.items()}


def _sync(path: Path) -> None:
    """Make the bytes of a file durable, so that a rename cannot come before them."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _calibration(found: Mapping[str, Any] | None) -> Calibration | None:
    if found is None:
        return None
    joint, right = found["curve"]
    return Calibration(float(found["threshold"]), (tuple(joint), tuple(right)), int(found["article_count"]))


def use_one_thread() -> None:
    """Compute on one core in this process: engines run a process for each core."""
    torch.set_num_threads(1)


def load_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer that neither pads nor cuts; laying out is ours."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def encoder_of(tokenizer: Tokenizer) -> Encode:
    """Token numbers of a text, without begin and end."""
    return lambda text: tokenizer.encode(text, add_special_tokens=False).ids


def markers_of(tokenizer: Tokenizer) -> Markers:
    """The tokens with a meaning of their own; brackets are tokens that the published vocabulary leaves unused.

    Raises:
        WrongUse: The tokenizer lacks one of them.
    """
    numbers = [tokenizer.token_to_id(token) for token in MARKER_TOKENS]
    if any(number is None for number in numbers):
        raise WrongUse("The tokenizer is not the one the encoder was published with: it lacks a marker token.")
    return Markers(*numbers)


def compact(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights as they are stored and computed with: bfloat16, but for the heads."""
    return {name: tensor.float() if name.startswith("head.") else tensor.to(torch.bfloat16) for name, tensor in weights.items()}
