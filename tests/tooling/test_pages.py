"""Every Python block of every page runs, and a wrong one fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = {
    "right": "# Page\n\n```python\nx = 1\n```\n\n```python\n>>> x + 1\n2\n```\n",
    "failing": "# Page\n\n```python\nassert False\n```\n",
    "wrong": "# Page\n\n```python\n>>> 1 + 1\n3\n```\n",
}


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """Run three pages the way the suite runs the pages of the site."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "docs" / "how-to").mkdir(parents=True)
    for name, page in PAGES.items():
        (folder / "docs" / "how-to" / f"{name}.md").write_text(page)
    (folder / "conftest.py").write_text((ROOT / "conftest.py").read_text("utf-8"))
    (folder / "pytest.ini").touch()
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rA", "docs"],
        capture_output=True,
        check=False,
        cwd=folder,
        text=True,
    )


def test_blocks_of_a_page_run_in_one_namespace(
    done: subprocess.CompletedProcess[str],
) -> None:
    assert done.stdout.count("PASSED docs/how-to/right.md") == 2
    assert "2 failed, 2 passed" in done.stdout


def test_a_block_that_fails_is_reported(
    done: subprocess.CompletedProcess[str],
) -> None:
    assert done.returncode == 1
    assert "FAILED docs/how-to/failing.md" in done.stdout


def test_an_answer_that_is_wrong_is_reported(
    done: subprocess.CompletedProcess[str],
) -> None:
    assert "FAILED docs/how-to/wrong.md" in done.stdout
    assert "Expected" in done.stdout
