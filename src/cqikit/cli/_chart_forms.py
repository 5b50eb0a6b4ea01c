"""How a judged chart is written: as a picture, a page, data or rows."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from cqikit import drawing, spc, tables
from cqikit.cli._json import json_text
from cqikit.cli._judged import judged_data, judged_rows
from cqikit.cli._language import said, wording_of
from cqikit.core import Finding, html_table, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cqikit.core import Part, Sentence, Wording

__all__ = ["FORMS", "Told"]


@frozen(kw_only=True)
class Told:
    """A picture of a chart, and what is said of it in sentences.

    Parameters
    ----------
    picture : ChartPicture
    understood : tuple of str
        What the table was taken to say, a sentence each; the last is of its periods.
    findings : tuple of Finding
        Of the audit of the data.
    worked : str
        The arithmetic of the last point, "" where nobody asked.
    """

    picture: drawing.ChartPicture
    understood: tuple[str, ...]
    findings: tuple[Finding, ...]
    worked: str = ""

    def lines(self, named: Callable[[str], str]) -> Iterator[str]:
        """Yield what is told in sentences; what is seen is `named` by its file."""
        yield from self.understood
        yield from map(str, self.findings)
        yield named(self.picture.judgement.summary)
        if self.worked:
            yield self.worked

    @property
    def unread(self) -> bool:
        """Return whether all rules failed."""
        reading = self.picture.reading
        return bool(reading.failed) and not reading.rules

    @property
    def json(self) -> str:
        """Return the judged chart as one JSON object."""
        data = judged_data(
            self.picture, understood=self.understood, findings=self.findings
        )
        return json_text("chart", data)


PAGE: Final = """\
<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ --ink: #1a1a1a; --paper: #ffffff; --line: #d5d9de; color-scheme: light dark }}
* {{ box-sizing: border-box }}
body {{ background: var(--paper); color: var(--ink);
  font: 16px/1.5 "DejaVu Sans", system-ui, sans-serif;
  margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem }}
h1 {{ font-size: 1.8rem; line-height: 1.2 }}
h1, p {{ overflow-wrap: break-word }}
figure {{ direction: ltr; margin: 1rem 0; max-width: 100%; width: fit-content }}
figure svg {{ height: auto; max-width: 100% }}
.narrow {{ display: none }}
.scroll, pre {{ overflow-x: auto }}
table {{ border-collapse: collapse; font-size: 0.875rem }}
th, td {{ border-bottom: 1px solid var(--line); padding: 0.2rem 0.7rem;
  padding-inline-start: 0; white-space: nowrap }}
th, td, caption {{ text-align: start }}
caption {{ font-weight: bold; padding: 0.5rem 0 }}
@media screen and (max-width: 40rem) {{
  .wide {{ display: none }} .narrow {{ display: block }}
}}
@media screen and (prefers-color-scheme: dark) {{
  :root {{ --ink: #e8eaed; --paper: #16181c; --line: #3a4048 }}
  figure {{ background: #ffffff; border-radius: 0.4rem; padding: 0.5rem }}
}}
</style>
</head>
<body>
<h1>{title}</h1>
<figure>
<div class="wide">{wide}</div>
<div class="narrow">{narrow}</div>
</figure>
{said}
<div class="scroll" role="group" tabindex="0" aria-label="{points}">
{table}
</div>
</body>
</html>
"""


def _png(told: Told) -> bytes:
    return drawing.png(drawing.chart_svg(told.picture, wording=wording_of()))


def _pdf(told: Told) -> bytes:
    return drawing.pdf(drawing.chart_figure(told.picture, wording=wording_of()))


def _html(told: Told) -> str:
    """Return a page that fetches nothing: the picture, its sentences, its points."""
    wording, points = wording_of(), said(say("The points"))
    columns = dict(_columns(told.picture))
    return PAGE.format(
        language=wording.language,
        direction="rtl" if wording.right_to_left else "ltr",
        title=escape(told.picture.chart.title),
        wide=drawing.chart_svg(told.picture, wording=wording),
        narrow=drawing.chart_svg(evolve(told.picture, size=NARROW), wording=wording),
        said="\n".join(_paragraphs(told)),
        points=escape(points),
        table=html_table(points, columns, zip(*columns.values(), strict=True)),
    )


def _columns(picture: drawing.ChartPicture) -> Iterator[tuple[str, list[str]]]:
    """Yield what the points of a chart are, in words, without what none of them has."""
    wording, chart = wording_of(), picture.chart
    flags, count = picture.judgement.reading.flags, len(chart.values)
    left = [LEFT_OUT if out else "" for out in chart.excluded]
    whys = [why or out for why, out in zip(chart.reasons or left, left, strict=True)]
    signals: list[tuple[str, ...]] = [
        tuple(spc.rule_title(name) for name, at in flags.items() if at[place])
        for place in range(count)
    ]
    phases = (1 + chart.breaks.cumsum()).tolist()
    columns: dict[Sentence, Iterable[Part]] = {
        say("Period"): chart.on or range(1, count + 1),
        say("Value"): chart.values.tolist(),
        say("Lower limit"): chart.lower.tolist(),
        say("Centre"): chart.centre.tolist(),
        say("Upper limit"): chart.upper.tolist(),
        say("Phase"): phases if chart.breaks.any() else (),
        say("Signals"): signals,
        say("Reason"): whys,
    }
    for heading, parts in columns.items():
        cells = [_cell(part, wording) for part in parts]
        if any(cells):
            yield wording.said(heading), cells


def _cell(part: Part, wording: Wording) -> str:
    """Return what stands in a cell: nothing for what is not there."""
    return "" if part == "" or part != part else wording.part(part)  # noqa: PLR0124


def _paragraphs(told: Told) -> Iterator[str]:
    yield f"<p>{escape(said(told.picture.judgement.summary))}</p>"
    for line in told.understood:
        yield f"<p>{escape(said(line))}</p>"
    for finding in told.findings:
        yield f"<p>{escape(said(str(finding)))}</p>"
    if told.worked:
        yield f"<pre>{escape(told.worked)}</pre>"


#: The room for a picture on a telephone, in inches.
NARROW: Final = (4.2, 3.2)
LEFT_OUT: Final = say("left out")

#: By the ending of the file's name.
FORMS: Final[Mapping[str, Callable[[Told], str | bytes]]] = {
    ".svg": lambda told: drawing.chart_svg(told.picture, wording=wording_of()),
    ".png": _png,
    ".pdf": _pdf,
    ".html": _html,
    ".json": lambda told: told.json,
    ".csv": lambda told: tables.to_csv(judged_rows(told.picture)),
}
