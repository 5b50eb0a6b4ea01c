"""What a project stands on: its vision, its program, its people and their standards.

S3 begins with a vision of quality and an understanding of how the program works; S4
asks for outcomes, indicators and standards, and for people who are trained and take
part. Nothing here is worked out.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Choice,
    ChoiceOf,
    Period,
    Sentence,
    TupleOf,
    as_optional_period,
    as_texts,
    at_least,
    between,
    each,
    finite,
    instance_of,
    is_day,
    is_key,
    is_text,
    non_blank,
    optional,
    say,
    unique,
)
from cqikit.errors import DuplicateError, FieldError

__all__ = [
    "Groundwork",
    "Participation",
    "Person",
    "PersonRole",
    "PersonRoleWord",
    "ProgramModel",
    "ProgressDecision",
    "Standard",
    "StandardForm",
    "StandardFormWord",
    "StandardKind",
    "StandardKindWord",
    "StandardReview",
    "Training",
]


class PersonRole(Choice):
    """What somebody is to an improvement project (S4, components 6 and 7)."""

    CHAMPION = "champion"
    CQI_STAFF = "cqi-staff"
    COACH = "coach"
    LEADER = "leader"
    STAFF = "staff"
    FAMILY = "family"
    PARTNER = "partner"
    OTHER = "other"

    @property
    def words(self) -> Sentence:
        """Return what people read for it."""
        return ROLES[self]


ROLES: Final = {
    PersonRole.CHAMPION: say("champion"),
    PersonRole.CQI_STAFF: say("dedicated to quality improvement"),
    PersonRole.COACH: say("coach"),
    PersonRole.LEADER: say("leader"),
    PersonRole.STAFF: say("staff"),
    PersonRole.FAMILY: say("family"),
    PersonRole.PARTNER: say("partner"),
    PersonRole.OTHER: say(""),
}


PersonRoleWord: TypeAlias = Literal[
    "champion", "cqi-staff", "coach", "leader", "staff", "family", "partner", "other"
]


class StandardForm(Choice):
    """What is agreed upon (S4, component 1)."""

    OUTCOME = "outcome"
    INDICATOR = "indicator"
    STANDARD = "standard"
    GOAL = "goal"


StandardFormWord: TypeAlias = Literal["outcome", "indicator", "standard", "goal"]


class StandardKind(Choice):
    """What a measure of it tells; quality is more than the first two (S4, 1E)."""

    COMPLETION = "completion"
    TIMELINESS = "timeliness"
    PERFORMANCE = "performance"
    QUALITY = "quality"
    OUTCOME = "outcome"


StandardKindWord: TypeAlias = Literal[
    "completion", "timeliness", "performance", "quality", "outcome"
]


@frozen(kw_only=True)
class ProgramModel:
    """How the program works: for whom, with what, by doing what, to which end.

    Parameters
    ----------
    summary, population : str
        The model in a sentence or two, and whom the program is for.
    inputs, activities, outputs, outcomes, assumptions : tuple of str
        A line each; empty where nobody has said.
    """

    summary: str = field(default="", validator=is_text)
    population: str = field(default="", validator=is_text)
    inputs: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    activities: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    outputs: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    outcomes: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    assumptions: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )


@frozen(kw_only=True)
class Training:
    """Something that somebody has to learn: by when, from whom, and since when known.

    It is open until it has a day on which it was `done`.

    Parameters
    ----------
    topic : str
        What is to be learned.
    by_when : Period, optional
        By when; no deadline unless said.
    done : date, optional
        The day on which it was known; it is not yet unless said.
    given_by : str
        Who teaches it; nobody is named unless said.
    note : str
        What else is to be known; nothing unless said.
    """

    topic: str = field(validator=non_blank)
    by_when: Period | None = field(default=None, converter=as_optional_period)
    done: date | None = field(default=None, validator=optional(is_day))
    given_by: str = field(default="", validator=is_text)
    note: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Participation:
    """How somebody takes part in each part of the work; "" where they do not.

    Parameters
    ----------
    assessment : str
        How they take part in the self-assessment; not at all unless said.
    plan : str
        How they take part in the plan; not at all unless said.
    cycles : str
        How they take part in cycles; not at all unless said.
    review : str
        How they take part in reviews; not at all unless said.
    data : str
        How they take part in work on data; not at all unless said.
    """

    assessment: str = field(default="", validator=is_text)
    plan: str = field(default="", validator=is_text)
    cycles: str = field(default="", validator=is_text)
    review: str = field(default="", validator=is_text)
    data: str = field(default="", validator=is_text)


def _role_of(said: PersonRole | PersonRoleWord) -> PersonRole:
    return PersonRole.of(said, "role")


@frozen(kw_only=True)
class Person:
    """Somebody in the project, or several of one kind, called by what they are.

    Parameters
    ----------
    key : str
        A short name, by role.
    who : str
        Such as ``home visitors``; a role rather than a name.
    role : PersonRole
        Staff, family, partner and so on; other unless said.
    team : str
        Key of their team; "" when they belong to all of them.
    count : int, optional
        How many they are.
    hours : float, optional
        How many hours a week are set aside for it, all of them together.
    does : str
        What they do for the project.
    training : tuple of Training
        What they need to learn, learned or not.
    takes_part : Participation
        How they take part; in nothing unless said.
    """

    key: str = field(validator=is_key)
    who: str = field(validator=non_blank)
    role: PersonRole = field(default=PersonRole.OTHER, converter=_role_of)
    team: str = field(default="", validator=is_text)
    count: int | None = field(
        default=None, validator=optional([instance_of(int), at_least(1)])
    )
    hours: float | None = field(default=None, validator=optional([finite, at_least(0)]))
    does: str = field(default="", validator=is_text)
    training: tuple[Training, ...] = field(
        default=(),
        converter=TupleOf[Training],
        validator=[each(instance_of(Training)), unique("topic")],
    )
    takes_part: Participation = field(
        factory=Participation, validator=instance_of(Participation)
    )

    @property
    def title(self) -> str:
        """Return what they are called."""
        return self.who


@frozen(kw_only=True)
class StandardReview:
    """A day on which a standard was looked at anew, and what came of it (S4, 1F).

    Parameters
    ----------
    on : date
        The day.
    result : str
        What came of it; nothing unless said.
    """

    on: date = field(validator=is_day)
    result: str = field(default="", validator=is_text)


def _form_of(said: StandardForm | StandardFormWord) -> StandardForm:
    return StandardForm.of(said, "form")


@frozen(kw_only=True)
class Standard:
    """An outcome, indicator or standard that the project is held to (S4, component 1).

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        The standard, in language that is easy to understand.
    form : StandardForm
        An outcome, an indicator or a standard; a standard unless said.
    kind : StandardKind
        What it tells.
    measure : str
        Key of the measure that shows it, "" while there is none.
    expected : str
        What is expected, in words.
    made_with : tuple of str
        Keys of the people who had a part in it.
    told : str
        How others are told of it.
    source : str
        Who set it; nobody is named unless said.
    reviews : tuple of StandardReview
        When it was looked at anew; never unless said.
    review_by : Period, optional
        When it is looked at next.
    """

    key: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    form: StandardForm = field(default=StandardForm.STANDARD, converter=_form_of)
    kind: StandardKind = field(converter=ChoiceOf[StandardKind, StandardKindWord])
    measure: str = field(default="", validator=is_text)
    expected: str = field(default="", validator=is_text)
    made_with: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(is_key), unique("")]
    )
    told: str = field(default="", validator=is_text)
    source: str = field(default="", validator=is_text)
    reviews: tuple[StandardReview, ...] = field(
        default=(),
        converter=TupleOf[StandardReview],
        validator=[each(instance_of(StandardReview)), unique("on")],
    )
    review_by: Period | None = field(default=None, converter=as_optional_period)

    def review_due(self, as_of: date) -> Period | None:
        """Return when it is looked at next; None where it was by a day, or no date."""
        due = self.review_by
        if due is None or any(
            due.first <= review.on <= as_of for review in self.reviews
        ):
            return None
        return due


@frozen(kw_only=True)
class ProgressDecision:
    """Where a person says that the project stands, whatever was suggested.

    Parameters
    ----------
    on : date
        The day of the decision.
    value : float
        From 0.5 to 5 in half steps, as in the framework ``team-progress``.
    team : str
        Key of the team that is meant; "" for the project as a whole.
    who : str
        Who decided; nobody is named unless said.
    why : str
        Why, where it differs from what was suggested; not told unless said.
    """

    on: date = field(validator=is_day)
    value: float = field(validator=between(0.5, 5))
    team: str = field(default="", validator=is_text)
    who: str = field(default="", validator=is_text)
    why: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if (2 * self.value) % 1:
            raise FieldError("value", say("must be a half or a whole step"), self.value)


@frozen(kw_only=True)
class Groundwork:
    """What a project stands on (``type = "groundwork"``); each part may be missing.

    Parameters
    ----------
    on : date, optional
        The day by which it was laid; unknown, it counts from the beginning.
    vision : str
        What quality looks like here.
    values : tuple of str
        What is shared besides: values and beliefs, a line each (S1).
    model : ProgramModel, optional
        How the program works; not told unless said.
    people : tuple of Person
        Who is in the project; nobody unless said.
    standards : tuple of Standard
        What it is held to; nothing unless said.
    progress : tuple of ProgressDecision
        Where people said that the project or a team stands, one a day of each.

    Examples
    --------
    >>> ours = Groundwork(
    ...     vision="Every family is heard",
    ...     people=[
    ...         Person(key="parents", who="parent leaders", role="family"),
    ...     ],
    ... )
    >>> ours.people[0].takes_part.review
    ''
    """

    on: date | None = field(default=None, validator=optional(is_day))
    vision: str = field(default="", validator=is_text)
    values: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    model: ProgramModel | None = field(
        default=None, validator=optional(instance_of(ProgramModel))
    )
    people: tuple[Person, ...] = field(
        default=(),
        converter=TupleOf[Person],
        validator=[each(instance_of(Person)), unique()],
    )
    standards: tuple[Standard, ...] = field(
        default=(),
        converter=TupleOf[Standard],
        validator=[each(instance_of(Standard)), unique()],
    )
    progress: tuple[ProgressDecision, ...] = field(
        default=(),
        converter=TupleOf[ProgressDecision],
        validator=each(instance_of(ProgressDecision)),
    )

    def __attrs_post_init__(self) -> None:
        places = [(decision.on, decision.team) for decision in self.progress]
        for place, (on, team) in enumerate(places):
            if (on, team) in places[:place]:
                said = f"{on} of {team}" if team else str(on)
                raise DuplicateError(say("progress"), said, say("keep one a day"))
