"""Golden files: made anew from the code, compared with what is in the repository.

A file `golden.py` anywhere under tests/ has a function `golden_files()` that returns a
dictionary: path from the root of the repository -> the text that should be there. The
suite compares; so does `nox -s golden`; `nox -s golden -- --write` puts them in place.
Pictures are compared as `tests.pictures` does it: one that looks the same stays.
"""

from __future__ import annotations

import argparse
import sys
from difflib import unified_diff
from importlib import import_module
from pathlib import Path

from tests import pictures

ROOT = Path(__file__).parent.parent


def rooms(root: Path = ROOT) -> list[str]:
    """Return the folders under tests/ that have golden files."""
    return sorted(path.parent.name for path in (root / "tests").glob("*/golden.py"))


def golden_files(*some: str) -> dict[str, str]:
    """Make the golden files of some rooms, or of the whole project."""
    made: dict[str, str] = {}
    for room in some or rooms():
        made |= import_module(f"tests.{room}.golden").golden_files()
    return made


def differences(made: dict[str, str], root: Path = ROOT) -> list[str]:
    """Say, file by file, how the repository differs from what was made."""
    found = []
    for name, text in made.items():
        path = root / name
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        if not _alike(name, there, text):
            lines = unified_diff(
                there.splitlines(), text.splitlines(), name, f"{name} (now)", "", "", 1
            )
            found.append("\n".join(line.rstrip() for line in lines))
    return found


def _alike(name: str, there: str, text: str) -> bool:
    """Say whether a file is as made: of pictures, whether they look alike."""
    if there and name.endswith(".svg"):
        return not pictures.unlike(there, text)
    if there and name.endswith(".shades"):
        return not pictures.unlike_shades(there, text)
    return there == text


def write(made: dict[str, str], root: Path = ROOT) -> None:
    """Put every golden file in its place."""
    for name, text in made.items():
        path = root / name
        if path.exists() and _alike(name, path.read_text(encoding="utf-8"), text):
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str] | None = None) -> int:
    """Compare, or write when asked to; return the exit code."""
    parser = argparse.ArgumentParser(prog="nox -s golden --", description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    made = golden_files()
    if options.write:
        write(made)
    found = differences(made)
    for difference in found:
        print(difference, end="\n\n")
    if found:
        print(f"{len(found)} of {len(made)} golden files differ from what is made now.")
        print("If that is meant: nox -s golden -- --write, and read the difference.")
        return 1
    print(f"{len(made)} golden files are as made: {', '.join(made)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
