"""Small changes to a room, one at a time: does a test notice each?

`nox -s mutants -- ROOM` tries a hundred changes, drawn with a seed, and lists those
that no test of the room noticed; `--changed main` takes the files that differ from
main, for five minutes at most. Those that no test can notice, or that are not worth
one, are in `tests/survivors.toml`, each with its reason; `--record` writes the figures
of a room into `tests/mutants.csv`.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.changed import differing
from tests.changes import Change, changes_of
from tests.tries import ROOT, SOURCE, Bench, with_tests

SURVIVORS = ROOT / "tests" / "survivors.toml"
FIGURES = ROOT / "tests" / "mutants.csv"
COLUMNS = ("room", "seed", "tried", "killed", "equivalent", "share")
#: The least share of changes that a test notices, of those that can be noticed.
ENOUGH = 0.95
PARTS = ("file", "function", "was", "now")


def listed(path: Path = SURVIVORS) -> list[dict[str, str]]:
    """Return the changes that are known to live, each with its reason."""
    held: list[dict[str, str]] = tomllib.loads(path.read_text("utf-8"))["survivor"]
    return held


def rooms() -> list[str]:
    """Return the rooms of the library."""
    return sorted(path.parent.name for path in SOURCE.glob("cqikit/*/__init__.py"))


def files_of(room: str) -> list[Path]:
    """Return the files of a room."""
    return sorted((SOURCE / "cqikit" / room).rglob("*.py"))


def changed_since(ref: str) -> dict[str, list[str]]:
    """Return the files of each room that differ from those of a commit."""
    found = defaultdict(list)
    for name in differing(ref):
        top, *inner = Path(name).parts
        if top == "src" and len(inner) > 2 and name.endswith(".py"):
            found[inner[1]].append(name)
    return dict(found)


def entry(change: Change, reason: str = "") -> str:
    """Write a change as it stands among the survivors."""
    parts = {part: getattr(change, part) for part in (*PARTS, "digest")}
    said = {**parts, "reason": reason}
    lines = (
        f"{name} = {json.dumps(text, ensure_ascii=False)}"
        for name, text in said.items()
    )
    return "\n".join(["[[survivor]]", *lines])


def drawn_of(bench: Bench, options: argparse.Namespace) -> list[tuple[Any, Change]]:
    """Draw changes of a room, or take those that are listed."""
    found: list[tuple[Any, Change]] = []
    for path in files_of(bench.room):
        if not options.only or any(part in str(path) for part in options.only):
            tree, changes = changes_of(path, str(path.relative_to(SOURCE)))
            found += ((tree, change) for change in changes)
    if options.listed:
        held_in = listed(Path(options.listed))
        known = {tuple(held[part] for part in PARTS) for held in held_in}
        return [pair for pair in found if pair[1].key in known]
    print(f"{bench.room}: of {len(found)} changes, seed {options.seed}", flush=True)
    count = min(options.count, len(found))
    return random.Random(options.seed).sample(found, count)


def try_again(bench: Bench, options: argparse.Namespace) -> None:
    """Try what is listed as living, and say which of it a test notices."""
    again = listed(Path(options.listed))
    reasons = {tuple(held[part] for part in PARTS): held for held in again}
    noticed = 0
    for tree, change in drawn_of(bench, options):
        if bench.notices(tree, change):
            noticed += 1
            print("\nnoticed, so that it need not be listed:")
        print(entry(change, reasons[change.key]["reason"]), flush=True)
    options.failed = noticed > 0


def try_all(bench: Bench, options: argparse.Namespace) -> None:
    """Draw changes, try them, and say which live."""
    equal = {
        tuple(held[part] for part in PARTS)
        for held in listed()
        if held["reason"].startswith("equivalent")
    }
    begun, tried, killed, equivalent = time.monotonic(), 0, 0, 0
    for tree, change in drawn_of(bench, options):
        if time.monotonic() > begun + 60 * options.minutes:
            print("the time is up")
            break
        tried += 1
        if change.key in equal:
            equivalent += 1
        elif bench.notices(tree, change):
            killed += 1
        else:
            print(f"\n# line {change.line}\n{entry(change)}", flush=True)
    share = killed / max(1, tried - equivalent)
    print(f"\n{bench.room}: {killed} of {tried - equivalent} noticed, {share:.1%};")
    print(f"besides, {equivalent} that no test can notice; seed {options.seed};")
    print(f"{time.monotonic() - begun:.0f} s")
    options.failed = share < ENOUGH
    if options.record:
        record((bench.room, options.seed, tried, killed, equivalent, f"{share:.3f}"))


def record(row: tuple[Any, ...], path: Path = FIGURES) -> None:
    """Put the figures of a room in the place of those it had."""
    held = {}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as lines:
            held = {line[0]: line for line in list(csv.reader(lines))[1:]}
    held[row[0]] = [str(part) for part in row]
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerows([COLUMNS, *(held[room] for room in sorted(held))])


def main(arguments: list[str] | None = None) -> int:
    """Try changes of one room, or of all files that changed."""
    parser = argparse.ArgumentParser(prog="nox -s mutants --", description=__doc__)
    parser.add_argument("room", nargs="?", choices=rooms())
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="*", help="files with this in their path")
    parser.add_argument("--minutes", type=float, default=600.0)
    parser.add_argument("--changed", nargs="?", const="main", metavar="REF")
    again = "try those that live again, or those in a file"
    parser.add_argument("--listed", nargs="?", const=str(SURVIVORS), help=again)
    parser.add_argument("--record", action="store_true", help="keep the figures")
    options = parser.parse_args(arguments)
    if options.changed:
        return _changed(options)
    if not options.room:
        parser.error("say which room, or --changed")
    options.failed = True
    work = try_again if options.listed else try_all
    with tempfile.TemporaryDirectory() as scratch:
        with_tests(options.room, Path(scratch), lambda bench: work(bench, options))
    return int(options.failed)


def _changed(options: argparse.Namespace) -> int:
    """Try what changed, room by room, in five minutes altogether."""
    minutes = min(options.minutes, 5.0)
    ends = time.monotonic() + 60 * minutes
    failed = []
    found = changed_since(options.changed)
    for place, (room, files) in enumerate(sorted(found.items())):
        left = (ends - time.monotonic()) / (len(found) - place)
        command = [sys.executable, "-m", "tests.mutants", room, "--only", *files]
        command += ["--count", str(options.count), "--minutes", f"{left / 60:.2f}"]
        try:
            done = subprocess.run(command, cwd=ROOT, check=False, timeout=left)
        except subprocess.TimeoutExpired:
            print(f"{room}: the time is up")
            continue
        if done.returncode:
            failed.append(room)
    print(f"too few noticed: {', '.join(failed)}" if failed else "all is noticed")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
