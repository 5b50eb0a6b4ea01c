"""Starting costs little more than what nobody can do without: click, and NumPy.

Each turn is a fresh interpreter, in turns with one that imports click or NumPy alone.
What is loaded at all is a law of its own, tests/architecture/test_loads.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.harness import Race
from benchmarks.yardsticks import in_fresh_python

PLAN = Path(__file__).parents[1] / "examples" / "measles" / "plan.toml"
COMMAND = f"""
import sys
from contextlib import suppress
from cqikit.__main__ import main
sys.argv = ["cqikit", *{{words!r}}]
sys.stdout = open({os.devnull!r}, "w")
with suppress(SystemExit):
    main()
"""


def races() -> Iterator[Race]:
    """Yield the command and a verb against click, and a room against NumPy."""

    def same(ours: int, theirs: int) -> None:
        assert ours == theirs == 0

    for words, at_most in (
        (["--version"], 3.0),
        (["--help"], 3.0),
        (["report", "--help"], 4.0),
        (["schema", "plan"], 7.0),
        (["check", str(PLAN)], 10.0),
    ):
        said = " ".join(Path(word).name for word in words)
        yield Race(
            name=f"cqikit {said}, against importing click",
            ours=partial(in_fresh_python, COMMAND.format(words=words)),
            theirs=partial(in_fresh_python, "import click"),
            same=same,
            at_most=at_most,
        )
    for what, at_most in (
        ("import cqikit.assessments", 1.3),
        # All of its classes are made then.
        ("from cqikit.assessments import *", 3.5),
    ):
        yield Race(
            name=f"{what}, against importing NumPy",
            ours=partial(in_fresh_python, what),
            theirs=partial(in_fresh_python, "import numpy"),
            same=same,
            at_most=at_most,
        )
