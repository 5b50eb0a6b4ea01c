"""The closing guide as people fill it in (S5): what they think, decide and plan.

Nothing here is worked out. What the data propose stands in `Proposals`, beside it.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import evolve, field, frozen

from cqikit.assessments import FRAMEWORKS, Answer, Responses
from cqikit.collaboratives._guide_policies import GuidePolicies
from cqikit.collaboratives._menus import (
    Channel,
    ChannelWord,
    Method,
    MethodWord,
    Practice,
    PracticeWord,
    Support,
    SupportWord,
    SustainStep,
    SustainStepWord,
    Will,
    WillWord,
)
from cqikit.core import (
    Choice,
    ChoiceOf,
    OptionalChoiceOf,
    Period,
    TupleOf,
    as_optional_day,
    as_optional_period,
    as_texts,
    at_least,
    each,
    instance_of,
    is_day,
    is_key,
    is_text,
    non_blank,
    optional,
    say,
    unique,
)
from cqikit.errors import FaultsError, FieldError

__all__ = [
    "CONDITIONS",
    "Activity",
    "Champion",
    "Continuing",
    "Dissemination",
    "Guide",
    "Kept",
    "Learning",
    "Mentor",
    "Monitored",
    "Offer",
    "Reflections",
    "Scaling",
    "Site",
    "Sustaining",
    "Topic",
    "Undertaking",
]

#: The nine conditions, with their scale and its gates.
CONDITIONS: Final = FRAMEWORKS["bts-infrastructure"]


@frozen(kw_only=True)
class Undertaking:
    """Something that somebody will do: what, who, by when.

    Parameters
    ----------
    what : str
        What is done; not told unless said.
    who : str
        Who does it; nobody is named unless said.
    by_when : Period, optional
        By when; no deadline unless said.
    """

    what: str = field(default="", validator=is_text)
    who: str = field(default="", validator=is_text)
    by_when: Period | None = field(default=None, converter=as_optional_period)

    @property
    def words(self) -> str:
        """Return what it is, or else what the menu calls what was chosen."""
        chosen: tuple[Choice, ...] = tuple(
            getattr(self, name)
            for name in ("channel", "support", "step")
            if hasattr(self, name)
        )
        return self.what or say("{chosen}", chosen=chosen)

    def _needs_words(self, choice: str) -> None:
        """Refuse an entry of one's own that does not say what it is."""
        if choice.endswith("own") and not self.what.strip():
            raise FieldError(
                "what", say("must say what it is, of what is one's own"), ""
            )


@frozen(kw_only=True)
class Activity(Undertaking):
    """One way in which results are told, and to whom.

    Parameters
    ----------
    what : str
        What is done; the channel says enough unless said.
    who : str
        Who does it; nobody is named unless said.
    by_when : Period, optional
        By when; no deadline unless said.
    channel : Channel
        The way in which it is told.
    audience : str
        To whom; nobody in particular unless said.
    """

    channel: Channel = field(converter=ChoiceOf[Channel, ChannelWord])
    audience: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        self._needs_words(self.channel)


@frozen(kw_only=True)
class Offer(Undertaking):
    """One kind of support, and the teams (by key) that it is for; none for all.

    Parameters
    ----------
    what : str
        What is done; the kind of support says enough unless said.
    who : str
        Who does it; nobody is named unless said.
    by_when : Period, optional
        By when; no deadline unless said.
    support : Support
        The kind of support.
    teams : tuple of str
        The teams that it is for, by key; all of them unless said.
    """

    support: Support = field(converter=ChoiceOf[Support, SupportWord])
    teams: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=[each(is_text), unique("")]
    )

    def __attrs_post_init__(self) -> None:
        self._needs_words(self.support)


def _step_of(said: SustainStep | SustainStepWord) -> SustainStep:
    return SustainStep.of(said, "step")


@frozen(kw_only=True)
class Sustaining(Undertaking):
    """One step that keeps what was gained.

    Parameters
    ----------
    what : str
        What is done; the step says enough unless said.
    who : str
        Who does it; nobody is named unless said.
    by_when : Period, optional
        By when; no deadline unless said.
    step : SustainStep
        The step.
    """

    step: SustainStep = field(converter=_step_of)

    def __attrs_post_init__(self) -> None:
        self._needs_words(self.step)


@frozen(kw_only=True)
class Topic:
    """A team or a driver (by key), and what is said about it.

    `support` is what would help it.

    Parameters
    ----------
    key : str
        The team or the driver, by its key.
    note : str
        What is said about it; nothing unless said.
    support : str
        What would help; nothing unless said.
    """

    key: str = field(validator=is_text)
    note: str = field(default="", validator=is_text)
    support: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Reflections:
    """What people think of the results (part 1, section A).

    Parameters
    ----------
    confident, satisfied : bool, optional
        Whether they trust the data, and whether they are content; not said, None.
    confidence, satisfaction : str
        Why.
    wanted : str
        Where they would like teams to be.
    deeper : tuple of Topic
        Drivers where deeper testing is needed, and where.
    """

    confident: bool | None = field(default=None, validator=optional(instance_of(bool)))
    confidence: str = field(default="", validator=is_text)
    satisfied: bool | None = field(default=None, validator=optional(instance_of(bool)))
    satisfaction: str = field(default="", validator=is_text)
    wanted: str = field(default="", validator=is_text)
    deeper: tuple[Topic, ...] = field(
        default=(),
        converter=TupleOf[Topic],
        validator=[each(instance_of(Topic)), unique()],
    )


