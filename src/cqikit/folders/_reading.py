"""What is read of a folder so far, and the faults found so far."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import define, evolve, field

from cqikit import documents, files, tables
from cqikit.collaboratives import Collaborative, Guide
from cqikit.core import FindingKind, FrozenDict, problem_of, say, worded
from cqikit.documents import (
    Aims,
    Cycles,
    DocumentType,
    Measures,
    Steps,
)
from cqikit.drivers import Diagram
from cqikit.errors import (
    CqikitError,
    DocumentError,
    FaultsError,
    FieldError,
    KnownNames,
    NoRowsError,
    Problem,
    SourceError,
    UnknownNameError,
)
from cqikit.pdsa import Cycle, cycle_of
from cqikit.plans import Plan
from cqikit.projects import Charter, Groundwork
from cqikit.tables import Layout

if TYPE_CHECKING:
    from cqikit.core import Catalog
    from cqikit.measures import Aim, Measure, Series

__all__ = ["ENDINGS", "Reading", "named_as_texts", "to_document"]

T = TypeVar("T")

ENDINGS: Final = frozenset({".toml", ".json"})
NO_CHARTER: Final = FindingKind(
    "folder.no-charter",
    says="one document must be the project's charter",
    fix='write one with type = "project"',
)
SECOND: Final = FindingKind(
    "folder.second",
    says="must be the only document of type {type!r} (got {first}, too)",
    fix="keep one of them",
)
NO_HOME: Final = FindingKind(
    "folder.no-home", says="action steps must stand in a plan", fix="move them into it"
)
#: What makes a document of a file that an editor has named otherwise.
RENAMED: Final = {
    "convert": "if it is a form, run cqikit convert {file} {name}, else save it as "
    "plain text, and name it {name}",
    "save": "save it as plain text, and name it {name}",
    "delete": "delete {name}, then rename it to {name}",
    "rename": "rename it to {name}",
}
#: The same, and of what is perhaps none.
FIXES: Final = {
    f"{act}{none}": f"{renamed}{otherwise}"
    for act, renamed in RENAMED.items()
    for none, otherwise in (
        ("", ""),
        (" none", "; if it is none, give it a name of its own"),
    )
}
MISNAMED: Final = FindingKind(
    "folder.misnamed",
    says="is no document by its name: it ends in {ending}",
    fix=FIXES,
)
NO_ENDING: Final = FindingKind(
    "folder.no-ending",
    says="is no document by its name: it has no ending",
    fix=FIXES,
)
#: What word processors save has to be saved anew, as plain text.
SAVED: Final = frozenset({".rtf", ".doc", ".odt", ".pages"})
#: Such may be a form that was filled in.
WORD: Final = ".docx"
#: Prose may show a document as an example.
PROSE: Final = frozenset({".md"})
#: What people call documents, beside their types, and of which type they are.
CALLED: Final = {"drivers": "diagram"}
#: Of these there is one to an effort.
SINGLE: Final = {
    Charter: "project",
    Collaborative: "collaborative",
    Diagram: "diagram",
    Groundwork: "groundwork",
    Guide: "closing-guide",
    Plan: "plan",
}


@define
class Reading:
    """The documents read so far, by file, and the faults found so far."""

    folder: Path
    progress: Callable[[str], object]
    found: dict[str, Any] = field(factory=dict)
    files: list[str] = field(factory=list)
    understood: list[str] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    #: The types of documents that could not be read, "" where even that is not known.
    unread: set[str] = field(factory=set)

    @contextmanager
    def faults_of(self, file: str, by: str = "") -> Iterator[None]:
        """Keep the faults that come up inside, with the file they are in.

        Where it cannot be read, the document is told `by` which it is named.
        """
        try:
            yield
        except FaultsError as error:
            self.problems += [
                evolve(problem, where=": ".join(filter(None, (file, problem.where))))
                for problem in error.problems
            ]
        except SourceError as error:
            # A file beside the document is named; the document itself once.
            own = Path(error.source).name == file
            named = (by, file) if own else (file, error.source)
            where = ": ".join(filter(None, named))
            self.problems.append(problem_of(error, where))
        except CqikitError as error:
            self.problems.append(problem_of(error, file))

    def stop_at_faults(self) -> None:
        if self.problems:
            raise DocumentError(str(self.folder), self.problems)

    def document(self, path: Path, types: Catalog[DocumentType]) -> None:
        self.progress(path.name)
        self.files.append(path.name)
        with self.faults_of(path.name):
            inside = files.path_inside(self.folder, path.name)
            self.found[path.name] = documents.read(inside, types=types)
        if path.name not in self.found:
            said = documents.type_said(path) if path.is_file() else ""
            # One that there is not may be meant for any.
            self.unread.add(said if said in types else "")

    def lacks(self, kind: str) -> bool:
        """Say whether what a document names may stand in one that was not read."""
        return bool(self.unread & {kind, ""})

    def all_of(self, kind: type[T]) -> list[T]:
        return [
            document for document in self.found.values() if isinstance(document, kind)
        ]

    def one(self, kind: type[T]) -> T | None:
        return next(iter(self.all_of(kind)), None)

    def check_single(self) -> None:
        if self.one(Charter) is None and not self.lacks("project"):
            self.problems.append(NO_CHARTER.problem())
        for kind, name in SINGLE.items():
            files = [
                file
                for file, document in self.found.items()
                if isinstance(document, kind)
            ]
            self.problems += [
                SECOND.problem(file, type=name, first=files[0]) for file in files[1:]
            ]

    def check_names(self, types: Catalog[DocumentType]) -> None:
        """Find documents that an editor has named otherwise; none is passed over."""
        have = {
            documents.type_of(document, types).name for document in self.found.values()
        }
        for path in named_as_texts(self.folder, types, have):
            kind = documents.type_said(path)
            act, name = _renamed(path)
            form = act if kind in types else f"{act} none"
            misnamed = MISNAMED if path.suffix else NO_ENDING
            told = misnamed.problem(
                path.name, form=form, ending=path.suffix, name=name, file=path.name
            )
            self.problems.append(told)
            self.unread.add(kind)
            if kind in types:
                # It will be one once it is renamed: what is wrong in it is told, too.
                with self.faults_of(path.name):
                    inside = files.path_inside(self.folder, path.name)
                    documents.read(inside, types=types)

    def check_homes(self) -> None:
        """Find documents that have no place in an effort; none is passed over."""
        self.problems += [
            NO_HOME.problem(file)
            for file, document in self.found.items()
            if isinstance(document, Steps)
        ]

    def measures(self) -> list[Measure]:
        return [measure for doc in self.all_of(Measures) for measure in doc.measures]

    def aims(self) -> list[Aim]:
        """Return the aims; the diagram's own comes first, if it stands alone."""
        listed = [aim for doc in self.all_of(Aims) for aim in doc.aims]
        diagram = self.one(Diagram)
        if diagram is None or diagram.aim in listed:
            return listed
        return [diagram.aim, *listed]

    def series(self) -> list[Series]:
        measures: dict[str, Measure] = {}
        for measure in self.measures():
            # Of two with one key, which is told, the first is meant.
            measures.setdefault(measure.key, measure)
        made = []
        for file, layout in list(self.found.items()):
            if isinstance(layout, Layout):
                made += self._series_of(file, layout, measures)
        return made

    def _series_of(
        self, file: str, layout: Layout, measures: dict[str, Measure]
    ) -> list[Series]:
        names = KnownNames(measures)
        if not self.lacks("measures"):
            self.problems += [
                problem_of(UnknownNameError(say("measure"), entry.measure, names), file)
                for entry in layout.measures
                if entry.measure not in names
            ]
        known = [entry for entry in layout.measures if entry.measure in measures]
        made: list[Series] = []
        with self.faults_of(file):
            if not layout.file:
                must = say("must be the name of a table beside the layout")
                raise FieldError("file", must, layout.file)
            path = files.path_inside(self.folder, layout.file)
            self.progress(layout.file)
            self.files.append(layout.file)
            before = len(self.problems)
            with self.faults_of(layout.file, by=file):
                try:
                    table = tables.read(path, how=layout)
                except NoRowsError:
                    # An effort that begins has no data, and a report all the same.
                    self.understood.append(f"{layout.file}: no row yet")
                    return made
                said = list(table.understood)
                if known:
                    found = tables.series_of(
                        table,
                        evolve(layout, measures=known),
                        measures.values(),
                        say=said.append,
                    )
                    made += found.values()
                self.understood += [f"{layout.file}: {line}" for line in said]
            told = (_of_layout(file, layout, fault) for fault in self.problems[before:])
            self.problems[before:] = list(told)
        return made

    def cycles(self) -> list[Cycle]:
        """Return the cycles, those on worksheets too; a form may lack too much."""
        made = [log for doc in self.all_of(Cycles) for log in doc.logs]
        for file, document in self.found.items():
            for place, sheet in enumerate(getattr(document, "worksheets", ())):
                with self.faults_of(f"{file}: worksheets[{place}]"):
                    made.append(cycle_of(sheet))
        return made


