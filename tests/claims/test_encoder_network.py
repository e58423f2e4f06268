"""The encoder's layers, heads and training: run only where the extra `accurate` is installed."""

from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="needs torch, which the extra `accurate` installs; the small model works without it")
pytest.importorskip("tokenizers", reason="needs tokenizers, which the extra `accurate` installs")
pytest.importorskip("safetensors", reason="needs safetensors, which the extra `accurate` installs")

from pipelines.claims.encoder_body import LAYERS, WIDTH, _bucket, attention_bias, run_layers  # noqa: E402
from pipelines.claims.encoder_heads import TensorBatch, answer, new_heads  # noqa: E402
from pipelines.claims.encoder_input import Sequenced, pack  # noqa: E402
from pipelines.claims.encoder_learn import choose  # noqa: E402
from pipelines.claims.encoder_targets import Target  # noqa: E402
from pipelines.claims.encoder_train import Example, Plan, Progress, Trainer  # noqa: E402

SIZES = {"count": 3, "act": 2}
LAST = LAYERS - 1
PLAN = Plan(epochs=2, batch_size=4, frozen_layers=LAST, checkpoint_steps=2, negatives=1)
SHORT = Sequenced((1, 2, 3, 4), (1,), (2, 4), ((3, "USA"),))
LONG = Sequenced((5, 6, 7, 8, 9, 10), (2, 3), (3, 6), ())


def layer_weights() -> dict[str, "torch.Tensor"]:
    """The last layer of an untrained encoder, and a position bias."""
    torch.manual_seed(7)
    name = f"encoder.layer.{LAST}"
    shapes = {f"{name}.attention.attn.{part}": (WIDTH, WIDTH) for part in "qkvo"}
    shapes |= {f"{name}.intermediate.dense": (4 * WIDTH, WIDTH), f"{name}.output.dense": (WIDTH, 4 * WIDTH)}
    weights = {f"{key}.weight": torch.randn(shape) * 0.02 for key, shape in shapes.items()}
    weights |= {f"{key}.bias": torch.zeros(shape[0]) for key, shape in shapes.items()}
    for norm in ("attention.LayerNorm", "output.LayerNorm"):
        weights |= {f"{name}.{norm}.weight": torch.ones(WIDTH), f"{name}.{norm}.bias": torch.zeros(WIDTH)}
    return weights | {"encoder.relative_attention_bias.weight": torch.randn(32, 12) * 0.1}


def examples() -> list[Example]:
    """Eight candidates whose hidden states say outright whether there is a claim, and which."""
    torch.manual_seed(3)
    found = []
    for number in range(8):
        count = number % 2
        shares = (0.0, 0.0) if not count else (1.0, 0.0) if number % 4 == 1 else (0.0, 1.0)
        states = torch.randn(len(SHORT), WIDTH) * 0.1 + count * 0.5 + shares[1]
        found.append(Example(SHORT, Target(count, {"act": shares}, (number % 4 == 1,)), states.to(torch.bfloat16)))
    return found


def test_padding_changes_no_answer() -> None:
    """A candidate is judged the same alone and beside a longer one."""
    weights = layer_weights() | new_heads(SIZES)
    alone, beside = (TensorBatch.of(pack(listed, 0)) for listed in ([SHORT], [SHORT, LONG]))
    hidden = torch.randn(1, len(LONG), WIDTH)

    def judge(batch: TensorBatch, states: "torch.Tensor") -> dict[str, "torch.Tensor"]:
        return answer(weights, run_layers(weights, states, attention_bias(weights, batch.attention), [LAST]), batch)

    first = judge(alone, hidden[:, : len(SHORT)])
    second = judge(beside, hidden.expand(2, -1, -1))

    for name in SIZES:
        assert torch.allclose(first[name][0], second[name][0], atol=1e-4)
    assert torch.allclose(first["counterpart"], second["counterpart"], atol=1e-4)


def test_distances_fall_into_buckets_that_tell_the_sides_apart() -> None:
    """Near distances have a bucket each, far ones share; what follows is told from what went before."""
    near = _bucket(torch.arange(-7, 8))
    far = _bucket(torch.tensor([-4000, -128, 128, 4000]))

    assert len(set(near.tolist())) == 15
    assert far.tolist() == [15, 15, 31, 31]


def test_training_goes_on_from_a_checkpoint_as_if_it_had_not_stopped(tmp_path: Path) -> None:
    """Stopped after two steps and taken up, a training ends with the very same tensors."""
    whole = Trainer(layer_weights(), examples(), SIZES, 0, PLAN).run(tmp_path / "whole.pt", lambda _: None)

    def stop(progress: Progress) -> None:
        if progress.step == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        Trainer(layer_weights(), examples(), SIZES, 0, PLAN).run(tmp_path / "stopped.pt", stop)
    resumed = Trainer(layer_weights(), examples(), SIZES, 0, PLAN).run(tmp_path / "stopped.pt", lambda _: None)

    assert all(torch.equal(whole[name], resumed[name]) for name in whole)


def test_a_checkpoint_of_another_plan_is_not_taken_up(tmp_path: Path) -> None:
    """A training with other settings begins at its first step."""
    Trainer(layer_weights(), examples(), SIZES, 0, PLAN).run(tmp_path / "c.pt", lambda _: None)
    steps: list[int] = []

    Trainer(layer_weights(), examples(), SIZES, 0, replace(PLAN, seed=1)).run(
        tmp_path / "c.pt", lambda progress: steps.append(progress.step)
    )

    assert steps[0] == 1


def test_training_learns_what_the_states_say(tmp_path: Path) -> None:
    """The loss falls to near nothing where the answer stands in the hidden states."""
    losses: list[float] = []
    plan = Plan(epochs=20, batch_size=8, frozen_layers=LAST, negatives=1, dropout=0.0)

    Trainer(layer_weights(), examples(), SIZES, 0, plan).run(tmp_path / "c.pt", lambda progress: losses.append(progress.loss))

    assert len(losses) == 20
    assert losses[-1] < losses[0] / 3


def test_candidates_without_a_claim_are_drawn_and_the_rarity_is_kept() -> None:
    """Of many candidates without a claim some are learned from; the shift says how many they stand for."""
    held = (SHORT, Target(1, {}, ()))
    empty = (LONG, Target(0, {}, ()))

    chosen = choose([held] * 2 + [empty] * 100, Plan(negatives=2))

    assert sum(target.count > 0 for _, target in chosen.pairs) == 2
    assert len(chosen.pairs) == 7
    assert chosen.prior_shift == pytest.approx(3.2189, abs=1e-3)
