"""Run the benchmarks: `python -m benchmarks.run [WORD...]`, or `nox -s bench`.

Every file `bench_*.py` beside this one has a function `races()` that yields `Race`s.
With words, only the files whose name has one of them are run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.harness import Race, run, table
from benchmarks.yardsticks import machine, measured


def discovered(words: Sequence[str], folder: Path | None = None) -> list[str]:
    """Return the names of the benchmark modules that fit any of the words."""
    here = folder or Path(__file__).parent
    names = sorted(path.stem for path in here.glob("bench_*.py"))
    return [name for name in names if not words or any(w in name for w in words)]


def judge(races: Iterable[Race]) -> int:
    """Run races, print how they ended, and return the exit code.

    A bar that is missed is tried once more: another process may have been in the way,
    but not twice in the same race.
    """
    finishes = []
    for race in races:
        finish = run(race)
        finishes.append(finish if finish.holds else run(race))
    print(table(finishes))
    missed = [finish.name for finish in finishes if not finish.holds]
    if missed:
        print(f"\n{len(missed)} of {len(finishes)} bars missed: {', '.join(missed)}")
        return 1
    print(f"\n{len(finishes)} bars hold")
    return 0


def main(words: Sequence[str]) -> int:
    """Find the benchmarks and judge them."""
    names = discovered(words)
    if not names:
        print(f"no benchmark fits {' '.join(words) or 'at all'}")
        return 1
    print(f"{machine()}\n\n{measured()}\n", flush=True)
    modules = [import_module(f"benchmarks.{name}") for name in names]
    return judge(race for module in modules for race in module.races())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
