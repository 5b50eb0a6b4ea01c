"""A folder of documents and data, read as one improvement effort.

Every document says its type, so files may be called what people like. The
documents are read first, then the tables that their layouts name; the faults
of all files are told at once.
"""

from __future__ import annotations

from contextlib import suppress
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from cqikit import documents, languages, spc
from cqikit.collaboratives import Collaborative, Guide
from cqikit.core import Catalog, a_callable, arguments, instance_of, say
from cqikit.documents import Causes, Coaching, DocumentType, Evidence, Lessons
from cqikit.drivers import Diagram
from cqikit.errors import MissingExtraError, SourceError
from cqikit.files import BOUNDS, paths_in
from cqikit.folders._assessed import assessed
from cqikit.folders._reading import ENDINGS, Reading, named_as_texts, to_document
from cqikit.folders._types import DOCUMENTS
from cqikit.plans import Plan
from cqikit.projects import CATALOGS, Catalogs, Charter, Groundwork, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cqikit.measures import Series
    from cqikit.pdsa import Cycle
    from cqikit.projects import Assessed

__all__ = ["Effort", "read"]

#: A folder with more documents than this is not an effort but a disk.
MOST_DOCUMENTS: Final = BOUNDS.folder_documents
#: What a chart of a charter names, and which of the catalogs has it.
NAMED: Final = {"kind": "kinds", "rules": "rule_sets"}


@frozen(kw_only=True)
class Effort:
    """What a folder holds.

    Parameters
    ----------
    project : Project
        What its documents and tables tell.
    collaborative : Collaborative, optional
        None where no file tells of one.
    files : tuple of str
        The names of all files that were read.
    understood : tuple of str
        What was found out about each table, such as what was left out of it.
    guide : Guide, optional
        The closing guide, as people filled it in.
    """

    project: Project
    collaborative: Collaborative | None
    files: tuple[str, ...]
    understood: tuple[str, ...] = ()
    guide: Guide | None = None


@arguments(
    folder=instance_of(str, PathLike),
    types=instance_of(Catalog),
    progress=a_callable,
    catalogs=instance_of(Catalogs),
)
def read(
    folder: str | PathLike[str],
    *,
    types: Catalog[DocumentType] = DOCUMENTS,
    progress: Callable[[str], object] = str,
    catalogs: Catalogs = CATALOGS,
) -> Effort:
    """Return the improvement effort that a folder describes.

    Parameters
    ----------
    folder : path
        Its ``.toml`` and ``.json`` files are documents; folders inside it are
        left alone. One document is the project's charter.
    types : Catalog of DocumentType
        What a document may be; all that come along unless said.
    progress : callable
        Told the name of each file before it is read; nobody is told unless said.
    catalogs : Catalogs
        Its frameworks are those that answers may name, beside the folder's own, and its
        kinds and rule sets those that charts may; by default all that come along.

    Raises
    ------
    SourceError
        When there is no such folder, or no document in it.
    DocumentError
        All faults of all documents and tables at once, each with its file.
    """
    reading = Reading(Path(folder), progress)
    for path in _documents_in(reading.folder, types):
        reading.document(path, types)
    reading.check_names(types)
    reading.check_single()
    reading.check_homes()
    _check_language(reading)
    _check_charts(reading, catalogs)
    reading.problems += documents.shared_keys(reading.found)
    # All that can be read is, although something is wrong elsewhere.
    made, answered = reading.series(), assessed(reading, catalogs.frameworks)
    _check_kinds(reading, made, catalogs)
    cycles = reading.cycles()
    reading.stop_at_faults()
    with reading.faults_of(""):
        project = _project(reading, made, cycles, answered)
    reading.stop_at_faults()
    return Effort(
        project=project,
        collaborative=reading.one(Collaborative),
        files=tuple(reading.files),
        understood=tuple(reading.understood),
        guide=reading.one(Guide),
    )


def _check_language(reading: Reading) -> None:
    """Find a charter in a language that its report cannot be written in."""
    for file, document in reading.found.items():
        if isinstance(document, Charter) and document.language:
            # Whether it is spoken is known before Babel is needed.
            with reading.faults_of(file), suppress(MissingExtraError):
                languages.wording(document.language)


def _check_charts(reading: Reading, catalogs: Catalogs) -> None:
    """Find charts of a kind, or read with rules, that there are not."""
    for file, document in reading.found.items():
        charts = document.charts if isinstance(document, Charter) else ()
        for place, plan in enumerate(charts):
            for name, field in NAMED.items():
                said = getattr(plan, name)
                with reading.faults_of(f"{file}: charts[{place}].{name}"):
                    if said:
                        getattr(catalogs, field)[said]


def _check_kinds(reading: Reading, made: list[Series], catalogs: Catalogs) -> None:
    """Find charts of a kind that does not fit the measure."""
    drawn = {series.measure.key: series for series in reversed(made)}
    for file, document in reading.found.items():
        charts = document.charts if isinstance(document, Charter) else ()
        for place, plan in enumerate(charts):
            if plan.measure in drawn and plan.kind in catalogs.kinds:
                with reading.faults_of(f"{file}: charts[{place}]"):
                    spc.chart(drawn[plan.measure], catalogs.kinds[plan.kind])


def _project(
    reading: Reading,
    series: Iterable[Series],
    cycles: Iterable[Cycle],
    assessed: Iterable[Assessed],
) -> Project:
    """Return the project of all documents that were read."""
    (charter,) = reading.all_of(Charter)
    evidence = reading.all_of(Evidence)
    learned = reading.all_of(Lessons)
    return Project(
        charter=charter,
        measures=reading.measures(),
        aims=reading.aims(),
        series=tuple(series),
        diagram=reading.one(Diagram),
        plan=reading.one(Plan),
        cycles=tuple(cycles),
        assessed=tuple(assessed),
        groundwork=reading.one(Groundwork),
        evidence=[
            qualitative_evidence
            for doc in evidence
            for qualitative_evidence in doc.evidence
        ],
        conjoint=[conjoint for doc in evidence for conjoint in doc.conjoint],
        causes=[cause for doc in reading.all_of(Causes) for cause in doc.causes],
        contacts=[
            contact for doc in reading.all_of(Coaching) for contact in doc.contacts
        ],
        lessons=[lesson for doc in learned for lesson in doc.lessons],
        resources=[resource for doc in learned for resource in doc.resources],
    )


def _documents_in(folder: Path, types: Catalog[DocumentType]) -> list[Path]:
    try:
        there = folder.is_dir()
    except OSError as error:  # the name is too long, say
        said = (error.strerror or str(error)).lower()
        raise SourceError(str(folder), said) from error
    if not there:
        what = (
            say("is no folder") if folder.exists() else say("there is no such folder")
        )
        raise SourceError(str(folder), what, say("name the folder of the documents"))
    # A hidden file, such as ._plan.toml of a Mac, is no document.
    found = [
        path
        for path in paths_in(folder)
        if path.suffix.lower() in ENDINGS and not path.name.startswith(".")
    ]
    if not found:
        texts = named_as_texts(folder, types)
        fix = say("put .toml or .json files there")
        if texts:
            file = texts[0]
            fix = say("there is {file}: {fix}", file=file.name, fix=to_document(file))
        raise SourceError(
            str(folder),
            say("there is no document in it"),
            fix,
        )
    if len(found) > MOST_DOCUMENTS:
        raise SourceError(
            str(folder),
            say("has {found} documents", found=len(found)),
            say("{most_documents} are enough", most_documents=MOST_DOCUMENTS),
        )
    return found
