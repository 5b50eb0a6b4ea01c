"""Say what changed in the public interface: `python -m tests.interface [VERSION]`.

The list of a version is compared with what is there now; without a version, that of the
last release.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.architecture._interface import compare, interface, made_now, released


def main(arguments: list[str] | None = None) -> int:
    """Print what was removed, changed and added; return the exit code."""
    parser = argparse.ArgumentParser(prog="nox -s interface --", description=__doc__)
    lists = released()
    parser.add_argument("version", nargs="?", choices=list(lists))
    options = parser.parse_args(arguments)
    earlier = [version for version in lists if version != Path(made_now()).stem]
    version = options.version or (earlier[-1] if earlier else None)
    now = interface()
    if version is None:
        print(f"{len(now.splitlines())} public names and members; no earlier version")
        return 0
    print(f"Since {version}:\n{compare(lists[version], now)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
