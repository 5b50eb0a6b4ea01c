"""`python -m cqikit`, and the `cqikit` command.

Nothing is imported before `main` runs: Ctrl-C is told in a line from there on.
"""

from __future__ import annotations

import os
import sys

__all__ = ["main"]

#: How often Python looks for what is garbage in circles, of which a verb that ends in
#: seconds leaves little: as often as usual, a fifth of its time goes there.
LOOKS = (50_000, 20, 20)


def main() -> None:
    """Run the command line, say what it needs, or that it was stopped."""
    # Closed by whoever started us: what is said of faults reaches nobody; all else
    # cannot be written, which is told as of a disk that is full.
    for name, access in (("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.open(os.devnull, access), "w"))  # noqa: PTH123, SIM115
    try:
        _run()
    except KeyboardInterrupt:
        _stop()


def _run() -> None:
    import gc  # noqa: PLC0415  (all of this, once Ctrl-C is answered)
    import signal  # noqa: PLC0415

    gc.set_threshold(*LOOKS)
    # A shell has its background jobs ignore it.
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heard:
        signal.signal(signal.SIGINT, _stop)
    try:
        from cqikit.cli import main as run  # noqa: PLC0415

        run()
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        from cqikit.core import say  # noqa: PLC0415
        from cqikit.errors import MissingExtraError  # noqa: PLC0415

        said = MissingExtraError(say("the command line"), "click", "cli")
        print(f"cqikit: {said}", file=sys.stderr)  # noqa: T201
        sys.exit(2)
    finally:
        if heard:
            # What is left is the end of the process: it is not to be told of.
            signal.signal(signal.SIGINT, signal.SIG_DFL)


def _stop(*_: object) -> None:
    """End as a shell expects it; nobody on the way answers this, as they do Ctrl-C."""
    # A terminal shows ^C on a line of its own. What is being written is not waited for.
    begun = b"\n" * os.isatty(2)
    os.write(2, begun + b"cqikit: stopped\n")
    raise SystemExit(130)


if __name__ == "__main__":
    main()
