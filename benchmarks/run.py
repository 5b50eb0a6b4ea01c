"""Run the benchmarks: `python -m benchmarks.run [WORD...]`, or `nox -s bench`.

Every file `bench_*.py` beside this one has a function `races()` that yields `Race`s.
With words, only the files whose name has one of them are run. `--write` runs all, keeps
how they ended, and makes the page docs/reference/speed.md of it, bars missed or not.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from time import perf_counter

from benchmarks import page, results
from benchmarks.harness import Finish, Race, run, table
from benchmarks.yardsticks import listed, machine, measured


def discovered(words: Sequence[str], folder: Path | None = None) -> list[str]:
    """Return the names of the benchmark modules that fit any of the words."""
    here = folder or Path(__file__).parent
    names = sorted(path.stem for path in here.glob("bench_*.py"))
    return [name for name in names if not words or any(w in name for w in words)]


def finished(races: Iterable[Race]) -> tuple[Finish, ...]:
    """Run races, and return how they ended.

    A bar that is missed is tried once more at once: another process may have been in
    the way.
    """
    finishes = []
    for race in races:
        finish = run(race)
        finishes.append(finish if finish.holds else run(race))
    return tuple(finishes)


def tried_again(
    finishes: Sequence[Finish], races: Callable[[], Iterable[Race]]
) -> tuple[Finish, ...]:
    """Run races once more where a bar was missed, and keep what holds by then.

    What was in the way for minutes, as another machine on the same processor is, has
    gone by the time all others have run; what is slow is slow again.
    """
    if all(finish.holds for finish in finishes):
        return tuple(finishes)
    later = {finish.name: finish for finish in finished(races())}
    return tuple(finish if finish.holds else later[finish.name] for finish in finishes)


def judge(finishes: Sequence[Finish]) -> int:
    """Print how races ended, and return the exit code."""
    print(table(finishes))
    missed = [finish.name for finish in finishes if not finish.holds]
    if missed:
        print(f"\n{len(missed)} of {len(finishes)} bars missed: {', '.join(missed)}")
        return 1
    print(f"\n{len(finishes)} bars hold")
    return 0


def main(arguments: Sequence[str]) -> int:
    """Find the benchmarks and judge them; keep how they ended, if asked to."""
    words = [word for word in arguments if word != "--write"]
    writes = len(words) < len(arguments)
    if words and writes:
        print(f"--write keeps all of them, not only {' '.join(words)}")
        return 1
    names = discovered(words)
    if not names:
        print(f"no benchmark fits {' '.join(words) or 'at all'}")
        return 1
    yardsticks = measured()
    print(f"{machine()}\n\n{listed(yardsticks)}\n", flush=True)
    finishes, races = {}, {}
    for name in names:
        start = perf_counter()
        races[name] = import_module(f"benchmarks.{name}").races
        finishes[name] = finished(races[name]())
        print(f"{name}: {perf_counter() - start:.0f} s", flush=True)
    finishes = {
        name: tried_again(found, races[name]) for name, found in finishes.items()
    }
    print()
    if writes:
        page.write(
            results.Results(
                on=datetime.now(tz=UTC).date().isoformat(),
                machine=machine(),
                yardsticks=yardsticks,
                finishes=finishes,
                beside=results.load().beside,
            )
        )
    return judge([finish for found in finishes.values() for finish in found])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
