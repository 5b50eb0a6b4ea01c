"""Which rules a chart is read with, unless told: they follow from its lines.

A chart with limits is read by them and by its runs: three sigma are what make a
control chart (Shewhart 1931), and runs find the small shifts that limits miss
(Anhøj & Wentzel-Larsen, BMC Medical Research Methodology 2018;18:78). A chart
without limits, such as a run chart, has only its runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cqikit.core import Catalog, as_tuple
from cqikit.errors import FieldTypeError
from cqikit.spc._charts._sigmas import geometric
from cqikit.spc._rules._presets import ANHOEJ, RULE_SETS, SHEWHART_RUNS, RuleSet
from cqikit.spc._rules._zeros import Zeros

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cqikit.spc._rules._flags import Rule

__all__ = ["default_rules", "rules_for", "rules_named"]

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
        `SHEWHART_RUNS` for all else; with `Zeros` for g charts, on which nothing can
        lie below the lower limit.

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
    rules = SHEWHART_RUNS if limited or LIMITS & {*_given(chart)} else ANHOEJ
    return rules.add(Zeros()) if getattr(kind, "sigma", None) is geometric else rules


def rules_for(
    chart: Any, rules: Iterable[Rule] | RuleSet | str | None
) -> Catalog[Rule]:
    """Return the rules that somebody asks for, in whichever way."""
    return default_rules(chart) if rules is None else rules_named(rules)


def rules_named(rules: Iterable[Rule] | RuleSet | str) -> Catalog[Rule]:
    """Return rules, those of a set, or of the published set of this name."""
    if isinstance(rules, str):
        return RULE_SETS[rules if rules in RULE_SETS else rules.strip().lower()].rules
    if isinstance(rules, RuleSet):
        return rules.rules
    if isinstance(rules, Catalog):
        return rules
    listed = as_tuple(rules)
    if not isinstance(listed, tuple) or not all(map(_is_rule, listed)):
        must = "must be rules, a rule set, or the name of one"
        raise FieldTypeError("rules", must, rules, "such as spc.NELSON or 'nelson'")
    return Catalog(listed, kind="rule")


def _is_rule(rule: Any) -> bool:
    return callable(rule) and isinstance(getattr(rule, "name", None), str)


def _given(chart: Any) -> tuple[str, ...]:
    given: tuple[str, ...] = getattr(chart, "given", ())
    return given
