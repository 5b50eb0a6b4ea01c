"""A framework and the answers to it, as they are named on the command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from attrs import frozen

from cqikit import documents, files, folders, forms
from cqikit.assessments import Crossed, Crosswalk, Framework, Responses, cross
from cqikit.cli._beside import frameworks_beside
from cqikit.cli._input import DOCUMENTS, STDIN, document_at, document_of, name_of
from cqikit.errors import SourceError, UnknownNameError

__all__ = ["Answered", "answers_at", "carried", "framework_of"]

#: How JSON of ours says its type, near its beginning.
OURS: Final = re.compile(rb'"type"\s*:\s*"answers(?:-layout)?"')
BEGINNING: Final = 1 << 16


@frozen(kw_only=True)
class Answered:
    """Answers that were read, not yet held to a framework.

    Parameters
    ----------
    source : str
        What messages call them.
    framework : str
        Key of the framework that they say they answer; "" where they do not say.
    title : str
    on : date, optional
    responses : callable
        From the framework to the responses to it.
    """

    source: str
    framework: str
    title: str
    on: date | None
    responses: Callable[[Framework], Responses]

    def to(self, framework: Framework) -> Responses:
        """Return the answers as responses to a framework.

        Raises
        ------
        SourceError
            When they answer another one.
        DataError
            When they do not fit it; all faults at once.
        """
        if self.framework not in {"", framework.key}:
            said = f"answers the framework {self.framework!r}, not {framework.key!r}"
            mend = f"name {self.framework} as FRAMEWORK"
            walks = [
                walk.key
                for walk in documents.crosswalks()
                if (walk.of, walk.to) == (self.framework, framework.key)
            ]
            mend += "".join(f", or add --crosswalk {key}" for key in walks)
            raise SourceError(self.source, said, mend)
        return self.responses(framework)


def answers_at(
    path: Path, layout: Path | None = None, definition: Path | None = None
) -> Answered:
    """Return the answers in a file: the one place where a verb reads answers.

    Parameters
    ----------
    path : path
        A document of answers, a layout that names the export of a form, or such an
        export itself.
    layout : path, optional
        What is what in the export; by default, as its columns show.
    definition : path, optional
        The form's own definition.

    Raises
    ------
    SourceError
        When it holds something else, or cannot be read.
    DocumentError
        All faults of the document at once.
    """
    if not _is_document(path):
        of_export = None if layout is None else document_of(forms.AnswersLayout, layout)
        return _of_export(path, of_export, definition)
    read, source = document_at(path), name_of(path)
    if isinstance(read, forms.AnswersLayout):
        if not read.file:
            raise SourceError(source, "names no export", 'write file = "..."')
        return _of_export(path.parent / read.file, read, definition)
    if not isinstance(read, documents.Answers):
        kind = documents.type_of(read, folders.DOCUMENTS).name
        must = f"must be a document of type answers or answers-layout (got {kind})"
        raise SourceError(source, must)
    return Answered(
        source=source,
        framework=read.framework,
        title=read.title or read.key,
        on=read.on,
        responses=lambda of: Responses(of, read.answers, source=source),
    )


def _is_document(path: Path) -> bool:
    """Say whether a file is one of our documents, and not what a form exports."""
    if path == STDIN or path.suffix.lower() == ".toml":
        return True
    json = path.suffix.lower() == ".json"
    return json and OURS.search(files.read_bytes(path, most=BEGINNING)) is not None


def _of_export(
    path: Path, layout: forms.AnswersLayout | None, definition: Path | None
) -> Answered:
    """Return the answers in the export of a form."""
    # Told before the framework is looked for.
    files.read_bytes(path, most=0)

    def responses(of: Framework) -> Responses:
        form = None if definition is None else forms.read_definition(definition)
        return forms.read_answers(path, of, layout=layout, definition=form)

    return Answered(
        source=name_of(path),
        framework=layout.framework if layout else "",
        title=layout.title if layout else "",
        on=None,
        responses=responses,
    )


def framework_of(name: str | None, answered: Answered, beside: Path) -> Framework:
    """Return the framework that is named, or that answers name.

    Parameters
    ----------
    name : str, optional
        A key of those that come with cqikit, or a document of type frameworks; None
        for the one that the answers name.
    answered : Answered
        They tell which of several frameworks of a document is meant.
    beside : path
        Of the answers; what they name may be in a document there.

    Raises
    ------
    UnknownNameError
        When there is no such framework.
    """
    shipped = documents.frameworks()
    if name is not None and name in shipped:
        return shipped[name]
    key = answered.framework
    if name is None:
        known = {one.key: one for one in frameworks_beside(beside)}
    elif Path(name).suffix.lower() in DOCUMENTS or name == str(STDIN):
        read = document_of(documents.Frameworks, Path(name))
        known = {one.key: one for one in read.frameworks}
        key = next(iter(known)) if len(known) == 1 else key
    else:
        key, known = name, {one.key: one for one in shipped}
    if key not in known:
        raise UnknownNameError("framework", key, known)
    return known[key]


def carried(answered: Answered, name: str, target: Framework, beside: Path) -> Crossed:
    """Return what answers to another framework say of `target`, by a crosswalk.

    Parameters
    ----------
    answered : Answered
    name : str
        A key of those that come with cqikit, or a document of type crosswalks.
    target : Framework
    beside : path
        Of the answers; the framework they answer may be in a document there.

    Raises
    ------
    UnknownNameError
        When there is no such crosswalk, or no framework that it is of.
    DocumentError
        When it is to another framework, or its links lead nowhere.
    """
    walk = _crosswalk(name, target)
    known = {one.key: one for one in frameworks_beside(beside)}
    if walk.of not in known:
        raise UnknownNameError("framework", walk.of, known)
    return cross(answered.to(known[walk.of]), walk, target)


def _crosswalk(name: str, target: Framework) -> Crosswalk:
    shipped = documents.crosswalks()
    if name in shipped or Path(name).suffix.lower() not in DOCUMENTS:
        return shipped[name]
    read = document_of(documents.Crosswalks, Path(name))
    to_it = [walk for walk in read.crosswalks if walk.to == target.key]
    # That of another framework is refused, with what it is to.
    return (to_it or list(read.crosswalks))[0]
