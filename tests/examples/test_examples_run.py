"""Every script in examples/ runs, quietly with warnings as errors, and says something.

An example may write only where it is told to or beside nothing: it is run in an empty
folder, and must leave its own folder as it was.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SCRIPTS = sorted(EXAMPLES.rglob("*.py"))


def files_in(folder: Path) -> dict[Path, bytes]:
    """Return the files of a folder and what they hold."""
    return {
        path: path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def run(script: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script as a user would, with warnings as errors."""
    return subprocess.run(
        [sys.executable, "-W", "error", str(script)],
        capture_output=True,
        check=False,
        cwd=folder,
        text=True,
    )


@pytest.mark.parametrize(
    "script", [pytest.param(p, id=p.relative_to(EXAMPLES).as_posix()) for p in SCRIPTS]
)
def test_an_example_runs_and_says_something(script: Path, tmp_path: Path) -> None:
    before = files_in(script.parent)
    done = run(script, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip(), "an example that prints nothing shows nothing"
    assert files_in(script.parent) == before, "an example must not write beside itself"


@pytest.mark.parametrize(
    "text", ["raise ValueError", "import warnings; warnings.warn('')"]
)
def test_an_example_that_fails_or_warns_is_seen(text: str, tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text(text)
    assert run(script, tmp_path).returncode != 0
