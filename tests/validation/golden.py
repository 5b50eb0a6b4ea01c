"""The page that shows our numbers beside the published ones, made by their tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from cqikit import spc
from cqikit.assessments import SCORERS
from tests.same import Seen, Shown
from tests.spc.cases import cases
from tests.validation._parts import (
    CLOSING,
    INSTRUMENTS,
    PARTS,
    STEPS,
    TOOLS,
    WITHOUT,
)
from tests.validation._run import listen, not_found, sources

__all__ = ["NAMED", "PAGE", "golden_files", "named", "page"]

PAGE: Final = "docs/reference/validation.md"
#: Of longer rows, so many numbers are shown; all are compared.
SHOWN: Final = 6
NAMED: Final = {
    "kind of chart": spc.CHARTS.names,
    "rule set": spc.RULE_SETS.names,
    "scorer": SCORERS.names,
}
HEAD: Final = """\
# Validation: our numbers beside the published ones

This page is made by the tests that compare: each row is what one of them asserted, and
a test fails when the page is not what they make now. Numbers agree to the digits that
are published, but for {apart} whose last digits differ, listed below. Where a source
says *worked out by others*, the number is not from print: it was computed apart from
this library. To run the comparison yourself, from the
repository or the source distribution:

```sh
nox -s validation
```

