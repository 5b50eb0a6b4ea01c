"""The report as one self-contained HTML page; nothing is fetched to show it."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from cqikit.core import ENGLISH, Wording, arguments, instance_of, say
from cqikit.errors import MissingExtraError
from cqikit.reports._catalogs import REPORT_CATALOGS, ReportCatalogs
from cqikit.reports._composed import Report
from cqikit.reports._page import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Template


__all__ = ["to_html"]

#: What the page itself says, whatever stands on it.
WORDS: Final = {
    "contents": say("Contents"),
    "how": say("How this was made"),
    "scrolls": say("This table scrolls sideways."),
}


@arguments(
    report=instance_of(Report),
    catalogs=instance_of(ReportCatalogs),
    wording=instance_of(Wording),
)
def to_html(
    report: Report,
    *,
    sources: Sequence[str] = (),
    catalogs: ReportCatalogs = REPORT_CATALOGS,
    wording: Wording = ENGLISH,
) -> str:
    """Return the report as one HTML page.

    Everything that anybody typed is escaped; the page has no script and
    fetches nothing.

    Parameters
    ----------
    report : Report
    sources : sequence of str
        Names of the files that the report is made from, to be named in it.
    catalogs : ReportCatalogs
        Its sections stand on it, in their order; by default all there are.
    wording : core.Wording
        The language in which it is said; English by default.

    Raises
    ------
    MissingExtraError
        When jinja2 or matplotlib is not installed.
    """
    page = page_of(report, sources, catalogs.sections, wording)
    words = {name: wording.said(said) for name, said in WORDS.items()}
    return _template().render(page=page, words=words)


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
