"""What a file costs grows with its size and not with its square; no clock is asked.

Work is counted in calls, memory in the bytes that are allocated at most.
"""

from __future__ import annotations

import contextlib
import io
import json
import pickle
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from cqikit import documents, tables
from cqikit.actions import ActionStep
from cqikit.actions._reading import read_text
from cqikit.assessments import YES_NO, Answer, Framework, Item, Responses
from cqikit.drivers import Diagram, Driver
from cqikit.errors import CqikitError, DataError, DocumentError, KnownNames, suggest
from cqikit.files import BOUNDS
from cqikit.measures import Aim, Level, Measure
from cqikit.plans import Area, Need, Plan
from cqikit.projects import Cause, Charter, Contact, Project, findings, of_teams

#: The most that twice as much may cost, with something for what lists hold in reserve.
TWICE: Final = 2.4


def calls(act: Callable[[], object]) -> int:
    """Return how many functions are called, of Python and of C."""
    count = 0

    def note(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def memory(act: Callable[[], object]) -> int:
    """Return how many bytes are held at most."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def steps(count: int) -> list[dict[str, str]]:
    return [
        {"key": f"step-{n}", "what": f"replace rug {n}", "who": "director"}
        for n in range(count)
    ]


def toml(count: int, quote: str = '"') -> str:
    lines = ['type = "steps"', "version = 1"]
    for step in steps(count):
        lines.append("[[steps]]")
        lines += [f"{name} = {quote}{said}{quote}" for name, said in step.items()]
    return "\n".join(lines)


def short_rows(count: int) -> str:
    return "month,falls,visits\n" + "2025-01,3\n" * count


def wide(count: int, rows: int = 3) -> str:
    names = ",".join(f"c{n}" for n in range(count))
    return f"{names}\n" + (",".join(["1"] * count) + "\n") * rows


def twice_named(count: int) -> str:
    return ",".join(["falls"] * count) + "\n" + ",".join(["1"] * count) + "\n"


def book(count: int) -> bytes:
    made: Any = openpyxl.Workbook()
    made.active.append(["month", "falls"])
    for n in range(count):
        made.active.append([f"{2000 + n // 12}-{n % 12 + 1:02}", n])
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def plan(count: int) -> str:
    lines = ['type = "plan"', "version = 1", 'key = "p"', 'title = "P"']
    for n in range(count):
        lines += ["[[steps]]", f'key = "step-{n}"', 'what = "replace rugs"']
        lines += [f'after = ["gone-{n}"]', f'area = "area-{n}"']
    return "\n".join(lines)


def diagram(count: int) -> str:
    lines = ['type = "diagram"', "version = 1", 'aim = { key = "aim" }']
    for n in range(count):
        lines += ["[[drivers]]", f'key = "driver-{n}"', 'title = "Rooms"']
        lines += ["[[links]]", f'cause = "drivr-{n}"', 'effect = "aim"']
    return "\n".join(lines)


#: What writes a file of a size, and its name.
FILES: Final[dict[str, tuple[str, Callable[[int], str | bytes]]]] = {
    "steps": ("s.toml", toml),
    "steps in JSON": (
        "s.json",
        lambda n: json.dumps({"type": "steps", "version": 1, "steps": steps(n)}),
    ),
    "curly quotes": ("s.toml", lambda n: toml(n, "\u201d")),
    "unknown fields": ("s.toml", lambda n: toml(n).replace("who", "whoo")),
    "one key": ("s.toml", lambda n: toml(n).replace("step-", "step") + "\n" + toml(n)),
    "long key": ("k.toml", lambda n: '"a b".' * 20 * n + "c = 1"),
    "long table": ("k.toml", lambda n: "[" + "a." * 20 * n + "b]"),
    "deep": ("k.toml", lambda n: "a = " + "[" * n + "]" * n),
    "deep in JSON": ("k.json", lambda n: "[" * n + "]" * n),
    "dots in a text": ("k.toml", lambda n: f'title = "{"Ask. " * 20 * n}"'),
    "links to no step": ("p.toml", plan),
    "links to no driver": ("d.toml", diagram),
    "rows": ("r.csv", lambda n: "month,falls\n" + "2025-01,3\n" * n),
    "short rows": ("r.csv", lambda n: short_rows(10 * n)),
    "columns": ("r.csv", lambda n: wide(4 * n)),
    "columns of one name": ("r.csv", lambda n: twice_named(4 * n)),
    "delimiters": ("r.csv", lambda n: ",;\t|" * n + "\n"),
    "quotes": ("r.csv", lambda n: 'a,b\n"' + '""' * n),
    "comments": ("r.csv", lambda n: "# so\n" * n + "a,b\n1,2\n"),
    "workbook": ("r.xlsx", book),
}


def reader(folder: Path, case: str, size: int) -> Callable[[], None]:
    """Return what reads a file of a size, and has read one before."""
    name, make = FILES[case]
    file = folder / f"{size}-{name}"
    made = make(size)
    file.write_bytes(made if isinstance(made, bytes) else made.encode())
    read: Any = documents.read if file.suffix in {".toml", ".json"} else tables.read

    def act() -> None:
        with contextlib.suppress(CqikitError):
            read(file)

    act()
    return act


@pytest.mark.parametrize("case", FILES)
def test_twice_as_much_costs_twice_as_much(tmp_path: Path, case: str) -> None:
    some, twice = (reader(tmp_path, case, size) for size in (150, 300))
    assert calls(twice) <= TWICE * calls(some)
    assert memory(twice) <= TWICE * memory(some) + 50_000


def plan_of(count: int) -> Plan:
    """Return a plan whose steps answer what is nearly a need, and name measures so."""
    growth = [Need(key=f"need-{n:04}", title=f"Need {n}") for n in range(count)]
    steps = [
        ActionStep(
            key=f"step-{n:04}",
            what="replace rugs",
            answers=[f"ned-{n:04}"],
            measure=f"fals-{n:04}",
        )
        for n in range(count)
    ]
    areas = [Area(key="rooms", title="Rooms", growth=growth)]
    return Plan(key="p", title="P", steps=steps, areas=areas)


DAY: Final = date(2026, 2, 1)
AIM: Final = Aim(
    key="aim",
    title="Falls",
    measure="falls-0000",
    target=Level(1),
    by=2027,
)


def project_of(count: int) -> Project:
    """Return a project of which many keys are nearly those that there are."""
    falls = [Measure(key=f"falls-{n:04}", title="Falls") for n in range(count)]
    driver = Driver(
        key="d", title="Rooms", measures=[f"fal-{n:04}" for n in range(count)]
    )
    return Project(
        charter=Charter(key="p", title="P", as_of=DAY),
        measures=falls,
        plan=plan_of(count),
        diagram=Diagram(key="d", title="D", aim=AIM, drivers=[driver]),
        causes=[
            Cause(key=f"c-{n}", title=f"C {n}", need=f"ned-{n:04}")
            for n in range(count)
        ],
        contacts=[
            Contact(on=DAY, team=f"nrth-{n:04}", step=f"stp-{n:04}", topic="Rugs")
            for n in range(count)
        ],
    )


def framework_of(count: int) -> Framework:
    items = [Item(key=f"item-{n:04}", text="An item") for n in range(count)]
    return Framework(key="f", title="F", version="1", scales=[YES_NO], items=items)


def misread(count: int) -> None:
    answers = [Answer(item=f"itm-{n:04}", value=1) for n in range(count)]
    with pytest.raises(DataError, match=f"{count} problems"):
        Responses(framework_of(count), answers)


#: What looks for as many names as there are others, each nearly one of them.
UNKNOWN: Final[dict[str, Callable[[int], object]]] = {
    "plan": lambda n: documents.findings(plan_of(n)),
    "project": lambda n: findings(project_of(n)),
    "teams": lambda n: of_teams(project_of(n), (f"north-{x:04}" for x in range(n))),
    "answers": misread,
}


@pytest.mark.parametrize("case", UNKNOWN)
def test_suggestions_cost_no_more_where_more_names_are_unknown(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqikit.errors.COMPARED", 500)
    monkeypatch.setattr("cqikit.errors.SHOWN_PROBLEMS", 5)
    some, twice = (partial(UNKNOWN[case], size) for size in (60, 120))
    some()
    assert calls(twice) <= TWICE * calls(some)


def test_the_first_names_are_suggested_one_and_more_where_few_are_known() -> None:
    few = KnownNames(f"need-{n}" for n in range(10))
    many = KnownNames(f"need-{n:04}" for n in range(500))
    assert all(suggest(f"ned-{n % 10}{n}", few) for n in range(200))
    near = [suggest(f"ned-{n:04}", many) for n in range(100)]
    assert near == [f"need-{n:04}" for n in range(50)] + [""] * 50
    assert suggest("ned-0007", many) == "need-0007"


def test_a_name_is_compared_with_fewer_the_longer_it_is() -> None:
    def act(length: int) -> int:
        names = [f"{'x' * length}{n}" for n in range(3_000)]
        return calls(lambda: suggest("x" * length, names))

    assert act(5_000) < 5_000 < act(10)


@pytest.mark.parametrize("text", [f"{' ' * 400_000}x", f"x{' ' * 400_000}x"])
def test_blanks_are_read_once(text: str) -> None:
    """In its square, this would take hours."""
    step = ActionStep(key="rugs", text=text, who=text)
    assert documents.findings(Plan(key="p", title="P", steps=(step,)))


def test_a_step_is_read_as_it_is_written_and_as_its_plan_has_it_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However many there are: what a cache of some of them holds is gone by then."""
    read: list[tuple[object, ...]] = []

    def note(*said: Any) -> Any:
        read.append(said)
        return read_text(*said)

    monkeypatch.setattr("cqikit.actions._step.read_text", note)
    monkeypatch.setattr("cqikit.actions._languages.language_of", None)
    text = "Director orders two rugs by May 3"
    step = ActionStep(key="rugs", text=text, language="en")
    plan = Plan(key="p", title="P", on=DAY, steps=[step])
    assert documents.findings(plan)
    assert read == [(text, None, "en"), (text, DAY, "en")]
    assert pickle.loads(pickle.dumps(plan)) == plan


def edited(changes: dict[bytes, bytes]) -> bytes:
    """Return a workbook of a row, with what its sheet says put otherwise."""
    given = zipfile.ZipFile(io.BytesIO(book(1)))
    written = io.BytesIO()
    with given, zipfile.ZipFile(written, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name.endswith("sheet1.xml"):
                for was, now in changes.items():
                    assert was in data
                    data = data.replace(was, now)
            made.writestr(name, data)
    return written.getvalue()


def numbered(row: int) -> bytes:
    """Return a workbook whose last row says that it has this number."""
    return edited(
        {
            b'<row r="2"': b'<row r="%d"' % row,
            b'"A2"': b'"A%d"' % row,
            b'"B2"': b'"B%d"' % row,
        }
    )


def test_a_row_beyond_the_last_is_refused_before_the_rows_between_are_made(
    tmp_path: Path,
) -> None:
    file = tmp_path / "r.xlsx"

    def refuse() -> None:
        with pytest.raises(DataError, match="at most 1,048,576 rows"):
            tables.read(file)

    cost = []
    for row in (BOUNDS.sheet_rows + 1, 4_000_000):
        file.write_bytes(numbered(row))
        refuse()
        cost.append(calls(refuse))
        assert memory(refuse) < 5_000_000
    assert cost[1] <= 1.1 * cost[0]
    file.write_bytes(numbered(400))
    assert tables.read(file).numbers == (400,)


def test_a_long_key_is_refused_before_it_is_read() -> None:
    def refuse(parts: int) -> None:
        with pytest.raises(DocumentError, match="20 parts"):
            documents.parse('"a b".' * parts + "c = 1")

    refuse(25)
    twice = calls(lambda: refuse(60_000))
    assert twice <= TWICE * calls(lambda: refuse(30_000))


def test_more_columns_than_a_sheet_has_are_refused_at_their_line() -> None:
    def refuse(columns: int) -> None:
        with pytest.raises(DataError, match=r"line 1: .*16,384"):
            tables.parse_csv(wide(columns, 1), name="wide.csv")

    refuse(20_000)
    twice = calls(lambda: refuse(40_000))
    assert twice <= TWICE * calls(lambda: refuse(20_000))


def test_short_rows_are_one_problem_with_their_count() -> None:
    with pytest.raises(DataError) as told:
        tables.parse_csv(short_rows(5_000), name="short.csv")
    [problem] = told.value.problems
    assert problem.where == "rows 2, 3, 4 and 4,997 more"


def sheet_of(inside: bytes) -> bytes:
    """Return a workbook whose sheet holds this before its first row."""
    return edited({b"<sheetData>": b"<sheetData>" + inside})


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (b"<a>" * 200_000 + b"</a>" * 200_000, "nests more than 150 elements"),
        (b'<a b="1"/>' * 600_000, "has more than 500,000 elements"),
        (b"<row>" + b"<c/>" * 600_000 + b"</row>", "has more than 500,000 elements"),
    ],
    ids=["nested", "unknown", "one row"],
)
def test_elements_that_a_reader_would_keep_are_refused_unmade(
    tmp_path: Path, inside: bytes, told: str
) -> None:
    file = tmp_path / "e.xlsx"
    file.write_bytes(sheet_of(inside))

    def refuse() -> None:
        with pytest.raises(DataError, match=told):
            tables.read(file)

    refuse()
    assert memory(refuse) < 20_000_000


