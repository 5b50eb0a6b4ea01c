"""What changed is tried by its own tests, and by the laws."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests import changed
from tests.changed import ALWAYS, differing, places


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("src/cqikit/spc/_charts/_inputs.py", {"src/cqikit/spc", "tests/spc"}),
        ("src/cqikit/errors.py", {"tests/core"}),
        ("tests/spc/test_doors.py", set()),
        ("tests/spc/shapes.py", {"tests/spc"}),
        ("tests/tooling/test_changed.py", {"tests/tooling/test_changed.py"}),
        ("tests/laws.py", {"tests/tooling"}),
        ("docs/index.md", {"docs/index.md", "tests/pages"}),
        ("docs/reference/speed.json", {"tests/pages"}),
        ("README.md", {"README.md", "tests/tooling"}),
        ("examples/measles/plan.toml", {"tests/examples"}),
        ("noxfile.py", {"tests/tooling"}),
    ],
)
def test_a_file_is_tried_where_its_tests_are(name: str, expected: set[str]) -> None:
    assert set(places([name])) == {*ALWAYS, *expected}


def test_a_file_within_a_folder_is_not_run_twice() -> None:
    names = ["tests/tooling/test_changed.py", "tests/tooling/golden.py"]
    assert set(places(names)) == {*ALWAYS, "tests/tooling"}


def test_new_and_committed_files_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=n", "-c", "user.email=n@example.org")
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True)

    monkeypatch.setattr(changed, "ROOT", tmp_path)
    git("init", "--quiet", "--initial-branch=main")
    for name in ("old.py", "committed.py"):
        (tmp_path / name).write_text("", encoding="utf-8")
        git("add", name)
        git("commit", "--quiet", "--message", name)
    # On main, with nothing changed since, the last commit is what there is to try.
    assert differing() == ["committed.py"]
    (tmp_path / "new.py").write_text("", encoding="utf-8")
    assert differing() == ["committed.py", "new.py"]
    (tmp_path / "old.py").write_text("2", encoding="utf-8")
    assert differing() == ["new.py", "old.py"]
    assert differing("HEAD~1") == ["committed.py", "new.py", "old.py"]
