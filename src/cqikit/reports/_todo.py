"""What to do: what the checks found, in words, by who can fix it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from cqikit.core import Severity, plural
from cqikit.projects import ShownFindings, place_words
from cqikit.reports._blocks import (
    Fold,
    Heading,
    Listing,
    Paragraph,
    Section,
    Text,
    Tone,
    line,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cqikit.core import Finding
    from cqikit.reports._blocks import Line, Words
    from cqikit.reports._composed import Report

__all__ = ["todo_section"]

#: Who can fix a finding, by what its code begins with; the last is for all others.
FIXERS: Final = {
    "Whoever keeps the data": ("series", "table", "measure", "data", "answers"),
    "Whoever reads the charts": ("chart", "phase", "reading"),
    "Whoever keeps the plan": ("plan", "action", "cqi"),
    "Whoever keeps the aims and the driver diagram": (
        *("aim", "diagram", "theory", "cause", "groundwork", "evidence"),
    ),
    "Teams that run cycles": ("cycle", "ramp", "worksheet", "sheet"),
    "Whoever leads the assessment": ("assessment", "framework", "crosswalk"),
}
ALL_OTHERS: Final = "Whoever leads the effort"
#: More places of one kind are folded away.
SHOWN: Final = 5
#: What a charter wants to see beside faults.
WANTED: Final = {
    ShownFindings.FAULTS: Severity.FAULT,
    ShownFindings.WARNINGS: Severity.WARNING,
    ShownFindings.ALL: Severity.NOTE,
}


def todo_section(report: Report) -> Iterator[Section]:
    """Yield the findings by who can fix them; below what is wanted, their count."""
    least = WANTED[report.project.charter.findings]
    charts = [section.charted for section in report.measures]
    place = partial(place_words, report.project, charts=charts)
    blocks: list[Words] = []
    for who, found in _by_fixer(report.findings).items():
        shown = [finding for finding in found if finding.severity >= least]
        if shown:
            blocks += [Heading(who), *_shown(place, shown)]
    hidden = sum(finding.severity < least for finding in report.findings)
    if hidden:
        said = f"{plural(hidden, 'lesser finding')} left out, as the charter asks"
        blocks.append(Paragraph(line(Text(f"{said}.", Tone.QUIET))))
    none = Paragraph(line("Nothing to report."))
    yield Section(
        anchor="findings",
        title=f"What to do ({_counted(report.findings)})",
        blocks=tuple(blocks) or (none,),
    )


def _counted(findings: Sequence[Finding]) -> str:
    """Return how many faults, warnings and notes there are."""
    counts = {
        severity: sum(finding.severity is severity for finding in findings)
        for severity in reversed(Severity)
    }
    said = [plural(many, severity.value) for severity, many in counts.items() if many]
    return ", ".join(said) or "no findings"


def _by_fixer(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Return the findings by who can fix them, in the order of `FIXERS`."""
    fixer = {start: who for who, starts in FIXERS.items() for start in starts}
    found: dict[str, list[Finding]] = {who: [] for who in (*FIXERS, ALL_OTHERS)}
    for finding in findings:
        found[fixer.get(finding.code.partition(".")[0], ALL_OTHERS)].append(finding)
    return found


def _shown(place: Callable[[str], str], found: Sequence[Finding]) -> Iterator[Words]:
    """Yield faults and warnings a kind at a time, and all notes in one fold."""
    kinds: dict[str, list[Finding]] = {}
    notes: list[Finding] = []
    for finding in found:
        if finding.severity is Severity.NOTE:
            notes.append(finding)
        else:
            kinds.setdefault(finding.code, []).append(finding)
    few = [each for many in kinds.values() if len(many) <= SHOWN for each in many]
    if few:
        yield Listing(lines=tuple(_line(place, finding) for finding in few))
    for many in kinds.values():
        if len(many) > SHOWN:
            yield _fold(place, many, many[0].message)
    if notes:
        yield _fold(place, notes, "")


def _fold(place: Callable[[str], str], found: Sequence[Finding], said: str) -> Fold:
    """Return several findings under the first of them, notes under their count."""
    count = plural(len(found), "note")
    if said:
        count = f" (the first of {len(found)} of this kind)"
    return Fold(
        summary=line(said, Text(count, Tone.QUIET)),
        blocks=(Listing(lines=tuple(_line(place, finding) for finding in found)),),
    )


def _line(place: Callable[[str], str], finding: Finding) -> Line:
    graver: tuple[str | Text, ...] = ()
    if finding.severity is Severity.FAULT:
        graver = (Text("fault", Tone.BAD), ": ")
    where = place(finding.where)
    named = (Text(where, Tone.STRONG), ": ") if where else ()
    fix = f". {_sentence(finding.fix)}" if finding.fix else ""
    why = "; ".join(filter(None, (finding.code, finding.source)))
    return line(
        *graver, *named, finding.message, fix, " ", Text(f"({why})", Tone.QUIET)
    )


def _sentence(text: str) -> str:
    """Return a text with a capital, unless it begins with a name as in code."""
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.isalpha() else text
