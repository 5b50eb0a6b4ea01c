"""Time ours beside another package: `python -m benchmarks.peers NAME PYTHON`.

PYTHON is that of an environment which has the package; `nox -s peers` makes one for
each, of a pinned version. What both compute is compared before it is believed, and the
times are kept for the page, see `results`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import Any, Final

import numpy as np

from benchmarks import page, results
from benchmarks.harness import seconds
from cqikit import spc

ROOT: Final = Path(__file__).parent.parent
ROWS, POINTS = 1_000, 24
RULES: Final = spc.ANHOEJ | spc.NELSON
#: The kind of ours that has the same limits; the others have our I chart.
KINDS: Final = {"clinical-qikit": "i-screened"}
#: What each does of its own, in the words of the page.
DOES: Final = {
    "shewhart": "limits, Nelson's eight rules",
    "pycontrolcharts": "limits, five of Nelson's rules",
    "statprocon": "limits, three rules",
    "clinical-qikit": "limits, Anhøj's rules",
}
#: Sigma is near 1; some round their constants, and one its limits, to three digits.
NEAR: Final = 0.005


def asked(name: str, python: str, rows: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Return what another package says of the rows, and how long it took."""
    paths = {key: text for key, text in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(  # noqa: S603  (our own environments)
        [python, "-m", "benchmarks.peer", name],
        input=json.dumps(rows),
        capture_output=True,
        check=True,
        cwd=ROOT,
        encoding="utf-8",
        env=paths,
    )
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def same(found: Sequence[dict[str, Any]], reading: spc.Reading) -> None:
    """Assert that another package found what ours finds, as far as it looks."""
    chart = reading.chart
    lines = np.stack([chart.lower, chart.centre, chart.upper], axis=-1)[:, 0]
    limits = [each["limits"] for each in found]
    np.testing.assert_allclose(limits, lines, rtol=0, atol=NEAR)
    # Which side of a rounded limit a point has that lies on it, nobody can say.
    values = np.asarray(chart.values)
    gaps = np.minimum(abs(values - chart.lower), abs(values - chart.upper))
    clear = [set(np.flatnonzero(gap > NEAR).tolist()) for gap in gaps]
    told = [each["outside"] for each in found]
    for sure, theirs, ours in zip(clear, told, places(reading, "outside"), strict=True):
        assert sure & {*theirs} == sure & {*ours}
    if "nelson" in found[0]:
        for place, rule in enumerate(spc.NELSON):
            patterns = [each["nelson"][place] for each in found]
            assert patterns == places(reading, rule.name), rule.name
    if "runs" in found[0]:
        runs = reading.runs
        counted = np.stack([runs.longest, runs.crossings], axis=-1)[:, 0]
        np.testing.assert_array_equal([each["runs"] for each in found], counted)


def places(reading: spc.Reading, rule: str) -> list[list[int]]:
    """Return which points of each chart a rule has flagged."""
    return [np.flatnonzero(flags).tolist() for flags in reading.flags[rule]]


def raced(name: str, python: str) -> results.Beside:
    """Compare and time ours and another package on the same lists."""
    rows = np.random.default_rng(24).normal(size=(ROWS, POINTS)).tolist()
    kind = spc.CHARTS[KINDS.get(name, "i")]

    def ours() -> spc.Reading:
        return spc.read(spc.chart(rows, kind), RULES)

    theirs = asked(name, python, rows)
    same(theirs["found"], ours())
    return results.Beside(
        name=name,
        versions=theirs["versions"],
        does=DOES[name],
        ours=seconds(ours, process_time),
        theirs=theirs["seconds"],
    )


def main(arguments: Sequence[str]) -> int:
    """Race one package, keep how it ended, and make the page anew."""
    name, python = arguments
    beside = raced(name, python)
    print(f"{name}: the same results; ours takes 1/{beside.times:.0f} of the time")
    kept = results.load()
    page.write(results.with_beside(kept, beside))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
