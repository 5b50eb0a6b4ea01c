"""The two tables of a closing report, printed, with how each figure was made."""

from pathlib import Path

from cqikit import collaboratives, folders, projects

effort = folders.read(Path(__file__).parent)
project = effort.project
closing = collaboratives.closing_report(
    effort.collaborative or collaboratives.Collaborative(key="all"),
    project.series,
    aims=project.aims,
    cycles=project.cycles,
    changes=project.charter.changes,
    charting=lambda series: projects.chart_of(project, series).judgement,
)

figures = list(closing.engagement)
for result in closing.results:
    figures += [result.baseline, result.shifted, result.share_meeting]

for figure in figures:
    value = "-" if figure.value is None else f"{figure.value:,.4g}"
    print(f"{value:>9} {figure.unit:<12.12} {figure.title}")
    print(f"{'':>9} {figure.how} [{figure.policy or 'no choice to make'}]")
