"""One value with all that composed verbs look up and judge by.

Whoever has a kind of chart, a rule set, a scorer, a framework or a check of their own
adds it here, and passes this one value to `folders.read`, `projects.findings` and
`reports.compose`; verbs below take the one catalog that they need.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve, field, fields, frozen

from cqikit import actions, assessments, drivers, pdsa, plans, spc
from cqikit.actions import ActionStep
from cqikit.assessments import FRAMEWORKS, SCORERS, Framework, Responses, Scorer
from cqikit.core import (
    Catalog,
    Check,
    arguments,
    as_tuple,
    each_has,
    has,
    instance_of,
    say,
    unique,
)
from cqikit.errors import UnknownNameError
from cqikit.measures import Aim, Series
from cqikit.projects._causes import CAUSE_CHECKS, Cause
from cqikit.projects._findings import CHECKS
from cqikit.projects._groundwork import Groundwork
from cqikit.projects._groundwork_checks import GROUNDWORK_CHECKS
from cqikit.projects._project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CATALOGS", "CatalogOf", "Catalogs", "Checks", "checks_of"]

T = TypeVar("T")

ARE_CHECKS: Final = each_has(
    "__call__",
    "code",
    what=say("the checks"),
    fix=say("core.check makes one of a function"),
)


def checks_of(default: Iterable[Check[Any]] = ()) -> Any:
    """Make a field of checks, no two of one code."""
    valid: list[Any] = [ARE_CHECKS, unique("code")]
    return field(default=tuple(default), converter=as_tuple, validator=valid)


@frozen
class CatalogOf:
    """A validator: each member of a catalog is what `check` says."""

    check: Callable[[Any, Any, Any], Any]

    def __call__(self, instance: Any, attribute: Any, value: Any) -> None:
        instance_of(Catalog)(instance, attribute, value)
        # What comes along is right, and frameworks are read when they are asked for.
        for member in () if value is attribute.default else value:
            named = attribute.evolve(name=f"{attribute.name}[{member.name!r}]")
            self.check(instance, named, member)


def _with(checks: tuple[Check[T], ...], mine: Check[T]) -> tuple[Check[T], ...]:
    """Return checks with one in the place of that of its code, if it is there."""
    return tuple(mine if each.code == mine.code else each for each in checks)


@frozen(kw_only=True, repr=False)
class Checks:
    """What is checked of each kind of subject; by default, all that comes along.

    Each field has the checks of one subject: those of a ``plan`` judge a `Plan`, those
    of a ``step`` each of its action steps.

    Parameters
    ----------
    project : tuple of Check
        Of a `Project`, beyond its parts.
    series : tuple of Check
        Of a `Series`; none come along.
    chart : tuple of Check
        Of a chart of one series.
    aim : tuple of Check
        Of an `Aim`.
    diagram : tuple of Check
        Of a driver diagram.
    theory : tuple of Check
        Of what is known of a driver diagram.
    plan : tuple of Check
        Of a `Plan`.
    step : tuple of Check
        Of an action step.
    cycle : tuple of Check
        Of a PDSA cycle.
    ramp : tuple of Check
        Of a ramp of cycles.
    answers : tuple of Check
        Of the responses of a self-assessment.
    cause : tuple of Check
        Of a cause.
    groundwork : tuple of Check
        Of the groundwork.

    Examples
    --------
    >>> from cqikit.core import check, found
    >>> @check("plan.no-title", says="the plan has no title", where="title")
    ... def has_a_title(plan):
    ...     if not plan.title:
    ...         yield found()
    >>> mine = Checks().add(plan=[has_a_title]).without("plan.long-step")
    >>> mine.plan[-1].code
    'plan.no-title'
    """

    project: tuple[Check[Project], ...] = checks_of(CHECKS)
    series: tuple[Check[Series], ...] = checks_of()
    chart: tuple[Check[spc.Chart], ...] = checks_of(spc.CHART_CHECKS)
    aim: tuple[Check[Aim], ...] = checks_of(drivers.AIM_CHECKS)
    diagram: tuple[Check[drivers.Diagram], ...] = checks_of(drivers.CHECKS)
    theory: tuple[Check[drivers.Theory], ...] = checks_of(drivers.THEORY_CHECKS)
    plan: tuple[Check[plans.Plan], ...] = checks_of(plans.CHECKS | plans.CQI_CHECKS)
    step: tuple[Check[ActionStep], ...] = checks_of(actions.CHECKS)
    cycle: tuple[Check[pdsa.Cycle], ...] = checks_of(pdsa.CHECKS)
    ramp: tuple[Check[pdsa.Ramp], ...] = checks_of(pdsa.RAMP_CHECKS)
    answers: tuple[Check[Responses], ...] = checks_of(assessments.CHECKS)
    cause: tuple[Check[Cause], ...] = checks_of(CAUSE_CHECKS)
    groundwork: tuple[Check[Groundwork], ...] = checks_of(GROUNDWORK_CHECKS)

    def __repr__(self) -> str:
        """Return one line, as it stands in signatures for a default."""
        return f"<Checks of {len(self.subjects)} kinds of subject>"

    @property
    def subjects(self) -> tuple[str, ...]:
        """Return what is checked: ``project``, ``plan``, ``cycle`` and so on."""
        return tuple(each_field.name for each_field in fields(type(self)))

    @property
    def of_plan(self) -> tuple[Check[plans.Plan], ...]:
        """Return what is checked of a plan with its steps, which `step` judges."""
        return _with(self.plan, plans.each_step(self.step))

    def add(self, **more: Iterable[Check[Any]]) -> Checks:
        """Return these and more checks, by their subjects: ``add(plan=[mine])``."""
        changes: dict[str, Any] = {}
        for subject, added in more.items():
            if subject not in self.subjects:
                raise UnknownNameError(say("subject of checks"), subject, self.subjects)
            changes[subject] = (*getattr(self, subject), *added)
        return evolve(self, **changes)

    @arguments()
    def without(self, *codes: str) -> Checks:
        """Return these without the checks of some codes; each must be there."""
        have = {subject: getattr(self, subject) for subject in self.subjects}
        known = {this_check.code for checks in have.values() for this_check in checks}
        for code in codes:
            if code not in known:
                raise UnknownNameError(say("check"), code, known)
        kept: dict[str, Any] = {
            subject: [this for this in checks if this.code not in codes]
            for subject, checks in have.items()
        }
        return evolve(self, **kept)


@frozen(kw_only=True, repr=False)
class Catalogs:
    """What names are looked up in, and what is checked; by default, all there is.

    Parameters
    ----------
    kinds : Catalog of ChartKind
        Which the charts of a charter name, beside `rule_sets`.
    rule_sets : Catalog of RuleSet
        Which the charts of a charter name.
    scorers : Catalog of Scorer
        Which frameworks name.
    frameworks : Catalog of Framework
        Which answers name.
    checks : Checks
        What is checked of each kind of subject.

    Examples
    --------
    >>> from cqikit import spc
    >>> close = spc.RuleSet(
    ...     name="close",
    ...     title="Two sigma",
    ...     source="illustrative",
    ...     rules=[spc.BeyondLimits(sigmas=2)],
    ... )
    >>> Catalogs(rule_sets=spc.RULE_SETS.add(close)).rule_sets["close"].title
    'Two sigma'
    """

    kinds: Catalog[spc.ChartKind] = field(
        default=spc.CHARTS, validator=CatalogOf(instance_of(spc.ChartKind))
    )
    rule_sets: Catalog[spc.RuleSet] = field(
        default=spc.RULE_SETS, validator=CatalogOf(instance_of(spc.RuleSet))
    )
    scorers: Catalog[Scorer] = field(
        default=SCORERS, validator=CatalogOf(has("__call__", what=say("a scorer")))
    )
    frameworks: Catalog[Framework] = field(
        default=FRAMEWORKS, validator=CatalogOf(instance_of(Framework))
    )
    checks: Checks = field(default=Checks(), validator=instance_of(Checks))

    @property
    def of_answers(self) -> tuple[Check[Responses], ...]:
        """Return what is checked of answers, by these scorers."""
        return _with(self.checks.answers, assessments.covered_by(self.scorers))

    def __repr__(self) -> str:
        """Return one line, as it stands in signatures for a default."""
        return f"<{type(self).__name__}>"


#: All that comes along: what composed verbs take unless told.
CATALOGS: Final = Catalogs()
