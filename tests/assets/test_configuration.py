"""Settings: a flag wins over the environment, the environment over the default."""

from pathlib import Path

import pytest
import yaml

from assets.commands.doctor import describe_machine
from assets.configuration import PROJECT, build_settings
from assets.night import dagster_home
from pipelines.errors import WrongUse


def test_the_default_data_folder_is_the_projects_own() -> None:
    """Without flag and variable everything a run makes lies under data/."""
    settings = build_settings(None, {})

    assert settings.data == PROJECT / "data"
    assert settings.reference == PROJECT / "data" / "reference"


def test_an_empty_variable_is_none() -> None:
    """`DEMARCHE_DATA=` in a service file leaves every default as it is."""
    names = ("DATA", "WORKERS", "LAKE_URL", "EXTRACTOR", "MIN_CONFIDENCE")

    assert build_settings(None, dict.fromkeys((f"DEMARCHE_{name}" for name in names), "")) == build_settings(None, {})


def test_the_doctor_looks_at_a_machine_that_has_no_data_folder_yet(tmp_path: Path) -> None:
    """Where neither the data folder nor the one around it is there, free room is told of where they would be made."""
    [line] = describe_machine(build_settings(tmp_path / "no" / "such", {}))

    assert line.endswith("GB free")


def test_a_flag_wins_over_a_variable(tmp_path: Path) -> None:
    """`--data` is stronger than DEMARCHE_DATA."""
    settings = build_settings(tmp_path / "flag", {"DEMARCHE_DATA": str(tmp_path / "variable"), "DEMARCHE_WORKERS": "7"})

    assert settings.data == tmp_path / "flag"
    assert settings.workers == 7


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "many"),
        ("DOCUMENT_SECONDS", "0"),
        ("PART_SIZE", "-1"),
        ("MIN_CONFIDENCE", "7"),
        ("MIN_CONFIDENCE", "1.01"),
        ("MIN_CONFIDENCE", "nan"),
        ("DOCUMENT_SECONDS", "inf"),
    ],
)
def test_a_number_that_is_none_is_wrong_use(name: str, value: str) -> None:
    """A variable that holds no usable number is named."""
    with pytest.raises(WrongUse, match=f"DEMARCHE_{name}"):
        build_settings(None, {f"DEMARCHE_{name}": value})


@pytest.mark.parametrize("value", ["0", "0.6", "1"])
def test_a_share_may_be_all_or_nothing(value: str) -> None:
    """Both ends count."""
    assert build_settings(None, {"DEMARCHE_MIN_CONFIDENCE": value}).min_confidence == float(value)


@pytest.mark.parametrize("name", ["plain", "with, {braces}: #1 and 'quotes'", 'a "quoted" \\ one', "größe\N{SLIGHTLY SMILING FACE}"])
def test_a_data_folder_of_whatever_name_has_its_runs_kept_in_it(tmp_path: Path, name: str) -> None:
    """Dagster's configuration of a data folder of its own names places inside it, whatever YAML would make of the folder's name."""
    home = dagster_home(build_settings(tmp_path / name, {}))

    read = yaml.safe_load((home / "dagster.yaml").read_text(encoding="utf-8"))

    assert home == tmp_path / name / ".dagster"
    assert read["storage"]["sqlite"]["base_dir"] == str(home)
    assert read["compute_logs"]["config"]["base_dir"] == str(home / "logs")
