"""Hold pyright against the statements that it has to refuse: `nox -s types`.

A line of `wrong_statements.py` that is marked is an error to pyright, and no other is.
mypy does the same by itself, as marks that it does not need are errors to it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRONG = Path(__file__).with_name("wrong_statements.py")
MARK = "# type: ignore["


def marked() -> set[int]:
    """Return the lines that are marked as wrong."""
    lines = WRONG.read_text(encoding="utf-8").splitlines()
    return {number for number, line in enumerate(lines, 1) if MARK in line}


def refused() -> set[int]:
    """Return the lines that pyright refuses, whatever is marked."""
    asked = {
        "include": [str(WRONG)],
        "extraPaths": [str(ROOT / "src")],
        "typeCheckingMode": "strict",
        "enableTypeIgnoreComments": False,
        # Statements stand alone here, and what comes back is not used.
        "reportUnusedExpression": False,
        "reportUnusedCallResult": False,
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pyrightconfig.json"
        file.write_text(json.dumps(asked), encoding="utf-8")
        python = ("--pythonpath", sys.executable)
        run = (sys.executable, "-m", "basedpyright", "--outputjson", *python)
        said = subprocess.run(
            (*run, "--project", str(file)), capture_output=True, text=True, check=False
        )
    found = json.loads(said.stdout)["generalDiagnostics"]
    return {
        error["range"]["start"]["line"] + 1
        for error in found
        if error["severity"] == "error"
    }


def main() -> int:
    """Print the lines that differ, and return how many there are."""
    wanted, found = marked(), refused()
    for line in sorted(wanted - found):
        print(f"{WRONG.name}:{line}: pyright sees nothing wrong")
    for line in sorted(found - wanted):
        print(f"{WRONG.name}:{line}: pyright refuses what is right")
    print(f"{len(wanted & found)} of {len(wanted)} wrong statements are refused")
    return len(wanted ^ found)


if __name__ == "__main__":
    sys.exit(main())
