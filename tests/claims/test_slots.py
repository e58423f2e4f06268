"""Slots of a decided claim: what a rule of the guide adds to the models' chances."""

from types import SimpleNamespace

import numpy as np
import pytest
from texts import REFERENCE, make_article

from pipelines.claims.currencies import CurrencyIndex
from pipelines.claims.decide import Decision
from pipelines.claims.model import load_bundle
from pipelines.claims.reading import Reader
from pipelines.claims.rows import Row
from pipelines.claims.second_look import PAIR
from pipelines.claims.slots import SlotFiller
from pipelines.claims.version import model_path
from pipelines.claims.ways import Ways
from pipelines.dating.offices import Offices
from pipelines.reference import Reference


@pytest.mark.parametrize(
    ("act", "modality", "attribution"),
    [
        ("restrict", "asserted", "own"),
        ("restrict", "planned", "third_party"),
        ("threaten", "asserted", "third_party"),
    ],
)
def test_a_public_act_is_the_actors_own_whoever_mentions_it(act: str, modality: str, attribution: str) -> None:
    """Where a third party is as likely as not to be heard; what is only said or planned is then its word."""
    tables = Reference(REFERENCE)
    bundle = load_bundle(model_path(REFERENCE))
    filler = SlotFiller(bundle, {"tariffs": "trade"}, CurrencyIndex.load(tables), Ways.load(tables))
    filler._sources = SimpleNamespace(chances=lambda table: np.full(len(table), 0.4))  # type: ignore[assignment]
    reading = Reader.load(tables, Offices.load(tables)).read(make_article("Norway's duty on cheese hurts bakers, traders said."))
    row = Row(reading, 0, next(one for one in reading.sentences[0].candidates if one.actor == "NOR"))
    main = bundle.models["main"]
    heads = {head: len(main.classes(head)) for head in ("issue", "act", "attribution", "direction")}
    scores = {head: np.full((1, count), 1 / count, dtype=np.float32) for head, count in heads.items()}
    scores["modality"] = np.asarray([[float(name == modality) for name in main.classes("modality")]], dtype=np.float32)
    scores[PAIR] = np.full((1, heads["issue"] * heads["act"]), 1 / (heads["issue"] * heads["act"]), dtype=np.float32)

    [filled] = filler.fill([row], [Decision(0, "tariffs", act, 0.5, ())], scores)

    assert (filled.modality, filled.attribution) == (modality, attribution)
