"""What the library refuses, in the words of the options of a chart."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from attrs import evolve

from cqikit.errors import ChartError, DataError, FieldError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["in_options"]

#: An argument as Python writes it: ``kind='g'`` is ``--kind g`` where it is typed.
ARGUMENT: Final = re.compile(r"\b(kind|per)='?(\w+)'?")


@contextmanager
def in_options() -> Iterator[None]:
    """Say what is refused inside by the names of options.

    Examples
    --------
    >>> with in_options():
    ...     raise ChartError("values must be more than 0; use kind='g'")
    Traceback (most recent call last):
    ...
    cqikit.errors.ChartError: values must be more than 0; use --kind g
    """
    try:
        yield
    except ChartError as error:
        raise ChartError(_typed(str(error))) from None
    except DataError as error:
        told = [evolve(problem, fix=_typed(problem.fix)) for problem in error.problems]
        raise type(error)(error.source, told) from None
    except FieldError as error:
        name, got = error.name, error.got
        if name == "sizes" and got is None:
            name, got = "--count and --of", "--value"
        raise type(error)(name, error.must, got, _typed(error.fix)) from None


def _typed(text: str) -> str:
    return ARGUMENT.sub(r"--\1 \2", text)
