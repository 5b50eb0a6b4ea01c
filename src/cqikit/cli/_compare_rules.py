"""`cqikit compare rules`: what several rule sets say of one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from cqikit import spc
from cqikit.cli._chart import chart, chart_picture
from cqikit.cli._choices import SEVERAL_RULES, Verb
from cqikit.cli._columns import columns
from cqikit.cli._json import json_option, say_json
from cqikit.cli._judged import signal_data
from cqikit.cli._language import tell
from cqikit.cli._plugged import rule_sets
from cqikit.cli._series import series_from, taken
from cqikit.cli._understood import understood
from cqikit.cli._worded import of_columns
from cqikit.core import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["compare_rules"]

#: Options of `cqikit chart` that say what is drawn and written, not what is charted.
OF_OUTPUT: Final = frozenset({
    "rules", "target", "better", "title", "explain", "output", "force", "as_json",
    "each",
})  # fmt: skip


@click.command(
    "rules",
    cls=Verb,
    params=[option for option in chart.params if option.name not in OF_OUTPUT],
)
@click.option(
    "--rules",
    type=SEVERAL_RULES,
    default="",
    metavar="RULES[,RULES...]",
    help="The rule sets, of those below; unless said, all of them.",
)
@json_option
def compare_rules(
    table: Path, *, rules: tuple[str, ...], as_json: bool, **options: Any
) -> None:
    """Say which rule sets signal on a chart of TABLE, and why the others do not.

    The chart is said as for `cqikit chart`. Where one set is silent and another
    signals by the same kind of rule, the convention that decides it is named.
    """
    said: list[str] = []
    columns = taken(options)
    made = series_from(table, say=said.append, **columns)
    said.append(understood(made))
    with of_columns(columns):
        drawn = chart_picture(made, **options).chart
    known = rule_sets()
    sets = [known[name] for name in rules] if rules else known
    found = spc.compare_rule_sets(drawn, sets)
    if as_json:
        head = {"table": table, "understood": said, "kind": drawn.kind.name}
        say_json("compare rules", {**head, **_data(found)})
        return
    for line in said:
        tell(line)
    for line in _lines(found):
        tell(line)


def _data(found: spc.RuleSetComparison) -> dict[str, Any]:
    return {
        "rule_sets": [
            {
                "name": verdict.rule_set.name,
                "title": verdict.rule_set.title,
                "source": verdict.rule_set.source,
                "rules_failed": verdict.reading.failed,
                "signals": [
                    signal_data(verdict.reading.chart, signal)
                    for signal in verdict.reading.signals
                ],
            }
            for verdict in found.verdicts
        ],
        "differences": [
            {
                "rule": difference.rule,
                "of": difference.of,
                "other": difference.other,
                "silent": difference.silent,
                "conventions": [
                    {"name": name, "of": str(mine), "other": str(theirs)}
                    for name, mine, theirs in difference.conventions
                ],
            }
            for difference in found.differences
        ],
    }


def _lines(found: spc.RuleSetComparison) -> Iterator[str]:
    rows = [
        [verdict.rule_set.name, ", ".join(_signals(verdict)) or say("silent")]
        for verdict in found.verdicts
    ]
    yield from columns([say("Rule set"), say("signals")], rows, words=["signals"])
    deciding = [
        str(difference) for difference in found.differences if difference.silent
    ]
    if deciding:
        yield ""
        yield say("What decides:")
    for line in deciding:
        yield say("  {line}", line=line)


def _signals(verdict: Any) -> Iterator[str]:
    """Yield each rule that signals: where, or how often."""
    chart = verdict.reading.chart
    by_rule: dict[str, list[dict[str, Any]]] = {}
    for signal in verdict.reading.signals:
        by_rule.setdefault(signal.rule, []).append(signal_data(chart, signal))
    for rule, signals in by_rule.items():
        first, last = signals[0]["first"], signals[0]["last"]
        once = first if first == last else f"{first} to {last}"
        yield f"{rule} {once if len(signals) == 1 else f'{len(signals)} times'}"