@frozen(kw_only=True)
class Dissemination:
    """What is told, to whom and how (part 1, section B).

    Parameters
    ----------
    results : tuple of str
        The results to be told; none unless said.
    messages : tuple of str
        The key messages; none unless said.
    audiences : tuple of str
        Whom to tell; none unless said.
    activities : tuple of Activity
        How it is told; none unless said.
    """

    results: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    messages: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    audiences: tuple[str, ...] = field(
        default=(), converter=as_texts, validator=each(non_blank)
    )
    activities: tuple[Activity, ...] = field(
        default=(), converter=TupleOf[Activity], validator=each(instance_of(Activity))
    )


@frozen(kw_only=True)
class Continuing:
    """How the work goes on with the teams there are (part 2, section A).

    Parameters
    ----------
    data_teams : tuple of Topic
        Teams that need better data, why, and what would help them.
    close_teams : tuple of Topic
        Teams close to the aim, and what would help them reach it.
    drivers : tuple of Topic
        Drivers where the aim is not met yet, and how testing goes on there.
    offers : tuple of Offer
        The support that is offered; none unless said.
    """

    data_teams: tuple[Topic, ...] = field(
        default=(),
        converter=TupleOf[Topic],
        validator=[each(instance_of(Topic)), unique()],
    )
    close_teams: tuple[Topic, ...] = field(
        default=(),
        converter=TupleOf[Topic],
        validator=[each(instance_of(Topic)), unique()],
    )
    drivers: tuple[Topic, ...] = field(
        default=(),
        converter=TupleOf[Topic],
        validator=[each(instance_of(Topic)), unique()],
    )
    offers: tuple[Offer, ...] = field(
        default=(), converter=TupleOf[Offer], validator=each(instance_of(Offer))
    )


@frozen(kw_only=True)
class Monitored:
    """A measure (by key) that is watched on, how often, and by whom.

    Parameters
    ----------
    measure : str
        The measure, by its key.
    collected : str
        How often it is collected; not told unless said.
    reviewed : str
        How often it is looked at; not told unless said.
    who : str
        Who looks at it; nobody is named unless said.
    note : str
        What else is to be known; nothing unless said.
    """

    measure: str = field(validator=is_key)
    collected: str = field(default="", validator=is_text)
    reviewed: str = field(default="", validator=is_text)
    who: str = field(default="", validator=is_text)
    note: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Learning:
    """How sure teams are of the methods, and what they still have to learn.

    Parameters
    ----------
    rating : str
        How sure local teams are of the methods; not told unless said.
    gaps : str
        What they still have to learn; nothing unless said.
    """

    rating: str = field(default="", validator=is_text)
    gaps: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Champion:
    """Somebody new who carries improvement on, and how others learn from them.

    Parameters
    ----------
    who : str
        Who it is, by role.
    team : str
        The team, by its key; none unless said.
    shares : str
        How others learn from them; not told unless said.
    """

    who: str = field(validator=non_blank)
    team: str = field(default="", validator=is_text)
    shares: str = field(default="", validator=is_text)


def _kind_of(said: Practice | PracticeWord) -> Practice:
    return Practice.of(said, "kind")


