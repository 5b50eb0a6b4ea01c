"""Numbers as people read them, in pictures, reports and sentences alike."""

from __future__ import annotations

import math
from decimal import Decimal

__all__ = ["format_number", "plural"]


def format_number(value: float) -> str:
    """Return a number with the digits that people read, and a real minus sign.

    Three digits, or all before the point where there are more, in groups of
    three; no exponent but for what is beyond 10⁻⁶ and 10¹².

    Examples
    --------
    >>> (
    ...     format_number(0.0123456),
    ...     format_number(9.50),
    ...     format_number(345.40734),
    ...     format_number(-12345),
    ... )
    ('0.0123', '9.5', '345', '−12,345')
    >>> format_number(33.0), format_number(0.00002), format_number(float("nan"))
    ('33', '0.00002', 'nan')
    """
    size = abs(value)
    if 1e308 < size < math.inf:
        # Whole numbers go on where floats end.
        said = f"{Decimal(value):.3g}".lower()
    elif not 1e-6 < size < 1e12:
        said = f"{value:.3g}"
    elif size >= 100:
        said = f"{value:,.0f}"
    else:
        said = format(Decimal(f"{value:.3g}"), "f")
    return said.replace("-", "\u2212")


def plural(count: int, noun: str) -> str:
    """Return so many of what a noun is for, of nouns that take an s.

    Parameters
    ----------
    noun : str
        The noun, in the singular.

    Examples
    --------
    >>> plural(1, "team"), plural(12, "team")
    ('1 team', '12 teams')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
