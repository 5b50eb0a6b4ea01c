"""What a plan rests on: sources, areas with scores, strengths, needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import field, frozen

from cqikit.actions import Concern, ConcernWord
from cqikit.core import (
    Choice,
    ChoiceOf,
    Period,
    TupleOf,
    a_day,
    arguments,
    as_texts,
    as_tuple,
    at_least,
    each,
    finite,
    instance_of,
    is_key,
    is_text,
    non_blank,
    parse_period,
    unique,
)

if TYPE_CHECKING:
    from datetime import date


__all__ = [
    "Area",
    "DataSource",
    "Need",
    "SourceKind",
    "SourceKindWord",
    "UnitScore",
    "current",
]

#: What makes anything a gap.
GAP: Final = ("key", "title", "size")


class SourceKind(Choice):
    """What kind of data a source is."""

    TOOL = "tool"
    STAFF_SURVEY = "staff-survey"
    PARENT_SURVEY = "parent-survey"
    ACCREDITATION = "accreditation"
    REGISTRY = "registry"
    LICENSING = "licensing"
    OBSERVATION = "observation"
    OTHER = "other"


SourceKindWord: TypeAlias = Literal[
    "tool",
    "staff-survey",
    "parent-survey",
    "accreditation",
    "registry",
    "licensing",
    "observation",
    "other",
]


@frozen(kw_only=True)
class DataSource:
    """Where a plan's data are from, and of when.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people call it.
    kind : SourceKind
        A tool, a survey, a registry and so on; other unless said.
    on : Period
        When the data were gathered: a day, or as much as is known.
    tool : str
        Name of the measurement tool, for scores of one.
    current_for : int
        For how many months they count as current. Twelve is what the
        Massachusetts QRIS asks of self-assessments.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    kind: SourceKind = field(
        default=SourceKind.OTHER, converter=ChoiceOf[SourceKind, SourceKindWord]
    )
    on: Period = field(converter=parse_period)
    tool: str = field(default="", validator=is_text)
    current_for: int = field(default=12, validator=[instance_of(int), at_least(1)])


@arguments(source=instance_of(DataSource), as_of=a_day)
def current(source: DataSource, *, as_of: date) -> bool:
    """Say whether the data of a source are still current.

    Parameters
    ----------
    as_of : date
        The day for which it is asked.

    Examples
    --------
    >>> from datetime import date
    >>> scores = DataSource(key="ers", title="Our ECERS-R scores", on="2025-09")
    >>> (
    ...     current(scores, as_of=date(2026, 9, 30)),
    ...     current(scores, as_of=date(2026, 10, 1)),
    ... )
    (True, False)
    """
    last = source.on.last
    year, month = divmod(last.year * 12 + last.month - 1 + source.current_for, 12)
    there = (year, month + 1, last.day)
    return (as_of.year, as_of.month, as_of.day) <= there


@frozen(kw_only=True)
class Need:
    """One area for growth: what should be better; it is a `Gap`.

    Parameters
    ----------
    key : str
        The name by which steps say that they answer it.
    title : str
        What should be better.
    size : float
        How much is lacking, in units that the needs of one plan share.
    concern : Concern
        What it touches: health and safety, licensing, or quality.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    size: float = field(default=1.0, validator=finite)
    concern: Concern = field(
        default=Concern.QUALITY, converter=ChoiceOf[Concern, ConcernWord]
    )


def as_needs(value: Any) -> Any:
    """Return needs as they are, and gaps as needs; all else is left to be refused."""
    listed = as_tuple(value)
    return tuple(map(_as_need, listed)) if isinstance(listed, tuple) else listed


def _as_need(gap: Any) -> Any:
    if isinstance(gap, Need) or not all(hasattr(gap, it) for it in GAP):
        return gap
    concern = getattr(gap, "concern", Concern.QUALITY)
    # Rooms that know of concerns spell them alike.
    return Need(key=gap.key, title=gap.title, size=gap.size, concern=Concern(concern))


@frozen(kw_only=True)
class UnitScore:
    """The score of one classroom (group, home, site), never only their mean.

    Parameters
    ----------
    unit : str
        Which classroom.
    value : float
        On the scale of the tool.
    tool : str
        Name of the tool, "" for the area's.
    source : str
        Key of the plan's data source, which knows the day.
    """

    unit: str = field(validator=non_blank)
    value: float = field(validator=finite)
    tool: str = field(default="", validator=is_text)
    source: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Area:
    """One subscale of a tool: scores, strengths, needs, and a reflection.

    Parameters
    ----------
    key, title : str
        Such as ``space-and-furnishings``, *Space and furnishings*.
    tool : str
        Name of the measurement tool that it is a subscale of.
    scores : tuple of UnitScore
        One a classroom and tool.
    strengths : tuple of str
        What is good already; nothing unless said.
    growth : tuple of Need
        What should be better; any gap (`plans.Gap`), such as those of an assessment,
        becomes a need as it is. Bare texts are not enough, since steps answer needs by
        their keys.
    reflection : str
        What was thought of it at the last review.

    Examples
    --------
    >>> area = Area(
    ...     key="space",
    ...     title="Space and furnishings",
    ...     tool="ecers-r",
    ...     scores=[
    ...         UnitScore(unit="Preschool 1", value=4.9),
    ...         UnitScore(unit="Preschool 2", value=4.3),
    ...     ],
    ... )
    >>> round(area.mean, 2), area.least.unit
    (4.6, 'Preschool 2')
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    tool: str = field(default="", validator=is_text)
    scores: tuple[UnitScore, ...] = field(
        default=(), converter=TupleOf[UnitScore], validator=each(instance_of(UnitScore))
    )
    strengths: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    growth: tuple[Need, ...] = field(
        default=(), converter=as_needs, validator=[each(instance_of(Need)), unique()]
    )
    reflection: str = field(default="", validator=is_text)

    @property
    def mean(self) -> float | None:
        """Return the mean of the scores; None without any, or of several tools.

        A point on one tool's scale is not a point on another's.
        """
        if len({score.tool or self.tool for score in self.scores}) != 1:
            return None
        return sum(score.value for score in self.scores) / len(self.scores)

    @property
    def least(self) -> UnitScore | None:
        """Return the lowest score, the first of equals; None without any."""
        return min(self.scores, key=lambda score: score.value, default=None)
