"""The command line and a folder say what the library says, of the same rows."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import field, frozen
from click.testing import CliRunner

from cqikit import folders, spc
from cqikit.cli import main
from cqikit.projects import chart_of

WORKING = [
    day.isoformat()
    for day in (date(2025, 1, 6) + timedelta(days=step) for step in range(60))
    if day.weekday() < 5
][:30]
FORTNIGHTS = [(date(2024, 1, 2) + timedelta(days=14 * step)) for step in range(20)]
GAPPED = [f"2024-{month:02}" for month in (1, 2, 4, 5, 6, 7, 9, 10, 11, 12)]
ENDS = ["2024-01-31", "2024-02-29", "2024-03-31", "2024-05-31", "2024-06-30"]
VALUES = [21, 24, 19, 22, 25, 20, 23, 22, 18, 24, 21, 23, 15, 14, 15]
VALUES += [13, 15, 14, 16, 15, 12, 14, 13, 15, 11, 14, 13, 12, 14, 13]


@frozen(kw_only=True)
class Asked:
    """Rows, the words of the command, and what the library is asked for the same."""

    on: list[Any]
    frequency: str
    kind: Any
    sizes: int = 0
    words: str = ""
    how: dict[str, Any] = field(factory=dict)

    @property
    def values(self) -> list[int]:
        return VALUES[: len(self.on)]


ASKED = {
    "working days": Asked(on=WORKING, frequency="day", kind="i"),
    "fortnights": Asked(on=FORTNIGHTS, frequency="week", kind="run"),
    "months with gaps": Asked(on=GAPPED, frequency="month", kind="i"),
    "ends of months": Asked(on=ENDS, frequency="month", kind="c"),
    "shares": Asked(on=GAPPED, frequency="month", kind="u", sizes=100),
    "a phase and a baseline": Asked(
        on=WORKING,
        frequency="day",
        kind="i",
        words=f"--since {WORKING[12]} --baseline 8 --exclude {WORKING[3]}=strike",
        how={
            "phases": [WORKING[12]],
            "baseline": 8,
            "exclude": {WORKING[3]: "strike"},
        },
    ),
    "a target": Asked(
        on=WORKING, frequency="day", kind="i", words="--target 9 --centre 18"
    ),
}


def made_of(asked: Asked) -> spc.Chart:
    how = dict(asked.how)
    if "--centre" in asked.words:
        how["centre"] = 18
    if asked.sizes:
        how |= {"sizes": [asked.sizes] * len(asked.on), "per": 100}
    return spc.chart(
        asked.values,
        asked.kind,
        on=asked.on,
        cadence=asked.frequency,  # type: ignore[arg-type]
        **how,
    )


def table_of(asked: Asked) -> str:
    rows = zip(asked.on, asked.values, strict=True)
    lines = [f"{day},{value},{asked.sizes or ''}" for day, value in rows]
    return "\n".join(["when,value,size", *lines]) + "\n"


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_the_command_says_what_the_library_says(asked: Asked, tmp_path: Path) -> None:
    table = tmp_path / "data.csv"
    table.write_text(table_of(asked), encoding="utf-8")
    columns = "--count value --of size" if asked.sizes else "--value value"
    words = f"--period when {columns} --kind {asked.kind} --better lower"
    command = ["chart", str(table), *words.split(), *asked.words.split()]
    said = CliRunner().invoke(
        main, [*command, "--explain", "-o", str(tmp_path / "chart.svg")]
    )
    assert said.exit_code == 0, said.output
    chart = made_of(asked)
    target = 9.0 if "--target" in asked.words else None
    # The command takes the name of the column of values for their unit.
    unit = "" if asked.sizes else "value"
    judged = spc.judge(spc.read(chart), "lower", target, unit=unit)
    assert judged.summary in said.output
    for line in spc.explain(chart).splitlines()[1:]:
        # The command knows the calendar from the rows.
        if not line.startswith("calendar"):
            assert line in said.output


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_a_folder_says_what_the_library_says(asked: Asked, tmp_path: Path) -> None:
    kind = "rate" if asked.sizes else "count" if asked.kind == "c" else "continuous"
    columns = (
        'numerator = "value"\ndenominator = "size"'
        if asked.sizes
        else ('value = "value"')
    )
    more = "centre = 18" if "--centre" in asked.words else ""
    for day, why in asked.how.get("exclude", {}).items():
        more += f'exclude = [{{ on = "{day}", reason = "{why}" }}]'
    baseline = f"baseline = {asked.how['baseline']}" if "baseline" in asked.how else ""
    changes = "".join(
        f'[[happenings]]\non = "{day}"\ntitle = "new rota"\nnew_phase = true\n'
        for day in asked.how.get("phases", [])
    )
    documents = {
        "data.csv": table_of(asked),
        "measures.toml": f"""
type = "measures"
version = 1
[[measures]]
key = "x"
title = "X"
kind = "{kind}"
direction = "lower"
frequency = "{asked.frequency}"
per = {100 if asked.sizes else 1}
""",
        "layout.toml": f"""
type = "layout"
version = 1
file = "data.csv"
period = "when"
frequency = "{asked.frequency}"
[[measures]]
measure = "x"
{columns}
""",
        "project.toml": f"""
type = "project"
version = 1
key = "p"
title = "P"
as_of = 2026-01-01
{changes}
[[charts]]
measure = "x"
kind = "{asked.kind}"
{baseline}
{more}
""",
    }
    for name, text in documents.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    project = folders.read(tmp_path).project
    charted = chart_of(project, project.series[0])
    usual = made_of(asked)
    for name in ("values", "centre", "lower", "upper"):
        found, right = getattr(charted.chart, name), getattr(usual, name)
        np.testing.assert_allclose(found, right, err_msg=name)
    assert charted.chart.on == usual.on
    assert charted.judgement.summary == spc.judge(spc.read(usual), "lower").summary
