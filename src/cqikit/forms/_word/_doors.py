"""Forms written, and read back: the doors of this wing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from cqikit import documents, files
from cqikit.assessments import Framework, Responses
from cqikit.collaboratives import Guide
from cqikit.core import (
    ENGLISH,
    Catalog,
    FindingKind,
    Wording,
    arguments,
    instance_of,
    say,
)
from cqikit.documents import DOCUMENTS, Aims, Answers, Cycles, Worksheets
from cqikit.drivers import Diagram
from cqikit.errors import (
    DocumentError,
    FaultsError,
    FieldError,
    FieldTypeError,
    UnknownNameError,
)
from cqikit.forms._word._aims import AIM, DIAGRAM
from cqikit.forms._word._blocks import Table, blocks_of
from cqikit.forms._word._fill import fill
from cqikit.forms._word._guide import GUIDE
from cqikit.forms._word._package import open_package
from cqikit.forms._word._page import PROPERTY, page_of
from cqikit.forms._word._pdsa import WORKSHEET
from cqikit.forms._word._place import place
from cqikit.forms._word._plans import PLANS
from cqikit.forms._word._self import NAME, assessment_form
from cqikit.forms._word._template import Template
from cqikit.forms._word._tree import places_of, tree_of
from cqikit.forms._word._typed import Unplaced
from cqikit.measures import Aim
from cqikit.pdsa import Cycle, Form, Worksheet, worksheet
from cqikit.plans import Plan

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from cqikit.errors import Problem
    from cqikit.forms._word._package import Package
    from cqikit.forms._word._template import Tree

__all__ = ["TEMPLATES", "WordForm", "read_word", "word_form", "write_word"]

#: The forms there are; that of a self-assessment is made of its framework.
TEMPLATES: Final[Catalog[Template]] = Catalog(
    (*PLANS, WORKSHEET, DIAGRAM, AIM, GUIDE), kind="form"
)
#: A line of a document, in a hint.
TOML: Final = re.compile(r"\w = |\[\[|in \[ \]")
#: A file may have so many bytes.
LARGEST: Final = 32 << 20
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
UNPLACED: Final = FindingKind(
    "form.unplaced", says="could not be placed: {text}", fix="type it into a field"
)


@frozen
class WordForm:
    """A form that was read back.

    Parameters
    ----------
    document : Plan, Worksheet, Diagram, Aim, Answers or Guide
        What the form tells of.
    unplaced : tuple of Unplaced
        What stands on it and has no place in the document: texts outside of the
        fields, comments, cells merged so that nobody can say whose they are.
    form : Template
        Which form it is.
    """

    document: Any
    unplaced: tuple[Unplaced, ...]
    form: Template

    @property
    def whole(self) -> Any:
        """Return the document as `documents.write` takes it: a worksheet in a list."""
        member = self.form.member
        cls = DOCUMENTS[self.form.document].cls
        return cls(**{member: [self.document]}) if member else self.document


def write_word(
    what: Any,
    path: str | os.PathLike[str],
    *,
    key: str = "",
    frameworks: Iterable[Framework] = (),
    wording: Wording = ENGLISH,
) -> None:
    """Write a form as a file of Word, blank or filled in.

    Parameters
    ----------
    what : str, Framework, Template or document
        The name of a form in `TEMPLATES`, or as much of it as tells it from the
        others (``pdsa``); a framework, for a blank self-assessment; a form of your
        own; or what the form is filled in from: a `plans.Plan`, a `pdsa.Cycle` or
        `pdsa.Worksheet`, a `drivers.Diagram`, a `measures.Aim`, a
        `collaboratives.Guide`, `assessments.Responses` or `documents.Answers`.
    path : path of a ``.docx`` file
    key : str
        Of a document with several cycles, worksheets or aims, which one; it may be
        left out where there is one.
    frameworks : iterable of Framework
        Frameworks of your own, which answers may name.
    wording : Wording
        The language of what is printed on it; English unless said.

    Raises
    ------
    SourceError
        When it cannot be written.
    UnknownNameError, FieldTypeError
        When there is no such form.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from cqikit.measures import Aim, Level
    >>> aim = Aim(
    ...     key="visits",
    ...     title="Nine of ten visits by 2027",
    ...     measure="visits",
    ...     target=Level(90),
    ...     by="2027",
    ... )
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_word(aim, Path(folder, "aim.docx"))
    ...     read_word(Path(folder, "aim.docx")).document == aim
    True
    """
    files.write_bytes(
        path, word_form(what, key=key, frameworks=frameworks, wording=wording)
    )


def word_form(
    what: Any,
    *,
    key: str = "",
    frameworks: Iterable[Framework] = (),
    wording: Wording = ENGLISH,
) -> bytes:
    """Return what `write_word` writes, for whoever writes it elsewhere.

    Examples
    --------
    >>> word_form("pdsa")[:2]
    b'PK'
    """
    template, tree = _asked(_entry(what, key), tuple(frameworks))
    return page_of(fill(template, tree, wording), wording)


def _entry(what: Any, key: str) -> Any:
    """Return what a form is filled in from: of several, the one of a key."""
    lists = {Aims: "aims", Cycles: "cycles", Worksheets: "worksheets"}
    name = lists.get(type(what))
    if name is None:
        return what
    entries = {entry.key: entry for entry in getattr(what, name)}
    if not key and len(entries) == 1:
        return next(iter(entries.values()))
    if not key:
        known = ", ".join(entries)
        raise FieldError("key", "must say which one is meant", key, f"one of {known}")
    if key not in entries:
        raise UnknownNameError(name, key, entries)
    return entries[key]


def _asked(what: Any, own: tuple[Framework, ...]) -> tuple[Template, Tree]:
    """Return the form that is asked for, and the tree that fills it in."""
    if isinstance(what, str):
        template = _named(what)
        return template, dict(template.start)
    if isinstance(what, Framework):
        template = assessment_form(what)
        return template, dict(template.start)
    if isinstance(what, Template):
        return what, dict(what.start)
    if isinstance(what, Responses):
        own = (*own, what.framework)
        what = documents.answers_of(what, what.framework.key)
    if isinstance(what, Cycle):
        what = worksheet(what)
    if isinstance(what, Form):
        what = worksheet(what.cycle)
    for template, cls in (*_of_plans(what), *OTHERS):
        if isinstance(what, cls):
            return template, _plain(template, what)
    if isinstance(what, Answers):
        return _answered(what, own)
    must = "must be the name of a form, a framework, or what a form is filled in from"
    raise FieldTypeError("what", must, what, f"there are {', '.join(TEMPLATES.names)}")


OTHERS: Final = ((WORKSHEET, Worksheet), (DIAGRAM, Diagram), (AIM, Aim), (GUIDE, Guide))


def _of_plans(what: Any) -> list[tuple[Template, type]]:
    if not isinstance(what, Plan):
        return []
    return [(TEMPLATES[f"cqip-{what.program_type.value}"], Plan)]


def _named(name: str) -> Template:
    """Return the form of a name, or the only one that begins so."""
    begin = [template for template in TEMPLATES if template.name.startswith(name)]
    if len(begin) == 1 and name:
        return begin[0]
    if name not in TEMPLATES:
        raise UnknownNameError("form", name, TEMPLATES.names)
    return TEMPLATES[name]


def _plain(template: Template, what: Any) -> Tree:
    """Return the tree of a document, without what says its type."""
    kind = DOCUMENTS[template.document]
    whole = kind.cls(**{template.member: [what]}) if template.member else what
    tree = documents.unstructure(whole)
    if template.member:
        (tree,) = tree[template.member]
    return {name: it for name, it in tree.items() if name not in ("type", "version")}


def _answered(answers: Answers, own: tuple[Framework, ...]) -> tuple[Template, Tree]:
    version = answers.framework_version
    framework = documents.framework_for(answers.framework, version, own=own)
    # Unknown items and answers off the scale are refused, all at once.
    Responses(framework, answers.answers, source=answers.key)
    tree = _plain(assessment_form(framework), answers)
    people = assessment_form(framework).spread(tree)["people"]
    return assessment_form(framework, max(len(people), 1)), tree


@arguments(wording=instance_of(Wording))
def read_word(
    path: str | os.PathLike[str],
    *,
    form: str | Template = "",
    frameworks: Iterable[Framework] = (),
    wording: Wording = ENGLISH,
) -> WordForm:
    """Return the document that a filled form tells of, and what could not be placed.

    The form may have been saved by Word or by LibreOffice, with rows added or taken
    out; in a row, the short name may be left empty, and things may be called by their
    titles. White space around a text is no part of it. A form of the PDSA worksheet is
    a `pdsa.Worksheet`, of which `pdsa.cycle_of` makes the cycle once it is complete.

    Parameters
    ----------
    path : path of a ``.docx`` file
    form : str or Template
        Which form it is, where the file does not say, or a form of your own.
    frameworks : iterable of Framework
        Frameworks of your own, which a self-assessment may be by.
    wording : Wording
        The language of what is printed on it; English unless said.

    Raises
    ------
    SourceError
        When there is no such file, or it cannot be read.
    DocumentError
        When it is no form, or tells of no possible document: all faults at once, each
        with page, table and row, and with them what could not be placed.
    """
    name = str(Path(path))
    data = files.read_bytes(path, LARGEST)
    package = open_package(name, data)
    blocks = blocks_of(package)
    template = _template(name, package, blocks, form, tuple(frameworks))
    placed = place(template, blocks, wording)
    tree = tree_of(template, placed, wording)
    places = places_of(tree)
    unplaced = tuple(placed.unplaced)
    try:
        document = _document(template, tree, tuple(frameworks))
    except FaultsError as error:
        problems = list(_told(template, error.problems, places))
        problems += [UNPLACED.problem(it.where, text=it.text) for it in unplaced]
        raise DocumentError(name, problems) from None
    return WordForm(document, unplaced, template)


def _template(
    name: str,
    package: Package,
    blocks: list[Any],
    form: str | Template,
    own: tuple[Framework, ...],
) -> Template:
    """Return which form a file is: as was said, as it says, or by its tags."""
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
        return _named(said)
    tags = {tag for block in blocks if isinstance(block, Table) for tag in block.tags}
    counts = [
        len(tags & {tag for part in template.parts for tag in part.tags})
        for template in TEMPLATES
    ]
    if not any(counts):
        problem = UNKNOWN_FORM.problem(known=TEMPLATES.names)
        raise DocumentError(name, [problem])
    return list(TEMPLATES)[counts.index(max(counts))]


def _document(template: Template, tree: Tree, own: tuple[Framework, ...]) -> Any:
    """Return the document of a tree, or raise all that is wrong with it."""
    kind = DOCUMENTS[template.document]
    head = {"type": kind.name, "version": kind.version}
    whole = {template.member: [tree]} if template.member else tree
    read: Any = documents.structure({**head, **whole}, kind.cls)
    if isinstance(read, Answers):
        version = read.framework_version
        framework = documents.framework_for(read.framework, version, own=own)
        Responses(framework, read.answers)
    return getattr(read, template.member)[0] if template.member else read


def _told(
    template: Template, problems: Iterable[Problem], places: dict[str, str]
) -> Iterator[Problem]:
    """Yield what is wrong with a document, as those are told who fill in its form."""
    paths = [_inner(template, problem.where) for problem in problems]
    for path, problem in zip(paths, problems, strict=True):
        if path == "key" and template.key_from in paths:
            # It is made of the title.
            continue
        where = _where(template, path, places)
        # What to write into a document is no help here.
        of_document = TOML.search(problem.fix) is not None
        fix = "" if of_document else problem.fix
        template_of_fix = "" if of_document else problem.fix_template
        yield evolve(problem, where=where, fix=fix, fix_template=template_of_fix)


def _inner(template: Template, path: str) -> str:
    return path.removeprefix(f"{template.member}[0].") if template.member else path


def _where(template: Template, path: str, places: dict[str, str]) -> str:
    """Return where on the form a part of its document stands."""
    around = (it for it in places if it and f"{path}.".startswith((f"{it}.", f"{it}[")))
    here = max(around, key=len, default="")
    if here and not here.endswith("]"):
        return places[here]
    return _with_label(template, path, here, places.get(here, ""))


def _with_label(template: Template, path: str, row: str, where: str) -> str:
    """Return the place of a row with the label of the field that is meant."""
    name = path[len(row) :].lstrip(".") if row else path
    lists = row.rpartition("[")[0].rpartition(".")[2]
    for part in template.parts:
        ours = getattr(part, "path", "") if row else ""
        for this_field in part.fields:
            if this_field.path == name and ours.rpartition(".")[2] == lists:
                if not where:
                    return this_field.label
                return say("{row}, {label}", row=where, label=this_field.label)
    return where or path
