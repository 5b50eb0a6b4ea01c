"""What to do: what the checks found, in words, by who can fix it."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Final

from cqikit.core import Severity, say
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
    told,
)
from cqikit.reports._words import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cqikit.core import Finding, Sentence
    from cqikit.reports._blocks import Line, Piece, Words
    from cqikit.reports._composed import Report

__all__ = ["todo_section"]

#: Who can fix a finding, by what its code begins with; the last is for all others.
FIXERS: Final = {
    say("Whoever keeps the data"): ("series", "table", "measure", "data", "answers"),
    say("Whoever reads the charts"): ("chart", "phase", "reading"),
    say("Whoever keeps the plan"): ("plan", "action", "cqi"),
    say("Whoever keeps the aims and the driver diagram"): (
        *("aim", "diagram", "theory", "cause", "groundwork", "evidence"),
    ),
    say("Teams that run cycles"): ("cycle", "ramp", "worksheet", "sheet"),
    say("Whoever leads the assessment"): ("assessment", "framework", "crosswalk"),
}
ALL_OTHERS: Final = say("Whoever leads the effort")
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
        said = say(
            "{n:# lesser finding|# lesser findings} left out, as the charter asks.",
            n=hidden,
        )
        blocks.append(Paragraph(line(Text(said, Tone.QUIET))))
    none = Paragraph(line(say("Nothing to report.")))
    yield Section(
        anchor="findings",
        title=say("What to do ({counted})", counted=_counted(report.findings)),
        blocks=tuple(blocks) or (none,),
    )


def _counted(findings: Sequence[Finding]) -> Sentence:
    """Return how many faults, warnings and notes there are."""
    counts = Counter(finding.severity for finding in findings)
    faults, warnings = counts[Severity.FAULT], counts[Severity.WARNING]
    notes = counts[Severity.NOTE]
    said = (
        say("{n:# fault|# faults}", n=faults) if faults else "",
        say("{n:# warning|# warnings}", n=warnings) if warnings else "",
        say("{n:# note|# notes}", n=notes) if notes else "",
    )
    there = tuple(filter(None, said))
    return say("{all}", all=there) if there else say("no findings")


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
    if said:
        count = say(" (the first of {n} of this kind)", n=len(found))
    else:
        count = say("{n:# note|# notes}", n=len(found))
    return Fold(
        summary=line(said, Text(count, Tone.QUIET)),
        blocks=(Listing(lines=tuple(_line(place, finding) for finding in found)),),
    )


def _line(place: Callable[[str], str], finding: Finding) -> Line:
    """Return how grave a finding is, where, what, what would fix it, and its code."""
    said: Piece = finding.message
    if finding.fix:
        said = say("{message}. {fix}", message=finding.message, fix=_begun(finding.fix))
    if where := place(finding.where):
        said = told("{where}: {said}", where=Text(where, Tone.STRONG), said=said)
    if finding.severity is Severity.FAULT:
        fault = Text(say("fault"), Tone.BAD)
        said = told("{fault}: {said}", fault=fault, said=said)
    why = listed((finding.code, finding.source))
    return line(said, " ", Text(say("({why})", why=why), Tone.QUIET))


def _begun(text: str) -> str:
    """Return a text with a capital, unless it begins with a name as in code."""
    first = text.split(" ", 1)[0]
    return say("{text^}", text=text) if first.isalpha() else text