def _of_layout(file: str, layout: Layout, problem: Problem) -> Problem:
    """Return the fault of a table for who writes its layout.

    A column that the table lacks is a fault of the layout, which names it.
    """
    parts = problem.parts or {}
    if problem.code == UnknownNameError.code and parts["kind"] == "column":
        named = (where for where, column in layout.names() if column == parts["name"])
        where = next(named, "")
        return evolve(
            problem,
            where=f"{file}: {where}" if where else file,
            message=f"{layout.file} has {problem.message}",
            template=f"{{table}} has {problem.template}",
            parts=FrozenDict(parts, table=layout.file),
        )
    return problem.in_document(file)


def named_as_texts(
    folder: Path, types: Catalog[DocumentType], have: Collection[str] = ()
) -> list[Path]:
    """Return the documents that editors have named as something else.

    Among them are texts such as ``plan.txt`` that say the type of a document, and
    ``plan.docx`` where there is no other plan.

    Parameters
    ----------
    folder : Path
    types : Catalog of DocumentType
    have : collection of str
        The types of documents that the folder has, none by default.
    """
    beside = files.paths_in(folder)
    stems = {path.stem for path in beside if path.suffix.lower() in ENDINGS}
    called = {**{name: name for name in types.names}, **CALLED}
    names = {name for name, kind in called.items() if kind not in have} - stems
    return [
        path
        for path in files.named_as_texts(folder)
        if Path(path.stem).suffix.lower() in ENDINGS
        or path.stem.lower() in names
        or (path.suffix.lower() not in PROSE and documents.type_said(path) in types)
    ]


def to_document(path: Path) -> str:
    """Return what makes a document of a file that an editor has named otherwise."""
    act, name = _renamed(path)
    return worded(RENAMED[act], {"name": name, "file": path.name})


def _renamed(path: Path) -> tuple[str, str]:
    """Return which of `RENAMED` makes a document of a file, and its name then."""
    ending = ".json" if path.suffix.lower().startswith(".j") else ".toml"
    meant = path.with_suffix("")
    if meant.suffix.lower() not in ENDINGS:
        meant = meant.with_suffix(ending)
    if path.suffix.lower() == WORD:
        return "convert", meant.name
    if path.suffix.lower() in SAVED:
        return "save", meant.name
    return "delete" if meant.exists() else "rename", meant.name
