"""Every law that is held by @given, on new random cases: `nox -s laws`.

CI tries the same few cases in every run; this tries new ones, with a memory of those
that failed (`.hypothesis`), file by file, so that one failure hides no other. What it
finds becomes an `@example` beside the law.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

__all__ = ["files_with_laws", "main"]

ROOT = Path(__file__).parent.parent


def files_with_laws(places: list[str]) -> Iterator[Path]:
    """Yield the test files below some places that have a law held by @given."""
    for place in places:
        path = ROOT / place
        for file in sorted(path.rglob("test_*.py")) if path.is_dir() else [path]:
            if "@given" in file.read_text(encoding="utf-8"):
                yield file


def main(places: list[str]) -> int:
    """Run the laws, a line a file that breaks one; 1 where any does."""
    begun, broken, files = perf_counter(), 0, 0
    for file in files_with_laws(places):
        asked = ("-q", "--no-header", "-m", "hypothesis", "-p", "no:cacheprovider")
        code = pytest.main([*asked, "--hypothesis-profile=dev", str(file)])
        failed = code not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
        if failed:
            print(f"{file.relative_to(ROOT)}: a law is broken")
        broken, files = broken + failed, files + 1
    took = perf_counter() - begun
    print(f"laws of {files} files, {broken} broken, {took:.0f} s")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
