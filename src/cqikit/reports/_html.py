"""The report as one self-contained HTML page; nothing is fetched to show it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from cqikit.core import ENGLISH, Wording, arguments, instance_of, say
from cqikit.errors import MissingExtraError
from cqikit.reports._catalogs import REPORT_CATALOGS, ReportCatalogs
from cqikit.reports._composed import Report
from cqikit.reports._files import data_link
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
    "table": say("Table"),
    "file": say("This table, whole, as a CSV file"),
}
#: What the script says: of how many of a table or of teams there are.
TOOLS: Final = {
    "find": say("Find"),
    "shown": say("{shown} of {all} shown", shown="{shown}", all="{all}"),
    "all": say("Show all"),
    "order": say("In order of"),
    "need": say("need of attention"),
    "name": say("name"),
    "only": say("Only"),
    "any": say("all"),
}
#: So many little charts are not folded; more of them than can be read are not printed.
FIRST: Final = 60
PRINTED: Final = 150


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

    Everything that anybody typed is escaped. The page fetches nothing, and its policy
    lets no script run but its own, by which long tables are searched and sorted: it is
    whole without.

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
    script = _file("page.js")
    return _template().render(
        page=page_of(report, sources, catalogs.sections, wording),
        words={name: wording.said(said) for name, said in WORDS.items()},
        tools={name: wording.said(said) for name, said in TOOLS.items()},
        style=_file("page.css"),
        script=script,
        policy=_policy(script),
        first=FIRST,
        printed=PRINTED,
    )


def _policy(script: str) -> str:
    """Return what a browser may do for the page: nothing but run this script."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
        f" script-src 'sha256-{digest}'"
    )


def _file(name: str) -> str:
    return files("cqikit.reports").joinpath(name).read_text(encoding="utf-8")


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
    environment.filters["data"] = data_link
    return environment.from_string(_file("page.html.jinja"))
