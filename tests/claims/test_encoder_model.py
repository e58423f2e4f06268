"""The trained encoder as a folder, and its answers: run only where the extra `accurate` is installed."""

import json
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="needs torch, which the extra `accurate` installs; the small model works without it")
tokenizers = pytest.importorskip("tokenizers", reason="needs tokenizers, which the extra `accurate` installs")
pytest.importorskip("safetensors", reason="needs safetensors, which the extra `accurate` installs")

from pipelines.claims.calibration import Calibration  # noqa: E402
from pipelines.claims.encoder_body import LAYERS, WIDTH  # noqa: E402
from pipelines.claims.encoder_heads import new_heads  # noqa: E402
from pipelines.claims.encoder_input import Sequenced  # noqa: E402
from pipelines.claims.encoder_model import (  # noqa: E402
    FACTS,
    MARKER_TOKENS,
    TENSORS,
    TOKENIZER,
    EncoderFacts,
    EncoderModel,
    compact,
    encoder_of,
    markers_of,
)
from pipelines.errors import WrongUse  # noqa: E402

ANSWERS = {"count": ("0", "1", "2"), "act": ("accuse", "reject")}
SIZES = {name: len(listed) for name, listed in ANSWERS.items()}


def word_tokenizer(words: tuple[str, ...] = (*MARKER_TOKENS, "japan", "objects")) -> "tokenizers.Tokenizer":
    """A tokenizer over a handful of words."""
    level = tokenizers.models.WordLevel({word: at for at, word in enumerate(words)}, unk_token=words[0])
    tokenizer = tokenizers.Tokenizer(level)
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.WhitespaceSplit()
    return tokenizer


def base_weights() -> dict[str, "torch.Tensor"]:
    """An untrained encoder of the published shape, but for its vocabulary."""
    torch.manual_seed(5)
    weights = {"embeddings.word_embeddings.weight": torch.randn(16, WIDTH), "embeddings.position_embeddings.weight": torch.randn(64, WIDTH)}
    weights |= {"encoder.relative_attention_bias.weight": torch.randn(32, 12)}
    norms = ["embeddings.LayerNorm"]
    for number in range(LAYERS):
        name = f"encoder.layer.{number}"
        norms += [f"{name}.attention.LayerNorm", f"{name}.output.LayerNorm"]
        shapes = {f"{name}.attention.attn.{part}": (WIDTH, WIDTH) for part in "qkvo"}
        shapes |= {f"{name}.intermediate.dense": (4 * WIDTH, WIDTH), f"{name}.output.dense": (WIDTH, 4 * WIDTH)}
        for key, shape in shapes.items():
            weights |= {f"{key}.weight": torch.randn(shape) * 0.05, f"{key}.bias": torch.zeros(shape[0])}
    for norm in norms:
        weights |= {f"{norm}.weight": torch.ones(WIDTH), f"{norm}.bias": torch.zeros(WIDTH)}
    return compact(weights | new_heads(SIZES))


def heads_of(seed: int) -> dict[str, "torch.Tensor"]:
    """Untrained answers that differ by seed."""
    torch.manual_seed(seed)
    return compact(new_heads(SIZES))


def test_a_saved_model_is_the_same_when_loaded(tmp_path: Path) -> None:
    """Tensors, answers, calibration and tokenizer survive the folder."""
    calibration = Calibration(0.4, ((0.0, 0.5), (0.1, 0.9)), 12)
    model = EncoderModel(compact(new_heads(SIZES)), word_tokenizer(), EncoderFacts(ANSWERS, 1.25), calibration)

    model.save(tmp_path)
    loaded = EncoderModel.load(tmp_path)

    assert loaded.facts == model.facts
    assert loaded.calibration == calibration
    assert all(torch.equal(loaded.weights[name], tensor) for name, tensor in model.weights.items())
    assert encoder_of(loaded.tokenizer)("japan objects") == [7, 8]


