"""Compare with published numbers: `python -m tests.validation [--write]`."""

from __future__ import annotations

import argparse
import sys

from tests import goldens
from tests.validation.golden import counts, golden_files


def main(arguments: list[str] | None = None) -> int:
    """Compare, say how much agrees, and whether the page is as made."""
    parser = argparse.ArgumentParser(prog="nox -s validation --", description=__doc__)
    parser.add_argument("--write", action="store_true", help="make the page anew")
    options = parser.parse_args(arguments)
    made = golden_files()
    print(f"{counts()}.")
    if options.write:
        goldens.write(made)
    for difference in goldens.differences(made):
        print(difference)
        print("The page is not what the tests make now: nox -s validation -- --write")
        return 1
    print(f"{', '.join(made)} is what the tests make.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
