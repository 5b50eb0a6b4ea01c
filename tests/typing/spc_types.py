"""What type checkers see of `spc`; read by mypy, and run as well."""

from __future__ import annotations

from typing import assert_type

from attrs import evolve

from cqikit import spc

SPENT = evolve(spc.CHARTS["i"], name="spent")
MINE = spc.CHARTS.add(SPENT)

assert_type(spc.chart([3, 4, None]), spc.Chart)
assert_type(spc.chart([3, 4], "xmr", title="Spent"), spc.Chart)
# A kind of your own is given as it is; its name is unknown to type checkers.
assert_type(spc.chart([3, 4], SPENT), spc.Chart)
assert_type(spc.chart([3, 4], MINE["spent"]), spc.Chart)
PANEL = spc.panel([3, 4], SPENT, keys=["a", "a"], on=["2026-01", "2026-02"])
assert_type(PANEL, spc.Panel)
