"""What the page says beside its figures, and figures that were measured once."""

from __future__ import annotations

from typing import Final

#: The files of benchmarks in the order of the page, and what each is about.
SECTIONS: Final = {
    "bench_spc": "Charts and readings",
    "bench_monitor": "One month more",
    "bench_frames": "From a data frame and back",
    "bench_series": "Series and closing figures",
    "bench_laws": "Chances of false alarms, and of finding a change",
    "bench_assessments": "Self-assessments",
    "bench_plans": "Plans",
    "bench_pdsa": "PDSA cycles",
    "bench_drivers": "Driver diagrams",
    "bench_tables": "Tables of measures",
    "bench_documents": "Documents",
    "bench_reports": "Reports",
    "bench_catalog": "Finding things by name",
    "bench_start": "Starting",
}

HEAD: Final = """\
# How fast it is

This page is made from measurements by one command, from the repository or the source
distribution; a test fails when it is not what the kept figures make:

```sh
nox -s bench -- --write
```

It takes a few minutes, prints every race, and fails when a bar is missed: a bar is what
the code has to keep to, on any machine.
"""

PICTURE: Final = """\
![{alt}](speed.svg)
"""

HOW: Final = """\
## How it is measured

Seconds say what machine it was. So what has a bar is a **ratio**: two ways to the same
result, timed in turns in one process, the best of three to seven turns each, and the
two results are compared before anything is timed. Where nobody would go the other way,
it is a bound: one tight loop of plain Python over 24 points that works out limits and
Nelson's rules and makes no object (a *plain pass*), a copy of the array into memory
that was written to before (nothing that looks at every number can be quicker), or an
import that nobody can do without.

Measured on {on}: {machine}.
"""

PEERS: Final = """\
## Beside other Python packages

A thousand charts of 24 points each, from lists: limits and rules, in processor time,
each package in an environment of its own. First both results are compared, as far as
both look for the same thing: limits and points outside them with all of these, every
point of all eight of Nelson's rules with shewhart, runs and crossings with
clinical-qikit. They agree, but for points on a limit that one of them rounds. cqikit
does Nelson's eight rules and Anhøj's in its time, whatever the other one does; it takes
all charts in one call, for which the others have a loop. One chart at a time, its lead
is smaller: the time of one is in the table of charts and readings.
"""

SINCE: Final = """\
## Before and after

What a round of work on speed has changed, in processor time of the same machine. These
figures were measured once, in November 2026, and are not made anew.
"""

#: What, and the seconds that it took before and after.
BEFORE: Final = (
    ("false alarms by Anhøj's rules, 5,000 points", 19.4, 0.04),
    ("`cqikit report --help`", 1.32, 0.10),
    ("`cqikit look`", 1.46, 0.28),
    ("`cqikit convert`, from CSV to Excel", 1.53, 0.30),
    ("`cqikit chart`", 1.25, 0.69),
    ("runs of a reading of 24 points", 90e-6, 14e-6),
)

ARRAYS: Final = """\
In units of charting and reading the ready array: making charts from a data frame with a
row for each of 100,000 × 24 points took 11 to 60, by the kind of frame, and takes 1.2
to 2.6; making a pandas frame of a reading took 144 and takes 1.1.
"""

FROM_NOTHING: Final = """\
## Every race

*Takes* is the best turn of cqikit; *ratio* is that in units of the other way, and *bar*
the most that it may be. A ratio below 1 is quicker than the other way. Where the other
way is a tenth or twice of the same thing, the claim is that time grows evenly.
"""

_JSON: Final = (
    "read, against json.loads of the same text",
    "written, against json.dumps in one line",
)
#: Ratios that were aimed at, by race: nearer than its bar, which has to hold anywhere.
AIMS: Final = {
    "one chart and reading, in plain passes over 24 points": 5.0,
    "one p chart and reading, in plain passes over 24 points": 8.0,
    **{
        f"100,000 series of a frame ({name}) to a frame, against the array": 5.0
        for name in ("pandas", "texts of pandas", "polars", "pyarrow")
    },
    **{
        f"{what} {how}": 15.0
        for what in ("100 x 200 answers", "1,000 cycles", "1,000 monitors")
        for how in _JSON
    },
}

MISSED: Final = """\
An aim is a ratio nearer than the bar. Of {many} races that have one, {missed} miss it:
"""
KEPT_TO: Final = """\
An aim is a ratio nearer than the bar. All {many} races that have one keep to it.
"""

LEFT: Final = """\
## What is slowest now, and what would have to change

{missed}
**One chart at once.** One I chart with its reading takes {i:.1f} plain passes here, one
p chart {p:.1f}. Of the instructions that an I chart takes, 37 % check what was given,
fit and make the chart, 26 % compare points with lines, 23 % are the ten rules, and the
rest is flags and the reading. To get there, all rules of a set would have to be one
loop over the points, where each is a function of its own now, which anybody can add to;
and lines and flags would have to be worked out when they are asked for. Whoever has
many charts does not meet this: a thousand in one call take a small part of it each.

**A report in Word.** Its pictures are PNG, where those of the page are written as SVG;
of 274 teams with three measures, a Word file takes 1.8 times as long as the page (it
was ten times). A third of it is working out what is said, which the page does, too;
another third is drawing and packing 37 million dots. To get nearer, sheets would have
to have fewer of them.

**A report of thousands of teams.** Of the time that 5,000 teams with five measures
take, a quarter goes into ranks: each of 4,000 draws of all their levels is put in
order. A third is wording and writing two long tables a measure, cell by cell; a tenth
is the audit, team by team, where all rows of a measure could be looked through at once.

**From a data frame to a data frame.** 100,000 × 24 points in a frame, charted, read,
and back in a frame with a column a rule, take {pandas:.1f} times as long as charting
and reading the ready array with pandas, {polars:.1f} times with polars and
{pyarrow:.1f} times with Arrow. With pandas, a fifth of the time is the reading; two
fifths go into finding which row belongs to which series and month, and two fifths into
the columns of the frame that comes out, most of it for keys and dates that pandas takes
row by row. To go further, the frame that came in would have to lend its columns of keys
and dates to the one that goes out.
"""
