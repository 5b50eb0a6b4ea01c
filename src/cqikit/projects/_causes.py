"""What stands between a gap and what is done about it: why the gap is there.

A cause is found by asking why again and again, as a branch of a fishbone, or as the
stage of a process at which people are lost. It leads from a need of the plan to a
driver or a change idea of the diagram.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Catalog,
    Choice,
    FunctionCheck,
    Severity,
    TupleOf,
    as_texts,
    at_least,
    check,
    each,
    found,
    instance_of,
    is_day,
    is_key,
    is_text,
    non_blank,
    non_empty,
    optional,
    say,
    unique,
)
from cqikit.errors import FieldError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Found

__all__ = [
    "CAUSE_CHECKS",
    "Analysis",
    "Bottleneck",
    "Branch",
    "Cause",
    "CauseStanding",
    "CauseStandingWord",
    "Reached",
    "Whys",
]

OURS: Final = "cqikit: a cause is looked into before a change is built on it"


class CauseStanding(Choice):
    """How far a cause is known to be one."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"
    RULED_OUT = "ruled-out"


CauseStandingWord: TypeAlias = Literal["suspected", "confirmed", "ruled-out"]


@frozen(kw_only=True)
class Whys:
    """Found by asking why again and again: each answer, the first one first.

    Parameters
    ----------
    whys : tuple of str
        Each answer to "why?", the first one first.
    """

    whys: tuple[str, ...] = field(
        converter=as_texts, validator=[each(non_blank), non_empty]
    )


@frozen(kw_only=True)
class Branch:
    """Found as a branch of a fishbone: people, methods, materials, places.

    Parameters
    ----------
    branch : str
        The branch of the fishbone, such as people or materials.
    """

    branch: str = field(validator=non_blank)


@frozen(kw_only=True)
class Reached:
    """A stage of a process, and how many reached it.

    Parameters
    ----------
    title : str
        What the stage is called.
    reached : int
        How many got as far as this.
    """

    title: str = field(validator=non_blank)
    reached: int = field(validator=at_least(0))


@frozen(kw_only=True)
class Bottleneck:
    """Found at the stage of a process at which people are lost.

    Parameters
    ----------
    stages : tuple of Reached
        In the order of the process, from two on; none is reached by more than reached
        the one before.
    at : str
        The title of the stage that too few reach.

    Examples
    --------
    >>> found = Bottleneck(
    ...     stages=[
    ...         Reached(title="Referred", reached=200),
    ...         Reached(title="Called", reached=180),
    ...         Reached(title="Enrolled", reached=90),
    ...     ],
    ...     at="Enrolled",
    ... )
    >>> found.lost, found.narrowest
    ((20, 90), ('Enrolled',))
    """

    stages: tuple[Reached, ...] = field(
        converter=TupleOf[Reached],
        validator=[each(instance_of(Reached)), unique("title")],
    )
    at: str = field(validator=non_blank)

    def __attrs_post_init__(self) -> None:
        if len(self.stages) < 2:
            raise FieldError("stages", say("must be two at least"), len(self.stages))
        for place, lost in enumerate(self.lost, start=1):
            if lost < 0:
                reached = self.stages[place]
                before = self.stages[place - 1]
                raise FieldError(
                    f"stages[{place}].reached",
                    say(
                        "must be at most {reached}, as many as reached {title!r}",
                        reached=before.reached,
                        title=before.title,
                    ),
                    reached.reached,
                )
        after = [stage.title for stage in self.stages[1:]]
        if self.at not in after:
            raise UnknownNameError(say("stage after the first"), self.at, after)

    @property
    def lost(self) -> tuple[int, ...]:
        """Return how many are lost before each stage after the first."""
        numbers = [stage.reached for stage in self.stages]
        return tuple(before - after for before, after in pairwise(numbers))

    @property
    def narrowest(self) -> tuple[str, ...]:
        """Return the stages before which most are lost: one, unless several tie."""
        most = max(self.lost)
        pairs = zip(self.stages[1:], self.lost, strict=True)
        return tuple(reached.title for reached, lost in pairs if lost == most)


Analysis: TypeAlias = Whys | Branch | Bottleneck


