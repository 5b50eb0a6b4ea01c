"""Questions that are answered key by key: closing figures, and scores of answers.

Where charts are one array, a collaborative or an assessment is an object of its own:
the rows of a batch are put in order of their keys once, and each key's part is handed
to the verb that answers for it alone.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from cqikit.core import (
    Cadence,
    FindingKind,
    TupleOf,
    arguments,
    as_optional_day,
    codes_of,
    each,
    first_rows,
    instance_of,
    is_day,
    list_of,
    non_blank,
    non_empty,
    optional,
    parse_period,
    problem_of,
    say,
    timeline,
    unique,
)
from cqikit.errors import DataError, FieldError, UnknownNameError, shown
from cqikit.measures import Aim, Measure, make_columns, stacked
from cqikit.tables._cells import text_of
from cqikit.tables._charts_asked import ARE_COLUMNS, as_columns
from cqikit.tables._evaluate import no_key
from cqikit.tables._places import Places, Rows, named, renumbered
from cqikit.tables._results import Coded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from cqikit.collaboratives import ClosingReport, Figure
    from cqikit.measures import Series
    from cqikit.tables._results import Columns

    Indexes = NDArray[np.intp]

__all__ = ["ClosingFigures", "Scores"]

#: The figures of one measure, by the field of its result.
OF_MEASURE: Final = ("baseline", "shifted", "silences", "meeting", "share_meeting")
Cells = dict[str, Any]
NO_NUMBER: Final = FindingKind(
    "batch.no-number",
    says="must be a number (got {got})",
    fix="decide what it stands for",
)


def _is_collaborative(_: Any, attribute: Any, value: Any) -> None:
    from cqikit.collaboratives import Collaborative  # noqa: PLC0415  (on first use)

    instance_of(Collaborative)(_, attribute, value)


def _is_framework(_: Any, attribute: Any, value: Any) -> None:
    from cqikit.assessments import Framework  # noqa: PLC0415  (on first use)

    instance_of(Framework)(_, attribute, value)


@frozen(kw_only=True)
class ClosingFigures:
    """Ask for the figures of closing reports, a row a figure; see `evaluate`.

    Parameters
    ----------
    keys : str or sequence of str
        The columns that say which collaborative each row is of.
    team, on : str
        The columns of teams, and of days or periods.
    measures : sequence of Measure
        What is measured; whose cadence says which periods there are.
    measure : str, optional
        The column of the measure's key; not needed where there is one measure.
    value, numerator, denominator : str, optional
        The columns of numbers, of which some are there; none unless said.
    collaborative : Collaborative
        Teams and policies of each; their keys are those of the batch.
    aims : sequence of Aim
        None unless said.
    changes : days or periods
        When each declared change began; none unless said.
    as_of : date, optional
        As for `collaboratives.closing_report`.

    Examples
    --------
    >>> import polars as pl
    >>> from cqikit import tables
    >>> from cqikit.collaboratives import Collaborative
    >>> visits = pl.DataFrame(
    ...     {
    ...         "region": ["north"] * 4,
    ...         "team": ["elm", "fir", "elm", "fir"],
    ...         "month": ["2026-01", "2026-01", "2026-02", "2026-02"],
    ...         "late": [4, 2, 3, 1],
    ...         "due": [20, 10, 20, 10],
    ...     }
    ... )
    >>> late = Measure(key="late", title="Late", kind="proportion", frequency="month")
    >>> question = ClosingFigures(
    ...     keys="region",
    ...     team="team",
    ...     on="month",
    ...     measures=[late],
    ...     numerator="late",
    ...     denominator="due",
    ...     collaborative=Collaborative(key="visits"),
    ... )
    >>> found = tables.evaluate(visits, question)
    >>> found.filter(figure="baseline-late")["value"].round(3).to_list()
    [0.167]
    """

    keys: tuple[str, ...] = field(converter=as_columns, validator=ARE_COLUMNS)
    team: str = field(validator=non_blank)
    on: str = field(validator=non_blank)
    measures: tuple[Measure, ...] = field(
        converter=TupleOf[Measure],
        validator=[each(instance_of(Measure)), non_empty, unique()],
    )
    measure: str | None = field(default=None, validator=optional(non_blank))
    value: str | None = field(default=None, validator=optional(non_blank))
    numerator: str | None = field(default=None, validator=optional(non_blank))
    denominator: str | None = field(default=None, validator=optional(non_blank))
    collaborative: Any = field(validator=_is_collaborative)
    aims: tuple[Aim, ...] = field(
        default=(), converter=TupleOf[Aim], validator=each(instance_of(Aim))
    )
    changes: tuple[Any, ...] = field(
        default=(), converter=TupleOf[Any], validator=list_of(say("days or periods"))
    )
    as_of: date | None = field(
        default=None, converter=as_optional_day, validator=optional(is_day)
    )

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "changes", tuple(map(parse_period, self.changes)))
        if len(self.measures) > 1 and self.measure is None:
            must = say("must be the column of the measure, as there are several")
            raise FieldError("measure", must, None)
        if self.value is None and self.numerator is None:
            must = say("must be a column of values, or of numerators")
            raise FieldError("value", must, None)

    @property
    def _numbers(self) -> dict[str, str]:
        named = ("value", "numerator", "denominator")
        columns = ((name, getattr(self, name)) for name in named)
        return {name: column for name, column in columns if column is not None}

    def reads(self, _: tuple[str, ...], /) -> tuple[str, ...]:
        """Return the columns that are read beside the keys."""
        said = (self.measure,) if self.measure else ()
        return (self.team, self.on, *said, *self._numbers.values())

    @arguments()
    def answer(self, rows: Rows) -> tuple[Indexes, Columns]:
        """Return the key of each row of the answer, and its columns."""
        _refuse_nameless(rows, [name for name in (self.team, self.measure) if name])
        problems = [
            NO_NUMBER.problem(where, count=count, got=shown(cell))
            for column in self._numbers.values()
            for cell, where, count in _unlike(rows, column, _is_number)
        ]
        known = {measure.key: measure for measure in self.measures}
        if self.measure is not None:
            problems += [
                problem_of(UnknownNameError(say("measure"), str(name), known), where)
                for name, where, _ in _unlike(rows, self.measure, known.__contains__)
            ]
        if problems:
            raise DataError("batch", problems)
        return _answered(rows, self._figures, FIGURES)

    def _figures(self, columns: Cells, places: Indexes, rows: Rows) -> Iterator[Cells]:
        from cqikit.collaboratives import closing_report  # noqa: PLC0415

        report = closing_report(
            self.collaborative,
            self._series(columns, places, rows.numbers),
            aims=self.aims,
            changes=self.changes,
            as_of=self.as_of,
        )
        for measure, figure in _each_figure(report):
            yield {
                "measure": measure,
                "figure": figure.key,
                "title": figure.title,
                "value": figure.value,
                "unit": figure.unit,
                "how": figure.how,
                "policy": figure.policy,
            }

    def _series(
        self, columns: Cells, places: Indexes, numbers: Indexes
    ) -> list[Series]:
        """Return the series of one key, of each measure and team."""
        found: list[Series] = []
        for measure in self.measures:
            own = _by_name(columns, (self.team,), places)
            if self.measure is not None:
                own = own[columns[self.measure][own] == measure.key]
            cadence = measure.cadence or Cadence(frequency=measure.frequency)
            where = [f"row {row}, column {self.on}" for row in numbers[own].tolist()]
            days = columns[self.on][own].tolist()
            when = timeline(days, cadence, dates="ymd", name=self.on, where=where)
            made = make_columns(
                period=when.indexes[when.places],
                frequency=cadence,
                numbers={
                    name: columns[column][own].tolist()
                    for name, column in self._numbers.items()
                },
                source=["batch"] * len(own),
                row=numbers[own],
            )
            teams = [str(text_of(team)) for team in columns[self.team][own].tolist()]
            found += stacked(measure, made, team=teams).series() if len(own) else ()
        return found


def _each_figure(report: ClosingReport) -> Iterator[tuple[str, Figure]]:
    """Yield each figure with the key of its measure, "" for those of all."""
    for figure in report.engagement:
        yield "", figure
    for result in report.results:
        for name in OF_MEASURE:
            yield result.measure.key, getattr(result, name)


@frozen(kw_only=True)
class Scores:
    """Ask for scores of answers to a framework, a row a score; see `evaluate`.

    Columns are called as `assessments.responses_of` has them: a row a respondent with a
    column an item, or a row an answer; all others are left alone.

    Parameters
    ----------
    keys : str or sequence of str
        The columns that say which assessment each row is of.
    framework : Framework
        What was answered.
    scorer, policy : str or callable, optional
        As for `assessments.score`; by default what the framework names, and scores of
        the answers there are.

    Examples
    --------
    >>> import polars as pl
    >>> from cqikit import tables
    >>> from cqikit.assessments import FRAMEWORKS
    >>> said = pl.DataFrame(
    ...     {"site": ["elm", "elm", "fir"], "respondent": [*"abc"], "teams": [2, 3, 1]}
    ... )
    >>> question = Scores(keys="site", framework=FRAMEWORKS["bts-infrastructure"])
    >>> found = tables.evaluate(said, question)
    >>> found.filter(node="teams").rows()[0][3:7]
    (2.5, 2.5, 2.5, 'somewhat')
    """

    keys: tuple[str, ...] = field(converter=as_columns, validator=ARE_COLUMNS)
    framework: Any = field(validator=_is_framework)
    scorer: Any = None
    policy: Any = "available"

    def __attrs_post_init__(self) -> None:
        # An unknown scorer is told here, and not by a worker.
        list(self._scores({}))

    def reads(self, names: tuple[str, ...], /) -> tuple[str, ...]:
        """Return which of the columns that there are say something of answers."""
        from cqikit import assessments  # noqa: PLC0415  (on first use)

        return assessments.columns_read(self.framework, names)

    @arguments()
    def answer(self, rows: Rows) -> tuple[Indexes, Columns]:
        """Return the key of each row of the answer, and its columns."""
        return _answered(rows, self._scores, SCORES)

    def _scores(
        self, columns: Cells, places: Indexes | None = None, rows: Rows | None = None
    ) -> Iterator[Cells]:
        from cqikit import assessments  # noqa: PLC0415  (on first use)

        if places is not None:
            places = _by_name(columns, [*assessments.PEOPLE, "item"], places)
        own = {name: column[places] for name, column in columns.items()}
        try:
            said = assessments.responses_of(self.framework, own)
        except DataError as error:
            assert rows is not None  # noqa: S101  (without rows, nothing is wrong)
            numbers = rows.numbers[places].tolist()
            raise renumbered(error, numbers) from None
        result = assessments.score(said, scorer=self.scorer, policy=self.policy)
        for score in result.scores:
            yield {
                "node": score.key,
                "title": score.title,
                "value": score.value,
                "low": score.low,
                "high": score.high,
                "level": score.level,
                "answered": score.answered,
                "applicable": score.applicable,
                "respondents": score.respondents,
            }


#: The columns of answers, with what their cells are.
FIGURES: Final = {
    "measure": str,
    "figure": str,
    "title": str,
    "value": float,
    "unit": str,
    "how": str,
    "policy": str,
}
SCORES: Final = {
    "node": str,
    "title": str,
    "value": float,
    "low": float,
    "high": float,
    "level": str,
    "answered": int,
    "applicable": int,
    "respondents": int,
}


def _answered(rows: Rows, answer: Any, schema: dict[str, type]) -> tuple[Any, Columns]:
    """Return the rows that each key is answered with, as columns."""
    import numpy as np  # noqa: PLC0415  (loaded by whoever counts)

    columns = {name: _cells(column) for name, column in rows.columns.items()}
    order = np.argsort(rows.owner, kind="stable")
    edges = np.searchsorted(rows.owner[order], np.arange(len(rows.keys) + 1)).tolist()
    owner: list[int] = []
    found: list[Cells] = []
    for place, key in enumerate(rows.keys):
        try:
            own = order[edges[place] : edges[place + 1]]
            made = list(answer(columns, own, rows))
        except DataError as error:
            raise DataError(named(key), error.problems) from None
        owner += [place] * len(made)
        found += made
    made_of = {
        name: _column([row[name] for row in found], kind)
        for name, kind in schema.items()
    }
    return np.array(owner, dtype=np.intp), made_of


def _refuse_nameless(rows: Rows, names: Sequence[str]) -> None:
    """Refuse rows that do not say whose they are: a team of no name is no team."""
    import numpy as np  # noqa: PLC0415

    problems = []
    for name in names:
        cells, codes = codes_of(rows.columns[name])
        gone = np.array([not text_of(cell) for cell in cells], dtype=bool)[codes]
        if gone.any():
            problems.append(no_key(name, gone, rows.numbers))
    if problems:
        raise DataError("batch", problems)


def _unlike(
    rows: Rows, column: str, fits: Callable[[Any], bool]
) -> Iterator[tuple[Any, str, int]]:
    """Yield each cell of a column that does not fit, its first place, and how many."""
    import numpy as np  # noqa: PLC0415

    cells, codes = codes_of(rows.columns[column])
    wrong = [code for code, cell in enumerate(cells) if not fits(cell)]
    if wrong:
        first, counts = first_rows(codes, len(cells)), np.bincount(codes)
        places = Places(rows, column)
        for code in wrong:
            yield cells[code], places[first[code]], int(counts[code])


def _is_number(cell: Any) -> bool:
    return cell is None or hasattr(cell, "__float__")


def _by_name(columns: Cells, names: Sequence[str], places: Indexes) -> Indexes:
    """Return rows of one key in an order that does not depend on the batch's.

    Sums of fractions, and lists of names, are those of one order.
    """
    import numpy as np  # noqa: PLC0415

    texts = [columns[name][places].astype(str) for name in names if name in columns]
    return places[np.lexsort(texts[::-1])] if texts else places


def _cells(column: Any) -> NDArray[Any]:
    """Return a column of any package as an array of its cells, None where empty."""
    import numpy as np  # noqa: PLC0415

    names, codes = codes_of(column)
    cells = np.empty(len(names), dtype=object)
    cells[:] = names
    found: NDArray[Any] = cells[codes]
    return found


def _column(cells: Sequence[Any], kind: type) -> Any:
    import numpy as np  # noqa: PLC0415

    if kind is str:
        return Coded(*codes_of([str(cell) for cell in cells]))
    return np.array([np.nan if cell is None else cell for cell in cells], dtype=kind)
