"""Word vectors for the small model out of the base-size encoder's published weights.

Belongs here: which words, each word's vector (the encoder's mean state over the word alone), and fewer numbers for it. Torch is
imported when vectors are made. Does not belong here: using the vectors (`word_vectors`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipelines.claims.encoder_weights import find_weights
from pipelines.claims.tokens import Tokens, plain_typography
from pipelines.claims.word_vectors import Floats, save_vectors

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor

NUMBERS = 96  # kept of each vector
_LEAST = 2  # times a word occurs in the texts; the encoder's own whole words are taken in any case
_BATCH = 256


def make_word_vectors(texts: Iterable[str], weights: Path, out: Path) -> int:
    """Write the vectors of every word of some texts and of the encoder's own; the number of words.

    Args:
        texts: What the small model learns from, labelled or not; they say how rare a word is.
        weights: Holds the published weights, whole or in their parts (see `encoder_weights`).
        out: The file to write.

    Raises:
        WrongUse: The weights are missing or damaged.
    """
    from safetensors.torch import load_file

    from pipelines.claims.encoder_model import load_tokenizer

    found = find_weights(weights, out.parent)
    tokenizer = load_tokenizer(found.tokenizer)
    counts = count_words(texts, tokenizer.get_vocab())
    words = sorted(counts)
    often = np.asarray([counts[word] for word in words], dtype=np.float64)
    states = _states(words, load_file(found.tensors), tokenizer)
    save_vectors(out, words, fewer_numbers(states, np.sqrt(often)), np.log(often.sum() / often).astype(np.float32))
    return len(words)


def count_words(texts: Iterable[str], known: Collection[str]) -> dict[str, int]:
    """How often each word occurs in some texts, plus one: words that occur twice, and whole words that the encoder knows."""
    counts = Counter(low for text in texts for low in Tokens.of(plain_typography(text)).lows if low.isalpha())
    own = {word for word in known if word.isascii() and word.isalpha() and word.islower()}
    return {word: counts[word] + 1 for word in own | {word for word, count in counts.items() if count >= _LEAST}}


def _states(words: Sequence[str], tensors: "Mapping[str, Tensor]", tokenizer: "Tokenizer") -> Floats:
    """The encoder's last states, their mean over each word's own tokens and the two marks around them; words of one length at once."""
    import torch

    from pipelines.claims.encoder_body import LAYERS, WIDTH, attention_bias, embed, run_layers

    tokens = [one.ids for one in tokenizer.encode_batch(list(words))]
    by_length: dict[int, list[int]] = {}
    for at, ids in enumerate(tokens):
        by_length.setdefault(len(ids), []).append(at)
    states = np.zeros((len(words), WIDTH), dtype=np.float32)
    with torch.inference_mode():
        for places in by_length.values():
            for start in range(0, len(places), _BATCH):
                part = places[start : start + _BATCH]
                batch = torch.tensor([tokens[at] for at in part])
                bias = attention_bias(tensors, torch.ones(batch.shape))
                states[part] = run_layers(tensors, embed(tensors, batch), bias, range(LAYERS)).mean(dim=1).numpy()
    return states


def fewer_numbers(states: Floats, weights: npt.NDArray[np.float64], count: int = NUMBERS) -> Floats:
    """The directions in which words differ most, frequent words counting more; mean square of a vector is one."""
    centred = states - np.average(states, axis=0, weights=weights)
    _, _, directions = np.linalg.svd(centred * np.sqrt(weights)[:, None].astype(np.float32), full_matrices=False)
    signs = np.sign(directions[np.arange(len(directions)), np.abs(directions).argmax(axis=1)])
    kept = centred @ (directions * signs[:, None])[:count].T
    return np.asarray(kept / np.sqrt((kept**2).sum(axis=1).mean()), dtype=np.float32)