@frozen(kw_only=True)
class Kept:
    """A skill, tool or process that is there now, and how it is used next.

    Parameters
    ----------
    kind : Practice
        A skill, a tool or a process.
    what : str
        What is there now.
    adopt : str
        How it is used in the next project; not told unless said.
    """

    kind: Practice = field(converter=_kind_of)
    what: str = field(validator=non_blank)
    adopt: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Site:
    """A site that could take part next (part 3, section A).

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people call it; its key unless said.
    will : Will
        How much it wants to.
    gap : bool, optional
        Whether its outcomes leave something to gain; None if nobody knows.
    data : bool, optional
        Whether it has data to begin with.
    chosen : bool, optional
        What was decided, None before it is.
    note : str
        Why this one; nothing unless said.
    """

    key: str = field(validator=is_key)
    title: str = field(default="", validator=is_text)
    will: Will = field(default=Will.UNKNOWN, converter=ChoiceOf[Will, WillWord])
    gap: bool | None = field(default=None, validator=optional(instance_of(bool)))
    data: bool | None = field(default=None, validator=optional(instance_of(bool)))
    chosen: bool | None = field(default=None, validator=optional(instance_of(bool)))
    note: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Mentor:
    """A team (by key) that supports new ones, and how.

    Parameters
    ----------
    team : str
        The team, by its key.
    how : str
        How it supports others; not told unless said.
    """

    team: str = field(validator=is_text)
    how: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Scaling:
    """Whether, how and where the work is spread (part 3).

    Parameters
    ----------
    sites : int, optional
        How many new sites are wanted.
    sites_why, choosing : str
        Why so many, and how it is decided which.
    candidates : tuple of Site
        Sites that could take part; none unless said.
    mentors : tuple of Mentor
        Teams that support new ones; none unless said.
    conditions : tuple of Answer
        To the nine conditions of the framework ``bts-infrastructure``, one each, with
        next step, by when, who and support.
    implications : str
        What the conditions, taken together, mean for the next steps.
    method : Method, optional
        What was decided.
    method_why : str
        Why this method of spread was chosen; not told unless said.
    """

    sites: int | None = field(
        default=None, validator=optional([instance_of(int), at_least(0)])
    )
    sites_why: str = field(default="", validator=is_text)
    choosing: str = field(default="", validator=is_text)
    candidates: tuple[Site, ...] = field(
        default=(),
        converter=TupleOf[Site],
        validator=[each(instance_of(Site)), unique()],
    )
    mentors: tuple[Mentor, ...] = field(
        default=(),
        converter=TupleOf[Mentor],
        validator=[each(instance_of(Mentor)), unique("team")],
    )
    conditions: tuple[Answer, ...] = field(
        default=(),
        converter=TupleOf[Answer],
        validator=[each(instance_of(Answer)), unique("item")],
    )
    implications: str = field(default="", validator=is_text)
    method: Method | None = field(
        default=None, converter=OptionalChoiceOf[Method, MethodWord]
    )
    method_why: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        # Unknown conditions and levels are refused, all at once.
        try:
            Responses(CONDITIONS, self.conditions)
        except FaultsError as error:
            problems = [
                evolve(problem, where=problem.where.replace("answers", "conditions", 1))
                for problem in error.problems
            ]
            raise FaultsError("scaling", problems) from None


@frozen(kw_only=True)
class Guide:
    """The closing guide of a collaborative, all three parts (``closing-guide``).

    Everything but the key may be left out: then the report shows what the data propose.

    Parameters
    ----------
    key : str
        A short name, other than those of its neighbours.
    title : str
        What people call it; nothing unless said.
    on : date, optional
        The day on which the project closed; what is watched after it is judged
        against what was reached by then.
    prepared_by, advisor : str
        Who filled it in, and with whose advice.
    policies : GuidePolicies
        What "close to the aim" and other words of the proposals mean.
    reflections : Reflections
        How sure the data are, and whether the results satisfy; empty unless said.
    dissemination : Dissemination
        What is told, to whom and how; empty unless said.
    continuing : Continuing
        How the work goes on with the teams there are; empty unless said.
    sustaining : tuple of Sustaining
        Steps that keep what was gained; none unless said.
    monitored : tuple of Monitored
        Measures that are watched on; none unless said.
    learning : Learning
        How sure teams are of the methods; empty unless said.
    champions : tuple of Champion
        Who carries improvement on; none unless said.
    kept : tuple of Kept
        Skills, tools and processes that are there now; none unless said.
    scaling : Scaling
        Whether, how and where the work is spread; empty unless said.

    Examples
    --------
    >>> guide = Guide(
    ...     key="visits",
    ...     sustaining=[
    ...         Sustaining(
    ...             step="monitoring/six-months", who="data lead", by_when="2027-06"
    ...         )
    ...     ],
    ... )
    >>> guide.sustaining[0].step.component
    'monitoring'
    """

    key: str = field(validator=is_key)
    title: str = field(default="", validator=is_text)
    on: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )
    prepared_by: str = field(default="", validator=is_text)
    advisor: str = field(default="", validator=is_text)
    policies: GuidePolicies = field(
        factory=GuidePolicies, validator=instance_of(GuidePolicies)
    )
    reflections: Reflections = field(
        factory=Reflections, validator=instance_of(Reflections)
    )
    dissemination: Dissemination = field(
        factory=Dissemination, validator=instance_of(Dissemination)
    )
    continuing: Continuing = field(
        factory=Continuing, validator=instance_of(Continuing)
    )
    sustaining: tuple[Sustaining, ...] = field(
        default=(),
        converter=TupleOf[Sustaining],
        validator=each(instance_of(Sustaining)),
    )
    monitored: tuple[Monitored, ...] = field(
        default=(),
        converter=TupleOf[Monitored],
        validator=[each(instance_of(Monitored)), unique("measure")],
    )
    learning: Learning = field(factory=Learning, validator=instance_of(Learning))
    champions: tuple[Champion, ...] = field(
        default=(), converter=TupleOf[Champion], validator=each(instance_of(Champion))
    )
    kept: tuple[Kept, ...] = field(
        default=(), converter=TupleOf[Kept], validator=each(instance_of(Kept))
    )
    scaling: Scaling = field(factory=Scaling, validator=instance_of(Scaling))

    @property
    def undertakings(self) -> tuple[tuple[str, Undertaking], ...]:
        """Return what somebody will do, each with where it stands."""
        return tuple(
            (f"{name}[{place}]", undertaking)
            for name, several in (
                ("dissemination.activities", self.dissemination.activities),
                ("continuing.offers", self.continuing.offers),
                ("sustaining", self.sustaining),
            )
            for place, undertaking in enumerate(several)
        )
