"""Rules of floors, and the floors of this project: what the shipped extractor must keep on material written for it."""

from pathlib import Path

import pytest
from labelled_story import RAISED, make_story

from assets.commands.scores import measure
from pipelines.claims.extractor import load_extractor
from pipelines.claims.labelled import read_folder
from pipelines.errors import BadReference
from pipelines.evaluation import evaluate_extractor
from pipelines.evaluation.floors import FILE_NAME, Figures, find_falls, hash_labels, raise_floors, read_floors
from pipelines.evaluation.hard_cases import judge_cases, read_cases, share_found
from pipelines.evaluation.sample import read_sample

PROJECT = Path(__file__).parents[2]
REFERENCE = PROJECT / "data" / "reference"
FLOORS = REFERENCE / "model" / FILE_NAME


def test_a_figure_below_its_floor_is_named_and_others_are_not(tmp_path: Path) -> None:
    """On its floor is not below it; another material's floor says nothing."""
    path = tmp_path / "floors.csv"
    raise_floors(path, Figures("sample", "", {"found_f1": 0.7, "strict_f1": 0.5}))
    raise_floors(path, Figures("other", "", {"found_f1": 0.9}))

    falls = find_falls(Figures("sample", "", {"found_f1": 0.7, "strict_f1": 0.4999}), read_floors(path))

    assert falls == ["sample: strict_f1 is 0.4999, below its floor of 0.500."]


def test_a_floor_whose_figure_is_gone_is_a_fall(tmp_path: Path) -> None:
    """Else a floor would vanish by no longer being measured."""
    raise_floors(tmp_path / "floors.csv", Figures("sample", "", {"found_f1": 0.7}))

    assert "was not measured" in find_falls(Figures("sample", "", {}), read_floors(tmp_path / "floors.csv"))[0]


def test_floors_rise_and_never_fall(tmp_path: Path) -> None:
    """A lower figure leaves its floor; a higher one becomes it, cut and not rounded, so that it does not fail at once."""
    path = tmp_path / "floors.csv"
    raise_floors(path, Figures("sample", "", {"found_f1": 0.7128, "strict_f1": 0.5}))
    before = path.read_text()

    assert raise_floors(path, Figures("sample", "", {"found_f1": 0.6, "strict_f1": 0.4999})) == []
    assert path.read_text() == before
    assert raise_floors(path, Figures("sample", "", {"found_f1": 0.7399})) == ["sample: found_f1 from 0.712 to 0.739"]
    assert find_falls(Figures("sample", "", {"found_f1": 0.7399, "strict_f1": 0.5}), read_floors(path)) == []


def test_floors_belong_to_the_labels_they_were_set_on(tmp_path: Path) -> None:
    """One label more is other material: its figures are not held against these floors."""
    one, other = hash_labels([make_story()]), hash_labels([make_story("a", RAISED)])
    raise_floors(tmp_path / "floors.csv", Figures("cross", one, {"found_f1": 0.7}))

    assert one == hash_labels([make_story()])
    assert one != other
    assert find_falls(Figures("cross", other, {"found_f1": 0.1}), read_floors(tmp_path / "floors.csv")) == []


@pytest.mark.parametrize("row", ["sample,,found_f1", "sample,,found_f1,high", "sample,,found_f1,1.5", "sample,,found_f1,-0.1"])
def test_a_broken_table_stops(tmp_path: Path, row: str) -> None:
    """A floor that cannot be read must not pass for none."""
    (tmp_path / "floors.csv").write_text(f"material,labels,measure,floor\n{row}\n")

    with pytest.raises(BadReference, match="line 2"):
        read_floors(tmp_path / "floors.csv")


def test_the_shipped_extractor_keeps_its_floors_on_the_projects_own_material(capsys: pytest.CaptureFixture[str]) -> None:
    """Hard cases, sample and articles by other hands: no figure falls. `demarche eval` prints the rest, `--raise` lifts the floors."""
    extractor = load_extractor(REFERENCE)
    cases = share_found(judge_cases(read_cases(PROJECT / "tests" / "claims" / "hard_cases.csv"), extractor))
    sample = measure(evaluate_extractor(read_sample(PROJECT / "data" / "sample", REFERENCE), extractor))
    articles = read_folder(Path(__file__).parent / "other_hands")
    others = measure(evaluate_extractor(articles, extractor))
    floors = read_floors(FLOORS)
    with capsys.disabled():
        print(f"\nhard cases: {_say(cases)}; sample: {_say(sample)}; other hands: {_say(others)}")

    found = [Figures("hard_cases", "", cases), Figures("sample", "", sample), Figures("seen", hash_labels(articles), others)]
    assert {(one.material, one.labels) for one in found} <= {(material, labels) for material, labels, _ in floors}
    assert [fall for one in found for fall in find_falls(one, floors)] == []
    assert not extractor.dropped  # a claim that validators refuse is a fault of the room


def _say(values: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in values.items())
