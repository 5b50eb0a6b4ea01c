"""`cqikit compare`: what is different between two things of one kind."""

from __future__ import annotations

from typing import Final

import click

from cqikit.cli._lazy import Lazy

__all__ = ["compare"]

#: What can be compared, each in a file of its name.
KINDS: Final = {
    "plans": "Two versions of a plan: what was added, changed, dropped.",
    "assessments": "An assessment and its retake: gains, and whether they are real.",
    "rules": "Rule sets on one table: which signal, and which convention decides.",
}


@click.group(
    cls=Lazy,
    verbs=KINDS,
    files="cqikit.cli._compare_{}",
    called="comparison",
    subcommand_metavar="WHAT ...",
)
def compare() -> None:
    """Say what is different between two plans, assessments or rule sets."""
