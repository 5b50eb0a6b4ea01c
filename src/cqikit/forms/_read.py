"""Answers and definitions from files, of whatever form their content says."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cqikit import documents, files, tables
from cqikit.assessments import Framework, Responses
from cqikit.core import FindingKind, arguments, instance_of, optional
from cqikit.documents import Answers
from cqikit.errors import DataError
from cqikit.forms._definition import Definition
from cqikit.forms._fhir import fhir_questions
from cqikit.forms._json import MOST_BYTES, TOO_LARGE, parse_json
from cqikit.forms._layout import AnswersLayout
from cqikit.forms._propose import form_of, layout_for
from cqikit.forms._records import records
from cqikit.forms._redcap import is_dictionary, redcap_questions
from cqikit.forms._responses import responses
from cqikit.forms._surveyjs import is_survey, surveyjs_questions
from cqikit.forms._workbook import edition_in
from cqikit.forms._xlsform import xlsform_questions
from cqikit.tables import Table

if TYPE_CHECKING:
    import os

__all__ = ["definition", "read_answers", "read_definition", "read_export"]

NO_ANSWERS: Final = FindingKind(
    "answers.no-document",
    says="must be a document of answers",
    fix='write type = "answers"',
)
OTHER_FRAMEWORK: Final = FindingKind(
    "answers.other-framework",
    says="must be {key} (got {got!r})",
    fix="take the one it names",
)
OTHER_VERSION: Final = FindingKind(
    "answers.other-version",
    says="must be {version!r} (got {got!r})",
    fix="read it by version {got}, and carry the answers over",
)
NO_DEFINITION: Final = FindingKind(
    "answers.no-definition",
    says="must be a REDCap data dictionary, a SurveyJS survey, a FHIR Questionnaire"
    " or an XLSForm",
)
WORKBOOKS: Final = (".xlsx", ".xlsm")
PARQUET: Final = ".parquet"
DELIMITERS: Final = (";", "\t", "|")


@arguments(
    path=instance_of(str, PathLike),
    framework=instance_of(Framework),
    layout=optional(instance_of(AnswersLayout)),
    definition=optional(instance_of(Definition)),
)
def read_answers(
    path: str | os.PathLike[str],
    framework: Framework,
    *,
    layout: AnswersLayout | None = None,
    definition: Definition | None = None,
) -> Responses:
    """Return the answers in a file, whatever form they came from.

    Parameters
    ----------
    path : path
        A document of answers (TOML or JSON), a table (CSV, Excel, Parquet), or the JSON
        of SurveyJS or FHIR R4; its content says which.
    framework : Framework
        The framework that is answered.
    layout : AnswersLayout, optional
        What is what in a table or JSON. By default columns are items by their
        names, as in `propose`, and a code means what the form, its definition
        or the scale says; never what it looks like.
    definition : Definition, optional
        The form's own definition; see `read_definition`.

    Raises
    ------
    SourceError
        When there is no such file, or it cannot be read.
    DataError, DocumentError
        Everything that is wrong, one line a kind; that they answer another version
        of the framework, for one: read them by that, and `assessments.carry` them
        over.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS, distribution
    >>> conditions = FRAMEWORKS["bts-infrastructure"]
    >>> folder = "examples/answers/exports"
    >>> said = read_answers(
    ...     f"{folder}/redcap_records.csv",
    ...     conditions,
    ...     definition=read_definition(f"{folder}/redcap_dictionary.csv"),
    ... )
    >>> print(distribution(said)["content-experts"])
    content-experts: 1 answered (not possible 1), not applicable 1, don't know 1
    """
    if Path(path).suffix.lower() == ".toml":
        return _of_document(documents.read(path), framework, Path(path).name)
    name = Path(path).name
    if layout is not None:
        _check_edition(name, framework, layout.framework, layout.framework_version)
    delimiter, sheet = (layout.delimiter, layout.sheet) if layout else ("", "")
    export = read_export(path, delimiter=delimiter, sheet=sheet)
    if Path(path).suffix.lower() in WORKBOOKS:
        _check_edition(name, framework, *edition_in(path))
    if isinstance(export, Answers):
        return _of_document(export, framework, Path(path).name)
    if layout is None:
        form = form_of(export)
        layout = layout_for(export, framework, form, definition, by_words=False)
    return responses(export, layout, framework)


def _of_document(document: Any, framework: Framework, name: str) -> Responses:
    if not isinstance(document, Answers):
        raise DataError(name, [NO_ANSWERS.problem("type")])
    if document.framework != framework.key:
        key, got = framework.key, document.framework
        raise DataError(name, [OTHER_FRAMEWORK.problem("framework", key=key, got=got)])
    _check_edition(name, framework, document.framework, document.framework_version)
    return Responses(framework, document.answers, source=name)


def _check_edition(name: str, framework: Framework, key: str, version: str) -> None:
    """Refuse answers that say they are to another version of the framework."""
    if key in {"", framework.key} and version not in {"", framework.version}:
        other = OTHER_VERSION.problem(
            "framework_version", version=framework.version, got=version
        )
        raise DataError(name, [other])


@arguments()
def read_export(
    path: str | os.PathLike[str], *, delimiter: str = "", sheet: str = ""
) -> Any:
    """Return the table in a form's export, JSON as `records`, or a document.

    Parameters
    ----------
    path : path
    delimiter : str
        What stands between cells of text; by default what the header shows.
    sheet : str
        Of a workbook; "" for the first, which it is unless said.
    """
    name, ending = Path(path).name, Path(path).suffix.lower()
    if ending in WORKBOOKS:
        return tables.read_excel(path, sheet=sheet)
    if ending == PARQUET:
        return tables.read_parquet(path)
    text = _text(path)
    if ending == ".json" or text.lstrip()[:1] in {"{", "["}:
        tree = parse_json(text, name)
        if isinstance(tree, dict) and tree.get("type") == "answers":
            return documents.parse(text, name)
        return records(tree, name)
    return tables.parse_csv(text, name, delimiter=delimiter or _delimiter(text))


def _text(path: str | os.PathLike[str]) -> str:
    name = Path(path).name
    data = files.read_bytes(path, MOST_BYTES)
    if len(data) > MOST_BYTES:
        large = TOO_LARGE.problem(form="bytes", most=float(MOST_BYTES))
        raise DataError(name, [large])
    return files.text_of(data, lambda fault: DataError(name, [fault]))


def _delimiter(text: str) -> str:
    """Return the mark that parts the header, when a comma does not."""
    header = text.lstrip().partition("\n")[0]
    counts = {mark: header.count(mark) for mark in DELIMITERS}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] > header.count(",") else ","


@arguments()
def read_definition(path: str | os.PathLike[str]) -> Definition:
    """Return the definition of a form, from the file that its tool exports.

    Parameters
    ----------
    path : path
        The CSV of a REDCap data dictionary, the JSON of a SurveyJS survey or of
        a FHIR R4 Questionnaire, or the workbook of an XLSForm (Kobo, ODK).

    Raises
    ------
    SourceError
        When there is no such file, or it cannot be read.
    DataError
        When it is none of these.
    """
    if Path(path).suffix.lower() in WORKBOOKS:
        survey, choices = (
            tables.read_excel(path, sheet=sheet) for sheet in ("survey", "choices")
        )
        return Definition(xlsform_questions(survey, choices))
    text, name = _text(path), Path(path).name
    if text.lstrip()[:1] == "{":
        return definition(parse_json(text, name))
    return definition(tables.parse_csv(text, name, delimiter=_delimiter(text)))


@arguments()
def definition(source: Any) -> Definition:
    """Return the questions of a form, by its definition as it was read.

    Parameters
    ----------
    source : Table or dict
        A REDCap data dictionary; or the JSON of a SurveyJS survey or of a FHIR
        R4 Questionnaire.

    Raises
    ------
    DataError
        When it is none of these.

    Examples
    --------
    >>> survey = {"elements": [{"type": "rating", "name": "a", "rateValues": [1, 2]}]}
    >>> definition(survey)["a"].choices
    (('1', '1'), ('2', '2'))
    """
    if isinstance(source, Table):
        if is_dictionary(source):
            return Definition(redcap_questions(source))
    elif isinstance(source, Mapping):
        if source.get("resourceType") == "Questionnaire":
            return Definition(fhir_questions(source))
        if is_survey(source):
            return Definition(surveyjs_questions(source))
    name = source.name if isinstance(source, Table) else "definition"
    raise DataError(name, [NO_DEFINITION.problem()])
