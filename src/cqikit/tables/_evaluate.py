"""Record batch in, record batch out: a question asked of columns, without any state.

A batch holds all rows of each of its keys, and what comes of a key rests on its own
rows and on the question alone: which other keys are in the batch, or in which order
batches come, changes nothing. So the work can be cut anywhere between keys, and done
by whatever engine hands batches over. Of an iterable of batches, in which the rows of
a key follow each other, the last key of a batch waits for the next.
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Protocol

from cqikit.core import (
    FindingKind,
    arguments,
    codes_of,
    first_rows,
    has,
    joined_codes,
    problem_of,
    say,
)
from cqikit.errors import DataError, FieldTypeError, UnknownNameError
from cqikit.tables._frames import framed, is_batch, narwhals_for, table_of_batch
from cqikit.tables._joined import joined
from cqikit.tables._kinds import TWO_COLUMNS
from cqikit.tables._places import Rows, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from cqikit.errors import Problem
    from cqikit.tables._results import Columns

    Indexes = NDArray[np.intp]
    #: Rows that came, the number of each, and the cells of columns of several sorts.
    Held = tuple[Any, Indexes, dict[str, Any]]

__all__ = ["Question", "evaluate", "no_key"]

NO_KEY: Final = FindingKind(
    "batch.no-key",
    says="{n:# row|# rows} without a key, the first is row {row}",
    fix="leave them out, or say whose they are",
)
CUT: Final = FindingKind(
    "batch.cut",
    says="{key} was in an earlier batch",
    fix="hand over the rows of a key together: sort by the columns of keys",
)
TAKEN: Final = FindingKind(
    "batch.name-taken",
    says="the answer has a column of this name",
    fix="rename the column of keys",
)


class Question(Protocol):
    """What can be asked of a batch: `Charts`, `ClosingFigures`, `Scores`, or yours."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the columns that say whose each row is."""
        ...

    def reads(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return which columns, of those that there are, are read beside the keys."""
        ...

    def answer(self, rows: Rows) -> tuple[Indexes, Columns]:
        """Return the key of each row of the answer, and its columns."""
        ...


@arguments(
    question=has(
        "keys",
        "reads",
        "answer",
        what=say("a question"),
        fix=say("such as {example}", example="tables.Charts(...)"),
    )
)
def evaluate(batch: Any, question: Question) -> Any:
    """Return what is asked of the rows of a batch, key by key.

    Parameters
    ----------
    batch : data frame of pandas, polars or Arrow, record batch, or iterable of these
        All rows of each key, in any order. Of an iterable, such as the reader of a
        file or what an engine hands over, the rows of a key follow each other.
    question : Charts, ClosingFigures or Scores
        Or whatever has their methods.

    Returns
    -------
    the same kind of frame, or an iterator of them
        The columns of keys as they are, then those of the answer. Of no row, no row
        with the same columns: their types are a schema.

    Raises
    ------
    DataError, FieldError
        All that is wrong with the rows; a key that comes again after it was answered.
    FieldTypeError
        When it is no data frame.
    MissingExtraError
        Without the extra `tables`.

    Examples
    --------
    >>> import polars as pl
    >>> from cqikit import tables
    >>> falls = pl.DataFrame(
    ...     {
    ...         "ward": ["a", "b", "a", "b", "a", "b"],
    ...         "month": [
    ...             "2026-01",
    ...             "2026-01",
    ...             "2026-02",
    ...             "2026-02",
    ...             "2026-03",
    ...             "2026-03",
    ...         ],
    ...         "falls": [3, 9, 2, 8, 4, 9],
    ...     }
    ... )
    >>> question = tables.Charts(keys="ward", on="month", values="falls", kind="c")
    >>> found = tables.evaluate(falls, question)
    >>> found.columns[:4], found["centre"].to_list()[2:4]
    (['ward', 'period', 'value', 'centre'], [3.0, 8.666666666666666])
    """
    narwhals = narwhals_for("evaluating a batch")
    frame = _frame_of(batch, narwhals)
    if frame is not None:
        numbers = _numbered(frame, 0)
        return _as_given(_answered((frame, numbers, {}), question, narwhals), batch)
    is_column = isinstance(batch, str | bytes) or hasattr(batch, "dtype")
    is_lazy = narwhals.from_native(batch, pass_through=True) is not batch
    if is_column or is_lazy or not hasattr(batch, "__iter__"):
        fix = say("collect it, or have its engine hand over batches")
        must = say("must be a data frame, or batches of one")
        raise FieldTypeError("batch", must, type(batch), fix)
    return _each(batch, question, narwhals)


def _frame_of(batch: Any, narwhals: Any) -> Any:
    """Return a batch as a frame of narwhals, None where it is none."""
    native = table_of_batch(batch)
    index = getattr(getattr(native, "index", None), "names", None)
    if index is not None and hasattr(native, "columns"):
        # An index that has a name is a column, as it is of other frames.
        nameless = all(name is None for name in index)
        native = native.reset_index(drop=nameless)
        names = list(map(str, native.columns))
        _refuse_twins(names)
        native = native.set_axis(names, axis=1)
    _refuse_twins(getattr(native, "column_names", ()))
    frame = narwhals.from_native(native, eager_only=True, pass_through=True)
    return None if frame is native else frame


def _refuse_twins(names: Sequence[str]) -> None:
    """Refuse columns of one name, of which only some packages know."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        problems = [TWO_COLUMNS.problem("batch", name=name) for name in twice]
        raise DataError("batch", problems)


def _as_given(frame: Any, batch: Any) -> Any:
    """Return a frame in the package of a batch, one of Arrow for a record batch."""
    native = frame.to_native()
    if not is_batch(batch):
        return native
    columns = [column.combine_chunks() for column in native.columns]
    return type(batch).from_arrays(columns, schema=native.schema)


def _numbered(frame: Any, before: int) -> Indexes:
    """Return the number of each row, from 1, where others came before."""
    import numpy as np  # noqa: PLC0415  (loaded by whoever counts)

    return np.arange(before + 1, before + len(frame) + 1)


def _answered(held: Held, question: Question, narwhals: Any) -> Any:
    frame, numbers, mixed = held
    read = _read_by(frame, question)
    frame = _plain(frame, (*question.keys, *read), narwhals)
    keys, owner = _owners(frame, question.keys, numbers)
    columns = {name: frame[name].to_native() for name in read} | mixed
    of, found = question.answer(Rows(columns, owner, keys, numbers))
    twice = [name for name in question.keys if name in found]
    if twice:
        raise DataError("batch", [TAKEN.problem(f"column {name}") for name in twice])
    first = first_rows(owner, len(keys))
    own = {name: frame[name][first][of] for name in question.keys}
    return framed(found, narwhals, frame.implementation, own)


def _read_by(frame: Any, question: Question) -> tuple[str, ...]:
    """Return the columns that a question reads, or say all that are missing."""
    there = tuple(frame.columns)
    read = question.reads(there)
    problems: list[Problem] = [
        problem_of(UnknownNameError(say("column"), name, there), "batch")
        for name in dict.fromkeys((*question.keys, *read))
        if name not in there
    ]
    if problems:
        raise DataError("batch", problems)
    return read


def _plain(frame: Any, names: tuple[str, ...], narwhals: Any) -> Any:
    """Return the columns that are read, those of Arrow such that rows can be taken.

    It takes none of runs, nor of texts that are looked at where they are.
    """
    frame = frame.select(dict.fromkeys(names))
    if not frame.implementation.is_pyarrow():
        return frame
    arrow = sys.modules["pyarrow"]
    table = frame.to_native()
    for place, column in enumerate(table.columns):
        sort = column.type.value_type if _is_of_runs(column.type) else column.type
        sort = arrow.large_string() if str(sort) == "string_view" else sort
        if sort != column.type:
            cells, codes = codes_of(column)
            made = arrow.array(cells, sort).take(arrow.array(codes))
            table = table.set_column(place, table.column_names[place], made)
    return narwhals.from_native(table)


def _is_of_runs(sort: Any) -> bool:
    return hasattr(sort, "run_end_type")


def _owners(
    frame: Any, names: tuple[str, ...], numbers: Indexes
) -> tuple[list[Any], Indexes]:
    """Return the keys that there are, in order, and which of them each row has."""
    parts, problems = [], []
    for name in names:
        column = frame[name]
        gone = column.is_null().to_numpy()
        if column.dtype.is_float():
            gone = gone | column.is_nan().fill_null(value=True).to_numpy()
        if gone.any():
            problems.append(no_key(name, gone, numbers))
        else:
            parts.append(_coded(column.to_native(), name))
    if problems:
        raise DataError("batch", problems)
    return joined_codes(parts, len(frame), ordered=True)


def no_key(name: str, gone: NDArray[np.bool_], numbers: Indexes) -> Problem:
    """Return the fault of a column in which rows do not say whose they are."""
    n, row = int(gone.sum()), int(numbers[gone.argmax()])
    return NO_KEY.problem(f"column {name}", n=n, row=row)


def _coded(column: Any, name: str) -> tuple[list[Any], Indexes]:
    try:
        return codes_of(column, ordered=True)
    except TypeError:
        must = say("must be of one sort, such as texts, that can be put in order")
        raise FieldTypeError(name, must, column) from None


def _each(batches: Iterable[Any], question: Question, narwhals: Any) -> Iterator[Any]:
    """Yield the answers of batches, in which the rows of a key follow each other."""
    known: set[int] = set()
    held: list[Held] = []
    last: Any = None
    given: Any = None
    before = 0
    for given in batches:
        frame = _frame_of(given, narwhals)
        if frame is None:
            must = say("must be data frames")
            raise FieldTypeError("batch", must, type(given))
        # The other columns are not held back, and may differ from batch to batch.
        read = _read_by(frame, question)
        frame = _plain(frame, (*question.keys, *read), narwhals)
        numbers = _numbered(frame, before)
        before += len(frame)
        if held:
            packages = held[-1][0].implementation, frame.implementation
            if len({*packages}) > 1:
                # Of several packages, the answers would be of several, too.
                must = say("must be data frames")
                raise FieldTypeError("batch", must, [str(it.value) for it in packages])
        keys, owner = _owners(frame, question.keys, numbers)
        held.append((frame, numbers, {}))
        if not keys or keys == [last]:
            _merge(held, narwhals, equals=True)
            continue
        whole = _merge(held, narwhals)
        keys, owner = _owners(whole[0], question.keys, whole[1])
        _refuse_cut(known, keys)
        last = keys[owner[-1]]
        known.remove(_code(last))
        own, rest = _apart(whole, owner == owner[-1])
        held = [rest]
        if len(own[0]):
            yield _as_given(_answered(own, question, narwhals), given)
    if held and last is not None:
        yield _as_given(_answered(_merge(held, narwhals), question, narwhals), given)


def _merge(held: list[Held], narwhals: Any, *, equals: bool = False) -> Held:
    """Return the last rows that are held, joined with those before that are no more.

    Of a key in many batches, rows are joined as often as they double: each is copied
    but a few times, however small the batches are. Without `equals`, all are joined.
    """
    import numpy as np  # noqa: PLC0415

    while len(held) > 1 and not (equals and len(held[-2][0]) > len(held[-1][0])):
        frame, numbers, mixed = held.pop()
        had, were, known = held.pop()
        cells = {
            name: np.concatenate(
                [_cells_of(had, name, known), _cells_of(frame, name, mixed)]
            )
            for name in {*known, *mixed, *_unlike(had, frame)}
        }
        numbers = np.concatenate([were, numbers])
        held.append((joined(had, frame, narwhals), numbers, cells))
    return held[-1]


def _unlike(held: Any, frame: Any) -> list[str]:
    """Return the columns of numbers in one batch and of texts in the next.

    Joined, they are texts. That they are is a fault only of the rows that were.
    """
    found = []
    for name in frame.columns:
        both = held[name], frame[name]
        sorts = {part.dtype.is_numeric() for part in both if not part.is_null().all()}
        if len(sorts) > 1:
            found.append(name)
    return found


def _cells_of(frame: Any, name: str, mixed: dict[str, Any]) -> Any:
    """Return the cells of a column, each as its batch had it."""
    import numpy as np  # noqa: PLC0415

    if name in mixed:
        return mixed[name]
    cells = np.empty(len(frame), dtype=object)
    cells[:] = frame[name].to_list()
    return cells


def _apart(held: Held, is_last: NDArray[np.bool_]) -> tuple[Held, Held]:
    """Return the rows of all keys but the last, and those of the last."""
    frame, numbers, mixed = held
    start = len(frame) - int(is_last.sum())
    parts: tuple[Any, Any] = slice(start), slice(start, None)
    if not is_last[start:].all():
        parts = (~is_last).nonzero()[0], is_last.nonzero()[0]
    own, rest = (
        (frame[rows], numbers[rows], {name: mixed[name][rows] for name in mixed})
        for rows in parts
    )
    return own, rest


def _refuse_cut(known: set[int], keys: list[Any]) -> None:
    """Refuse keys that were answered, and remember the others.

    By codes, which take less memory; that two of a million keys share one is less
    likely than 1 in 10 million.
    """
    hashes = {_code(key): key for key in keys}
    again = [key for code, key in hashes.items() if code in known]
    if again:
        raise DataError("batch", [CUT.problem("batch", key=named(again[0]))])
    known.update(hashes)


def _code(key: tuple[Any, ...]) -> int:
    """Return a code of a key; of text, as Python has one for -1 and -2."""
    return hash(repr(key))
