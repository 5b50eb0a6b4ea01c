"""The report as one self-contained HTML page; nothing is fetched to show it."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import Wording, arguments, instance_of, is_text, optional, say
from cqikit.errors import FieldError, MissingExtraError
from cqikit.reports._catalogs import REPORT_CATALOGS, ReportCatalogs
from cqikit.reports._cells import cells_html, said_html
from cqikit.reports._composed import Report
from cqikit.reports._files import data_link
from cqikit.reports._page import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence


__all__ = ["to_html"]

#: What the page itself says, whatever stands on it.
WORDS: Final = {
    "contents": say("Contents"),
    "how": say("How this was made"),
    "scrolls": say("This table scrolls sideways."),
    "table": say("Table"),
    "file": say("This table, whole, as a CSV file"),
    "folded": say("to be opened on the page"),
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
#: The template that is ours, as one's own would begin.
OURS: Final = '{% extends "cqikit" %}'
EXAMPLE: Final = say('begin it with {% extends "cqikit" %}')
#: So many little charts are not folded.
FIRST: Final = 60


@arguments(
    report=instance_of(Report),
    catalogs=instance_of(ReportCatalogs),
    wording=optional(instance_of(Wording)),
    template=optional(is_text),
)
def to_html(
    report: Report,
    *,
    sources: Sequence[str] = (),
    catalogs: ReportCatalogs = REPORT_CATALOGS,
    wording: Wording | None = None,
    template: str | None = None,
) -> str:
    """Return the report as one HTML page.

    Everything that anybody typed is escaped. The page fetches nothing, and its policy
    lets no script run but its own, by which long tables are searched and sorted: it is
    whole without.

    Parameters
    ----------
    report : Report
    sources : sequence of str
        Names of the files that the report is made from, to be named in it; none unless
        said.
    catalogs : ReportCatalogs
        Its sections stand on it, in their order; by default all there are.
    wording : core.Wording
        The language in which it is said, such as `languages.wording("es")`; by default
        that of the charter, else of the plan, else English.
    template : str
        A Jinja template of one's own; by default ours. One that begins with
        ``{% extends "cqikit" %}`` has what ours has, and fills its blocks ``style``
        (CSS, after ours), ``header`` (above the title) and ``footer``. What it shows is
        escaped.

    Raises
    ------
    FieldError
        When the template is none of Jinja, or speaks of what there is not.
    MissingExtraError
        When jinja2 is not installed.
    """
    script = _file("page.js")
    page = page_of(report, sources, catalogs.sections, wording)
    said = page.wording.said
    return _rendered(
        template,
        page=page,
        words={name: said(text) for name, text in WORDS.items()},
        tools={name: said(text) for name, text in TOOLS.items()},
        style=_file("page.css"),
        script=script,
        policy=_policy(script),
        first=FIRST,
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


def _rendered(own: str | None, **parts: Any) -> str:
    """Return what a template makes of these: one's own, else ours."""
    try:
        from jinja2 import (  # noqa: PLC0415
            DictLoader,
            Environment,
            StrictUndefined,
            TemplateError,
        )
    except ImportError:
        raise MissingExtraError(say("writing a page"), "jinja2", "reports") from None
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=DictLoader({"cqikit": _file("page.html.jinja")}),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["data"] = data_link
    environment.filters["said"] = said_html
    environment.filters["cells"] = cells_html
    try:
        return environment.from_string(OURS if own is None else own).render(parts)
    except TemplateError as error:
        must = say("must be a Jinja template for a page ({why})", why=str(error))
        raise FieldError("template", must, own, EXAMPLE) from error
