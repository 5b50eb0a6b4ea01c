"""The examples, read and composed once for all tests that look at them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cqikit import folders, reports

EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def effort(name: str) -> folders.Effort:
    """Return what the folder of an example holds."""
    return folders.read(EXAMPLES / name)


@cache
def report(name: str) -> reports.Report:
    """Return the composed report of an example."""
    read = effort(name)
    return reports.compose(read.project, read.collaborative, guide=read.guide)


@cache
def word(name: str) -> bytes:
    """Return the Word file of an example."""
    return reports.to_docx(report(name), sources=["a.toml"])


@cache
def page(name: str) -> str:
    """Return the page of an example."""
    return reports.to_html(report(name), sources=effort(name).files)
