"""Which form a file is, and in which language: as it says, or as its labels tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from cqikit import documents
from cqikit.core import Catalog, FindingKind, say
from cqikit.errors import DocumentError, MissingExtraError, UnknownNameError
from cqikit.forms._word._aims import AIM, DIAGRAM
from cqikit.forms._word._blocks import Table
from cqikit.forms._word._guide import GUIDE
from cqikit.forms._word._page import PROPERTY
from cqikit.forms._word._pdsa import WORKSHEET
from cqikit.forms._word._plans import PLANS
from cqikit.forms._word._self import NAME, assessment_form
from cqikit.forms._word._template import Template
from cqikit.forms._word._typed import first_line
from cqikit.forms._word._words import label
from cqikit.languages import LANGUAGES, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cqikit.assessments import Framework
    from cqikit.core import Wording
    from cqikit.forms._word._blocks import Block
    from cqikit.forms._word._package import Package

__all__ = ["TEMPLATES", "language_of", "named", "which"]

#: The forms there are; that of a self-assessment is made of its framework.
TEMPLATES: Final[Catalog[Template]] = Catalog(
    (*PLANS, WORKSHEET, DIAGRAM, AIM, GUIDE), kind="form"
)
UNKNOWN_FORM: Final = FindingKind(
    "form.unknown",
    says="does not say which form it is",
    fix='say form = "...", with one of {known}',
)
NO_FRAMEWORK: Final = FindingKind(
    "form.no-framework",
    says="is a self-assessment by {framework!r}, which is not known",
    fix="give frameworks = [...]",
)


def named(name: str) -> Template:
    """Return the form of a name, or the only one that begins so."""
    begin = [template for template in TEMPLATES if template.name.startswith(name)]
    if len(begin) != 1 or not name:
        raise UnknownNameError(say("form"), name, TEMPLATES.names)
    return begin[0]


def which(
    name: str,
    package: Package,
    blocks: Sequence[Block],
    form: str | Template,
    own: tuple[Framework, ...],
) -> Template:
    """Return which form a file is: as was said, as it says, by its tags, its labels."""
    if isinstance(form, Template):
        return form
    said = form or package.properties.get(f"{PROPERTY}form", "")
    edition = package.properties.get(f"{PROPERTY}framework", "")
    if said == NAME and edition:
        count = package.properties.get(f"{PROPERTY}people", "")
        people = int(count) if count.isdigit() and len(count) < 4 else 1
        try:
            return assessment_form(documents.framework_for(edition, own=own), people)
        except (LookupError, ValueError):
            problem = NO_FRAMEWORK.problem(framework=edition)
            raise DocumentError(name, [problem]) from None
    if form or said in TEMPLATES:
        return named(said)
    tags = {tag for block in blocks if isinstance(block, Table) for tag in block.tags}
    firsts = _firsts(blocks)
    for seen in (
        {it.name: len(tags & _tags(it)) for it in TEMPLATES},
        {it.name: max(_seen(it, firsts).values()) for it in TEMPLATES},
    ):
        # Of those that have all that is seen, that which has least beside it.
        best = max(TEMPLATES, key=lambda it: (seen[it.name], -len(_tags(it))))
        if seen[best.name] > 1:
            return best
    raise DocumentError(name, [UNKNOWN_FORM.problem(known=TEMPLATES.names)])


def _tags(template: Template) -> set[str]:
    return {tag for part in template.parts for tag in part.tags}


def language_of(
    package: Package, blocks: Sequence[Block], template: Template
) -> Wording:
    """Return the language of a form: as it says, else that of most of its labels."""
    tag = package.properties.get(f"{PROPERTY}language", "")
    try:
        return wording(tag)
    except UnknownNameError:
        seen = _seen(template, _firsts(blocks))
    return wording(max(seen, key=lambda language: seen[language]))


def _firsts(blocks: Iterable[Block]) -> set[str]:
    """Return what the cells of all tables begin with."""
    tables = [block for block in blocks if isinstance(block, Table)]
    cells = (cell for table in tables for row in table.rows for cell in row.cells)
    return {first_line(cell.text) for cell in cells}


def _seen(template: Template, firsts: set[str]) -> dict[str, int]:
    """Return how many labels are seen in each language, English first."""
    fields = [it for part in template.parts for it in part.fields]
    seen = {}
    for language in LANGUAGES:
        try:
            words = wording(language)
        except MissingExtraError:
            continue
        labels = {label(it, words).casefold() for it in fields}
        seen[language] = len(labels & firsts)
    return seen
