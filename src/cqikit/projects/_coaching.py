"""The log of a coach or TA, and what was given to a team beside what it gained."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Choice,
    OptionalChoiceOf,
    a_day,
    arguments,
    at_least,
    each_has,
    instance_of,
    is_day,
    is_text,
    list_of,
    mapping_of,
    non_blank,
    optional,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Beside", "Contact", "Dose", "HasMoved", "Mode", "ModeWord", "dose"]


class Mode(Choice):
    """How a contact was made."""

    VISIT = "visit"
    VIDEO = "video"
    PHONE = "phone"
    MESSAGE = "message"
    GROUP = "group"


ModeWord: TypeAlias = Literal["visit", "video", "phone", "message", "group"]


@frozen(kw_only=True)
class Contact:
    """One contact of a coach, or of somebody who gives TA, with a team.

    Parameters
    ----------
    on : date
        The day of the contact.
    topic : str
        What it was about.
    team : str
        Key of the team, as in the data; "" for all together.
    who, attended : str
        Who gave it, and who was there, by their roles.
    minutes : int, optional
        How long it took; None when nobody wrote it down, which is not 0.
    mode : Mode, optional
        How they met, such as a visit or a call; not told unless said.
    step, cycle : str
        Keys of the action step and the PDSA cycle that it was about; "" for none.
    agreed : str
        What was agreed to do next.
    note : str
        What else is to be known; nothing unless said.

    Examples
    --------
    >>> Contact(on=date(2026, 3, 2), topic="Reading the run chart", mode="video").mode
    <Mode.VIDEO: 'video'>
    """

    on: date = field(validator=is_day)
    topic: str = field(validator=non_blank)
    team: str = field(default="", validator=is_text)
    who: str = field(default="", validator=is_text)
    attended: str = field(default="", validator=is_text)
    minutes: int | None = field(
        default=None, validator=optional([instance_of(int), at_least(0)])
    )
    mode: Mode | None = field(default=None, converter=OptionalChoiceOf[Mode, ModeWord])
    step: str = field(default="", validator=is_text)
    cycle: str = field(default="", validator=is_text)
    agreed: str = field(default="", validator=is_text)
    note: str = field(default="", validator=is_text)


class HasMoved(Protocol):
    """Where a team stood on a measure, and stands; NaN where that is not known."""

    @property
    def team(self) -> str: ...

    @property
    def baseline(self) -> float: ...

    @property
    def current(self) -> float: ...


@frozen(kw_only=True)
class Beside:
    """What one measure of a team did in the same time.

    Parameters
    ----------
    measure : str
        Key of the measure.
    baseline, current : float
        Medians of the team, in the measure's unit; NaN where there are none.
    """

    measure: str
    baseline: float
    current: float


@frozen(kw_only=True)
class Dose:
    """What one team was given, beside what its measures did; it claims no cause.

    Parameters
    ----------
    team : str
        "" for contacts with all teams together, which are counted for none of them.
    contacts, minutes : int
        Minutes are of those contacts that say how long they took.
    untimed : int
        How many contacts do not.
    modes : tuple of (Mode or None, int)
        How many contacts of each mode, the most frequent first.
    first, last : date, optional
        The days of the first and the last contact; None without one.
    beside : tuple of Beside
        One a measure of which the team has data.
    """

    team: str
    contacts: int
    minutes: int
    untimed: int
    modes: tuple[tuple[Mode | None, int], ...]
    first: date | None
    last: date | None
    beside: tuple[Beside, ...]


@arguments(
    contacts=list_of(say("contacts"), Contact),
    standing=optional(
        mapping_of(
            say("where teams stood and stand, by measures"),
            each_has(
                "team", "baseline", "current", what=say("where teams stood and stand")
            ),
        )
    ),
    as_of=optional(a_day),
)
def dose(
    contacts: Iterable[Contact],
    standing: Mapping[str, Iterable[HasMoved]] | None = None,
    *,
    as_of: date | None = None,
) -> tuple[Dose, ...]:
    """Return of each team what it was given, beside what its measures did.

    Teams that had no contact are in it, too: without them nobody could compare. Who
    asks for help is often who needs it most, so that more contacts beside a smaller
    gain say nothing against them, and the other way round.

    Parameters
    ----------
    contacts : iterable of Contact
    standing : mapping of str to iterable of HasMoved, optional
        Of each measure, by its key, where teams stood and stand: `teams` of a
        `collaboratives.MeasureResult`. By default nothing stands beside.
    as_of : date, optional
        Later contacts do not count; by default all do.

    Examples
    --------
    >>> calls = [
    ...     Contact(on=date(2026, 3, day), topic="Data", team="north", minutes=minutes)
    ...     for day, minutes in ((2, 30), (9, 45), (16, None))
    ... ]
    >>> [north] = dose(calls)
    >>> north.contacts, north.minutes, north.untimed
    (3, 75, 1)
    """
    kept = [
        this_contact
        for this_contact in contacts
        if as_of is None or this_contact.on <= as_of
    ]
    moved: dict[str, list[Beside]] = {}
    for measure, teams in (standing or {}).items():
        for team in teams:
            moved.setdefault(team.team, []).append(
                Beside(measure=measure, baseline=team.baseline, current=team.current)
            )
    given: dict[str, list[Contact]] = {team: [] for team in moved}
    for contact in kept:
        given.setdefault(contact.team, []).append(contact)
    return tuple(
        _dose(team, given[team], moved.get(team, ())) for team in sorted(given)
    )


def _dose(team: str, contacts: list[Contact], beside: Iterable[Beside]) -> Dose:
    days = sorted(contact.on for contact in contacts)
    timed = [contact.minutes for contact in contacts if contact.minutes is not None]
    modes = Counter(contact.mode for contact in contacts)
    return Dose(
        team=team,
        contacts=len(contacts),
        minutes=sum(timed),
        untimed=len(contacts) - len(timed),
        modes=tuple(
            sorted(modes.items(), key=lambda pair: (-pair[1], str(pair[0] or "")))
        ),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        beside=tuple(beside),
    )
