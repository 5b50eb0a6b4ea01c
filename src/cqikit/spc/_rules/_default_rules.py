"""Which rules a chart is read with, unless told: they follow from its lines.

A chart with limits is read by them and by its runs: three sigma are what make a
control chart (Shewhart 1931), and runs find the small shifts that limits miss
(Anhøj & Wentzel-Larsen, BMC Medical Research Methodology 2018;18:100). A chart
without limits, such as a run chart, has only its runs. Where the lower limit is 0,
zeros in a row show what a point below it would (Benneyan, Health Care Management
Science 2001;4:305-318).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from cqikit.core import Catalog, arguments, as_tuple, has, say, sealed
from cqikit.errors import FieldTypeError
from cqikit.spc._charts._estimators import MeanLevel
from cqikit.spc._charts._kind import ChartKind
from cqikit.spc._charts._sigmas import (
    binomial,
    binomial_count,
    geometric,
    poisson,
    poisson_rate,
)
from cqikit.spc._rules._presets import (
    ANHOEJ,
    RULE_SETS,
    SHEWHART_RUNS,
    RuleSet,
    RuleSetName,
)
from cqikit.spc._rules._zeros import Zeros

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.spc._charts._view import Bools, ChartView, Flags
    from cqikit.spc._rules._flags import Rule

__all__ = ["default_rules", "own_flags", "rules_for", "rules_named"]

#: By the sigma of a kind of counts: the rules where its lower limit is 0.
AT_BOUND: Final[dict[Any, Catalog[Rule]]] = {
    sigma: SHEWHART_RUNS.add(zeros)
    for sigma, zeros in (
        (geometric, Zeros()),
        (poisson, Zeros(of="Poisson")),
        (poisson_rate, Zeros(of="Poisson")),
        (binomial, Zeros(of="binomial")),
        (binomial_count, Zeros(of="binomial-count")),
    )
}
#: What can be given in place of the limits that a kind has none of.
LIMITS: Final = frozenset({"sigma", "lower", "upper"})

ANY_CHART: Final = has(
    "centre",
    "sigma",
    what=say("a Chart, ChartKind or ChartView"),
    fix=say("make one with {call}", call="spc.chart(values)"),
)


@arguments(chart=ANY_CHART)
def default_rules(chart: ChartView | ChartKind) -> Catalog[Rule]:
    """Return the rules that `read` applies where none are named.

    Parameters
    ----------
    chart : Chart, ChartKind or ChartView
        A view, which has no kind, is taken for a chart with limits.

    Returns
    -------
    Catalog of Rule
        `ANHOEJ` for a kind without limits, where none were given either, and
        `SHEWHART_RUNS` for all else; with `Zeros` where nothing can lie below the
        lower limit: for g charts, and for a chart of counts, shares or rates (c, u, p,
        np) whose lower limit is 0.

    Examples
    --------
    >>> from cqikit import spc
    >>> spc.default_rules(spc.CHARTS["run"]).names
    ('longest-run', 'crossings')
    >>> spc.default_rules(spc.chart([24, 16, 25, 23], "c")).names
    ('outside', 'longest-run', 'crossings')
    >>> spc.default_rules(spc.chart([4, 6, 5, 3], "c")).names
    ('outside', 'longest-run', 'crossings', 'zeros')
    """
    kind: Any = getattr(chart, "kind", chart)
    # Without a sigma of points there is nothing that limits could stand on.
    limited = any(
        getattr(kind, name, True) is not None for name in ("sigma", "spread", "limits")
    )
    rules = SHEWHART_RUNS if limited or LIMITS & {*_given(chart)} else ANHOEJ
    # A view has numbers for its sigma.
    sigma = kind.sigma if isinstance(kind, ChartKind) else None
    if rules is SHEWHART_RUNS and sigma in AT_BOUND:
        plain = kind.spread is None or isinstance(kind.spread, MeanLevel)
        if sigma is geometric or (plain and _at_bound(chart)):
            return AT_BOUND[sigma]
    return rules


def _at_bound(chart: Any) -> bool:
    """Say whether the lower limit of a chart is 0, so that nothing is below it."""
    view = getattr(chart, "view", None)
    if view is None:
        return False
    return bool(at_bound(view).any())


def at_bound(view: ChartView) -> Bools:
    """Say of which charts (...) the lower limit is 0 at some point."""
    lower = np.asarray(view.lower)  # type: ignore[attr-defined]
    bound: Bools = ~(lower > 0) & np.isfinite(view.sigma)
    return np.asarray(bound.any(axis=-1))


def own_flags(chart: Any, flags: dict[str, Flags]) -> dict[str, Flags]:
    """Return the flags by default rules, as each chart of a stack has them alone.

    Zeros in a row say nothing of a chart whose lower limit is above 0, whatever others
    are in the stack.
    """
    kind = getattr(chart, "kind", None)
    name = Zeros().name
    if name not in flags or kind is None or kind.sigma is geometric:
        return flags
    silent = ~at_bound(chart.view)
    if not silent.any():
        return flags
    return flags | {name: sealed(np.where(silent[..., None], np.int8(0), flags[name]))}


def rules_for(
    chart: Any, rules: Iterable[Rule] | RuleSet | RuleSetName | None
) -> Catalog[Rule]:
    """Return the rules that somebody asks for, in whichever way."""
    return default_rules(chart) if rules is None else rules_named(rules)


def rules_named(rules: Iterable[Rule] | RuleSet | RuleSetName) -> Catalog[Rule]:
    """Return rules, those of a set, or of the published set of this name."""
    if isinstance(rules, Catalog):
        return rules
    if isinstance(rules, str):
        return RULE_SETS[rules if rules in RULE_SETS else rules.strip().lower()].rules
    if isinstance(rules, RuleSet):
        return rules.rules
    listed = as_tuple(rules)
    if not isinstance(listed, tuple) or not all(map(_is_rule, listed)):
        must = say("must be rules, a rule set, or the name of one")
        raise FieldTypeError(
            "rules",
            must,
            rules,
            say("such as {example}", example="spc.NELSON or 'nelson'"),
        )
    return Catalog(listed, kind="rule")


def _is_rule(rule: Any) -> bool:
    return callable(rule) and isinstance(getattr(rule, "name", None), str)


def _given(chart: Any) -> tuple[str, ...]:
    given: tuple[str, ...] = getattr(chart, "given", ())
    return given
