"""The report as one self-contained HTML page; nothing is fetched to show it."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from cqikit.errors import MissingExtraError
from cqikit.reports._page import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template

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
        When jinja2 or matplotlib is not installed.
    """
    return _template().render(page=page_of(report, sources))


def _template() -> Template:
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
    environment.filters["kind"] = lambda block: type(block).__name__
    page = files("cqikit.reports").joinpath("page.html.jinja")
    return environment.from_string(page.read_text(encoding="utf-8"))
