"""How a judged chart is written: as a picture, a page, data or rows."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit import drawing, tables
from cqikit.cli._json import json_text
from cqikit.cli._judged import judged_data, judged_rows
from cqikit.cli._language import said, wording_of
from cqikit.core import Finding, format_number, html_table, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto }}
table {{ border-collapse: collapse; font-size: 0.9rem }}
th, td {{ border-bottom: 1px solid #ccc; padding: 0.2rem 0.7rem }}
th, td, caption {{ text-align: left }}
caption {{ font-weight: bold; padding: 0.5rem 0 }}
</style>
</head>
<body>
<h1>{title}</h1>
<figure style="margin: 0">
{svg}
</figure>
{said}
{table}
</body>
</html>
"""


def _png(told: Told) -> bytes:
    return drawing.png(drawing.chart_figure(told.picture, wording=wording_of()))


def _pdf(told: Told) -> bytes:
    return drawing.pdf(drawing.chart_figure(told.picture, wording=wording_of()))


def _html(told: Told) -> str:
    """Return a page that fetches nothing: the picture, its sentences, its points."""
    wording = wording_of()
    rows = judged_rows(told.picture)
    header = list(rows[0]) if rows else []
    return PAGE.format(
        language=wording.language,
        direction="rtl" if wording.right_to_left else "ltr",
        title=escape(told.picture.chart.title),
        svg=drawing.chart_svg(told.picture, wording=wording_of()),
        said="\n".join(_paragraphs(told)),
        table=html_table(
            said(say("The points")),
            header,
            ([_cell(row[name]) for name in header] for row in rows),
        ),
    )


def _paragraphs(told: Told) -> Iterator[str]:
    yield f"<p>{escape(said(told.picture.judgement.summary))}</p>"
    for line in told.understood:
        yield f"<p>{escape(said(line))}</p>"
    for finding in told.findings:
        yield f"<p>{escape(said(str(finding)))}</p>"
    if told.worked:
        yield f"<pre>{escape(told.worked)}</pre>"


def _cell(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124  (NaN is not itself)
        return ""
    return format_number(value) if isinstance(value, float) else str(value)


#: By the ending of the file's name.
FORMS: Final[Mapping[str, Callable[[Told], str | bytes]]] = {
    ".svg": lambda told: drawing.chart_svg(told.picture, wording=wording_of()),
    ".png": _png,
    ".pdf": _pdf,
    ".html": _html,
    ".json": lambda told: told.json,
    ".csv": lambda told: tables.to_csv(judged_rows(told.picture)),
}
