"""What is missing in what a plan rests on: sources, scores, tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Catalog,
    Context,
    FindingKind,
    Found,
    FunctionCheck,
    Partial,
    Severity,
    arguments,
    check,
    found,
    say,
)
from cqikit.plans._areas import SourceKind, current
from cqikit.plans._tools import TOOLS, ProgramType, tools_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.plans._plan import Plan
    from cqikit.plans._tools import Tool

__all__ = ["SOURCE_CHECKS", "tools_used"]

CQIP: Final = "Massachusetts EEC, technical assistance for the QRIS CQIP"
TOOL_PAGES: Final = "Massachusetts EEC, QRIS measurement tools by program type"


@check(
    "plan.no-scores",
    says="strengths and needs of {area!r} rest on no score",
    fix="enter the score of each unit, such as a classroom",
    source=CQIP,
)
def grounds_needs(plan: Plan) -> Iterator[Found]:
    """Find areas whose strengths and needs rest on no score of their tool."""
    # Programs of other kinds may have areas that no tool scores.
    free = plan.program_type is ProgramType.OTHER
    for at, area in enumerate(plan.areas):
        expected = area.tool or not free
        if expected and (area.growth or area.strengths) and not area.scores:
            yield found(f"areas[{at}].scores", area=area.title)


@check(
    "plan.unsourced-score",
    says="scores of {area!r} do not say which source they are of",
    severity=Severity.NOTE,
    fix="give the key of the plan's data source, which knows the day",
    source=CQIP,
)
def sources_scores(plan: Plan) -> Iterator[Found]:
    """Find areas with scores of which nobody can say when they are from."""
    for at, area in enumerate(plan.areas):
        if any(not score.source for score in area.scores):
            yield found(f"areas[{at}].scores", area=area.title)


@check(
    "plan.stale-source",
    says="{source!r} is of {on}, more than {months} months ago",
    fix="gather it anew",
    source=CQIP,
)
def is_current(plan: Plan, context: Context) -> Iterator[Found]:
    """Find sources that are no longer current."""
    if context.as_of is None:
        return
    for place, source in enumerate(plan.sources):
        if not current(source, as_of=context.as_of):
            months = source.current_for
            where = f"sources[{place}].on"
            yield found(where, source=source.title, on=source.on, months=months)


#: What plans are made from, beside tools: what staff see, and what parents see.
EXPECTED: Final = {
    SourceKind.TOOL: "the plan does not rest on scores of a measurement tool",
    SourceKind.STAFF_SURVEY: "the plan does not rest on a survey of staff",
    SourceKind.PARENT_SURVEY: "the plan does not rest on a survey of parents",
}


@check(
    "plan.missing-source",
    says={kind.value: said for kind, said in EXPECTED.items()},
    severity=Severity.NOTE,
    where="sources",
    fix="gather it, and name it among the sources",
    source=CQIP,
)
def has_sources(plan: Plan) -> Iterator[Found]:
    """Find kinds of data that a child care plan should rest on and does not."""
    if plan.program_type is ProgramType.OTHER:
        return
    there = {source.kind for source in plan.sources}
    for kind in EXPECTED:
        if kind not in there:
            yield found(form=kind.value)


@arguments()
def tools_used(tools: Catalog[Tool] = TOOLS) -> FunctionCheck:
    """Make the check that the tools of the program's type are used.

    Of tools that stand for each other, one will do.

    Parameters
    ----------
    tools : Catalog of Tool
        The tools that are known; all that come along unless said.
    """
    return FunctionCheck(MISSING_TOOL, Partial(_without_tools, (tools,)))


MISSING_TOOL: Final = FindingKind(
    "plan.missing-tool",
    says="the plan does not use {tools/ or }",
    severity=Severity.NOTE,
    where="sources",
    fix="add its scores, if your level asks for it",
    source=TOOL_PAGES,
)


def _without_tools(tools: Catalog[Tool], plan: Plan) -> Iterator[Found]:
    used = {area.tool for area in plan.areas} | {source.tool for source in plan.sources}
    choices: dict[str, list[str]] = {}
    for tool in tools_for(plan.program_type, tools=tools):
        choices.setdefault(tool.choice or tool.name, []).append(tool.name)
    for names in choices.values():
        if used.isdisjoint(names):
            yield found(tools=tuple(names))


@check(
    "plan.out-of-scale",
    says="{score} is not on the scale of {tool}, {least} to {most}",
    severity=Severity.FAULT,
    fix="correct the score, or the tool",
    source=TOOL_PAGES,
)
def keeps_to_scales(plan: Plan) -> Iterator[Found]:
    """Find scores that their tool cannot give."""
    for at, area in enumerate(plan.areas):
        for place, score in enumerate(area.scores):
            tool = TOOLS.get(score.tool or area.tool)
            if tool is None or tool.most is None:
                continue
            if not tool.least <= score.value <= tool.most:
                yield found(
                    f"areas[{at}].scores[{place}].value",
                    score=score.value,
                    tool=tool.name,
                    least=tool.least,
                    most=tool.most,
                )


SOURCE_CHECKS: Final[Catalog[FunctionCheck]] = Catalog(
    (
        grounds_needs,
        sources_scores,
        is_current,
        has_sources,
        tools_used(),
        keeps_to_scales,
    ),
    kind=say("check"),
)
