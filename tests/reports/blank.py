"""Word files without the pixels of their pictures, for tests of what they say."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from matplotlib.figure import Figure

from cqikit import drawing, reports

__all__ = ["to_docx"]


@cache
def pixel() -> bytes:
    """Return a picture of nothing."""
    return drawing.png(Figure(figsize=(1, 1)), dpi=10)


def to_docx(report: reports.Report, **options: Any) -> bytes:
    """Return a report for Word; where a picture stands is what takes half the time."""
    nothing = pixel()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(drawing, "png", lambda drawn, dpi: nothing)
        return reports.to_docx(report, **options)
