"""Say whether what was built twice is the same: `python same_bytes.py FOLDER FOLDER`.

Run by `nox -s wheel`; needs the standard library alone.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path


def hashes(folder: Path) -> dict[str, str]:
    """Return the sha256 of each file of a folder."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }


def main(folders: list[str]) -> int:
    """Compare two folders; print the hashes and return the exit code."""
    first, second = (hashes(Path(folder)) for folder in folders)
    for name, digest in first.items():
        print(f"{digest}  {name}")
    apart = sorted({*first, *second} - {n for n in first if first[n] == second.get(n)})
    print(
        "\n".join(f"{name}: built twice, and not the same" for name in apart) or "same"
    )
    return 1 if apart or not first else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
