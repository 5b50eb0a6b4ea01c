"""How strong a step is: 0 to 2 on each dimension, why, and what fixes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from attrs import field, frozen

from cqikit.actions._acts import doubts_of, is_vague, says_which
from cqikit.actions._deadline import Deadline
from cqikit.actions._doubts import DOUBTFUL, doubt
from cqikit.actions._languages import WORDS, words_for
from cqikit.actions._owners import Owner, kind_of_owner
from cqikit.actions._step import (
    ActionStep,
    asks_of,
    deadline,
    is_outside,
    language_in,
    owner,
)
from cqikit.core import (
    Choice,
    ChoiceOf,
    Sentence,
    arguments,
    instance_of,
    is_text,
    non_blank,
    one_of,
    say,
    worded,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cqikit.actions._words import Words
    from cqikit.core import Finding, Found

__all__ = [
    "Dimension",
    "DimensionWord",
    "Grade",
    "Score",
    "Strength",
    "doubt_of_owner",
    "doubts_in",
    "is_outsider",
    "is_wide",
    "judged",
    "strength",
    "words_of",
]

#: Days of the widest deadline that is no guess: a quarter.
WIDEST: Final = 92


class Dimension(Choice):
    """What a step is judged on; the first four make it strong or weak."""

    WHO = "who"
    WHAT = "what"
    WHEN = "when"
    DECIDED = "decided"
    RESOURCES = "resources"
    ANSWERS = "answers"


DimensionWord: TypeAlias = Literal[
    "who", "what", "when", "decided", "resources", "answers"
]


class Grade(Choice):
    """The rubric in one word."""

    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


@frozen(kw_only=True)
class Score:
    """How a step does on one dimension: 0, 1 or 2.

    Parameters
    ----------
    dimension : Dimension
        What is judged, such as ``who``.
    value : int
        0 to 2; more is better.
    reason : str
        What it has or lacks, in a sentence.
    fix : str
        What would earn more; nothing where nothing would, or unless said.
    """

    dimension: Dimension = field(converter=ChoiceOf[Dimension, DimensionWord])
    value: int = field(validator=one_of(0, 1, 2))
    reason: str = field(validator=non_blank)
    fix: str = field(default="", validator=is_text)


@frozen(kw_only=True)
class Strength:
    """The scores of one step, and what they come to.

    Parameters
    ----------
    step : str
        Key of the step.
    scores : tuple of Score
        One a dimension that was judged.
    unjudged : str
        Why its words were not judged, "" where they were.
    """

    step: str
    scores: tuple[Score, ...]
    unjudged: str = ""

    @property
    def total(self) -> int:
        """Return the sum of the scores."""
        return sum(score.value for score in self.scores)

    @property
    def most(self) -> int:
        """Return the largest sum that was possible."""
        return 2 * len(self.scores)

    @property
    def grade(self) -> Grade:
        """Return weak, fair or strong.

        Weak when nobody owns it who can be asked, when it has no deadline, when it
        is not decided what is done, or when it could be anything; strong when who,
        what and when are beyond doubt.
        """
        values = {score.dimension: score.value for score in self.scores}
        needed = [values[dimension] for dimension in ESSENTIAL]
        if 0 in needed or values.get(Dimension.DECIDED) == 0:
            return Grade.WEAK
        return Grade.STRONG if min(needed) == 2 else Grade.FAIR

    @property
    def lacking(self) -> tuple[Score, ...]:
        """Return the scores that could be better, the lowest first."""
        less = (score for score in self.scores if score.value < 2)
        return tuple(sorted(less, key=lambda score: score.value))


ESSENTIAL: Final = (Dimension.WHO, Dimension.WHAT, Dimension.WHEN)


def words_of(step: ActionStep) -> Words | None:
    """Return the words of the language of a step, None where there are none."""
    return words_for(language_in(step), f"{step.who} {step.what}")


def _kind_of_owner(step: ActionStep, words: Words | None) -> Owner:
    if is_outside(step):
        return Owner.OUTSIDE
    return Owner.ROLE if words is None else kind_of_owner(owner(step), words)


def is_outsider(step: ActionStep, words: Words | None = None) -> bool:
    """Say whether its owner is outside the program, by the field or by its name."""
    kind = _kind_of_owner(step, words or words_of(step))
    return bool(owner(step)) and kind is Owner.OUTSIDE


def is_wide(step: ActionStep) -> bool:
    """Say whether its deadline is longer than a quarter, and no day of each month."""
    due = deadline(step)
    if due is None or (isinstance(due, Deadline) and due.every is not None):
        return False
    return (due.last - due.first).days + 1 > WIDEST


def _who(step: ActionStep, words: Words | None) -> Score:
    name = owner(step)
    if not name:
        return _score(
            Dimension.WHO, 0, say("nobody owns it"), say("name a role who can do it")
        )
    found = doubt_of_owner(step, words)
    if found is None:
        return _score(Dimension.WHO, 2, say("{owner} owns it", owner=name))
    return _scored(Dimension.WHO, 0, DOUBTFUL.of(found))


def doubt_of_owner(step: ActionStep, words: Words | None) -> Found | None:
    """Return why nobody can ask the owner of a step, None where somebody can."""
    name = owner(step)
    kind = _kind_of_owner(step, words)
    if not name or kind is Owner.ROLE:
        return None
    writer = words is not None and name.casefold().strip(" .") in words.selves
    return doubt("self" if writer else kind.value, "who", who=name)


def _what(step: ActionStep, words: Words | None) -> Score:
    counted = any(character.isdigit() for character in step.what)
    which = words is not None and says_which(step.what, words)
    if step.specification.strip() or counted or which:
        return _score(Dimension.WHAT, 2, say("it says what, and how many or which"))
    vague = words is not None and is_vague(step.what, words)
    return _score(
        Dimension.WHAT,
        0 if vague else 1,
        say("it does not say how many or which"),
        say("add a quantity or a specification"),
    )


def _when(step: ActionStep, words: Words | None) -> Score:  # noqa: ARG001
    due = deadline(step)
    if due is None:
        open_ = asks_of(step)
        if open_:
            return _scored(Dimension.WHEN, 1, open_[0])
        return _score(Dimension.WHEN, 0, say("it has no deadline"), say("say by when"))
    if isinstance(due, Deadline) and not due.agrees:
        reason = say(
            "{day} is not {span} after {since}",
            day=due.by,
            span=due.within,
            since=due.since or say("none"),
        )
        return _score(Dimension.WHEN, 1, reason, say("correct one of the two"))
    if is_wide(step):
        reason = say("{due} is longer than a quarter", due=due)
        return _score(
            Dimension.WHEN, 1, reason, say("name a day, a month or a quarter")
        )
    return _score(Dimension.WHEN, 2, say("it is due {due}", due=due))


def _decided(step: ActionStep, words: Words) -> Score:
    doubts = doubts_in(step, words)
    if not doubts:
        return _score(Dimension.DECIDED, 2, say("no word leaves it open"))
    value = int(all(each_doubt.form == "either" for each_doubt in doubts))
    found = [DOUBTFUL.of(each_doubt) for each_doubt in doubts]
    reasons = tuple(worded(finding.template, finding.parts) for finding in found)
    fixes = {finding.fix: _fix(finding) for finding in found}
    return _score(
        Dimension.DECIDED,
        value,
        say("{all/; }", all=reasons),
        say("{all/; }", all=tuple(fixes.values())),
    )


def doubts_in(step: ActionStep, words: Words) -> tuple[Found, ...]:
    """Return what the words of a step leave open of what is done."""
    owned = bool(owner(step))
    found = doubts_of(step.what, words, owned=owned)
    if step.specification.strip():
        found += doubts_of(step.specification, words, owned=owned)
    return tuple(dict.fromkeys(found))


def _resources(step: ActionStep, words: Words | None) -> Score:  # noqa: ARG001
    if step.cost and not step.funding.strip():
        reason = say("it costs money, and none is named")
        return _score(
            Dimension.RESOURCES, 1, reason, say("say where the funding is from")
        )
    named = step.resources or step.support or step.funding.strip()
    if named or step.hours is not None or step.cost is not None:
        return _score(Dimension.RESOURCES, 2, say("it says what it needs"))
    return _score(
        Dimension.RESOURCES,
        0,
        say("it does not say what it needs"),
        say("name time, money, things or support; cost = 0 when it needs none"),
    )


def _answers(step: ActionStep, words: Words | None) -> Score:  # noqa: ARG001
    count = len(step.answers)
    if count == 1:
        return _score(Dimension.ANSWERS, 2, say("it answers one need"))
    if not count:
        fix = say("give the key of the need that it answers")
        return _score(
            Dimension.ANSWERS, 0, say("it answers no need that is named"), fix
        )
    return _score(
        Dimension.ANSWERS,
        1,
        say("it answers {count} needs at once", count=count),
        say("make a step for each"),
    )


def _score(dimension: Dimension, value: int, reason: str, fix: str = "") -> Score:
    return Score(dimension=dimension, value=value, reason=reason, fix=fix)


def _scored(dimension: Dimension, value: int, found: Finding) -> Score:
    reason = worded(found.template, found.parts)
    return _score(dimension, value, reason, _fix(found))


def _fix(found: Finding) -> Sentence:
    # Without parts, a fix is its own template.
    return worded(found.fix_template or found.fix, found.parts)


#: What judges each dimension of any step; what is decided takes words.
JUDGES: Final[Mapping[Dimension, Callable[[ActionStep, Words | None], Score]]] = {
    Dimension.WHO: _who,
    Dimension.WHAT: _what,
    Dimension.WHEN: _when,
    Dimension.RESOURCES: _resources,
    Dimension.ANSWERS: _answers,
}


def judged(step: ActionStep, dimension: Dimension) -> Score:
    """Return the score of a step on one dimension, other than what is decided."""
    return JUDGES[dimension](step, words_of(step))


@arguments(step=instance_of(ActionStep))
def strength(step: ActionStep, *, words: Words | str | None = None) -> Strength:
    """Return how strong a step is: its fields, and the words in them.

    A strong step names who can do it, what exactly is done and by when; a weak
    one leaves one of these open (after the examples of S2). A word condemns a step
    only where it governs the step's own act, or leaves it without owner, end or day.

    Parameters
    ----------
    step : ActionStep
    words : Words or str, optional
        By which words it is judged, or their name in `WORDS`; by default those of its
        language.
        Of a language that is not there, `decided` is not judged, and `unjudged`
        says so.

    Returns
    -------
    Strength

    Examples
    --------
    >>> from cqikit.actions import ActionStep
    >>> weak = ActionStep(key="a", what="figure out what to buy")
    >>> for score in strength(weak).lacking[:3]:
    ...     print(score.value, score.dimension.value, "-", score.reason)
    0 who - nobody owns it
    0 when - it has no deadline
    0 decided - 'figure out' leaves open what is done
    """
    named = words_of(step) if words is None else words
    known = WORDS[named] if isinstance(named, str) else named
    scores = [judge(step, known) for judge in JUDGES.values()]
    if known is None:
        reason = say(
            "there are no words of the language {language!r} to judge it by",
            language=step.language,
        )
        return Strength(step=step.key, scores=tuple(scores), unjudged=reason)
    scores.insert(3, _decided(step, known))
    return Strength(step=step.key, scores=tuple(scores))
