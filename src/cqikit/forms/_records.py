"""Responses that come as JSON, as tables: a row a response, a column a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from attrs import evolve, field, frozen

from cqikit.core import FindingKind, TupleOf, arguments, as_texts, is_text
from cqikit.errors import DataError
from cqikit.files import BOUNDS
from cqikit.forms._fhir import RESPONSE, fhir_responses, is_fhir
from cqikit.forms._json import TOO_DEEP, TOO_LARGE, parse_json
from cqikit.tables import Table

__all__ = ["Records", "records"]

MOST_RESPONSES: Final = BOUNDS.responses_read
MOST_CELLS: Final = 5_000_000
#: A matrix in a matrix has three levels.
DEEPEST: Final = 6
NO_OBJECT: Final = FindingKind(
    "answers.no-object", says="must be an object with a field for each question"
)
NO_RESPONSES: Final = FindingKind(
    "answers.no-responses", says="must have a response ({kind} or other)"
)


@frozen(kw_only=True)
class Records(Table):
    """A table that came as JSON: its rows are responses, its columns questions.

    The answers of a matrix are columns named ``matrix.row``.

    Parameters
    ----------
    form : str
        Name of the form that it is: ``fhir``, or ``plain``.
    passed_over : tuple of str
        What it held besides responses, such as ``Patient``.
    labels : tuple of (str, str, str)
        Question, code and the label that a response gave that code.
    """

    form: str = field(default="plain", validator=is_text)
    passed_over: tuple[str, ...] = field(default=(), converter=as_texts)
    labels: tuple[tuple[str, str, str], ...] = field(
        default=(), converter=TupleOf[tuple[str, str, str]]
    )
    word_for_row: ClassVar[str] = "response"
    word_for_column: ClassVar[str] = "question"


@arguments()
def records(source: Any, name: str = "results") -> Records:
    """Return responses that came as JSON, as a table for `responses`.

    Parameters
    ----------
    source : str, list or dict
        JSON, as text or as read: the results of SurveyJS (a list of objects, or
        one), or FHIR R4 QuestionnaireResponses (one, a list, or a Bundle). Of
        FHIR, the columns ``_respondent``, ``_subject`` and ``_authored`` say
        who answered, about whom, and when.
    name : str
        What messages call it; ``results`` unless said.

    Raises
    ------
    DataError
        When it is none of these.

    Examples
    --------
    >>> table = records('[{"cond": {"teams": 3}}, {"cond": {"teams": "na"}}]')
    >>> table.columns, table.column("cond.teams")
    (('cond.teams',), ('3', 'na'))
    """
    tree = parse_json(source, name) if isinstance(source, str) else source
    if is_fhir(tree):
        read = fhir_responses(tree, name)
        table = _table(name, read.responses, form="fhir")
        return evolve(table, passed_over=read.others, labels=tuple(read.labels))
    listed = tree if isinstance(tree, list) else [tree]
    problems = [
        NO_OBJECT.problem(f"response {place}")
        for place, value in enumerate(listed, start=1)
        if not isinstance(value, Mapping)
    ]
    if problems:
        raise DataError(name, problems[:3])
    return _table(name, [_flat(value, name) for value in listed[: MOST_RESPONSES + 1]])


def _flat(response: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return the answers of one response, those inside matrices and panels too."""
    found: dict[str, str] = {}
    waiting: list[tuple[str, Any, int]] = [("", response, 0)]
    while waiting:
        path, value, depth = waiting.pop()
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if depth > DEEPEST:
            raise DataError(name, [TOO_DEEP.problem(path[:80])])
        if isinstance(value, Mapping):
            inside = [
                (f"{path}.{key}" if path else str(key), member, depth + 1)
                for key, member in value.items()
            ]
            waiting += reversed(inside)
        else:
            found[path] = _text(value)
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "; ".join(map(_text, value)) if isinstance(value, list) else str(value)


def _table(name: str, found: list[dict[str, str]], form: str = "plain") -> Records:
    columns = list(dict.fromkeys(key for entry in found for key in entry))
    most = MOST_RESPONSES
    if not found or not columns:
        raise DataError(name, [NO_RESPONSES.problem(kind=RESPONSE)])
    if len(found) > most or len(found) * len(columns) > MOST_CELLS:
        large = TOO_LARGE.problem(
            form="responses", most=float(most), answers=float(MOST_CELLS)
        )
        raise DataError(name, [large])
    return Records(
        name=name,
        columns=columns,
        rows=[tuple(entry.get(key, "") for key in columns) for entry in found],
        numbers=range(1, len(found) + 1),
        form=form,
    )