It prints how many numbers and cases agree, stops at the first that does not, and with
`-- --write` makes this page anew. The data, their sources and how each was obtained are
in `tests/reference`.
"""


def golden_files() -> dict[str, str]:
    """Make the page."""
    return {PAGE: page()}


@cache
def heard() -> tuple[tuple[Seen, ...], Seen, Seen, Seen]:
    """Run all tests of the page once: of parts, tools, instruments and steps."""
    return (
        tuple(listen(part.tests) for part in PARTS),
        listen(TOOLS),
        listen(INSTRUMENTS),
        listen(STEPS),
    )


def page() -> str:
    """Return the page."""
    parts, tools, instruments, steps = heard()
    apart = list(_apart(parts))
    lines = [
        HEAD.format(apart=len(apart)),
        *_summary(parts, tools),
        *_by_name(parts, tools),
    ]
    lines += [*_closing(), *_differ(tools), *_last_digits(apart), *_numbers(parts)]
    lines += [*_instruments(instruments), *_steps(steps), *_lacking()]
    return "\n".join([*lines, ""])


def counts() -> str:
    """Say in a line how much agrees."""
    parts, tools, instruments, _ = heard()
    numbers = sum(map(_agreed, parts))
    return (
        f"{numbers:,} published numbers and {len(tools.agreed):,} comparisons with "
        f"five tools agree, and {len(instruments.agreed)} facts about instruments"
    )


def _agreed(seen: Seen) -> int:
    """Count the published numbers of a part that agree, shown or only told."""
    return sum(len(row.ours) for row in seen.shown) + len(seen.agreed)


def named(parts: Iterable[Seen], tools: Seen, name: str) -> tuple[int, Counter[str]]:
    """Count what a kind, rule set or scorer is held against: numbers, and by tool."""
    head = f"`{name}`"
    numbers = sum(
        len(row.ours)
        for seen in parts
        for row in seen.shown
        if row.what.partition(",")[0].partition(":")[0] == head
    )
    words = sum(
        note.what.startswith(f"{head}:") for seen in parts for note in seen.agreed
    )
    by_tool = Counter(note.by for note in tools.agreed if note.what == head)
    return numbers + words, by_tool


def _summary(parts: tuple[Seen, ...], tools: Seen) -> Iterator[str]:
    yield "## In short"
    yield ""
    yield f"{counts()}."
    yield ""
    yield from _table("what", "published numbers that agree")
    for part, seen in zip(PARTS, parts, strict=True):
        yield f"| {part.title} | {_agreed(seen):,} |"
    yield ""
    yield from _table("tool", "comparisons that agree", "refused, see below")
    agreed = Counter(note.by for note in tools.agreed)
    refused = Counter(note.by for note in tools.refused)
    for tool in sorted(agreed, key=str.casefold):
        yield f"| {tool} | {agreed[tool]} | {refused[tool] or '–'} |"
    yield ""


def _by_name(parts: tuple[Seen, ...], tools: Seen) -> Iterator[str]:
    everyone = sorted({note.by for note in tools.agreed}, key=str.casefold)
    for what, names in NAMED.items():
        yield f"## Every {what}"
        yield ""
        found = {name: named(parts, tools, name) for name in names}
        used = [tool for tool in everyone if any(by[tool] for _, by in found.values())]
        yield from _table(what, "published numbers", *used, "where there is neither")
        for name, (numbers, by_tool) in found.items():
            cells = [f"`{name}`", f"{numbers or '–'}"]
            cells += [f"{by_tool[tool] or '–'}" for tool in used]
            yield f"| {' | '.join(cells)} | {WITHOUT.get(name, '')} |"
        yield ""
    others = sorted(
        {note.what for note in tools.agreed if not note.what.startswith("`")}
    )
    yield "Kinds of a tool are counted under the kind of ours that each is a variant"
    yield "of; a rule set is compared point by point. Besides:"
    yield ""
    for what in others:
        by_tool = Counter(note.by for note in tools.agreed if note.what == what)
        said = ", ".join(f"{count} of {tool}" for tool, count in by_tool.items())
        yield f"* {what}: {said}"
    yield ""


def _differ(tools: Seen) -> Iterator[str]:
    yield "## Where we differ, and know it"
    yield ""
    yield "Cases that are not ours: that a refused behaviour makes other lines is"
    yield "tested. [Who counts what](../explanation/who-counts-what.md) has every"
    yield "behaviour of a tool, and the conventions that are offered as parameters."
    yield ""
    yield from _table("tool", "cases", "what it does, and what is done here")
    for note, count in Counter(tools.refused).items():
        here = "" if ";" in note.why else "; not offered here"
        yield f"| {note.by} | {count} | {note.why}{here} |"
    fragile = {
        "NHSRplotthedots": [case for case in cases("ptd_dev") if case["fragile"]],
        "qicharts2": [case for case in cases("qic_dev") if case["fragile"]],
    }
    yield ""
    yield "Left out where flags are compared, as they hang on the last bits of a"
    yield "number:"
    yield (
        ", ".join(f"{len(left)} cases of {tool}" for tool, left in fragile.items())
        + ". Their limits are compared."
    )
    yield ""


def _apart(parts: tuple[Seen, ...]) -> Iterator[tuple[str, float, float]]:
    """Yield the numbers that are not ours, rounded to the digits that are published."""
    for row in (row for seen in parts for row in seen.shown):
        for published, ours in zip(row.published, row.ours, strict=True):
            half = 0.5 * 10.0 ** -_digits(published)
            if abs(ours - published) > half * (1 + 1e-6) + 1e-12:
                yield row.what, published, ours


def _last_digits(apart: list[tuple[str, float, float]]) -> Iterator[str]:
    yield "## Numbers whose last digits differ"
    yield ""
    yield "Each lies within what its test allows."
    yield ""
    yield from _table("what", "published", "ours")
    for what, published, ours in apart:
        digits = _digits(published)
        yield f"| {what} | {published:.{digits}f} | {ours:.{digits + 3}f} |"
    yield ""


def _closing() -> Iterator[str]:
    yield "## Every closing figure"
    yield ""
    yield "None of these is in print with the data that it was worked out from. Each is"
    yield "held against the same figure worked out by hand, or in plain Python."
    yield "Limits of funnel plots are counted above."
    yield ""
    yield from _table("figure", "test, below `tests/collaboratives`")
    for figure, test in CLOSING.items():
        yield f"| {figure} | `{test}` |"
    yield ""


def _lacking() -> Iterator[str]:
    yield ""
    yield "## Looked for and not found"
    for text in not_found():
        yield ""
        yield text


def _numbers(parts: tuple[Seen, ...]) -> Iterator[str]:
    known = sources()
    for part, seen in zip(PARTS, parts, strict=True):
        yield f"## {part.title}"
        yield ""
        yield from _table("what", "published", "ours", "source")
        places: dict[str, int] = {}
        for row in seen.shown:
            number = places.setdefault(row.source, len(places) + 1)
            yield f"| {row.what} | {_published(row)} | {_ours(row)} | {number} |"
        for note in seen.agreed:
            number = places.setdefault(note.by, len(places) + 1)
            yield f"| {note.what} | the same | the same | {number} |"
        yield ""
        yield from (f"{number}. {known[key]}" for key, number in places.items())
        yield ""


def _instruments(seen: Seen) -> Iterator[str]:
    yield "## Instruments that come along"
    yield ""
    yield "Names and numbers are compared, and no wording: pages, and what none of them"
    yield "showed, are in `tests/reference/assessments/structures.toml`."
    yield ""
    yield from _table("framework", "as published")
    by_key: dict[str, list[str]] = {}
    for note in seen.agreed:
        by_key.setdefault(note.by, []).append(note.what)
    for key, facts in by_key.items():
        yield f"| `{key}` | {'; '.join(facts)} |"
    yield ""


def _steps(seen: Seen) -> Iterator[str]:
    yield "## Weak and strong action steps"
    yield ""
    graded = Counter(what.partition(": ")[2] for what in {n.what for n in seen.agreed})
    said = " and ".join(
        f"{count} {grade} ones" for grade, count in sorted(graded.items())
    )
    yield "Steps are graded as their source has them, by their fields and by their"
    yield f"words: {said}. {sources()['action_steps']}."


def _table(*heads: str) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"


def _published(row: Shown) -> str:
    return _cell(row.published, map(_digits, row.published))


def _ours(row: Shown) -> str:
    whole = all(float(value).is_integer() for value in (*row.published, *row.ours))
    # One digit more than was printed shows what was rounded.
    return _cell(row.ours, (_digits(value) + (not whole) for value in row.published))


def _digits(value: float) -> int:
    """Return how many decimals were printed."""
    return len(f"{value:.10f}".rstrip("0").partition(".")[2])


def _cell(values: tuple[float, ...], digits: Iterable[int]) -> str:
    """Return the first numbers, each with as many decimals as are asked for."""
    asked = list(zip(values, digits, strict=True))
    shown = ", ".join(f"{value:.{places}f}" for value, places in asked[:SHOWN])
    more = len(values) - SHOWN
    return f"{shown}, … ({len(values)} numbers)" if more > 0 else shown