def test_rows_are_no_elements_that_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cqikit.tables._archive.MOST_ELEMENTS", 150)
    file = tmp_path / "r.xlsx"
    file.write_bytes(book(200))
    assert len(tables.read(file, most_bytes=200_000)) == 200


@pytest.mark.parametrize("rows", [150, 300])
def test_cells_are_bounded_whatever_is_in_them(
    monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr("cqikit.tables._files.MOST_CELLS", 10_000)
    text = ("," * 1_000 + "\n") * rows

    def refuse() -> None:
        with pytest.raises(DataError, match="at most 10,000 cells"):
            tables.parse_csv(text, name="wide.csv", most_rows=500)

    refuse()
    assert memory(refuse) < 5 * len(text) + 1_000_000
    quoted = 'month,falls\n2026-01,"' + "," * 12_000 + '"\n'
    assert len(tables.parse_csv(quoted, most_rows=500)) == 1


def test_what_a_table_costs_keeps_to_a_gigabyte_at_the_bounds() -> None:
    """What bytes, cells and rows cost in small ones, they cost in the largest."""
    of_byte, of_cell, of_row = 7, 80, 150
    for text in (wide(10, 20_000), short_rows(40_000), 'a,b\n"' + '""' * 200_000):

        def act(text: str = text) -> None:
            with contextlib.suppress(DataError):
                tables.parse_csv(text.encode())

        rows = text.count("\n")
        cells = text.count(",") + rows
        most = of_byte * len(text) + of_cell * cells + of_row * rows
        assert memory(act) <= most + 100_000
    most = of_byte * BOUNDS.table_bytes + of_cell * BOUNDS.table_cells
    assert most + of_row * BOUNDS.table_rows < 1_000_000_000
