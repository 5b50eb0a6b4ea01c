"""The programs of examples/embed run on the wheel, each as its user would run it."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

EMBED = Path(__file__).parents[3] / "examples" / "embed"


@pytest.mark.parametrize("name", sorted(path.name for path in EMBED.glob("*.py")))
def test_a_program_runs_and_says_something(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", str(EMBED / name)]
    done = subprocess.run(
        command, capture_output=True, check=False, cwd=tmp_path, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_cells_of_the_notebook_show_pictures_and_frames() -> None:
    shell: Any = InteractiveShell.instance()
    shown: list[str] = []
    for cell in (EMBED / "notebook.py").read_text("utf-8").split("# %%\n")[1:]:
        done = shell.run_cell(cell)
        done.raise_error()
        if done.result is not None:
            parts, _ = shell.display_formatter.format(done.result)
            shown.append(parts["text/html"])
    frame, chart, sheet, since = shown
    assert frame.count("<td") > 4
    assert chart.startswith("<figure><svg")
    assert sheet.startswith("<figure><svg")
    assert "Mill Road" in sheet
    assert "2026-02" in since
