"""A framework and the answers to it, as they are named on the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from cqikit import assessments, documents, files, forms
from cqikit.cli._beside import frameworks_beside
from cqikit.cli._input import DOCUMENTS, STDIN, document_at, document_of, name_of
from cqikit.cli._plugged import catalogs, document_types
from cqikit.core import say
from cqikit.errors import SourceError

__all__ = [
    "Answered",
    "answers_at",
    "answers_to",
    "carried",
    "framework_named",
    "framework_of",
]

#: How JSON of ours says its type, near its beginning; and what all begin with.
OURS: Final = re.compile(rb'"type"\s*:\s*"answers(?:-layout)?"')
DOCUMENT: Final = re.compile(
    rb'\s*\{\s*(?:"\$schema"\s*:\s*"[^"]*",\s*)?"type"\s*:\s*"[a-z-]+",\s*"version"'
)
BEGINNING: Final = 1 << 16


@frozen(kw_only=True)
class Answered:
    """Answers that were read, not yet held to a framework.

    Parameters
    ----------
    source : str
        What messages call them.
    framework, version : str
        Key and version of the framework that they say they answer; "" where they do
        not say.
    title : str
    on : date, optional
    responses : callable
        From the framework to the responses to it.
    """

    source: str
    framework: str
    version: str
    title: str
    on: date | None
    responses: Callable[[assessments.Framework], assessments.Responses]

    def to(self, framework: assessments.Framework) -> assessments.Responses:
        """Return the answers as responses to a framework.

        Raises
        ------
        SourceError
            When they answer another one.
        DataError
            When they do not fit it; all faults at once.
        """
        if self.framework not in {"", framework.key}:
            said = say(
                "answers the framework {answered!r}, not {asked!r}",
                answered=self.framework,
                asked=framework.key,
            )
            fix = say("name {framework} as FRAMEWORK", framework=self.framework)
            walks = [
                walk.key
                for walk in documents.crosswalks()
                if (walk.of, walk.to) == (self.framework, framework.key)
            ]
            if walks:
                options = tuple(f"--crosswalk {key}" for key in walks)
                fix = say(
                    "{name}, or add {options/, or add }", name=fix, options=options
                )
            raise SourceError(self.source, said, fix)
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
            raise SourceError(source, say("names no export"), say('write file = "..."'))
        export = files.path_inside(path.parent, read.file)
        return _of_export(export, read, definition)
    if not isinstance(read, documents.Answers):
        kind = documents.type_of(read, document_types()).name
        must = say(
            "must be a document of type answers or answers-layout (got {kind})",
            kind=kind,
        )
        raise SourceError(source, must)
    return Answered(
        source=source,
        framework=read.framework,
        version=read.framework_version,
        title=read.title or read.key,
        on=read.on,
        responses=lambda of: assessments.Responses(of, read.answers, source=source),
    )


def _is_document(path: Path) -> bool:
    """Say whether a file is one of our documents, and not what a form exports."""
    if path == STDIN or path.suffix.lower() == ".toml":
        return True
    if path.suffix.lower() != ".json":
        return False
    begun = files.read_bytes(path, most=BEGINNING)
    return bool(OURS.search(begun) or DOCUMENT.match(begun))


def _of_export(
    path: Path, layout: forms.AnswersLayout | None, definition: Path | None
) -> Answered:
    """Return the answers in the export of a form."""
    # Told before the framework is looked for.
    files.read_bytes(path, most=0)

    def responses(of: assessments.Framework) -> assessments.Responses:
        form = None if definition is None else forms.read_definition(definition)
        return forms.read_answers(path, of, layout=layout, definition=form)

    return Answered(
        source=name_of(path),
        framework=layout.framework if layout else "",
        version=layout.framework_version if layout else "",
        title=layout.title if layout else "",
        on=None,
        responses=responses,
    )


def framework_of(
    name: str | None, answered: Answered, beside: Path
) -> assessments.Framework:
    """Return the framework that is named, or that answers name.

    Parameters
    ----------
    name : str, optional
        A key of those that come with cqikit or lie in a document beside, such as
        ``ready`` or, with its version, ``ready@2``; or a document of type frameworks;
        None for the one that the answers name.
    answered : Answered
        They tell which of several frameworks, and which version, is meant.
    beside : path
        Of the answers; what they name may be in a document there.

    Raises
    ------
    UnknownNameError
        When there is no such framework.
    FieldError
        When there is no such version of it, or several, and none is named.
    """
    own = frameworks_beside(beside)
    if name is None:
        return _known(answered.framework, answered.version, own=own)
    return framework_named(name, answered.framework, answered.version, own=own)


def _known(
    key: str, version: str, own: Iterable[assessments.Framework]
) -> assessments.Framework:
    """Return a framework of a command: of documents, installed or one of ours."""
    return documents.framework_for(key, version, own=own, shelf=catalogs().frameworks)


def framework_named(
    name: str,
    key: str = "",
    version: str = "",
    *,
    own: Iterable[assessments.Framework] = (),
) -> assessments.Framework:
    """Return the framework of a key, of those that come along, or of a document.

    Parameters
    ----------
    name : str
        A key, or key and version as one word (``ready@2``), or the path of a document
        of type frameworks.
    key, version : str
        What the answers say: which of a document's, or of several versions, is meant.
    own : iterable of Framework
        Those that a key may be of, beside those that come along.

    Raises
    ------
    UnknownNameError
        When there is no such framework.
    FieldError
        When there is no such version of it, or several, and none is named.
    """
    is_file = Path(name).suffix.lower() in DOCUMENTS or name == str(STDIN)
    if not is_file or name in catalogs().frameworks:
        # Which version, the name itself says, or else the answers to it do.
        return _known(name, version if key == name else "", own=own)
    read = document_of(documents.Frameworks, Path(name)).frameworks
    keys = {framework.key: None for framework in read}
    wanted = next(iter(keys)) if len(keys) == 1 else key
    versions = [framework.version for framework in read if framework.key == wanted]
    return assessments.edition(read, wanted, version if version in versions else "")


def answers_to(
    answered: Answered, framework: assessments.Framework, beside: Path
) -> assessments.Responses:
    """Return answers as responses to this framework, or to the version that they name.

    Another version of it may lie in a document beside them.

    Raises
    ------
    SourceError
        When they answer another framework.
    UnknownNameError, FieldError
        When the version that they answer is not there.
    DataError
        When they do not fit it; all faults at once.
    """
    said = framework
    if answered.framework == framework.key and answered.version:
        own = [
            this_framework
            for this_framework in frameworks_beside(beside)
            if this_framework != framework
        ]
        said = assessments.edition(
            (framework, *own, *documents.frameworks()), framework.key, answered.version
        )
    return answered.to(said)


def carried(
    answered: Answered, name: str, target: assessments.Framework, beside: Path
) -> assessments.CrosswalkResult:
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
    of = _known(
        walk.of,
        walk.of_version or (answered.version if answered.framework == walk.of else ""),
        own=frameworks_beside(beside),
    )
    given = assessments.carry(answers_to(answered, of, beside), of).responses
    crossed = assessments.apply_crosswalk(given, walk, target)
    return evolve(crossed, responses=evolve(crossed.responses, findings=given.findings))


def _crosswalk(name: str, target: assessments.Framework) -> assessments.Crosswalk:
    shipped = documents.crosswalks()
    if name in shipped or Path(name).suffix.lower() not in DOCUMENTS:
        return shipped[name]
    read = document_of(documents.Crosswalks, Path(name))
    to_it = [walk for walk in read.crosswalks if walk.to == target.key]
    # That of another framework is refused, with what it is to.
    return (to_it or list(read.crosswalks))[0]
