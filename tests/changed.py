"""Run the tests of what changed: `nox -s changed`, or `-- REF` for another than main.

What differs from main (on main itself, from the commit before) is tried by the tests of
its room, by its own examples, and by the laws of all of the source. What stands far
from a change is left to the suite.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: What is true of all sources, whatever changed.
ALWAYS = ("tests/architecture", "tests/words")
#: Where the rest is tried: by the start of a name, the first that fits.
ELSEWHERE = {
    "examples/": "tests/examples",
    "src/": "tests/core",
    "tests/": "tests/tooling",
    "docs/": "tests/pages",
    "": "tests/tooling",
}
CORES = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")


def differing(ref: str = "") -> list[str]:
    """Return the names of files that differ from those of a commit, new ones too."""
    listed = ("git", "ls-files", "--others", "--exclude-standard")
    base = ref or ("main" if _said("git", "diff", "--name-only", "main") else "HEAD~1")
    changed = _said("git", "diff", "--name-only", "--diff-filter=d", base)
    return sorted({*changed, *_said(*listed)})


def _said(*command: str) -> list[str]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def places(names: Iterable[str]) -> list[str]:
    """Return where the tests of files are: folders, files and pages."""
    found = {place for name in names for place in _places(name)}
    kept = {*ALWAYS, *(place for place in found if (ROOT / place).exists())}
    above = [f"{place}/" for place in kept]
    return sorted(place for place in kept if not place.startswith(tuple(above)))


def _places(name: str) -> list[str]:
    where = Path(name)
    top, *inner = where.parts
    if top == "src" and len(inner) > 2:
        room = inner[1]
        return [f"tests/{room}", f"src/cqikit/{room}"]
    if top == "tests" and inner[1:]:
        is_test = where.name.startswith("test_") and where.suffix == ".py"
        return [name if is_test else f"tests/{inner[0]}"]
    is_page = where.suffix == ".md" and (top == "docs" or name == "README.md")
    far = next(place for start, place in ELSEWHERE.items() if name.startswith(start))
    return [name, far] if is_page else [far]


def main(arguments: list[str]) -> int:
    """Run the tests of what differs from a commit."""
    found = places(differing(*arguments[:1]))
    print("tests of:", *found)
    return int(pytest.main(["-q", *CORES, *found]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
