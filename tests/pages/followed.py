"""What the coordinator's tutorial shows, made by following it in an empty folder.

`python -m tests.pages.followed` takes the picture of the report's first screen anew,
which needs Chromium; the chart is a golden file like any other.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.cli.test_tutorial import follow

__all__ = ["chart"]

PICTURES: Final = Path(__file__).parents[2] / "docs" / "tutorial" / "pictures"
SCREEN: Final = "1000,900"


def chart() -> str:
    """Return the picture on the page `chart.html` that the reader opens."""
    with _followed() as folder:
        page = (folder / "chart.html").read_text("utf-8")
    found = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    assert found
    return f"{found[0]}\n"


@contextmanager
def _followed() -> Iterator[Path]:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.chdir(folder)
        try:
            follow(folder)
        finally:
            os.chdir(before)
        yield folder


def _take() -> None:
    with _followed() as folder:
        options = ["--headless", "--no-sandbox", "--hide-scrollbars"]
        options += [
            f"--window-size={SCREEN}",
            f"--screenshot={PICTURES / 'report.png'}",
        ]
        page = (folder / "report.html").as_uri()
        subprocess.run(["chromium", *options, page], check=True)


if __name__ == "__main__":
    _take()
