"""The self-assessments of a folder: which framework each set of answers is to."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit import documents, files, forms
from cqikit.assessments import (
    Crosswalk,
    Framework,
    Responses,
    apply_crosswalk,
    migrate,
)
from cqikit.core import FindingKind
from cqikit.documents import Answers, Frameworks
from cqikit.errors import (
    DocumentError,
    DuplicateError,
    FieldError,
    NoRowsError,
    UnknownNameError,
)
from cqikit.forms import AnswersLayout
from cqikit.projects import Assessed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cqikit.core import Catalog
    from cqikit.folders._reading import Reading

__all__ = ["assessed"]

#: What a layout of answers may lack elsewhere, and not in a folder.
MISSING: Final = FindingKind(
    "folder.missing", says="missing", fix='write {name} = "..."'
)


def assessed(reading: Reading, shelf: Catalog[Framework]) -> list[Assessed]:
    """Return what was answered, and what the crosswalks make of it.

    Answers may name the frameworks of the folder, and those of `shelf`.
    """
    own = _frameworks(reading)
    find = partial(documents.framework_for, own=own, shelf=shelf)
    walks = _crosswalks(reading, find)
    made = []
    for file, document in list(reading.found.items()):
        if not isinstance(document, Answers | AnswersLayout):
            continue
        with reading.faults_of(file):
            key, version = document.framework, document.framework_version
            framework = _framework(reading, find, key, version)
            for answered in (
                _answered(reading, file, document, framework) if framework else ()
            ):
                made.append(answered)
                made += [
                    _crossed(answered, walk, to)
                    for walk, of, to in walks
                    if of == framework
                ]
    return sorted(made, key=lambda assessment: assessment.on or date.min)


def _frameworks(reading: Reading) -> list[Framework]:
    """Return the frameworks of the folder, each version of each."""
    own = [
        framework for doc in reading.all_of(Frameworks) for framework in doc.frameworks
    ]
    for file, doc in reading.found.items():
        for place, new in enumerate(getattr(doc, "frameworks", ())):
            for old in own:
                if old.key == new.key and old.version != new.version:
                    with reading.faults_of(f"{file}: frameworks[{place}]"):
                        migrate(old, new)
    return own


def _framework(
    reading: Reading, find: Callable[..., Framework], key: str, version: str
) -> Framework | None:
    """Return the framework of this key and version; None if it may be unread."""
    try:
        return find(key, version)
    except (UnknownNameError, FieldError):
        if reading.lacks("frameworks"):
            return None
        raise
    except DuplicateError:
        # Which two clash has been told, of their own files.
        return None


def _answered(
    reading: Reading, file: str, document: Answers | AnswersLayout, of: Framework
) -> Iterator[Assessed]:
    """Yield what a document of answers holds, or the export that it reads."""
    if isinstance(document, Answers):
        responses = Responses(of, document.answers)
        yield Assessed(
            key=document.key, title=document.title, on=document.on, responses=responses
        )
        return
    for name in ("key", "file"):
        if not getattr(document, name):
            raise DocumentError("", [MISSING.problem(name, name=name)])
    path = files.path_inside(reading.folder, document.file)
    reading.progress(document.file)
    reading.files.append(document.file)
    with reading.faults_of(document.file, by=file):
        try:
            responses = forms.read_answers(path, of, layout=document)
        except NoRowsError:
            # Handed round, and not filled in yet.
            reading.understood.append(f"{document.file}: nothing answered yet")
            return
        on = max((said.on for said in responses.answers if said.on), default=None)
        yield Assessed(
            key=document.key, title=document.title, on=on, responses=responses
        )


def _crosswalks(
    reading: Reading, find: Callable[..., Framework]
) -> list[tuple[Crosswalk, Framework, Framework]]:
    """Return the crosswalks whose frameworks and items are there, with these."""
    usable = []
    for file, document in reading.found.items():
        for place, walk in enumerate(getattr(document, "crosswalks", ())):
            with reading.faults_of(f"{file}: crosswalks[{place}]"):
                of = _framework(reading, find, walk.of, walk.of_version)
                to = _framework(reading, find, walk.to, walk.to_version)
                if of is None or to is None:
                    continue
                # Nothing answered yet: only whether the links lead somewhere.
                apply_crosswalk(Responses(of, ()), walk, to)
                usable.append((walk, of, to))
    return usable


def _crossed(answered: Assessed, walk: Crosswalk, target: Framework) -> Assessed:
    """Return an assessment by another framework; its key is that of both."""
    source = answered.title or answered.responses.framework.title
    return evolve(
        answered,
        key=f"{answered.key}/{walk.key}",
        title=f"{target.title} (from {source})",
        responses=apply_crosswalk(answered.responses, walk, target).responses,
        translated_from=answered.key,
        crosswalk=walk,
    )
