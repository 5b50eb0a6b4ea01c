"""Published examples of runs, from the values to how likely they are."""

import json
from pathlib import Path

import numpy as np

from cqikit import spc
from tests.same import same

VECTORS = json.loads(
    (Path(__file__).parents[2] / "reference" / "spc" / "runs_vectors.json").read_text()
)
EXAMPLES = {example["name"].split()[0]: example for example in VECTORS["examples"]}


def test_points_on_the_median_are_in_no_run() -> None:
    example = EXAMPLES["elsmar-12"]
    chart = spc.chart(example["y"], kind="run")
    runs = spc.read(chart, rules=spc.ANHOEJ).runs
    assert example["crossings"] == example["runs"] - 1
    same(
        "examples",
        "two points on the median: median, useful points, crossings, longest run",
        [chart.centre[0], runs.useful[0], runs.crossings[0], runs.longest[0]],
        [example[name] for name in ("median", "useful", "crossings", "longest")],
    )


def test_too_few_runs_are_called_so() -> None:
    example = EXAMPLES["QualityDigest"]
    signs = np.array(example["signs"], dtype=float)
    view = spc.View(signs, np.zeros(signs.size), np.ones(signs.size))
    runs = spc.read(view, rules=spc.ANHOEJ).runs
    assert runs.useful[0] == example["useful"]
    assert runs.crossings[0] == example["runs"] - 1
    assert runs.longest[0] == example["longest"]
    above = int((signs > 0).sum())
    critical = spc.critical_runs(above, signs.size - above, tail=0.025)
    assert example["runs"] < critical.fewest
    law = spc.runs_distribution_given(above, signs.size - above)
    same(
        "examples",
        "16 points, 4 runs: the chance of as few",
        law.crossings[: example["runs"]].sum(),
        example["p_runs_le_4"],
        abs=1e-7,
    )


def test_six_runs_of_27_useful_points_are_too_few() -> None:
    example = EXAMPLES["iecodesign"]
    n = example["useful"]
    assert example["runs"] < spc.critical_runs(n // 2, n - n // 2, tail=0.01).fewest
    assert not spc.anhoej_limits(n).holds(example["runs"] - 1, 1)


def test_anhoej_limits_are_those_computed_elsewhere() -> None:
    table = VECTORS["anhoej_limits"]
    sizes = [int(n) for n in table]
    found = [spc.anhoej_limits(n) for n in sizes]
    for place, what in enumerate(("longest", "crossings")):
        same(
            "anhoej_limits",
            f"`anhoej`: {what}, of {min(sizes)} to {max(sizes)} points",
            [getattr(limits, what) for limits in found],
            [limits[place] for limits in table.values()],
        )
