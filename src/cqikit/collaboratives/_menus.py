"""The menus of the closing guide: what it suggests, each under a key, in our own words.

Six ways to tell of results, six kinds of support, and fourteen steps under three
components of sustainability (S5); every menu has a place for what is one's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from cqikit.core import Choice, FrozenDict, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "COMPONENTS",
    "Channel",
    "ChannelWord",
    "Method",
    "MethodWord",
    "Practice",
    "PracticeWord",
    "Support",
    "SupportWord",
    "SustainStep",
    "SustainStepWord",
    "Will",
    "WillWord",
]


class MenuChoice(Choice):
    """What stands on a menu of the closing guide, and is told as a sentence.

    Examples
    --------
    >>> Support.OFFICE_HOURS.words, SustainStep.OWN_READINESS.words
    ('office hours', "A step of one's own")
    """

    @property
    def words(self) -> Sentence:
        """Return what it means; an own one is said so."""
        return WORDS.get(self, OWN_STEP)


class Channel(MenuChoice):
    """How results are told (S5, part 1, section B)."""

    NEWSLETTER = "newsletter"
    TRAINING = "training"
    ANNUAL_REPORT = "annual-report"
    FINAL_REPORT = "final-report"
    PUBLICATION = "publication"
    CONFERENCE = "conference"
    OWN = "own"


ChannelWord: TypeAlias = Literal[
    "newsletter",
    "training",
    "annual-report",
    "final-report",
    "publication",
    "conference",
    "own",
]


class Support(MenuChoice):
    """What teams that go on are offered (S5, part 2, section A)."""

    DATA_AND_CYCLES = "data-and-cycles"
    COACHING = "coaching"
    PEER_CALLS = "peer-calls"
    OFFICE_HOURS = "office-hours"
    PEER_MENTORS = "peer-mentors"
    LOCAL_FACULTY = "local-faculty"
    OWN = "own"


SupportWord: TypeAlias = Literal[
    "data-and-cycles",
    "coaching",
    "peer-calls",
    "office-hours",
    "peer-mentors",
    "local-faculty",
    "own",
]


class SustainStep(MenuChoice):
    """A step that keeps what was gained (S5, part 2, section B).

    What stands before the stroke is the component that it belongs to.
    """

    POLICIES = "hardwiring/policies"
    TRAINING_CONTENT = "hardwiring/training"
    PLANNING_TIME = "hardwiring/planning-time"
    RESOURCES = "hardwiring/resources"
    OWN_HARDWIRING = "hardwiring/own"
    PUBLIC_SUPPORT = "readiness/public-support"
    SUPERVISORS = "readiness/supervisors"
    FATIGUE = "readiness/change-fatigue"
    CONTENT = "readiness/implementation-content"
    PEER_SHARING = "readiness/peer-sharing"
    COACHING = "readiness/coaching"
    OWN_READINESS = "readiness/own"
    CHECK_INS = "monitoring/check-ins"
    DATA_SYSTEMS = "monitoring/data-systems"
    SUMMARIES = "monitoring/summaries"
    SIX_MONTHS = "monitoring/six-months"
    OWN_MONITORING = "monitoring/own"

    @property
    def component(self) -> str:
        """Return the key of the component, one of `COMPONENTS`."""
        return self.value.partition("/")[0]


SustainStepWord: TypeAlias = Literal[
    "hardwiring/policies",
    "hardwiring/training",
    "hardwiring/planning-time",
    "hardwiring/resources",
    "hardwiring/own",
    "readiness/public-support",
    "readiness/supervisors",
    "readiness/change-fatigue",
    "readiness/implementation-content",
    "readiness/peer-sharing",
    "readiness/coaching",
    "readiness/own",
    "monitoring/check-ins",
    "monitoring/data-systems",
    "monitoring/summaries",
    "monitoring/six-months",
    "monitoring/own",
]


class Practice(Choice):
    """What the people who ran the project can do now that they could not before."""

    SKILL = "skill"
    TOOL = "tool"
    PROCESS = "process"


PracticeWord: TypeAlias = Literal["skill", "tool", "process"]


class Will(Choice):
    """How much a site wants to take part."""

    HIGH = "high"
    SOME = "some"
    LOW = "low"
    UNKNOWN = "unknown"


WillWord: TypeAlias = Literal["high", "some", "low", "unknown"]


class Method(MenuChoice):
    """How the work is spread, or that it is too early to (S5, part 3)."""

    BREAKTHROUGH_SERIES = "breakthrough-series"
    ANOTHER_WAY = "another-way"
    NOT_YET = "not-yet"


MethodWord: TypeAlias = Literal["breakthrough-series", "another-way", "not-yet"]


#: The three components of sustainability, with their titles.
COMPONENTS: Final[Mapping[str, str]] = FrozenDict(
    {
        "hardwiring": say("Hardwiring the change"),
        "readiness": say("Making staff readier"),
        "monitoring": say("Watching results over time"),
    }
)
WORDS: Final[Mapping[Choice, Sentence]] = FrozenDict(
    {
        Channel.NEWSLETTER: say("a newsletter to local teams or partners"),
        Channel.TRAINING: say("a training for local teams"),
        Channel.ANNUAL_REPORT: say("the annual report on quality improvement"),
        Channel.FINAL_REPORT: say("a final report or a fact sheet"),
        Channel.PUBLICATION: say("an article in a journal"),
        Channel.CONFERENCE: say("a talk at a conference"),
        Channel.OWN: say("a way of one's own"),
        Support.DATA_AND_CYCLES: say(
            "going on to send in data and PDSA cycles every month"
        ),
        Support.COACHING: say("coaching calls with one team at a time"),
        Support.PEER_CALLS: say("calls among teams"),
        Support.OFFICE_HOURS: say("office hours"),
        Support.PEER_MENTORS: say("helping teams to become mentors of others"),
        Support.LOCAL_FACULTY: say("contact with local experts in the subject"),
        SustainStep.POLICIES: say("Write the new process into policies and procedures"),
        SustainStep.TRAINING_CONTENT: say("Make successful changes part of training"),
        SustainStep.PLANNING_TIME: say("Set time aside to plan how to put it in place"),
        SustainStep.RESOURCES: say("Find the resources that the change needs to last"),
        SustainStep.PUBLIC_SUPPORT: say("Stand up for the change and show its results"),
        SustainStep.SUPERVISORS: say("Train supervisors to lead"),
        SustainStep.FATIGUE: say("Help people who are tired of change"),
        SustainStep.CONTENT: say(
            "Speak about putting changes in place wherever staff meet"
        ),
        SustainStep.PEER_SHARING: say(
            "Let peers tell each other how they put it in place"
        ),
        SustainStep.COACHING: say("Coach one at a time on putting it in place"),
        SustainStep.CHECK_INS: say(
            "Look in on data and earlier projects from time to time"
        ),
        SustainStep.DATA_SYSTEMS: say("Build the data into systems that report them"),
        SustainStep.SUMMARIES: say("Tell briefly how earlier projects are doing"),
        SustainStep.SIX_MONTHS: say("Have teams go on collecting data for six months"),
        Method.BREAKTHROUGH_SERIES: say("a Breakthrough Series collaborative"),
        Method.ANOTHER_WAY: say("another way of spreading"),
        Method.NOT_YET: say("not yet"),
    }
)


OWN_STEP: Final = say("A step of one's own")
