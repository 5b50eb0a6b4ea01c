"""Taking an assessment again: what moved, and whether it is more than noise."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from statistics import fmean
from typing import TYPE_CHECKING

from attrs import field, frozen

from cqikit.assessments._agreement._change import (
    PairTest,
    ReliableChange,
    paired_change,
    reliable_change,
    wilcoxon,
)
from cqikit.assessments._agreement._estimate import Estimate
from cqikit.assessments._answers import Answer, Status
from cqikit.assessments._criteria import SCORERS
from cqikit.assessments._framework import Framework
from cqikit.assessments._migration import migrate, restricted
from cqikit.assessments._responses import Responses
from cqikit.assessments._score import said
from cqikit.assessments._scoring import score
from cqikit.assessments._verdict import Verdict, verdict_of
from cqikit.assessments._versions import carry
from cqikit.core import (
    Finding,
    FrozenOf,
    arguments,
    by_value,
    instance_of,
    say,
)
from cqikit.errors import FieldError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.assessments._scale import Scale
    from cqikit.assessments._score import Result, Score, Scorer
    from cqikit.core import Catalog

__all__ = ["Change", "Retake", "Transition", "retake"]


@frozen(kw_only=True)
class Transition:
    """How the pairs moved on one item.

    Parameters
    ----------
    key, title : str
        Of the item.
    counts : mapping of (str, str) to int
        How many pairs went from one answer to the other, in words.
    better, same, worse : int
        How many pairs rose, stayed and fell.
    """

    key: str
    title: str
    counts: Mapping[tuple[str, str], int] = field(
        converter=FrozenOf[Mapping[tuple[str, str], int]]
    )
    better: int
    same: int
    worse: int


@by_value
@frozen(kw_only=True, eq=False)
class Change:
    """How one score changed (whole, domain or item), and whether more than noise.

    Parameters
    ----------
    key, title : str
        Of the framework, domain or item.
    before, after : float, optional
        The means of the earlier and the later scores of the pairs scored both times,
        on the node's scale. Where there is no such pair, the scores of all answers;
        None where there are none.
    change : Estimate
        The mean of later less earlier, with its interval.
    test : PairTest
        Whether the pairs moved to one side.
    reliable : ReliableChange, optional
        Of a single pair; None unless reliability and standard deviation were
        given.
    verdict : Verdict
        What these say together; never real where the ranks of the pairs say one
        thing and their mean the other.
    reason : str
        Why, in a sentence.
    """

    key: str
    title: str
    before: float | None
    after: float | None
    change: Estimate
    test: PairTest
    reliable: ReliableChange | None
    verdict: Verdict
    reason: str


@frozen(kw_only=True)
class Retake:
    """Two assessments compared on the items that both share.

    Parameters
    ----------
    framework : Framework
        The items that both share, scored as the later version has it.
    paired_by : str
        ``respondent`` or ``unit``.
    pairs : int
        How many there are.
    changes : tuple of Change
        Of the whole, then of the domains and items below it.
    transitions : tuple of Transition
        Of each item.
    note : str
        What was left out of the comparison, and what all answers score where the
        means of the pairs are other than that; "" where there is neither.
    findings : tuple of Finding
        What changed from one version to the other, and what was lost by it;
        none unless said.
    """

    framework: Framework
    paired_by: str
    pairs: int
    changes: tuple[Change, ...]
    transitions: tuple[Transition, ...]
    note: str
    findings: tuple[Finding, ...] = ()

    def __getitem__(self, key: str) -> Change:
        for change in self.changes:
            if change.key == key:
                return change
        raise UnknownNameError(
            say("change"), key, [change.key for change in self.changes]
        )


@arguments(before=instance_of(Responses), after=instance_of(Responses))
def retake(
    before: Responses,
    after: Responses,
    *,
    reliability: float | None = None,
    sd: float | None = None,
    level: float = 0.95,
    scorers: Catalog[Scorer] = SCORERS,
) -> Retake:
    """Compare an assessment with the one before it.

    Respondents are paired where the same ones answered about the same unit
    both times, and else units. Two versions of a framework are compared on
    the items that they share, by the roll-ups and weights of `after`.

    Parameters
    ----------
    before : Responses
    after : Responses
        The later answers.
    reliability, sd : float, optional
        Of the whole score, from a larger group: with both, a single pair can be judged
        by its reliable change; not known unless said.
    level : float
        Of intervals; 0.95 unless said.
    scorers : Catalog of Scorer
        Where the names in the framework are looked up; all that come along unless said.

    Raises
    ------
    FieldError
        When the frameworks share no item, or only one of `reliability` and
        `sd` is given.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS
    >>> bts = FRAMEWORKS["bts-infrastructure"]
    >>> then = Responses(bts, [Answer(item="teams", value="not yet")])
    >>> now = Responses(bts, [Answer(item="teams", value="met")])
    >>> whole = retake(then, now)["bts-infrastructure"]
    >>> whole.change.value, whole.verdict.value
    (2.0, 'cannot tell')
    >>> print(whole.reason)
    1 pair rose by 2: a test needs 6 pairs or more
    """
    if (reliability is None) != (sd is None):
        raise FieldError("sd", say("must be given together with reliability"), sd)
    then, now, note, findings = _shared(before, after)
    framework = now.framework
    paired_by, pairs = _pairs(then, now)
    scored = [_scored(framework, first, second, scorers) for first, second in pairs]
    whole = (
        score(then, scorers=scorers),
        score(now, scorers=scorers),
    )
    error = (sd, reliability) if sd is not None and reliability is not None else None
    changes = []
    for key in (this_score.key for this_score in whole[1].scores):
        values = [(was[key], now[key]) for was, now in scored]
        of_whole = error if key == framework.key else None
        changes.append(_change(whole[0][key], whole[1][key], values, of_whole, level))
    return Retake(
        framework=framework,
        paired_by=paired_by,
        pairs=len(pairs),
        changes=tuple(changes),
        transitions=tuple(_transitions(framework, pairs)),
        note=_noted(note, changes[0], *whole),
        findings=findings,
    )


def _noted(note: str, pairs: Change, before: Result, after: Result) -> str:
    """Return the note with what all answers score, where the pairs score otherwise."""
    was, now = (said(of_all[pairs.key].value) for of_all in (before, after))
    if (was, now) == (said(pairs.before), said(pairs.after)):
        return note
    of_all = say(
        "before and after are the means of {pairs:# pair|# pairs} scored both times;"
        " all answers score {before} before and {after} after",
        pairs=pairs.change.count,
        before=was,
        after=now,
    )
    return say("{note}; {more}", note=note, more=of_all) if note else of_all


def _shared(
    before: Responses, after: Responses
) -> tuple[Responses, Responses, str, tuple[Finding, ...]]:
    """Return both as answers to the items they share, and what is left out and lost."""
    new = after.framework
    if before.framework == new:
        return before, after, "", ()
    shared = migrate(before.framework, new).shared
    if not shared:
        must = say("must share items with before")
        raise FieldError("after", must, f"{new.key} {new.version}")
    carried = carry(before, new)
    then = carried.responses
    left_out = len(new.all_items) - len(shared)
    if not left_out:
        return then, after, "", carried.findings
    framework = restricted(new, shared)
    note = say(
        "compared on the {items:# item|# items} that both versions share;"
        " {left_out} of the new version are left out",
        items=len(shared),
        left_out=left_out,
    )
    both = _only(then, framework), _only(after, framework)
    return *both, note, carried.findings


def _only(responses: Responses, framework: Framework) -> Responses:
    keys = {item.key for item in framework.all_items}
    kept = [answer for answer in responses.answers if answer.item in keys]
    return Responses(framework, kept, source=responses.source)


Pair = tuple[tuple[Answer, ...], tuple[Answer, ...]]


def _pairs(before: Responses, after: Responses) -> tuple[str, list[Pair]]:
    for name, fields in (
        (say("respondent"), ("site", "unit", "respondent")),
        (say("unit"), ("site", "unit")),
    ):
        then, now = _grouped(before, fields), _grouped(after, fields)
        both = [key for key in then if key in now]
        if both:
            return name, [(tuple(then[key]), tuple(now[key])) for key in both]
    return "nothing", []


def _grouped(
    responses: Responses, fields: tuple[str, ...]
) -> dict[tuple[str, ...], list[Answer]]:
    groups: dict[tuple[str, ...], list[Answer]] = {}
    for answer in responses.answers:
        key = tuple(getattr(answer, name) for name in fields)
        groups.setdefault(key, []).append(answer)
    return groups


def _scored(
    framework: Framework,
    before: tuple[Answer, ...],
    after: tuple[Answer, ...],
    scorers: Catalog[Scorer],
) -> tuple[dict[str, float], dict[str, float]]:
    first, second = (
        {
            this_score.key: math.nan if this_score.value is None else this_score.value
            for this_score in score(Responses(framework, given), scorers=scorers).scores
        }
        for given in (before, after)
    )
    return first, second


def _change(
    was: Score,
    now: Score,
    values: list[tuple[float, float]],
    error: tuple[float, float] | None,
    level: float,
) -> Change:
    known = [pair for pair in values if not math.isnan(pair[0] + pair[1])]
    before, after = [then for then, _ in known], [later for _, later in known]
    change = paired_change(before, after, level=level)
    test = wilcoxon(before, after)
    reliable = None
    if error is not None and change.count == 1:
        sd, reliability = error
        reliable = reliable_change(
            *known[0], sd=sd, reliability=reliability, level=level
        )
    verdict, reason = verdict_of(change, test, reliable)
    if now.low is not None and was.high is not None and now.low <= was.high:
        open_cells = was.answered < was.applicable or now.answered < now.applicable
        if verdict is Verdict.REAL and change.value > 0 and open_cells:
            reason = say(
                "{reason}; yet what was left unanswered could undo it", reason=reason
            )
    return Change(
        key=now.key,
        title=now.title,
        before=fmean(before) if known else was.value,
        after=fmean(after) if known else now.value,
        change=change,
        test=test,
        reliable=reliable,
        verdict=verdict,
        reason=reason,
    )


def _transitions(framework: Framework, pairs: list[Pair]) -> Iterator[Transition]:
    cells: dict[str, list[tuple[Answer, Answer]]] = {
        item.key: [] for item in framework.all_items
    }
    for before, after in pairs:
        by_cell = {
            (this_answer.item, this_answer.respondent): this_answer
            for this_answer in before
        }
        for answer in after:
            then = by_cell.get((answer.item, answer.respondent))
            if then is not None:
                cells[answer.item].append((then, answer))
    for item in framework.all_items:
        scale = framework.scale_of(item)
        signs: Counter[int] = Counter()
        counts: Counter[tuple[str, str]] = Counter()
        for then, now in cells[item.key]:
            counts[_named(scale, then), _named(scale, now)] += 1
            if then.value is not None and now.value is not None:
                rise = scale.number(now.value) - scale.number(then.value)
                signs[(rise > 0) - (rise < 0)] += 1
        up = -1 if item.reversed else 1
        yield Transition(
            key=item.key,
            title=item.title,
            counts=dict(counts),
            better=signs[up],
            same=signs[0],
            worse=signs[-up],
        )


def _named(scale: Scale, answer: Answer) -> str:
    if answer.status is not Status.ANSWERED:
        return answer.status.value
    number = scale.number(answer.value)
    labels = {anchor.at: anchor.label for anchor in scale.anchors}
    return labels.get(number, said(number))
