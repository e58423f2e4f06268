"""The encoder's forward pass: MPNet (Song et al. 2020, arXiv:2004.09297), base size, written over its published weights.

Belongs here: embeddings and layers as functions of named tensors, so that the lower ones can be computed once and kept. Needs
torch; nothing imports this module before the accurate extractor is asked for. Does not belong here: heads, training.
"""

import math
from collections.abc import Iterable, Mapping

import torch
from torch import Tensor
from torch.nn import functional

LAYERS = 12
WIDTH = 768
HEADS = 12
POSITION_BUCKETS = 32
FARTHEST = 128  # tokens; larger distances share the last bucket
POSITION_OFFSET = 2  # the published position table begins with two rows that are not positions
NORM_EPSILON = 1e-5

Weights = Mapping[str, Tensor]


def embed(weights: Weights, tokens: Tensor) -> Tensor:
    """Token and position embeddings, normalised: (rows, places, width)."""
    places = torch.arange(tokens.shape[1]) + POSITION_OFFSET
    words = functional.embedding(tokens, weights["embeddings.word_embeddings.weight"])
    hidden = words + functional.embedding(places, weights["embeddings.position_embeddings.weight"])
    return _norm(weights, "embeddings.LayerNorm", hidden)


def attention_bias(weights: Weights, attention: Tensor) -> Tensor:
    """What is added to attention scores: learned by distance, minus infinity at padding; (rows, heads, places, places)."""
    length = attention.shape[1]
    places = torch.arange(length)
    buckets = _bucket(places[None, :] - places[:, None])
    by_distance = functional.embedding(buckets, weights["encoder.relative_attention_bias.weight"].float()).permute(2, 0, 1)
    padding = torch.zeros(attention.shape).masked_fill(attention == 0, float("-inf"))
    return by_distance[None] + padding[:, None, None, :]


def run_layers(weights: Weights, hidden: Tensor, bias: Tensor, layers: Iterable[int], dropout: float = 0.0) -> Tensor:
    """Pass hidden states through the layers with these numbers, in order."""
    for number in layers:
        hidden = _layer(weights, f"encoder.layer.{number}", hidden, bias, dropout)
    return hidden


def _layer(weights: Weights, name: str, hidden: Tensor, bias: Tensor, dropout: float) -> Tensor:
    rows, places, _ = hidden.shape
    query, key, value = (
        _linear(weights, f"{name}.attention.attn.{part}", hidden).view(rows, places, HEADS, WIDTH // HEADS).transpose(1, 2)
        for part in "qkv"
    )
    attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias.to(query.dtype))
    joined = _linear(weights, f"{name}.attention.attn.o", attended.transpose(1, 2).reshape(rows, places, WIDTH))
    hidden = _norm(weights, f"{name}.attention.LayerNorm", hidden + _drop(joined, dropout))
    inner = functional.gelu(_linear(weights, f"{name}.intermediate.dense", hidden))
    return _norm(weights, f"{name}.output.LayerNorm", hidden + _drop(_linear(weights, f"{name}.output.dense", inner), dropout))


def _bucket(distance: Tensor) -> Tensor:
    """Bucket of a signed distance: exact when near, logarithmic when far, the two sides apart (Raffel et al. 2020)."""
    half = POSITION_BUCKETS // 2
    exact = half // 2
    far = distance.abs()
    scale = (half - exact) / math.log(FARTHEST / exact)
    logarithmic = exact + (torch.log(far.clamp(min=1).float() / exact) * scale).long()
    side = torch.where(distance > 0, half, 0)
    return side + torch.where(far < exact, far, logarithmic.clamp(max=half - 1))


def _linear(weights: Weights, name: str, hidden: Tensor) -> Tensor:
    return functional.linear(hidden, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _norm(weights: Weights, name: str, hidden: Tensor) -> Tensor:
    scale, shift = weights[f"{name}.weight"], weights[f"{name}.bias"]
    return functional.layer_norm(hidden, (WIDTH,), scale, shift, NORM_EPSILON)


def _drop(hidden: Tensor, share: float) -> Tensor:
    return functional.dropout(hidden, share) if share else hidden
