"""What a project is called, what happened when, and which charts it wants."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Choice,
    ChoiceOf,
    Period,
    TupleOf,
    as_day,
    as_optional_period,
    at_least,
    each,
    finite,
    instance_of,
    is_day,
    is_key,
    is_language,
    is_text,
    non_blank,
    optional,
    parse_period,
    say,
    unique,
)
from cqikit.errors import FieldError

__all__ = [
    "ChartPlan",
    "Charter",
    "Exclusion",
    "ProjectEvent",
    "Scale",
    "ScaleWord",
    "ShownFindings",
    "ShownFindingsWord",
]


class Scale(Choice):
    """How a value axis is drawn; it changes no number."""

    LINEAR = "linear"
    LOG = "log"


ScaleWord: TypeAlias = Literal["linear", "log"]


class ShownFindings(Choice):
    """What a report tells of the findings, beside how many there are."""

    FAULTS = "faults"
    WARNINGS = "warnings"
    ALL = "all"


ShownFindingsWord: TypeAlias = Literal["faults", "warnings", "all"]


def _findings_of(said: ShownFindings | ShownFindingsWord) -> ShownFindings:
    return ShownFindings.of(said, "findings")


@frozen(kw_only=True)
class ProjectEvent:
    """Something that happened and may matter: a change, an event, a season.

    Parameters
    ----------
    on : Period
        A day, or as much as is known of it.
    until : Period, optional
        Its end, for what lasted.
    title : str
        What happened.
    new_phase : bool
        Whether it is a declared change of the system, from which charts start
        a new phase. What was only seen in the data is no such change.
    source : str
        Where it stands; not told unless said.
    """

    on: Period = field(converter=parse_period)
    until: Period | None = field(default=None, converter=as_optional_period)
    title: str = field(validator=non_blank)
    new_phase: bool = field(default=False, validator=instance_of(bool))
    source: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if self.until is not None and self.until.last < self.on.first:
            raise FieldError(
                "until",
                say("must not be before on ({on})", on=self.on),
                str(self.until),
            )


@frozen(kw_only=True)
class Exclusion:
    """Points of a chart that are shown and do not count, and why.

    Parameters
    ----------
    on : Period
        Or anything that `parse_period` reads; all points that share a day with it.
    reason : str
        Why these points do not count.
    """

    on: Period = field(converter=parse_period)
    reason: str = field(validator=non_blank)


@frozen(kw_only=True)
class ChartPlan:
    """Which chart a measure gets.

    Parameters
    ----------
    measure : str
        Key of the measure.
    kind : str
        Name of a chart kind, such as ``i``; "" for the one that fits the
        measure.
    rules : str
        Name of a rule set, such as ``shewhart-runs``; "" for the default.
    baseline : int, optional
        How many first points of each phase its limits come from; all of them
        when not given.
    centre : float, optional
        A centre line that is given, in the unit of the measure.
    exclude : tuple of Exclusion
        What is shown and does not count; by default nothing but what the rows
        themselves exclude.
    title : str
        Over the chart; the measure's by default.
    scale : Scale
        Whether the axis is linear or logarithmic; linear unless said.
    """

    measure: str = field(validator=is_key)
    kind: str = field(default="", validator=is_text)
    rules: str = field(default="", validator=is_text)
    baseline: int | None = field(
        default=None, validator=optional([instance_of(int), at_least(1)])
    )
    centre: float | None = field(default=None, validator=optional(finite))
    exclude: tuple[Exclusion, ...] = field(
        default=(),
        converter=TupleOf[Exclusion],
        validator=[each(instance_of(Exclusion)), unique("on")],
    )
    title: str = field(default="", validator=is_text)
    scale: Scale = field(default=Scale.LINEAR, converter=ChoiceOf[Scale, ScaleWord])


@frozen(kw_only=True)
class Charter:
    """The head of a project: everything that no other room keeps.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people call it.
    summary : str
        What it is about, in a sentence; nothing unless said.
    as_of : date
        The day for which everything derived from dates is worked out; there
        is no hidden clock.
    happenings : tuple of ProjectEvent
        What happened when; nothing unless said.
    charts : tuple of ChartPlan
        At most one for each measure.
    language : str
        The language of its reports, such as ``es``; by default that of its plan.
    findings : ShownFindings
        Which findings its report tells: all, warnings and faults, or faults alone; all
        when not given. Those that are left out are counted.

    Examples
    --------
    >>> charter = Charter(key="measles", title="Ending measles", as_of=date(2003, 1, 1))
    >>> charter.charts
    ()
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    summary: str = field(default="", validator=is_text)
    as_of: date = field(converter=as_day, validator=is_day)
    happenings: tuple[ProjectEvent, ...] = field(
        default=(),
        converter=TupleOf[ProjectEvent],
        validator=each(instance_of(ProjectEvent)),
    )
    charts: tuple[ChartPlan, ...] = field(
        default=(),
        converter=TupleOf[ChartPlan],
        validator=[each(instance_of(ChartPlan)), unique("measure")],
    )
    findings: ShownFindings = field(default=ShownFindings.ALL, converter=_findings_of)
    language: str = field(default="", validator=is_language)

    @property
    def changes(self) -> tuple[Period, ...]:
        """Return when each declared change began, in order of time."""
        begun = [happening.on for happening in self.happenings if happening.new_phase]
        return tuple(sorted(begun, key=lambda on: on.first))
