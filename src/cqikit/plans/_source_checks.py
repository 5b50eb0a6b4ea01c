"""What is missing in what a plan rests on: sources, scores, tools."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit.core import (
    Catalog,
    Context,
    Finding,
    FindingKind,
    FunctionCheck,
    Partial,
    Severity,
    check,
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


@check("plan.no-scores", source=CQIP)
def grounds_needs(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find areas whose strengths and needs rest on no score of their tool."""
    # Programs of other kinds may have areas that no tool scores.
    free = plan.program_type is ProgramType.OTHER
    for at, area in enumerate(plan.areas):
        expected = area.tool or not free
        if expected and (area.growth or area.strengths) and not area.scores:
            yield Finding(
                code="plan.no-scores",
                where=f"areas[{at}].scores",
                message=f"strengths and needs of {area.title!r} rest on no score",
                fix="enter the score of each unit, such as a classroom",
            )


@check("plan.unsourced-score", source=CQIP)
def sources_scores(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find areas with scores of which nobody can say when they are from."""
    for at, area in enumerate(plan.areas):
        if any(not score.source for score in area.scores):
            yield Finding(
                code="plan.unsourced-score",
                severity=Severity.NOTE,
                where=f"areas[{at}].scores",
                message=f"scores of {area.title!r} do not say which source they are of",
                fix="give the key of the plan's data source, which knows the day",
            )


@check("plan.stale-source", source=CQIP)
def is_current(plan: Plan, context: Context) -> Iterator[Finding]:
    """Find sources that are no longer current."""
    if context.as_of is None:
        return
    for place, source in enumerate(plan.sources):
        if not current(source, as_of=context.as_of):
            yield Finding(
                code="plan.stale-source",
                where=f"sources[{place}].on",
                message=f"{source.title!r} is of {source.on},"
                f" more than {source.current_for} months ago",
                fix="gather it anew",
            )


#: What plans are made from, beside tools: what staff see, and what parents see.
EXPECTED: Final = {
    SourceKind.TOOL: "scores of a measurement tool",
    SourceKind.STAFF_SURVEY: "a survey of staff",
    SourceKind.PARENT_SURVEY: "a survey of parents",
}


@check("plan.missing-source", source=CQIP)
def has_sources(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find kinds of data that a child care plan should rest on and does not."""
    if plan.program_type is ProgramType.OTHER:
        return
    there = {source.kind for source in plan.sources}
    for kind, title in EXPECTED.items():
        if kind not in there:
            yield Finding(
                code="plan.missing-source",
                severity=Severity.NOTE,
                where="sources",
                message=f"the plan does not rest on {title}",
                fix="gather it, and name it among the sources",
            )


def tools_used(tools: Catalog[Tool] = TOOLS) -> FunctionCheck:
    """Make the check that the tools of the program's type are used.

    Of tools that stand for each other, one will do.
    """
    judge = Partial(_without_tools, (tools,))
    return FunctionCheck(FindingKind("plan.missing-tool", source=TOOL_PAGES), judge)


def _without_tools(tools: Catalog[Tool], plan: Plan, _: Context) -> Iterator[Finding]:
    used = {area.tool for area in plan.areas} | {source.tool for source in plan.sources}
    choices: dict[str, list[str]] = {}
    for tool in tools_for(plan.program_type, tools=tools):
        choices.setdefault(tool.choice or tool.name, []).append(tool.name)
    for names in choices.values():
        if used.isdisjoint(names):
            yield Finding(
                code="plan.missing-tool",
                severity=Severity.NOTE,
                where="sources",
                message=f"the plan does not use {' or '.join(names)}",
                fix="add its scores, if your level asks for it",
            )


@check("plan.out-of-scale", source=TOOL_PAGES)
def keeps_to_scales(plan: Plan, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Find scores that their tool cannot give."""
    for at, area in enumerate(plan.areas):
        for place, score in enumerate(area.scores):
            tool = TOOLS.get(score.tool or area.tool)
            if tool is None or tool.most is None:
                continue
            if not tool.least <= score.value <= tool.most:
                yield Finding(
                    code="plan.out-of-scale",
                    severity=Severity.FAULT,
                    where=f"areas[{at}].scores[{place}].value",
                    message=f"{score.value:g} is not on the scale of {tool.name},"
                    f" {tool.least:g} to {tool.most:g}",
                    fix="correct the score, or the tool",
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
    kind="check",
)
