"""The page "How fast it is", made of what was kept: `python -m benchmarks.page`.

Figures are those of `docs/reference/speed.json`, which `nox -s bench -- --write`
measures anew. What was before, and where time goes, was measured once.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from benchmarks.harness import Finish
from benchmarks.picture import LIMIT, OTHERS, OURS, Bar, Group, drawn, duration
from benchmarks.results import KEPT, Results, as_json, load, parse
from benchmarks.words import (
    AIMS,
    ARRAYS,
    BEFORE,
    FROM_NOTHING,
    HEAD,
    HOW,
    KEPT_TO,
    LEFT,
    MISSED,
    PEERS,
    PICTURE,
    SECTIONS,
    SINCE,
)
from benchmarks.yardsticks import COPY, POINTS_24

ROOT: Final = Path(__file__).parent.parent
PAGE, DRAWN = "docs/reference/speed.md", "docs/reference/speed.svg"
#: The last words of a race are what it is measured in, or against.
AGAINST: Final = re.compile(r"(.*), (?:against|in) (.*)")
CHARTS: Final = 1_000
FRAME: Final = "100,000 series of a frame ({}) to a frame, against the array"
#: Races whose ratios are told in sentences.
NAMED: Final = {
    "i": "one chart and reading, in plain passes over 24 points",
    "p": "one p chart and reading, in plain passes over 24 points",
    **{name: FRAME.format(name) for name in ("pandas", "polars", "pyarrow")},
}


def golden_files(results: Results | None = None) -> dict[str, str]:
    """Make the page and its picture."""
    kept = results or load()
    return {PAGE: page(kept), DRAWN: picture(kept)}


def write(results: Results, root: Path = ROOT) -> None:
    """Keep results, and make the page and its picture of them."""
    kept = as_json(results)
    # The page is made of the rounded figures, as the test makes it.
    made = golden_files(parse(kept))
    for name, text in {KEPT.relative_to(ROOT).as_posix(): kept, **made}.items():
        (root / name).write_text(text, encoding="utf-8", newline="\n")


def page(results: Results) -> str:
    """Return the page."""
    parts = [
        HEAD,
        PICTURE.format(alt=_described(results)),
        HOW.format(on=results.on, machine=results.machine.replace("\n", "; ")),
        _table(("what", "takes"), _yardsticks(results)),
        *_beside(results),
        SINCE,
        _table(("what", "before", "after", "times as fast"), _since()),
        ARRAYS,
        *_sections(results),
        _left(results),
    ]
    return "\n".join(parts)


def picture(results: Results) -> str:
    """Return the picture: others beside ours, then before and after."""
    of_all = results.yardsticks[COPY] / 100, results.yardsticks[POINTS_24] * CHARTS
    bars = [
        Bar("a copy of them, the least that memory allows", of_all[0], LIMIT),
        Bar("a loop of plain Python, limits and Nelson only", of_all[1], LIMIT),
        *(Bar(each.name, each.theirs, OTHERS) for each in results.beside),
    ]
    if results.beside:
        bars.append(Bar("cqikit", min(each.ours for each in results.beside), OURS))
    since = [
        bar
        for what, before, after in BEFORE
        for bar in (Bar(_plain(what), before, OTHERS), Bar("", after, OURS))
    ]
    return drawn(
        (
            Group("1,000 charts of 24 points read", sorted(bars, key=_seconds)),
            Group("Before (grey) and after", since),
        ),
        title="How fast it is",
        description=_described(results),
    )


def _seconds(bar: Bar) -> float:
    return bar.seconds


def _plain(text: str) -> str:
    return text.replace("`", "")


def _described(results: Results) -> str:
    """Return what the picture shows, in words on one line."""
    others = ", ".join(
        f"{each.name} {duration(each.theirs, 2)}" for each in results.beside
    )
    ours = min((each.ours for each in results.beside), default=0.0)
    charts = (
        f"1,000 charts of 24 points take cqikit {duration(ours, 2)}" if ours else ""
    )
    against = f"{charts}, {others}; " if others else ""
    what, before, after = BEFORE[0]
    return (
        f"Bars of time on a scale of tenfold steps: {against}"
        f"of {len(BEFORE)} tasks before and after, {_plain(what)} went from"
        f" {duration(before)} to {duration(after)}"
    )


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Set out rows as a table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _yardsticks(results: Results) -> Iterator[tuple[str, ...]]:
    for name, took in results.yardsticks.items():
        yield name.replace(" x ", " × "), duration(took)


def _beside(results: Results) -> Iterator[str]:
    """Yield the section of other packages, if any were timed."""
    if not results.beside:
        return
    yield PEERS
    rows = (
        (
            f"{each.name} {each.versions[each.name]}",
            each.does,
            duration(each.theirs),
            duration(each.ours),
            f"{each.times:,.0f}",
        )
        for each in results.beside
    )
    head = ("package", "what it does", "it takes", "cqikit takes", "times as fast")
    yield _table(head, rows)


def _since() -> Iterator[tuple[str, ...]]:
    for what, before, after in BEFORE:
        yield (what, duration(before), duration(after), f"{before / after:,.1f}")


def _sections(results: Results) -> Iterator[str]:
    """Yield a table for each file of benchmarks, in the order of `SECTIONS`."""
    yield FROM_NOTHING
    for module, title in SECTIONS.items():
        finishes = results.finishes.get(module, ())
        if finishes:
            yield f"### {title}\n"
            head = ("what", "takes", "against", "which takes", "ratio", "bar")
            yield _table(head, map(_row, finishes))


def _row(finish: Finish) -> tuple[str, ...]:
    said = AGAINST.fullmatch(finish.name)
    what, against = said.groups() if said else (finish.name, "")
    missed = "" if finish.holds else ", missed"
    return (
        what.replace(" x ", " × "),
        duration(finish.ours),
        against.replace(" x ", " × "),
        duration(finish.theirs),
        f"{finish.ratio:.3g}",
        f"{finish.at_most:g}{missed}",
    )


def _left(results: Results) -> str:
    """Return what is slowest now, with the ratios that were kept."""
    ratios = {
        finish.name: finish.ratio
        for finishes in results.finishes.values()
        for finish in finishes
    }
    named = {key: ratios[name] for key, name in NAMED.items()}
    return LEFT.format(**named, missed=_missed(ratios))


def _missed(ratios: Mapping[str, float]) -> str:
    """Return which races miss what was aimed at, and by how much."""
    rows = [
        (name.replace(" x ", " × "), f"{ratios[name]:.3g}", f"{aim:g}")
        for name, aim in AIMS.items()
        if ratios[name] > aim
    ]
    if not rows:
        return KEPT_TO.format(many=len(AIMS))
    said = MISSED.format(many=len(AIMS), missed=len(rows))
    return f"{said}\n{_table(('race', 'ratio', 'aimed at'), iter(rows))}"


def main() -> int:
    """Make the page and its picture of what was kept."""
    write(load())
    return 0


if __name__ == "__main__":
    sys.exit(main())
