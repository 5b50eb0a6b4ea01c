"""What a stranger's rule answers is a flag at each point, or is refused by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest
from attrs import field, frozen

from cqikit import spc, tables
from cqikit.errors import ChartError

VALUES = [3, 4, 5, 4, 3, 4, 5, 9]
MONTHS = [f"2025-{month:02}" for month in range(1, 9)]


@frozen
class Says:
    """A rule that gives one answer at each point."""

    said: Any = field(eq=False)
    name: str = "mine"
    reach: int = 1

    def __call__(self, chart: Any) -> Any:
        shape = np.shape(chart.values)
        if callable(self.said):
            return self.said(shape)
        return np.full(shape, self.said).tolist()


def of_chart(rule: Says) -> Any:
    return spc.read(spc.chart(VALUES), [rule]).flags["mine"][-1]


def of_phases(rule: Says) -> Any:
    made = spc.chart(VALUES, phases=[4], exclude=[1])
    return spc.read(made, [rule]).flags["mine"][-1]


def of_panel(rule: Says) -> Any:
    made = spc.panel(VALUES, keys=[*"aaaabbbb"], on=MONTHS[:4] * 2)
    return spc.read(made.chart, [rule]).flags["mine"][-1, -1]


def of_batch(rule: Says) -> Any:
    frame = pl.DataFrame({"k": ["a"] * 8, "m": MONTHS, "v": VALUES})
    question = tables.Charts(keys="k", on="m", values="v", rules=[rule])
    return tables.evaluate(frame, question)["mine"][-1]


def of_monitor(rule: Says) -> Any:
    kept = spc.monitor(spc.chart(VALUES, baseline=8), baseline=8, rules=[rule])
    return kept.take(3)[1].flags.get("mine", 0)


DOORS = [of_chart, of_phases, of_panel, of_batch, of_monitor]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("said", [0, 1, -1, 2, True, 1.0])
def test_a_flag_is_what_a_rule_says(door: Callable[[Says], Any], said: Any) -> None:
    assert door(Says(said)) == int(said)


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("said", "got"),
    [
        (0.5, "got 0.5"),
        (7, "got 7"),
        (255, "got 255"),
        (float("nan"), "got nan"),
        ("a", "got 'a'"),
        (None, "got None"),
        (lambda _: 1, "of the shape"),
        (lambda shape: [[0] * place for place in range(shape[-1] + 2)], "of the shape"),
    ],
)
def test_what_is_no_flag_is_refused_with_the_name_of_the_rule(
    door: Callable[[Says], Any], said: Any, got: str
) -> None:
    with pytest.raises(ChartError, match=rf"rule 'mine' must return flags.*{got}"):
        door(Says(said))
