"""Time another package: `python -m benchmarks.peer NAME < ROWS`, in its environment.

Nothing of cqikit is there, and nothing that the package does not bring along: this file
and the harness load the standard library only. Rows are lists of values in JSON; so is
what comes back: the versions, the seconds of processor time for all rows, and of each
row what the package found.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from time import process_time
from typing import Any, Final, NamedTuple

from benchmarks.harness import seconds

Row = Sequence[float]
Told = dict[str, Any]
BESIDE: Final = ("numpy", "pandas")


class Peer(NamedTuple):
    """How to ask a package for one chart, and how to understand what it says."""

    module: str
    ask: Callable[[Any, Row], Any]
    tell: Callable[[Any], Told]


def of_shewhart(said: Any) -> Told:
    """Tell limits, and the points of each of Nelson's patterns."""
    stats = said.stats
    flags: dict[str, list[int]] = {f"nelson_{place}": [] for place in range(1, 9)}
    for signal in said.signals:
        if signal.chart == "i":
            flags[signal.rule] += signal.points
    limits = [stats[f"i_{name}"] for name in ("lcl", "center", "ucl")]
    found = [sorted(set(points)) for points in flags.values()]
    return {"limits": limits, "outside": found[0], "nelson": found}


def of_pycontrolcharts(said: Any) -> Told:
    """Tell limits, and points outside: its first two types."""
    limits = [float(said[name].iloc[0]) for name in ("lcl", "center_line", "ucl")]
    outside = [
        place
        for place, found in enumerate(said["violations"])
        if any(each["type"] in {1, 2} for each in found)
    ]
    return {"limits": limits, "outside": outside}


def ask_statprocon(module: Any, row: Row) -> Any:
    """Ask for limits, and for each of its three rules."""
    chart = module.XmR(row)
    lines = (
        chart.lower_natural_process_limit(),
        chart.x_central_line(),
        chart.upper_natural_process_limit(),
    )
    outside = chart.rule_1_x_indices_beyond_limits()
    chart.rule_2_runs_about_central_line()
    chart.rule_3_runs_near_limits()
    return lines, outside


def of_statprocon(said: Any) -> Told:
    """Tell limits, and points outside."""
    lines, outside = said
    places = [place for place, flag in enumerate(outside) if flag]
    return {"limits": [float(line[0]) for line in lines], "outside": places}


def of_qikit(said: Any) -> Told:
    """Tell limits, points outside, and the runs that Anhøj's rules count."""
    table, summary = said.data, said.summary
    limits = [float(table[name].iloc[0]) for name in ("lcl", "cl", "ucl")]
    outside = [place for place, flag in enumerate(table["sigma_signal"]) if flag]
    runs = [int(summary[name]) for name in ("longest_run", "n_crossings")]
    return {"limits": limits, "outside": outside, "runs": runs}


PEERS: Final = {
    "shewhart": Peer(
        "shewhart",
        lambda module, row: module.imr(row, rules="nelson"),
        of_shewhart,
    ),
    "pycontrolcharts": Peer(
        "pycontrolcharts",
        lambda module, row: module.calc_xmr(row),
        of_pycontrolcharts,
    ),
    "statprocon": Peer("statprocon", ask_statprocon, of_statprocon),
    "clinical-qikit": Peer(
        "qikit", lambda module, row: module.qic(y=row, chart="i"), of_qikit
    ),
}


def versions(name: str) -> dict[str, str]:
    """Return the version of a package, and of what it leans on."""
    found = {}
    for each in (name, *BESIDE):
        try:
            found[each] = version(each)
        except PackageNotFoundError:
            continue
    return found


def main(arguments: Sequence[str]) -> int:
    """Ask the named package about the rows of standard input, and time it."""
    (name,) = arguments
    peer, rows = PEERS[name], json.load(sys.stdin)
    ask = partial(peer.ask, import_module(peer.module))

    def work() -> list[Any]:
        return [ask(row) for row in rows]

    found = [peer.tell(said) for said in work()]
    took = seconds(work, process_time)
    json.dump({"versions": versions(name), "seconds": took, "found": found}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
