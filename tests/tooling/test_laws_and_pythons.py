"""Which files the session of laws runs, and which Pythons are tried."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from tests.laws import files_with_laws

ROOT = Path(__file__).parents[2]


def test_files_with_laws_are_found_and_others_are_not() -> None:
    names = {
        path.name for path in files_with_laws(["tests/differential", "tests/pdsa"])
    }
    assert "test_cycle.py" in names
    assert "test_differential.py" not in names


def test_every_python_of_the_metadata_is_tried() -> None:
    text = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    (tried,) = (
        ast.literal_eval(node.value)
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PYTHONS"
    )
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    said = {line.rpartition(" :: ")[2] for line in project["project"]["classifiers"]}
    assert {version for version in said if version.startswith("3.")} <= {*tried}
