"""Forms written, and read back: the doors of this wing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit import documents, files
from cqikit.assessments import Framework, Responses
from cqikit.collaboratives import Guide
from cqikit.core import (
    ENGLISH,
    Wording,
    arguments,
    instance_of,
    optional,
    say,
)
from cqikit.documents import DOCUMENTS, Aims, Answers, Cycles, Worksheets
from cqikit.drivers import Diagram
from cqikit.errors import (
    DocumentError,
    FieldError,
    FieldTypeError,
    UnknownNameError,
)
from cqikit.forms._word._aims import AIM, DIAGRAM
from cqikit.forms._word._blocks import blocks_of
from cqikit.forms._word._cycle_log import beyond
from cqikit.forms._word._fill import fill
from cqikit.forms._word._guide import GUIDE
from cqikit.forms._word._package import open_package, tracked
from cqikit.forms._word._page import page_of
from cqikit.forms._word._pdsa import WORKSHEET
from cqikit.forms._word._place import place
from cqikit.forms._word._self import assessment_form
from cqikit.forms._word._template import Template
from cqikit.forms._word._typed import Unplaced
from cqikit.forms._word._understand import understand
from cqikit.forms._word._which import TEMPLATES, language_of, named, which
from cqikit.measures import Aim
from cqikit.pdsa import Cycle, Form, Worksheet, worksheet
from cqikit.plans import Plan

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from cqikit.forms._word._template import Tree

__all__ = ["TEMPLATES", "WordForm", "read_word", "word_form", "write_word"]

#: A file may have so many bytes.
LARGEST: Final = files.BOUNDS.word_bytes


@frozen
class WordForm:
    """A form that was read back.

    Parameters
    ----------
    document : Plan, Worksheet, Cycle, Diagram, Aim, Answers or Guide
        What the form tells of; a cycle where its log stands on it, too.
    unplaced : tuple of Unplaced
        What stands on it and has no place in the document, from its top to its end:
        texts outside of the fields, comments, cells merged so that nobody can say
        whose they are, and what cannot be read as what its field asks for, which is
        left out of the document.
    form : Template
        Which form it is.
    understood : tuple of str
        How days were understood that are not written as 2026-11-20, numbers with a
        currency sign or signs for thousands, tracked changes, and that a
        self-assessment is blank.
    wording : Wording
        The language of what is printed on it.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from cqikit.pdsa import Worksheet
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_word(Worksheet(key="k", title="T"), Path(folder, "form.docx"))
    ...     form = read_word(Path(folder, "form.docx"))
    >>> form.document.title, form.unplaced, form.whole.worksheets[0].key
    ('T', (), 'k')
    """

    document: Any
    unplaced: tuple[Unplaced, ...]
    form: Template
    understood: tuple[str, ...] = ()
    wording: Wording = ENGLISH

    @property
    def whole(self) -> Any:
        """Return the document as `documents.write` takes it: a worksheet in a list."""
        if isinstance(self.document, Cycle):
            return Cycles(cycles=[self.document])
        member = self.form.member
        cls = DOCUMENTS[self.form.document].cls
        return cls(**{member: [self.document]}) if member else self.document


@arguments()
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
    path : str or PathLike
        The name of the file.
    key : str
        Of a document with several cycles, worksheets or aims, which one; it may be left
        out where there is one. The only one unless said.
    frameworks : iterable of Framework
        Frameworks of your own, which answers may name; none unless said.
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


@arguments()
def word_form(
    what: Any,
    *,
    key: str = "",
    frameworks: Iterable[Framework] = (),
    wording: Wording = ENGLISH,
) -> bytes:
    """Return what `write_word` writes, for whoever writes it elsewhere.

    Parameters
    ----------
    key : str
        Of what is filled in, which cycle or framework, by key; the only one unless
        said.
    frameworks : iterable of Framework
        Frameworks of your own; none unless said.
    wording : Wording
        How it is said, and in which language; in English unless said.

    Examples
    --------
    >>> word_form("pdsa")[:2]
    b'PK'
    """
    template, tree = _asked(_entry(what, key), tuple(frameworks))
    return page_of(fill(template, tree, wording), wording)


def _entry(what: Any, key: str) -> Any:
    """Return what a form is filled in from: of several, the one of a key."""
    lists = {
        Aims: say("aims"),
        Cycles: say("cycles"),
        Worksheets: say("worksheets"),
    }
    name = lists.get(type(what))
    if name is None and key not in ("", getattr(what, "key", "")):
        raise FieldError(
            "key",
            say("must be left out where a form is about one thing alone"),
            key,
        )
    if name is None:
        return what
    entries = {entry.key: entry for entry in getattr(what, name)}
    if not key and len(entries) == 1:
        return next(iter(entries.values()))
    if not key:
        known = tuple(entries)
        raise FieldError(
            "key",
            say("must say which one is meant"),
            key,
            say("one of {known}", known=known),
        )
    if key not in entries:
        raise UnknownNameError(name, key, entries)
    return entries[key]


def _asked(what: Any, own: tuple[Framework, ...]) -> tuple[Template, Tree]:
    """Return the form that is asked for, and the tree that fills it in."""
    if isinstance(what, str):
        template = named(what)
        return template, dict(template.start)
    if isinstance(what, Framework):
        template = assessment_form(what)
        return template, dict(template.start)
    if isinstance(what, Template):
        return what, dict(what.start)
    if isinstance(what, Responses):
        own = (*own, what.framework)
        what = documents.answers_of(what, what.framework.key)
    if isinstance(what, Form):
        what = what.cycle
    if isinstance(what, Cycle):
        return WORKSHEET, _plain(WORKSHEET, worksheet(what)) | beyond(what)
    for template, cls in (*_of_plans(what), *OTHERS):
        if isinstance(what, cls):
            return template, _plain(template, what)
    if isinstance(what, Answers):
        return _answered(what, own)
    must = say(
        "must be the name of a form, a framework, or what a form is filled in from"
    )
    raise FieldTypeError(
        "what", must, what, say("there are {names}", names=tuple(TEMPLATES.names))
    )


OTHERS: Final = ((WORKSHEET, Worksheet), (DIAGRAM, Diagram), (AIM, Aim), (GUIDE, Guide))


def _of_plans(what: Any) -> list[tuple[Template, type]]:
    if not isinstance(what, Plan):
        return []
    return [(TEMPLATES[f"cqip-{what.program_type.value}"], Plan)]


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


@arguments(wording=optional(instance_of(Wording)))
def read_word(
    path: str | os.PathLike[str],
    *,
    form: str | Template = "",
    frameworks: Iterable[Framework] = (),
    wording: Wording | None = None,
) -> WordForm:
    """Return the document that a filled form tells of, and what could not be placed.

    The form may have been saved by Word or by LibreOffice, with rows added or taken
    out; in a row, the short name may be left empty, and things may be called by their
    titles. White space around a text is no part of it. A form of the PDSA worksheet is
    a `pdsa.Worksheet`, of which `pdsa.cycle_of` makes the cycle once it is complete.
    One that was filled in from a cycle whose log says more, such as what was corrected
    and why, is that `pdsa.Cycle`, with what people have edited.

    Parameters
    ----------
    path : path of a ``.docx`` file
    form : str or Template
        Which form it is, where the file does not say, or a form of your own; what the
        file says unless said.
    frameworks : iterable of Framework
        Frameworks of your own, which a self-assessment may be by; none unless said.
    wording : Wording, optional
        The language of what is printed on it, where it is one of your own; by default,
        as the file says, or as most of its labels are.

    Raises
    ------
    SourceError
        When there is no such file, or it cannot be read.
    DocumentError
        When it is no form, or tells of no document even without the cells and rows
        that could not be read: all faults at once, in the order of the form, each with
        table and row, and the page where the file knows it.
    """
    name = str(Path(path))
    own = tuple(frameworks)
    package = open_package(name, files.read_bytes(path, LARGEST))
    blocks = blocks_of(package)
    template = which(name, package, blocks, form, own)
    words = wording or language_of(package, blocks, template)
    made = understand(template, place(template, blocks, words), words, own)
    if made.problems:
        raise DocumentError(name, made.problems)
    understood = (*filter(None, [tracked(package)]), *made.understood)
    return WordForm(made.document, made.unplaced, template, understood, words)
