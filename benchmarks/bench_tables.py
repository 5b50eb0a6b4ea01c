"""Reading a table costs little beside making its observations, and grows evenly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import Race
from cqikit.measures import Measure, Observation
from cqikit.tables import Layout, MeasureColumns, Observed, observations, parse_csv

TEXT = Path("examples/measles/cases.csv").read_text(encoding="utf-8")
CASES = Measure(key="cases", title="Cases", kind="rate", frequency="year")
LAYOUT = Layout(
    file="cases.csv",
    team="area",
    period="year",
    frequency="year",
    measures=[
        MeasureColumns(
            measure="cases",
            numerator="count",
            denominator="population",
            observed=Observed(column="weeks_reporting", of=52, least=26),
        )
    ],
)


def read(text: str) -> int:
    """Read a table, and count its observations."""
    found = observations(parse_csv(text), LAYOUT, [CASES])
    return sum(map(len, found.values()))


def copies(count: int) -> str:
    """Return the table so many times over, each time of other areas."""
    header, _, rows = TEXT.partition("\n")
    return f"{header}\n" + "".join(
        f"{place} {row}\n" for place in range(count) for row in rows.splitlines()
    )


def races() -> Iterator[Race]:
    """Yield a whole reading beside bare observations, and ten tables in one."""

    def same(ours: int, theirs: int) -> None:
        assert ours == theirs

    def bare() -> int:
        made = [
            Observation(period="1928", numerator=3, denominator=52, row="cases.csv 2")
            for _ in range(3825)
        ]
        return len(made)

    five = copies(5)
    yield Race(
        name="3,825 rows read with their faults looked for, against bare observations",
        ours=lambda: read(TEXT),
        theirs=bare,
        same=same,
        at_most=2.2,
    )
    yield Race(
        name="a table of 19,125 rows, against five of 3,825",
        ours=lambda: read(five),
        theirs=lambda: sum(read(TEXT) for _ in range(5)),
        same=same,
        at_most=1.5,
    )
