"""Damaged documents, tables, forms, folders and arguments: `nox -s fuzz`.

Each input is an example that was damaged where it has its structure: fields, cells,
parts of an archive. The law: either a result or one of the house's own refusals, within
bounds of time and memory, and nothing written but what was asked for. What broke it
stays in `corpus`, which the suite reads again:

    nox -s fuzz -- --seconds 3600 --seed 7
    nox -s fuzz -- --only csv --input 42
"""

from __future__ import annotations

import argparse
import signal
import sys
import traceback
import tracemalloc
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final

from cqikit.errors import CqikitError
from tests.fuzz import damage
from tests.fuzz.commands import run_verb
from tests.fuzz.readers import READERS
from tests.fuzz.verbs import UnknownError, call_verb

__all__ = ["TARGETS", "bounded", "broken", "main", "read_again"]

CORPUS: Final = Path(__file__).parent / "corpus"
#: An input may take so much time of a processor, ten times that by the clock, and so
#: much memory.
SECONDS: Final = 20
MOST_BYTES: Final = 300_000_000
#: Memory is measured of every so many inputs, as that takes thrice the time.
MEASURED: Final = 10


class OutOfBoundsError(BaseException):
    """An input takes too long or too much; no handler of errors catches it."""


@contextmanager
def bounded(*, memory: bool) -> Iterator[None]:
    """Stop what takes too long, and tell what takes too much memory."""

    def late(*_: object) -> None:
        raise OutOfBoundsError(f"more than {SECONDS} seconds")

    # Memory is measured at a third of the speed.
    most = SECONDS * (3 if memory else 1)
    timers = (
        (signal.SIGPROF, signal.ITIMER_PROF, most),
        (signal.SIGALRM, signal.ITIMER_REAL, 10 * most),
    )
    before = [(number, signal.signal(number, late)) for number, _, _ in timers]
    for _, timer, seconds in timers:
        signal.setitimer(timer, seconds)
    if memory:
        tracemalloc.start()
    try:
        yield
        if memory and tracemalloc.get_traced_memory()[1] > MOST_BYTES:
            raise OutOfBoundsError(f"more than {MOST_BYTES} bytes")
    finally:
        for _, timer, _ in timers:
            signal.setitimer(timer, 0)
        for number, handler in before:
            signal.signal(number, handler)
        tracemalloc.stop()


@cache
def seeds(name: str) -> tuple[tuple[str, bytes], ...]:
    """Return what inputs of a reader are made of: examples, and its old faults."""
    kept = sorted(CORPUS.glob(f"{name}--*"))
    old = [(path.name.partition("--")[2], path.read_bytes()) for path in kept]
    return (*READERS[name].seeds(), *old)


def drawn(name: str, random: Random) -> tuple[bytes, str]:
    """Return an input of a reader, and what it is called."""
    named, data = random.choice(seeds(name))
    try:
        return READERS[name].damaged(random, data), named
    except (ValueError, LookupError, NotImplementedError, RecursionError):
        # Of what was beyond repair only bytes can be changed.
        return damage.of_bytes(random, data), named


def reader(name: str) -> Callable[[Random], object]:
    return lambda random: READERS[name].read(*drawn(name, random))


TARGETS: Final[dict[str, Callable[[Random], object]]] = {
    **{name: reader(name) for name in READERS},
    "commands": run_verb,
    "arguments": call_verb,
}


def broken(run: Callable[[], object], *, memory: bool = False) -> tuple[str, str]:
    """Return what came of an input, and how it broke the law, "" if it kept it."""
    try:
        with warnings.catch_warnings(), bounded(memory=memory):
            warnings.simplefilter("error")
            run()
    except CqikitError:
        return "refused", ""
    except UnknownError:
        return "left out", ""
    except (Exception, OutOfBoundsError) as error:  # noqa: BLE001  (it is the fault)
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if "cqikit" in frame.filename] or frames
        place = f"{Path(ours[-1].filename).name}:{ours[-1].lineno}"
        said = str(error)[:200]
        return "broken", f"{type(error).__name__} at {place}: {said}"
    return "read", ""


def read_again(path: Path) -> str:
    """Return how an entry of the corpus breaks the law, "" if it keeps it."""
    name, _, named = path.name.partition("--")
    data = path.read_bytes()
    return broken(lambda: READERS[name].read(data, named), memory=True)[1]


def main(arguments: list[str]) -> int:
    """Fuzz for so many seconds, print faults as they are found, and a line for all."""
    parser = argparse.ArgumentParser(prog="nox -s fuzz --")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=TARGETS, help="one target")
    parser.add_argument("--input", type=int, help="one input of that target")
    parser.add_argument("--keep", type=Path, help="a file for that input")
    asked = parser.parse_args(arguments)
    names = [asked.only] if asked.only else list(TARGETS)
    if asked.keep:
        keep(asked.only, asked.seed, asked.input, asked.keep)
        return 0
    begun, came, faults = perf_counter(), Counter[str](), Counter[str]()
    number = 0 if asked.input is None else asked.input
    while perf_counter() - begun < asked.seconds:
        for name in names:
            random = Random(f"{asked.seed} {name} {number}")
            memory = number % MEASURED == 0
            target = TARGETS[name]
            outcome, said = broken(lambda: target(random), memory=memory)  # noqa: B023
            came[outcome] += 1
            if said and not faults[f"{name}, {said}"]:
                print(f"{name} --input {number}: {said}", flush=True)
            faults[f"{name}, {said}"] += bool(said)
        number += 1
        if asked.input is not None:
            break
    kinds, took = sum(count > 0 for count in faults.values()), perf_counter() - begun
    parts = ", ".join(f"{count} {outcome}" for outcome, count in came.most_common())
    print(
        f"{came.total()} inputs of {len(names)} targets ({parts}), {kinds} kinds of"
        f" faults, seed {asked.seed}, {took:.0f} s"
    )
    return int(kinds > 0)


def keep(name: str, seed: int, number: int, path: Path) -> None:
    """Write an input of a reader to a file, for the corpus."""
    random = Random(f"{seed} {name} {number}")
    data, named = drawn(name, random)
    path.write_bytes(data)
    print(f"{path}: an input for {name}, called {named}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
