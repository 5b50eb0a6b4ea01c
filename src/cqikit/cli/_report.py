"""`cqikit report`: the closing report of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from cqikit import projects, reports
from cqikit.cli._effort import composed_from
from cqikit.cli._json import json_option, say_json
from cqikit.cli._language import language_option, wording_of
from cqikit.cli._output import (
    check_json,
    check_output,
    force_option,
    form_of,
    named,
    output_option,
    speaks,
    write_output,
)
from cqikit.cli._paths import FILE
from cqikit.cli._plugged import report_catalogs
from cqikit.cli._progress import progress
from cqikit.core import say

__all__ = ["report"]

#: What writes a report, by the ending of its file's name.
FORMS: Final = {".html": "to_html", ".md": "to_markdown", ".docx": "to_docx"}

#: What is told of a strand of the thread.
STRAND: Final = (
    "origin",
    "key",
    "title",
    "begun",
    "outcome",
    "decision",
    "before",
    "after",
    "missing",
)


@click.command()
@click.argument("folder", type=FILE)
@output_option(
    "report.html", "Where to write it: a name in .html, .md or .docx.", asked=True
)
@click.option(
    "--level",
    default="",
    metavar="NAME|NUMBER",
    help="What stands where a team does: what the teams belong to, such as site, by its"
    " name in the collaborative, or how many levels up. Unless said, the teams.",
)
@language_option
@force_option
@json_option
def report(
    folder: Path, output: Path | None, *, level: str, force: bool, as_json: bool
) -> None:
    """Write the closing report of FOLDER: .html, .md (Markdown) or .docx (Word).

    FOLDER holds documents (.toml, .json) that each say their type, and the
    tables that a layout names. One document is the project's charter.

    A file that is there is written over when cqikit made it and nobody has
    changed it since, or with --force; one that is read never is. With --json,
    its figures and findings are printed, and it is written only where -o says.
    """
    check_json(output, as_json=as_json)
    if output is None and not as_json:
        output = Path("report.html")
    form = None if output is None else form_of(output, FORMS, "report")
    told = progress()
    composed, sources = composed_from(folder, told, level)
    reads = [folder / name for name in sources]
    if output is not None and form is not None:
        # Told before the slow part; what is there may change until it is written.
        check_output(output, reads=reads, force=force)
        told(say("writing {file}", file=str(output)))
        written = getattr(reports, form)(
            composed,
            sources=sources,
            catalogs=report_catalogs(),
            wording=wording_of(),
        )
        write_output(output, written, reads=reads, force=force)
    if as_json:
        say_json("report", _data(composed, sources))
        return
    counted = say(
        "{measures:# measure|# measures}, {findings:# finding|# findings}",
        measures=len(composed.measures),
        findings=len(composed.findings),
    )
    speaks(output)(named(output, counted))


def _data(composed: reports.Report, sources: tuple[str, ...]) -> dict[str, Any]:
    charter = composed.project.charter
    return {
        "title": charter.title,
        "as_of": charter.as_of,
        "sources": sources,
        "measures": [_measure(section) for section in composed.measures],
        "assessments": [
            {
                "key": section.assessed.key,
                "title": section.title,
                "on": section.assessed.on,
                "framework": section.assessed.responses.framework.key,
                "value": section.rows[0].value,
                "coverage": section.rows[0].coverage,
            }
            for section in composed.assessments
        ],
        "levels": [_level(section) for section in composed.levels],
        "coaching": composed.doses,
        "strands": [
            {name: getattr(strand, name) for name in STRAND}
            for strand in composed.thread.strands
        ],
        "queries": [
            {"title": query.title, "found": [str(found) for found in query.found]}
            for query in projects.queries(composed.thread)
        ],
        "findings": composed.findings,
    }


def _level(section: reports.LevelSection) -> dict[str, Any]:
    closing = section.closing
    return {
        "title": section.title,
        "members": dict(section.level.members),
        "left_out": section.level.left_out,
        "engagement": {figure.key: figure.value for figure in closing.engagement},
        "measures": [
            {
                "key": result.measure.key,
                "baseline": result.baseline.value,
                "shifted": result.shifted.value,
                "meeting": result.meeting.value if result.aim else None,
                "teams": [
                    {
                        "key": team.team,
                        "baseline": team.baseline,
                        "current": team.current,
                        "meets": team.meets,
                    }
                    for team in result.teams
                ],
            }
            for result in closing.results
        ],
    }


def _measure(section: reports.MeasureSection) -> dict[str, Any]:
    result, judged = section.result, section.picture.judgement
    return {
        "key": result.measure.key,
        "title": result.measure.title,
        "unit": result.measure.unit,
        "baseline": result.baseline.value,
        "shifted": result.shifted.value,
        "teams": len(result.teams),
        "kind": section.picture.chart.kind.name,
        "variation": judged.variation,
        "assurance": judged.assurance,
        "moved": judged.moved,
        "summary": judged.summary,
    }
