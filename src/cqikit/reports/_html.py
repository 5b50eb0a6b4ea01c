"""The report as one self-contained HTML page; nothing is fetched to show it."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from cqikit import __version__
from cqikit.errors import MissingExtraError
from cqikit.projects import thread, timeline
from cqikit.reports._rows import cycle_rows, period_rows, phase_rows, step_rows
from cqikit.reports._words import number, target_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Template

    from cqikit.collaboratives import Figure
    from cqikit.reports._report import Report

__all__ = ["to_html"]


def to_html(report: Report, *, sources: Sequence[str] = ()) -> str:
    """Return the report as one HTML page.

    Everything that anybody typed is escaped; the page has no script and
    fetches nothing.

    Parameters
    ----------
    report : Report
    sources : sequence of str
        Names of the files that the report is made from, to be named in it.

    Raises
    ------
    MissingExtraError
        When jinja2 is not installed.
    """
    project = report.project
    as_of = project.charter.as_of
    sections = [
        {
            "result": one.result,
            "charted": one.charted,
            "events": one.events,
            "signals": one.signals,
            "chart_svg": one.chart_svg,
            "multiples_svg": one.multiples_svg,
            "phases": phase_rows(one.charted),
            "periods": period_rows(project, one.result),
        }
        for one in report.measures
    ]
    titles = {one.key: one.title for one in project.measures}
    return _template(titles).render(
        project=project,
        closing=report.closing,
        measures=sections,
        aims=project.aims,
        diagram_svg=report.diagram_svg,
        plan=project.plan,
        steps=step_rows(project.plan, as_of) if project.plan else (),
        cycles=cycle_rows(project.cycles),
        assessments=report.assessments,
        strands=thread(project),
        moments=timeline(project),
        findings=report.findings,
        figures=_figures(report),
        files=sources,
        version=__version__,
    )


def _figures(report: Report) -> list[Figure]:
    found = list(report.closing.engagement)
    for result in report.closing.results:
        found += [result.baseline, result.shifted]
        if result.aim is not None:
            found += [result.meeting, result.share_meeting]
    return found


def _template(titles: Mapping[str, str]) -> Template:
    try:
        from jinja2 import Environment, StrictUndefined  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError("writing a page", "jinja2", "reports") from None
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "number": number,
        "target": target_words,
        "title_of": lambda key: titles.get(key, key),
    }
    page = files("cqikit.reports").joinpath("page.html.jinja")
    return environment.from_string(page.read_text(encoding="utf-8"))
