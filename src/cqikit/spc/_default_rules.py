"""Which rules a chart is read with, unless told: they follow from its lines.

A chart with limits is read by them and by its runs: three sigma are what make a
control chart (Shewhart 1931), and runs find the small shifts that limits miss
(Anhøj & Wentzel-Larsen, BMC Medical Research Methodology 2018;18:78). A chart
without limits, such as a run chart, has only its runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cqikit.spc._presets import ANHOEJ, SHEWHART_RUNS

if TYPE_CHECKING:
    from cqikit.core import Catalog
    from cqikit.spc._rules._flags import Rule

__all__ = ["default_rules"]

#: What can be given in place of the limits that a kind has none of.
LIMITS = frozenset({"sigma", "lower", "upper"})


def default_rules(chart: Any) -> Catalog[Rule]:
    """Return the rules that `read` applies where none are named.

    Parameters
    ----------
    chart : Chart, ChartKind or ChartView
        A view, which has no kind, is taken for a chart with limits.

    Returns
    -------
    Catalog of Rule
        `ANHOEJ` for a kind without limits, where none were given either, and
        `SHEWHART_RUNS` for all else.

    Examples
    --------
    >>> from cqikit import spc
    >>> spc.default_rules(spc.CHARTS["run"]).names
    ('longest-run', 'crossings')
    >>> spc.default_rules(spc.chart([4, 6, 5, 3], "c")).names
    ('outside', 'longest-run', 'crossings')
    """
    kind = getattr(chart, "kind", chart)
    # Without a sigma of points there is nothing that limits could stand on.
    limited = any(
        getattr(kind, name, True) is not None for name in ("sigma", "spread", "limits")
    )
    return SHEWHART_RUNS if limited or LIMITS & {*_given(chart)} else ANHOEJ


def _given(chart: Any) -> tuple[str, ...]:
    given: tuple[str, ...] = getattr(chart, "given", ())
    return given
