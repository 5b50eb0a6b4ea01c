"""A verb that fails while it writes leaves what was there, and no half of a file.

The system refuses to write more than a byte to a file, so that each verb fails in the
middle of its output, however that is written.
"""

from __future__ import annotations

import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from cqikit.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
FALLS = "month,falls\n" + "".join(f"2025-{n:02},{n % 4 + 3}\n" for n in range(1, 13))
CHART = ("chart", "falls.csv", "--period", "month", "--value", "falls", "-o")
STEPS = 'type = "steps"\nversion = 1\n[[steps]]\nkey = "rugs"\nwhat = "replace rugs"\n'
MERGE = ("merge", "base.toml", "mine.toml", "base.toml", "-o")

#: Verbs over a file that is there: its name, and the words before it.
OVER = {
    "chart.svg": CHART,
    "chart.json": CHART,
    "chart.csv": CHART,
    "report.html": ("report", "scutari", "-o"),
    "report.md": ("report", "scutari", "-o"),
    "report.docx": ("report", "scutari", "-o"),
    "form.docx": ("form", "pdsa", "-o"),
    "due.ics": ("due", "child_care", "--as-of", "2026-11-29", "-o"),
    "due.csv": ("due", "child_care", "--as-of", "2026-11-29", "-o"),
    "lessons.json": ("lessons", "home_visiting", "-o"),
    "lessons.csv": ("lessons", "home_visiting", "-o"),
    "merged.toml": MERGE,
    "plan.json": ("convert", "base.toml"),
    "falls.xlsx": ("convert", "falls.csv"),
}
#: Verbs that write over nothing, and what each makes.
ANEW = {
    "plan.toml": ("new", "plan"),
    "cycle.toml": ("new", "cycles"),
    "guide.toml": ("new", "guide"),
}


@contextmanager
def full_disk() -> Iterator[None]:
    """Let the system refuse to write more than a byte to one file."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[Path, bytes]:
    """Return what a folder of efforts, a table and documents holds, before."""
    for name in ("scutari", "child_care", "home_visiting"):
        shutil.copytree(EXAMPLES / name, tmp_path / name)
    (tmp_path / "falls.csv").write_text(FALLS, encoding="utf-8")
    (tmp_path / "base.toml").write_text(STEPS, encoding="utf-8")
    mine = STEPS + 'who = "director"\n'
    (tmp_path / "mine.toml").write_text(mine, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return holds(tmp_path)


def holds(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", OVER)
def test_what_was_there_stands(
    tmp_path: Path, held: dict[Path, bytes], name: str
) -> None:
    output = tmp_path / name
    words = [*OVER[name], name]
    # What it writes, so that writing is all that fails the next time.
    first = CliRunner().invoke(main, words)
    assert first.exit_code == 0, first.output
    made = output.read_bytes()
    assert len(made) > 1
    with full_disk():
        failed = CliRunner().invoke(main, [*words, "--force"])
    assert failed.exit_code == 2, failed.output
    assert failed.stderr == f"cqikit: {name}: file too large\n"
    assert holds(tmp_path) == held | {output: made}


@pytest.mark.parametrize("name", ANEW)
def test_no_half_of_a_file_is_left(
    tmp_path: Path, held: dict[Path, bytes], name: str
) -> None:
    with full_disk():
        failed = CliRunner().invoke(main, [*ANEW[name], name])
    assert failed.exit_code == 2, failed.output
    assert failed.stderr == f"cqikit: {name}: file too large\n"
    assert holds(tmp_path) == held
    done = CliRunner().invoke(main, [*ANEW[name], name])
    assert done.exit_code == 0, done.output
