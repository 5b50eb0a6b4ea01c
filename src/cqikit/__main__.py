"""`python -m cqikit`, and the `cqikit` command."""

from __future__ import annotations

import sys

from cqikit.errors import MissingExtraError

__all__ = ["main"]


def main() -> None:
    """Run the command line, or say what it needs."""
    try:
        from cqikit.cli import main as run  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        said = MissingExtraError("the command line", "click", "cli")
        print(f"cqikit: {said}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    run()


if __name__ == "__main__":
    main()
