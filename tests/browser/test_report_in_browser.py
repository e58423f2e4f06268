"""The report in a real browser: reached in few clicks, silent on the console and the network, free of serious barriers.

`npm ci` in this folder and a Chromium of the system make these run; screenshots go to the folder DEMARCHE_SCREENSHOTS names.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
NODE = shutil.which("node")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine; install the system's package"),
    pytest.mark.skipif(NODE is None, reason="no Node.js on this machine"),
    pytest.mark.skipif(not (HERE / "node_modules" / "playwright-core").is_dir(), reason="run `npm ci` in tests/browser first"),
]


@pytest.fixture(scope="session")
def found(report_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the walk through the report noticed."""
    shots = Path(os.environ.get("DEMARCHE_SCREENSHOTS") or tmp_path_factory.mktemp("shots"))
    shots.mkdir(parents=True, exist_ok=True)
    profile = tmp_path_factory.mktemp("profile")
    arguments = [NODE, HERE / "check_report.mjs", HERE, CHROMIUM, profile, report_folder, shots]
    ran = subprocess.run([str(one) for one in arguments], capture_output=True, text=True, timeout=900, check=False)
    assert ran.returncode == 0, ran.stderr
    walked: dict[str, Any] = json.loads(ran.stdout)
    return walked


def test_no_page_complains_or_asks_for_anything_foreign(found: dict[str, Any]) -> None:
    """On every kind of page the console is silent and every request stays in the report's folder."""
    assert len(found["pages"]) == 16
    assert found["console"] == []
    assert found["requests"] == []


def test_axe_finds_no_serious_barrier_in_light_and_dark(found: dict[str, Any]) -> None:
    """axe-core's WCAG 2.1 A and AA rules find nothing serious or critical; the front page has its table of accuracy when they look."""
    assert found["tables"]["index.html"] >= 4
    assert [one for one in found["violations"] if one["impact"] in ("serious", "critical")] == []


def test_no_page_is_wider_than_a_phone_or_a_screen(found: dict[str, Any]) -> None:
    """At 390, 1280 and 1920 pixels nothing but tables scrolls sideways."""
    assert found["overflow"] == []


def test_evidence_is_at_most_three_clicks_away(found: dict[str, Any]) -> None:
    """From the front page a quote in its article is one click from a change and two from the grid, and it is in view."""
    assert found["clicks"]["toEvidence"] <= 3
    assert found["clicks"]["fromGrid"] <= 3
    assert found["clicks"]["isInView"]


def test_search_leads_to_the_words(found: dict[str, Any]) -> None:
    """Words typed on the front page find quotes that hold them, and a quote leads to its article."""
    assert found["search"]["lines"] > 0
    assert all(word in found["search"]["first"].lower() for word in found["search"]["words"].lower().split())
    assert "#c-" in found["search"]["leadsTo"]


def test_marks_of_a_picture_speak_to_the_keyboard(found: dict[str, Any]) -> None:
    """Focus shows a mark's quote; an arrow key goes to the next mark."""
    assert found["plot"]["onFocus"]
    assert found["plot"]["afterArrow"]
