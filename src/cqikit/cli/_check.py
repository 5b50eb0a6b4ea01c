"""`cqikit check`: what the checks find in a folder or a document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cqikit import documents, folders
from cqikit.cli._effort import composed_from, progress
from cqikit.core import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.core import Finding

__all__ = ["check"]

#: So many findings alike are listed; the rest is counted.
ALIKE: Final = 5


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True, help="Say every one of many alike, too.")
def check(path: Path, *, every: bool) -> None:
    """Check PATH, a folder or one document, and say what is found.

    Of a folder that is what its report would list, the gravest first.
    The exit code is 2 when it cannot be read, 1 when a finding is a fault.
    """
    if not path.is_dir():
        read = documents.read(path, types=folders.DOCUMENTS)
        click.echo(f"{path}: a readable {type(read).__name__.lower()} document")
        return
    composed, _ = composed_from(path, progress())
    found = composed.findings
    for line in map(str, found) if every else _grouped(found):
        click.echo(line)
    faults = sum(finding.severity is Severity.FAULT for finding in found)
    click.echo(f"{path}: {len(found)} findings, {faults} of them faults", err=True)
    if faults:
        sys.exit(1)


def _grouped(found: Iterable[Finding]) -> Iterator[str]:
    """Yield findings as text, those alike together, and no more than a few of them."""
    alike: dict[str, list[Finding]] = {}
    for finding in found:
        alike.setdefault(f"{finding.severity.value} {finding.code}", []).append(finding)
    for name, group in alike.items():
        yield from map(str, group[:ALIKE])
        if len(group) > ALIKE:
            left = len(group) - ALIKE
            yield f"{name}: {left} more like these (--all says them, too)"
