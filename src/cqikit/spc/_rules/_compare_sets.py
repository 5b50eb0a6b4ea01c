"""Which published rule sets signal on a chart, and which convention decides it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from attrs import evolve, field, fields, frozen, has

from cqikit.core import arguments, html_table, plural, say
from cqikit.errors import ChartError, FieldError, FieldTypeError
from cqikit.spc._charts._make import chart as charted
from cqikit.spc._charts._view import Flags, view_of
from cqikit.spc._rules._flags import Rule
from cqikit.spc._rules._presets import RULE_SETS, RuleSet
from cqikit.spc._rules._reading import Reading, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.spc._charts._view import ChartView

__all__ = ["Difference", "RuleSetComparison", "Verdict", "compare_rule_sets"]

#: What a rule is called and where it is from decide nothing.
LABELS: Final = frozenset({"name", "source"})


@frozen(kw_only=True)
class Verdict:
    """What one rule set says of a chart.

    Parameters
    ----------
    rule_set : RuleSet
        By whose rules it was read.
    reading : Reading
        Which of them signal where.
    """

    rule_set: RuleSet
    reading: Reading = field(repr=False)

    @property
    def signals(self) -> tuple[str, ...]:
        """Return the names of its rules that signal."""
        flags = self.reading.flags
        return tuple(name for name in flags if np.count_nonzero(flags[name]))

    def __str__(self) -> str:
        said = self.signals or say("silent")
        return say("{rules}: {signals}", rules=self.rule_set.title, signals=said)


@frozen(kw_only=True)
class Difference:
    """Two forms of one rule that do not say the same of a chart, and why.

    Parameters
    ----------
    rule : str
        What kind of rule it is, such as ``Shift``.
    of, other : tuple of str
        Names of the rule sets that have the one form, and the other.
    silent : bool
        Whether the first form is silent where the other signals; else both
        signal, at different points.
    conventions : tuple of (str, value, value)
        Parameters, with their values in the first form and in the other, that
        taken over by the first make it say what the other says. No fewer do.
    """

    rule: str
    of: tuple[str, ...]
    other: tuple[str, ...]
    silent: bool
    conventions: tuple[tuple[str, Any, Any], ...]

    def __str__(self) -> str:
        parts: dict[str, Any] = {
            "rule": self.rule,
            "of": self.of,
            "other": self.other,
            "conventions": tuple(
                say("{name} {of}, not {other}", name=name, of=str(of), other=str(other))
                for name, of, other in self.conventions
            ),
        }
        if self.silent:
            return say(
                "{rule}: {of} silent, {other} signals: {conventions/ and }", **parts
            )
        return say(
            "{rule}: {of} flags other points, {other} signals: {conventions/ and }",
            **parts,
        )


@frozen(kw_only=True)
class RuleSetComparison:
    """What several rule sets say of one chart; see `compare_rule_sets`.

    Parameters
    ----------
    verdicts : tuple of Verdict
        One a rule set.
    differences : tuple of Difference
        Where they do not say the same.
    """

    verdicts: tuple[Verdict, ...] = field(repr=False)
    differences: tuple[Difference, ...]

    @property
    def signalling(self) -> tuple[str, ...]:
        """Return the names of the rule sets that signal."""
        return tuple(
            verdict.rule_set.name for verdict in self.verdicts if verdict.signals
        )

    @property
    def silent(self) -> tuple[str, ...]:
        """Return the names of the rule sets that say nothing."""
        return tuple(
            verdict.rule_set.name for verdict in self.verdicts if not verdict.signals
        )

    def __str__(self) -> str:
        deciding = (found for found in self.differences if found.silent)
        return "\n".join(str(line) for line in (*self.verdicts, *deciding))

    def _repr_html_(self) -> str:
        """Return a row for each rule set, and below it what decides."""
        rows = [
            (verdict.rule_set.title, ", ".join(verdict.signals) or "silent")
            for verdict in self.verdicts
        ]
        rows += [("", str(found)) for found in self.differences if found.silent]
        many = f"{len(self.signalling)} of {plural(len(self.verdicts), 'rule set')}"
        return html_table(f"{many} signal", ("rule set", "says"), rows)


@arguments()
def compare_rule_sets(
    chart: Any, sets: Iterable[RuleSet | str] | RuleSet | str = RULE_SETS
) -> RuleSetComparison:
    """Say which rule sets signal on a chart, and which convention decides it.

    Where two sets have the same kind of rule in different forms, of which one
    is silent or flags other points than the other, the smallest set of
    parameters is found that accounts for it: by taking them over, one by one,
    then two by two.

    Parameters
    ----------
    chart : Chart, ChartView, Series or sequence of numbers
        One series; what is no chart yet is charted as `spc.chart` does.
    sets : Catalog or iterable of RuleSet or str, or a single one
        By name, too: ``["nelson", "anhoej"]``. All published ones, and those of known
        tools, unless told.

    Returns
    -------
    RuleSetComparison

    Raises
    ------
    ChartError
        When there are several series.

    Examples
    --------
    >>> from cqikit import spc
    >>> chart = spc.chart([6, 6, 6, 5, 6, 6, 6, 6], "run", centre=5)
    >>> sets = [
    ...     spc.RuleSet(
    ...         name="skips",
    ...         title="Skips",
    ...         source="example",
    ...         rules=[spc.Shift(length=7, on_centre="skip")],
    ...     ),
    ...     spc.RuleSet(
    ...         name="breaks",
    ...         title="Breaks",
    ...         source="example",
    ...         rules=[spc.Shift(length=7)],
    ...     ),
    ... ]
    >>> print(spc.compare_rule_sets(chart, sets))
    Skips: shift
    Breaks: silent
    Shift: breaks silent, skips signals: on_centre break, not skip
    """
    if not hasattr(chart, "centre"):
        chart = charted(chart)
    view = view_of(chart)
    shape = np.shape(view.values)
    if len(shape) != 1:
        raise ChartError(f"chart must be of one series (got the shape {shape})")
    chosen = _chosen(sets)
    verdicts = tuple(
        Verdict(rule_set=rule_set, reading=read(chart, rule_set.rules))
        for rule_set in chosen
    )
    return RuleSetComparison(
        verdicts=verdicts, differences=tuple(_differences(view, verdicts))
    )


def _chosen(sets: Any) -> tuple[RuleSet, ...]:
    """Return rule sets, of which some may be told by their names."""
    if isinstance(sets, RuleSet | str):
        sets = [sets]
    must, fix = (
        say("must be a RuleSet, its name, or a list of them"),
        say("such as {example}", example="spc.RULE_SETS"),
    )
    if not isinstance(sets, Iterable) or isinstance(sets, bytes | Mapping):
        raise FieldTypeError("sets", must, sets, fix)
    chosen = []
    for place, key in enumerate(sets):
        if not isinstance(key, RuleSet | str):
            must = say("must be a RuleSet or the name of one")
            raise FieldTypeError(f"sets[{place}]", must, key, fix)
        chosen.append(RULE_SETS[key] if isinstance(key, str) else key)
    return tuple(chosen)


@frozen(eq=False)
class _Form:
    """One form of a rule, the sets that have it, and what it says."""

    rule: Rule
    flags: Flags
    sets: tuple[str, ...]

    @property
    def signals(self) -> bool:
        return bool(np.count_nonzero(self.flags))


def _differences(
    view: ChartView, verdicts: tuple[Verdict, ...]
) -> Iterator[Difference]:
    forms = _forms(verdicts)
    # Sets that signal by some form of a kind of rule, whatever its others say.
    speaking = {
        (type(form.rule), name) for form in forms if form.signals for name in form.sets
    }
    for form, other in combinations(forms, 2):
        kind = type(form.rule)
        if kind is not type(other.rule) or np.array_equal(form.flags, other.flags):
            continue
        # A silent form comes first; of two that signal, the order is theirs.
        mine, theirs = (form, other) if other.signals else (other, form)
        of = mine.sets
        if not mine.signals:
            of = tuple(name for name in of if (kind, name) not in speaking)
        if of and not set(of) & set(theirs.sets):
            yield Difference(
                rule=kind.__name__,
                of=of,
                other=theirs.sets,
                silent=not mine.signals,
                conventions=_decisive(view, mine, theirs),
            )


def _forms(verdicts: tuple[Verdict, ...]) -> list[_Form]:
    """Return the different forms of rules, each with the sets that have it."""
    forms: dict[Any, _Form] = {}
    for verdict in verdicts:
        for rule in verdict.reading.rules:
            if not has(type(rule)):
                # A rule of another's making has no parameters to be told apart by.
                continue
            key = (type(rule), *_parameters(rule).items())
            known = forms.get(key)
            sets = (*(known.sets if known else ()), verdict.rule_set.name)
            forms[key] = _Form(rule, verdict.reading.flags[rule.name], sets)
    return list(forms.values())


def _parameters(rule: Rule) -> dict[str, Any]:
    kind: Any = type(rule)
    names = (field.name for field in fields(kind) if field.name not in LABELS)
    return {name: getattr(rule, name) for name in names}


def _decisive(
    view: ChartView, form: _Form, other: _Form
) -> tuple[tuple[str, Any, Any], ...]:
    """Return the fewest parameters that make `form` say what `other` says."""
    mine, theirs = _parameters(form.rule), _parameters(other.rule)
    differing = [name for name in mine if mine[name] != theirs[name]]
    for count in range(1, len(differing)):
        for names in combinations(differing, count):
            changed = _changed(form.rule, {name: theirs[name] for name in names})
            if changed is None:
                continue
            flags = changed(view)
            same = (
                np.count_nonzero(flags)
                if not form.signals
                else np.array_equal(flags, other.flags)
            )
            if same:
                return tuple((name, mine[name], theirs[name]) for name in names)
    return tuple((name, mine[name], theirs[name]) for name in differing)


def _changed(rule: Any, parameters: dict[str, Any]) -> Rule | None:
    """Return the rule with other parameters, None where they do not go together."""
    try:
        made: Rule = evolve(rule, **parameters)
    except FieldError:
        return None
    return made
