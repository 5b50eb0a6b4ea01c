"""What a report looks up and is judged by, and the sections that it has."""

from __future__ import annotations

from typing import Any, Final

from attrs import field, frozen

from cqikit.collaboratives import GUIDE_CHECKS, PROPOSAL_CHECKS, Guide, Proposals
from cqikit.core import Catalog, Check, as_tuple, each_has, instance_of, say
from cqikit.projects import Catalogs
from cqikit.reports._page import SECTIONS
from cqikit.reports._sections import ReportPart, arranged

__all__ = ["REPORT_CATALOGS", "ReportCatalogs"]

ARE_CHECKS: Final = each_has("__call__", "code", what=say("the checks"))
ARE_PARTS: Final = each_has(
    "__call__",
    "after",
    what=say("the sections"),
    fix=say("such as {example}", example="reports.ReportSection(...)"),
)


def _can_be_arranged(_: Any, attribute: Any, value: Any) -> None:
    instance_of(Catalog)(_, attribute, value)
    ARE_PARTS(_, attribute, value.members)
    arranged(value)


@frozen(kw_only=True, repr=False)
class ReportCatalogs(Catalogs):
    """The `projects.Catalogs` of whoever makes reports, with what only these have.

    `folders.read` and `projects.findings` take it, too, so that one value is passed
    from the folder to the page.

    Parameters
    ----------
    rule_sets : Catalog of RuleSet
        Which the charts of a charter name.
    checks : Checks
        What is checked of each kind of subject.
    sections : Catalog of ReportSection
        `SECTIONS` unless told: add your own, or leave some out.
    guide_checks : tuple of Check
        Of a closing guide.
    proposal_checks : tuple of Check
        Of a guide beside what the data propose.

    Examples
    --------
    >>> from cqikit import folders, reports
    >>> brief = ReportCatalogs(sections=reports.SECTIONS.without("thread", "words"))
    >>> project = folders.read("examples/measles", catalogs=brief).project
    >>> page = reports.to_markdown(reports.compose(project), catalogs=brief)
    >>> "## How to read the charts" in page
    False
    """

    sections: Catalog[ReportPart] = field(default=SECTIONS, validator=_can_be_arranged)
    guide_checks: tuple[Check[Guide], ...] = field(
        default=tuple(GUIDE_CHECKS), converter=as_tuple, validator=ARE_CHECKS
    )
    proposal_checks: tuple[Check[Proposals], ...] = field(
        default=tuple(PROPOSAL_CHECKS), converter=as_tuple, validator=ARE_CHECKS
    )


#: All that comes along: what the verbs of reports take unless told.
REPORT_CATALOGS: Final = ReportCatalogs()
