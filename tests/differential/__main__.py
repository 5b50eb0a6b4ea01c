"""The library against plain-Python restatements: `nox -s differential`.

So many random inputs, drawn with a seed, to what the files beside this one say in plain
Python, written from the papers and definitions that they name and kept apart from the
kernels. One disagreement is a bug here or there, or a definition to state:

    nox -s differential -- --count 100000 --seed 7
    nox -s differential -- --only lines --input 11840
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from random import Random
from time import perf_counter
from typing import Final, NamedTuple

from tests.differential.agreement import compare_agreement
from tests.differential.chances import compare_chances
from tests.differential.changed import compare_changed
from tests.differential.charts import compare_lines
from tests.differential.choices import compare_choices
from tests.differential.closing import compare_figures
from tests.differential.cycles import compare_fidelity
from tests.differential.due import compare_due
from tests.differential.intervals import compare_intervals
from tests.differential.memory import compare_memory
from tests.differential.readings import compare_rules, compare_sets
from tests.differential.scores import compare_scores
from tests.differential.standing import compare_standing
from tests.differential.teams import compare_teams
from tests.differential.units import compare_units
from tests.differential.watched import compare_watched

__all__ = ["SUBJECTS", "Subject", "compare", "main"]


class Subject(NamedTuple):
    """What is compared, and in how many of a hundred inputs."""

    compare: Callable[[Random], tuple[str, str]]
    share: int


SUBJECTS: Final = {
    "lines": Subject(compare_lines, 15),
    "memory": Subject(compare_memory, 5),
    "units": Subject(compare_units, 5),
    "changed": Subject(compare_changed, 5),
    "rules": Subject(compare_rules, 15),
    "sets": Subject(compare_sets, 7),
    "chances": Subject(compare_chances, 5),
    "scores": Subject(compare_scores, 5),
    "agreement": Subject(compare_agreement, 5),
    "figures": Subject(compare_figures, 5),
    "fidelity": Subject(compare_fidelity, 5),
    "teams": Subject(compare_teams, 5),
    "choices": Subject(compare_choices, 5),
    "watched": Subject(compare_watched, 4),
    "intervals": Subject(compare_intervals, 3),
    "standing": Subject(compare_standing, 3),
    "due": Subject(compare_due, 3),
}
#: So many disagreements of a subject are shown.
SHOWN: Final = 5


def compare(name: str, seed: int, number: int) -> tuple[str, str]:
    """Return the kind of one input, and the disagreement on it, "" if there is none."""
    try:
        return SUBJECTS[name].compare(Random(f"{seed} {name} {number}"))
    except Exception as error:  # noqa: BLE001  (a crash is a disagreement)
        return type(error).__name__, f"{type(error).__name__}: {error}"


def main(arguments: list[str]) -> int:
    """Compare, print a line a subject and one for all; 1 where something differs."""
    parser = argparse.ArgumentParser(prog="nox -s differential --")
    parser.add_argument("--count", type=int, default=5000, help="inputs in all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=SUBJECTS, help="one subject")
    parser.add_argument("--input", type=int, help="one input of that subject")
    asked = parser.parse_args(arguments)
    names = [asked.only] if asked.only else list(SUBJECTS)
    begun, found, kinds, inputs = perf_counter(), 0, set[str](), 0
    for name in names:
        count = asked.count * (100 if asked.only else SUBJECTS[name].share) // 100
        numbers = range(count) if asked.input is None else [asked.input]
        wrong = Counter[str]()
        for number in numbers:
            kind, said = compare(name, asked.seed, number)
            kinds.add(f"{name} {kind}")
            if said:
                wrong[kind] += 1
                if wrong.total() <= SHOWN:
                    print(f"{name} --input {number}, {kind}: {said}")
        inputs += len(numbers)
        found += wrong.total()
        print(f"{name}: {len(numbers)} inputs, {wrong.total()} disagreements")
    took = perf_counter() - begun
    print(
        f"{inputs} inputs of {len(kinds)} kinds, {found} disagreements, seed"
        f" {asked.seed}, {took:.0f} s"
    )
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
