"""As many examples are tried as the page of each law says, or as are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from attrs import frozen
from hypothesis import strategies as st

from cqikit import tables
from cqikit.assessments import SCORERS
from cqikit.core import Context, Row, Table
from cqikit.documents import DocumentType
from cqikit.measures import Measure
from cqikit.spc import Shift
from cqikit.tables import Layout, MeasureColumns
from cqikit.testing import (
    check_check,
    check_document,
    check_layout,
    check_rule,
    check_scorer,
    check_table,
)

Count = Callable[..., None]


@frozen
class Note:
    """A document of a stranger."""

    text: str


@frozen
class Content:
    """A check that finds nothing."""

    code: str = "ours.content"
    source: str = ""

    def __call__(self, subject: object, context: Context) -> Iterator[Any]:
        del subject, context
        yield from ()


def counted(drawn: st.SearchStrategy[Any], count: Count) -> st.SearchStrategy[Any]:
    """Count what is drawn."""

    def seen(value: Any) -> Any:
        count()
        return value

    return drawn.map(seen)


def checks(count: Count, **how: Any) -> None:
    check_check(Content(), counted(st.integers(), count), **how)


def notes(count: Count, **how: Any) -> None:
    drawn = counted(st.builds(Note, st.text("abc", min_size=1)), count)
    check_document(DocumentType(name="note", cls=Note), drawn, **how)


def layouts(count: Count, **how: Any) -> None:
    days = Layout(period="month", measures=[MeasureColumns(measure="waits", value="d")])
    real = tables.series_of

    def seen(*args: Any) -> Any:
        count()
        return real(*args)

    text = "month,d,who,why\n2026-01,3,a,b\n2026-02,4,c,d\n2026-03,5,e,f\n"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "series_of", seen)
        check_layout(days, text, [Measure(key="waits", title="W", unit="days")], **how)


def turnstiles(count: Count, **how: Any) -> None:
    gate: Table[str] = Table((Row("shut", int, "open"), Row("open", int, "shut")))
    real = Table.fold

    def seen(*args: Any) -> Any:
        count()
        return real(*args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "fold", seen)
        check_table(gate, st.integers(), **how)


def rules(count: Count, **how: Any) -> None:
    check_rule(Shift(length=5), laws=(count,), **how)


def scorers(count: Count, **how: Any) -> None:
    check_scorer(SCORERS["mean"], laws=(count,), **how)


#: Who tries, how many unless said, and how often it looks once more.
TRIES = {
    checks: (100, 0),
    notes: (50, 0),
    layouts: (20, 1),
    turnstiles: (100, 0),
    rules: (25, 0),
    scorers: (200, 0),
}


@pytest.mark.parametrize("tries", TRIES, ids=lambda tries: tries.__name__)
def test_so_many_examples_are_tried(tries: Callable[..., None]) -> None:
    count = []
    many, more = TRIES[tries]
    tries(lambda *_: count.append(1))
    assert len(count) == many + more
    count.clear()
    tries(lambda *_: count.append(1), examples=7)
    assert len(count) == 7 + more