@pytest.mark.parametrize("name", [TENSORS, TOKENIZER, FACTS])
def test_a_model_that_could_not_be_written_leaves_the_old_one(tmp_path: Path, name: str) -> None:
    """The files of a new model take the old ones' places when all three are written, not before."""
    old, new = heads_of(1), heads_of(2)
    EncoderModel(old, word_tokenizer(), EncoderFacts(ANSWERS, 1.0)).save(tmp_path)
    (tmp_path / f"{name}.part").mkdir()  # no file can be written there

    with pytest.raises(Exception, match=r"(?i)directory|rename"):
        EncoderModel(new, word_tokenizer(), EncoderFacts(ANSWERS, 2.0)).save(tmp_path)

    loaded = EncoderModel.load(tmp_path)
    assert loaded.facts.prior_shift == 1.0
    assert all(torch.equal(loaded.weights[key], tensor) for key, tensor in old.items())


@pytest.mark.parametrize("name", [TENSORS, TOKENIZER])
def test_half_a_replaced_model_is_none(tmp_path: Path, name: str) -> None:
    """Whoever stops while the files change places leaves a folder without facts: never old answers over new tensors."""
    EncoderModel(heads_of(1), word_tokenizer(), EncoderFacts(ANSWERS, 1.0)).save(tmp_path)
    kept = (tmp_path / name).read_bytes()
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()  # no file can be put in its place

    with pytest.raises(IsADirectoryError):
        EncoderModel(heads_of(2), word_tokenizer(), EncoderFacts(ANSWERS, 2.0)).save(tmp_path)
    (tmp_path / name).rmdir()
    (tmp_path / name).write_bytes(kept)

    with pytest.raises(WrongUse, match="holds no accurate model"):
        EncoderModel.load(tmp_path)
    EncoderModel(heads_of(2), word_tokenizer(), EncoderFacts(ANSWERS, 2.0)).save(tmp_path)
    assert EncoderModel.load(tmp_path).facts.prior_shift == 2.0


def test_a_folder_without_a_model_says_how_to_make_one(tmp_path: Path) -> None:
    """The accurate model is not shipped, so the message names the command."""
    with pytest.raises(WrongUse, match="train --accurate"):
        EncoderModel.load(tmp_path)


def test_a_model_of_another_format_is_refused(tmp_path: Path) -> None:
    """An old folder is trained again, not misread."""
    EncoderModel(compact(new_heads(SIZES)), word_tokenizer(), EncoderFacts(ANSWERS, 0.0)).save(tmp_path)
    facts = json.loads((tmp_path / FACTS).read_text())
    (tmp_path / FACTS).write_text(json.dumps({**facts, "format": 0}))

    with pytest.raises(WrongUse, match="format 0"):
        EncoderModel.load(tmp_path)


def test_a_tokenizer_without_the_marker_tokens_is_refused() -> None:
    """Brackets that the vocabulary does not know would all be the same unknown token."""
    with pytest.raises(WrongUse, match="marker"):
        markers_of(word_tokenizer(("<s>", "japan")))


def test_answers_keep_the_order_of_the_sequences_and_add_up() -> None:
    """Sequences are sorted by length inside; outside nothing of that is seen."""
    model = EncoderModel(base_weights(), word_tokenizer(), EncoderFacts(ANSWERS, 0.0))
    short = Sequenced((0, 7, 8, 1), (1,), (1, 3), ((2, "USA"), (2, "CHN")))
    long = Sequenced((0, 8, 8, 7, 7, 8, 1), (3,), (1, 6), ())

    first = model.answers([short, long])
    second = model.answers([long, short])

    for name in ANSWERS:
        assert first.by_question[name][0] == pytest.approx(second.by_question[name][1], abs=0.02)
        assert first.by_question[name].sum(axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)
    assert [code for code, _ in first.counterparts[0]] == ["USA", "CHN"]
    assert first.counterparts[1] == ()


def test_the_shift_makes_claims_rarer() -> None:
    """What training saw too often is put right: log-odds against a claim rise by the shift."""
    weights, tokenizer = base_weights(), word_tokenizer()
    sequence = Sequenced((0, 7, 8, 1), (1,), (1, 3), ())

    plain = EncoderModel(weights, tokenizer, EncoderFacts(ANSWERS, 0.0)).answers([sequence]).by_question["count"][0, 0]
    shifted = EncoderModel(weights, tokenizer, EncoderFacts(ANSWERS, 2.0)).answers([sequence]).by_question["count"][0, 0]

    assert torch.logit(torch.tensor(shifted)) - torch.logit(torch.tensor(plain)) == pytest.approx(2.0, abs=0.01)
