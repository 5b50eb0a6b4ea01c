"""The page of speed and its picture, as the kept figures make them."""

from __future__ import annotations

from benchmarks import page

__all__ = ["golden_files"]


def golden_files() -> dict[str, str]:
    """Make the page and its picture."""
    return page.golden_files()
