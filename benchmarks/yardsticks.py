"""What bars are measured in: a pass, a copy, and imports that nobody can do without.

Seconds say what machine it was, so a bar is so many of these:

* A *pass* is the limits of one I chart of 24 points, and where Nelson's eight patterns
  are complete, in one tight loop of plain Python: what a program takes that does only
  this and makes no objects. It is 9 to 14 microseconds on machines of today.
* A *copy* is that of an array into memory that was written to before. `values.copy()`
  asks for new memory, whose first touch can cost several times the copy.
* An *import* is that of click or of NumPy in a Python that has loaded nothing.

`python -m benchmarks.yardsticks` prints what they take here.
"""

from __future__ import annotations

import math
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import seconds

Floats = NDArray[np.float64]

#: How many bits of a number are set.
MANY: Final = tuple(map(int.bit_count, range(32)))
#: The mean moving range, times this, is sigma.
PER_RANGE: Final = math.sqrt(math.pi) / 2


def plain_limits(values: Sequence[float]) -> tuple[float, float]:
    """Return centre and sigma of one I chart, in plain Python."""
    count = len(values)
    before, moved = values[0], 0.0
    for value in values:
        moved += abs(value - before)
        before = value
    return sum(values) / count, moved / (count - 1) * PER_RANGE


def plain_pass(values: Sequence[float]) -> list[list[int]]:  # noqa: C901  (one pass)
    """Return where each of Nelson's eight patterns is complete, in plain Python.

    Of one I chart of values without ties, none of them missing.
    """
    centre, sigma = plain_limits(values)
    upper, lower = centre + sigma, centre - sigma
    upper_2, lower_2 = centre + 2 * sigma, centre - 2 * sigma
    upper_3, lower_3 = centre + 3 * sigma, centre - 3 * sigma
    found: list[list[int]] = [[], [], [], [], [], [], [], []]
    side = way = run = climb = zigzag = near = far = 0
    high = high_2 = low = low_2 = 0
    before = values[0]
    for place, value in enumerate(values):
        was, side = side, 1 if value > centre else -1
        run = run + 1 if side == was else 1
        went, way = way, (value > before) - (value < before)
        climb = climb + 1 if way == went != 0 else 1
        zigzag = zigzag + 1 if way == -went != 0 else 1
        high = (high << 1 | (value > upper)) & 31
        low = (low << 1 | (value < lower)) & 31
        high_2 = (high_2 << 1 | (value > upper_2)) & 7
        low_2 = (low_2 << 1 | (value < lower_2)) & 7
        if lower <= value <= upper:
            near, far = near + 1, 0
        else:
            near, far = 0, far + 1
        if not lower_3 <= value <= upper_3:
            found[0].append(place)
        if run >= 9:
            found[1].append(place)
        if climb >= 5:
            found[2].append(place)
        if zigzag >= 13:
            found[3].append(place)
        if MANY[high_2] > 1 or MANY[low_2] > 1:
            found[4].append(place)
        if MANY[high] > 3 or MANY[low] > 3:
            found[5].append(place)
        if near >= 15:
            found[6].append(place)
        if far >= 8 > run:
            found[7].append(place)
        before = value
    return found


def warm_copy(values: Floats) -> Callable[[], Floats]:
    """Return what copies an array into memory that was written to before."""
    into = np.empty_like(values)
    into[...] = values

    def copy() -> Floats:
        np.copyto(into, values)
        return into

    return copy


def in_fresh_python(code: str) -> int:
    """Run code in a Python that has loaded nothing, and return 0: it must not fail."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True).returncode  # noqa: S603  (our own code)


def processor() -> str:
    """Return what the processor is called, as far as the system tells."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if "model name" in line]
    return models[0] if models else platform.processor() or platform.machine()


def machine() -> str:
    """Return the machine and the versions that figures are of, on two lines."""
    packages = ("numpy", "scipy", "attrs", "cattrs", "click")
    versions = [f"{name} {version(name)}" for name in packages]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{processor()}, {os.cpu_count()} cores, {platform.system()}\n" + ", ".join(
        [python, *versions]
    )


POINTS_24: Final = "a pass over 24 points"
COPY: Final = "a copy of 100,000 x 24 points"


def measured() -> dict[str, float]:
    """Return what each yardstick takes here, in seconds."""
    chance = np.random.default_rng(0)
    numbers = chance.normal(size=24).tolist()
    table = chance.normal(size=(100_000, 24))
    ways: dict[str, Callable[[], Any]] = {
        POINTS_24: partial(plain_pass, numbers),
        COPY: warm_copy(table),
        "import click": partial(in_fresh_python, "import click"),
        "import numpy": partial(in_fresh_python, "import numpy"),
    }
    return {name: seconds(way) for name, way in ways.items()}


def listed(found: Mapping[str, float]) -> str:
    """Return what each yardstick takes, one on a line."""
    width = max(map(len, found))
    return "\n".join(
        f"{name.ljust(width)}  {took * 1e3:8.4f} ms" for name, took in found.items()
    )


def main() -> int:
    """Print machine, versions and yardsticks."""
    print(f"{machine()}\n\n{listed(measured())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
