"""`cqikit compare assessments`: what a retake gained, and whether that is real."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cqikit import assessments
from cqikit.cli._assessments import answers_at, answers_to, carried, framework_of
from cqikit.cli._choices import CROSSWALK, Verb
from cqikit.cli._columns import columns
from cqikit.cli._input import each_of
from cqikit.cli._json import json_option, say_json
from cqikit.cli._language import language_option, tell
from cqikit.cli._paths import FILE
from cqikit.cli._plugged import catalogs
from cqikit.core import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cqikit.assessments import Change, Responses, Retake, Transition

__all__ = ["compare_assessments"]


@click.command("assessments", cls=Verb)
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@click.option(
    "--framework",
    metavar="KEY|FILE",
    help="What was answered, if it neither comes with cqikit nor lies in a document"
    " beside the answers.",
)
@click.option(
    "--crosswalk",
    type=CROSSWALK,
    help="How the answers before, to another framework, answer that of those after: the"
    " key of a crosswalk that comes with cqikit, or a document of type crosswalks.",
)
@language_option
@json_option
def compare_assessments(
    before: Path,
    after: Path,
    *,
    framework: str | None,
    crosswalk: str | None,
    as_json: bool,
) -> None:
    """Compare the answers AFTER with the answers BEFORE, and say what was gained.

    Respondents are paired where the same ones answered about the same unit both
    times, else units. Answers to two versions of a framework are compared on the items
    that both have, by the roll-ups and weights of the later; told is what changed, and
    which answers are lost. Scores before and after are means of the pairs that were
    scored both times; what all answers score is told where it is something else. A gain
    is called real where a test says that it is more than noise.
    """
    if crosswalk is None:
        was, now = each_of((before, after), lambda path: _at(path, framework))
    else:
        now = _at(after, framework)
        was = carried(answers_at(before), crosswalk, now.framework, before).responses
    found = assessments.retake(was, now, scorers=catalogs().scorers)
    if as_json:
        said = {"before": before, "after": after, **_data(found)}
        say_json("compare assessments", said)
        return
    for line in _lines(found):
        tell(line)


def _at(path: Path, framework: str | None) -> Responses:
    answered = answers_at(path)
    return answers_to(answered, framework_of(framework, answered, path), path)


def _data(found: Retake) -> dict[str, Any]:
    return {
        "framework": {"key": found.framework.key, "title": found.framework.title},
        "paired_by": found.paired_by,
        "pairs": found.pairs,
        "note": found.note,
        "findings": found.findings,
        "changes": [
            {
                "key": change.key,
                "title": change.title,
                "before": change.before,
                "after": change.after,
                "mean_change": change.change.value,
                "low": change.change.low,
                "high": change.change.high,
                "pairs": change.change.count,
                "p": change.test.p,
                "better": change.test.better,
                "same": change.test.same,
                "worse": change.test.worse,
                "verdict": change.verdict,
                "reason": change.reason,
            }
            for change in found.changes
        ],
        "items": list(map(_moves, found.transitions)),
    }


def _moves(item: Transition) -> dict[str, Any]:
    return {
        "key": item.key,
        "title": item.title,
        "better": item.better,
        "same": item.same,
        "worse": item.worse,
        "moves": [
            {"before": was, "after": now, "count": count}
            for (was, now), count in item.counts.items()
        ],
    }


def _lines(found: Retake) -> Iterator[str]:
    head = say(
        "{title}: {pairs:# pair|# pairs}",
        title=found.framework.title,
        pairs=found.pairs,
    )
    if found.pairs:
        head = say("{head}, paired by {what}", head=head, what=found.paired_by)
    yield head
    if found.note:
        yield found.note
    yield ""
    items = {item.key: item for item in found.transitions}
    header = (
        say("Scores"),
        say("before"),
        say("after"),
        say("change"),
        say("better"),
        say("same"),
        say("worse"),
        say("is it"),
    )
    rows = [_cells(change, items.get(change.key)) for change in found.changes]
    yield from columns(header, rows, words=["is it"])
    yield ""
    whole = found.changes[0]
    yield say("{title}: {reason}", title=whole.title, reason=whole.reason)
    if found.findings:
        yield ""
        yield from map(str, found.findings)


def _cells(change: Change, item: Transition | None) -> list[str]:
    known = change.before is not None and change.after is not None
    # Rounded as it is shown, a change of nothing has no sign of its own.
    gain = round((change.after or 0) - (change.before or 0), 2) + 0.0
    counts = (item.better, item.same, item.worse) if item else ()
    return [
        change.title,
        _number(change.before),
        _number(change.after),
        say("{gain:+.2f}", gain=gain) if known else "",
        *(map(str, counts) if counts else ("", "", "")),
        change.verdict.words,
    ]


def _number(value: float | None) -> str:
    return say("none") if value is None else say("{value:.2f}", value=value)
