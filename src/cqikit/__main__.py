"""`python -m cqikit`, and the `cqikit` command."""

from __future__ import annotations

import os
import sys

from cqikit.core import say
from cqikit.errors import MissingExtraError

__all__ = ["main"]


def main() -> None:
    """Run the command line, or say what it needs."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # Closed by whoever started us: what is said there reaches nobody.
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115
    try:
        from cqikit.cli import main as run  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        said = MissingExtraError(say("the command line"), "click", "cli")
        print(f"cqikit: {said}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    run()


if __name__ == "__main__":
    main()