def _standing_of(said: CauseStanding | CauseStandingWord) -> CauseStanding:
    return CauseStanding.of(said, "standing")


@frozen(kw_only=True)
class Cause:
    """Why a gap is there, and what is built on it.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        The cause in a sentence.
    need : str
        Key of the need, in the plan, that it explains; "" for none.
    driver, idea : str
        Keys of the driver and the change idea, in the diagram, that answer it.
    on : date, optional
        When it was found.
    found_by : str
        Who looked into it, by their roles.
    analysis : Whys, Branch or Bottleneck, optional
        How it was found.
    standing : CauseStanding
        ``suspected``, unless told.
    evidence : str
        What shows that it is a cause, or that it is none.

    Examples
    --------
    >>> cause = Cause(
    ...     key="forgotten",
    ...     title="Nobody reminds families of their visit",
    ...     need="missed-visits",
    ...     idea="reminder-card",
    ...     analysis=Whys(whys=["Families forget", "Nobody reminds them"]),
    ... )
    >>> cause.standing.value
    'suspected'
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    need: str = field(default="", validator=is_text)
    driver: str = field(default="", validator=is_text)
    idea: str = field(default="", validator=is_text)
    on: date | None = field(default=None, validator=optional(is_day))
    found_by: str = field(default="", validator=is_text)
    analysis: Analysis | None = field(
        default=None, validator=optional(instance_of(Whys, Branch, Bottleneck))
    )
    standing: CauseStanding = field(
        default=CauseStanding.SUSPECTED, converter=_standing_of
    )
    evidence: str = field(default="", validator=is_text)

    @property
    def answered(self) -> bool:
        """Return whether a driver or an idea answers it."""
        return bool(self.driver or self.idea)


@check(
    "cause.no-need",
    says="{title!r} explains no need",
    where="need",
    fix="name the key of the need that it explains",
    source=OURS,
)
def explains_a_need(cause: Cause) -> Iterator[Found]:
    """Find causes that explain no need."""
    if not cause.need:
        yield found(title=cause.title)


@check(
    "cause.unanswered",
    says="no driver and no idea answers {title!r}",
    where="driver",
    fix="name the key of a driver or an idea, or rule it out",
    source=OURS,
)
def is_answered(cause: Cause) -> Iterator[Found]:
    """Find causes that no driver and no idea answers; one ruled out needs none."""
    if not cause.answered and cause.standing is not CauseStanding.RULED_OUT:
        yield found(title=cause.title)


@check(
    "cause.ruled-out",
    says="{title!r} is ruled out, and something still answers it",
    where="standing",
    fix="take out driver and idea, or say what they answer instead",
    source=OURS,
)
def is_no_ground(cause: Cause) -> Iterator[Found]:
    """Find causes that are ruled out, and on which something is built all the same."""
    if cause.answered and cause.standing is CauseStanding.RULED_OUT:
        yield found(title=cause.title)


@check(
    "cause.no-evidence",
    says="nothing shows that {title!r} is {standing}",
    where="evidence",
    fix="say what was looked at and seen, or call it suspected",
    source=OURS,
)
def has_evidence(cause: Cause) -> Iterator[Found]:
    """Find causes that are called confirmed or ruled out without evidence."""
    if cause.standing is not CauseStanding.SUSPECTED and not cause.evidence.strip():
        yield found(title=cause.title, standing=cause.standing.value)


@check(
    "cause.wider-elsewhere",
    says="more are lost before {wider!r} ({lost}) than before {at!r}",
    severity=Severity.NOTE,
    where="analysis.at",
    fix="look there first, or say in evidence why not",
    source=OURS,
)
def is_narrowest(cause: Cause) -> Iterator[Found]:
    """Find bottlenecks that are said to be where fewer are lost than elsewhere."""
    analysis = cause.analysis
    if isinstance(analysis, Bottleneck) and analysis.at not in analysis.narrowest:
        lost, wider = float(max(analysis.lost)), analysis.narrowest
        yield found(wider=wider, lost=lost, at=analysis.at)


#: What is checked of one cause by itself.
CAUSE_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (explains_a_need, is_answered, is_no_ground, has_evidence, is_narrowest),
    kind="check",
)
