"""The laws that we hand to others hold for ours, and fail where one is broken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from attrs import field, frozen
from hypothesis import find, given, settings
from hypothesis import strategies as st

from cqikit import actions, documents, drivers, pdsa, plans, spc, tables
from cqikit.assessments import Scale
from cqikit.core import Context, Finding, Row, Table, check, found, guard
from cqikit.documents import DocumentType
from cqikit.errors import FieldTypeError
from cqikit.measures import Measure
from cqikit.tables import Layout, MeasureColumns
from cqikit.testing import (
    check_check,
    check_document,
    check_layout,
    check_table,
    values_of,
)
from tests.plugins import ours

FEW = 12


@pytest.mark.parametrize(
    "judge",
    [*plans.CHECKS.only("plan.no-steps", "plan.steps"), ours.has_a_long_title],
    ids=lambda judge: judge.code,
)
def test_our_checks_keep_the_laws(judge: Any) -> None:
    check_check(judge, values_of(plans.Plan), examples=FEW)


@frozen
class Judge:
    """A check that breaks a law, on purpose."""

    breaks: str
    code: str = "ours.broken"
    source: str = ""
    seen: list[Any] = field(factory=list, eq=False)

    def __call__(self, subject: list[int], context: Context) -> Iterator[Any]:
        del context
        self.seen.append(subject)
        if self.breaks == "kind":
            yield "a text"
        elif self.breaks == "subject":
            subject.append(1)
        elif self.breaks == "same":
            yield Finding(code=self.code, message=f"{len(self.seen)} judged")


@pytest.mark.parametrize(
    ("breaks", "law"),
    [
        ("kind", "a check yields findings"),
        ("subject", "a check changes nothing"),
        ("same", "of the same subject a check finds the same"),
    ],
)
def test_a_check_that_breaks_a_law_is_told(breaks: str, law: str) -> None:
    with pytest.raises(AssertionError, match=law):
        check_check(Judge(breaks), st.lists(st.integers(), max_size=2), examples=FEW)


def test_a_check_is_tried_with_no_day_and_with_days_of_a_century(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days: set[Any] = set()

    def kept(self: Judge, subject: object, context: Context) -> Iterator[Any]:
        del self, subject
        days.add(context.as_of)
        yield from ()

    monkeypatch.setattr(Judge, "__call__", kept)
    judge: Any = Judge("")
    check_check(judge, st.none(), examples=200)
    assert None in days
    years = {day.year for day in days - {None}}
    assert 2000 <= min(years) < 2020
    assert 2080 < max(years) <= 2100
    assert max(days - {None}) <= date(2100, 1, 1)


def test_a_check_of_a_local_function_cannot_be_sent() -> None:
    @check("ours.local", says="it is there")
    def local(subject: object) -> Iterator[Any]:
        yield found(str(subject))

    with pytest.raises((AttributeError, Exception), match="local"):
        check_check(local, st.none())


def test_our_tables_keep_the_laws() -> None:
    events = st.one_of(*map(values_of, get_args(pdsa.Event)))
    check_table(pdsa.TABLE, events, examples=FEW)


class Push:
    """An event."""


class Coin:
    """Another event."""


@guard("wait")
def never(subject: object, event: object) -> bool:
    """Hold back whatever comes."""
    return subject is event


def test_a_table_that_breaks_a_law_is_told() -> None:
    events = st.sampled_from([Push(), Coin()])
    lost: Table[str] = Table((Row("shut", Coin, "open"), Row("jammed", Push, "shut")))
    with pytest.raises(AssertionError, match="no event leads to \\['jammed'\\]"):
        check_table(lost, events)
    twice: Table[str] = Table((Row("shut", Coin, "open"), Row("shut", Coin, "shut")))
    with pytest.raises(AssertionError, match="is never taken: one before it, of Coin"):
        check_table(twice, events)
    guarded: Table[str] = Table(
        (Row("shut", Coin, "open", (never,)), Row("shut", Coin, "shut"))
    )
    check_table(guarded, events, subject=len, examples=FEW)


@pytest.mark.parametrize("name", ["aims", "cycles", "diagram", "plan"])
def test_our_documents_keep_the_laws(name: str) -> None:
    kind = documents.DOCUMENTS[name]
    check_document(kind, values_of(kind.cls), examples=3)


def _longer(text: str) -> str:
    return f"{text}."


@frozen
class Note:
    """A document of a stranger that does not keep what it is given."""

    text: str = field(converter=_longer)


def test_a_document_that_breaks_a_law_is_told() -> None:
    with pytest.raises(AssertionError, match="what is written is read back"):
        check_document(
            DocumentType(name="note", cls=Note), st.builds(Note, st.just("a"))
        )


def test_our_layouts_keep_the_laws() -> None:
    example = Path("examples/child_care")
    layout = documents.read(example / "data.toml", types=ALL)
    measures = documents.read(example / "measures.toml").measures
    text = (example / "seated.csv").read_text(encoding="utf-8")
    check_layout(layout, text, measures, examples=FEW)


ALL = documents.DOCUMENTS | [DocumentType(name="layout", cls=Layout)]
WAITS = Measure(key="waits", title="Waiting time", unit="days")


def test_a_layout_that_goes_by_the_order_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = Layout(period="month", measures=[MeasureColumns(measure="waits", value="d")])
    real = tables.series_of

    def by_order(table: tables.Table, *rest: Any) -> Any:
        return real(table, *rest) if table.rows[0][0] == "2026-01" else {}

    monkeypatch.setattr(tables, "series_of", by_order)
    with pytest.raises(AssertionError, match="the series are others, read from"):
        check_layout(days, "month,d\n2026-01,3\n2026-02,4\n", [WAITS])


@pytest.mark.parametrize(
    "kind",
    [actions.ActionStep, Scale, Measure, drivers.Diagram, pdsa.Cycle, plans.Plan],
)
def test_values_are_of_their_class(kind: type) -> None:
    @settings(max_examples=5)
    @given(values_of(kind))
    def holds(value: Any) -> None:
        assert isinstance(value, kind)

    holds()


@frozen
class Opaque:
    """A class with a field that nothing can be drawn for."""

    held: object


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (spc.Chart, "no strategy for spc.Chart, with fields such as arrays"),
        (Opaque, "no strategy for builtins.object"),
        ("text", "no strategy for text"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(kind: Any, said: str) -> None:
    with pytest.raises(FieldTypeError, match=f"{said}.*testing.views"):
        find(values_of(kind), lambda _: True)
