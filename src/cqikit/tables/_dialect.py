"""How a file is written: where its table is, and what its cells mean."""

from __future__ import annotations

from typing import Any, Final, TypedDict, TypeVar

from attrs import evolve, field, fields, fields_dict, frozen

from cqikit.core import (
    as_tuple,
    at_least,
    did_you_mean,
    each,
    instance_of,
    is_text,
    non_blank,
    optional,
    say,
)
from cqikit.errors import FieldError, FieldTypeError, UnknownNameError

__all__ = ["Codes", "Dialect", "Written", "dialect_of"]

#: How text may be encoded; Python knows more, and files of these are met.
ENCODINGS: Final = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
    *("windows-1250", "windows-1251", "windows-1252"),
    *("iso-8859-1", "iso-8859-2", "iso-8859-15", "mac-roman", "cp437", "cp850"),
)
#: The decimal sign, and what may stand between the thousands of a number.
DECIMALS: Final = (".", ",")
THOUSANDS: Final = (",", ".", " ", "'")

D = TypeVar("D", bound="Dialect")


def _members(value: Any) -> Any:
    """Let one word or code stand for a list of one."""
    alone = isinstance(value, str | int | float | Codes)
    return (value,) if alone else as_tuple(value)


def _tab(value: Any) -> Any:
    return "\t" if isinstance(value, str) and value in {"tab", "\\t"} else value


@frozen
class _Sign:
    """Check that a text is one of a few signs, or empty: these are quoted."""

    signs: tuple[str, ...]

    def __call__(self, _: Any, attribute: Any, value: Any) -> None:
        is_text(_, attribute, value)
        if value not in ("", *self.signs):
            must = say("must be {signs!r/ or }", signs=tuple(self.signs))
            raise FieldError(attribute.name, must, value)


def _encoding(_: Any, attribute: Any, value: Any) -> None:
    is_text(_, attribute, value)
    if value not in ("", *ENCODINGS):
        must = say("must be one of {encodings}", encodings=tuple(ENCODINGS))
        raise FieldError(attribute.name, must, value, did_you_mean(value, ENCODINGS))


def _one_character(_: Any, attribute: Any, value: Any) -> None:
    is_text(_, attribute, value)
    if len(value) > 1 or value in ("\n", "\r", '"'):
        raise FieldError(attribute.name, say("must be one character"), value)


@frozen(kw_only=True)
class Codes:
    """Codes that say in one column that nothing was observed.

    Parameters
    ----------
    column : str
        The column.
    codes : tuple of str or float
        What stands there for a missing value, such as 99.

    Examples
    --------
    >>> Codes(column="visits", codes=[99, "refused"]).codes
    (99, 'refused')
    """

    column: str = field(validator=non_blank)
    codes: tuple[str | float, ...] = field(
        converter=_members, validator=each(instance_of(str, int, float))
    )


CODES: Final = instance_of(str, int, float, Codes)


def _rows_or_names(_: Any, attribute: Any, value: Any) -> None:
    must = say("must be the number of a row, two of them, or names of columns")
    if not isinstance(value, tuple):
        raise FieldTypeError(attribute.name, must, value)
    kinds = {type(member) for member in value}
    rows = kinds == {int} and len(value) < 3 and min(value) > 0
    if value and not (kinds == {str} or (rows and list(value) == sorted(set(value)))):
        raise FieldError(attribute.name, must, value)


@frozen(kw_only=True, repr=False)
class Dialect:
    """How a file is written, as far as its reader is told; the rest is detected.

    What can be read in one way only is read so, and said (`Table.understood`); what can
    be read in two ways is refused until it is said here.

    Parameters
    ----------
    sheet : str or int
        Of a workbook: the name of a sheet, or its number from 1; by default the first
        that is not empty.
    header : int, or tuple of int or str
        The number of the row that names the columns, the numbers of two such rows, or
        some of the names that it has.
    comment : str
        What lines that are no rows begin with, such as ``#``.
    first, last : int, optional
        The numbers of the first and the last row of data.
    totals : tuple of str
        Words that mark rows of totals, which are left out; by default, a row at the end
        whose first cell says Total, Sum, Grand total or the like.
    filled : tuple of str
        Columns in which a blank cell says what the one above it does, such as a site
        that is named in its first row alone.
    delimiter : str
        What stands between cells: ``,`` ``;`` ``|`` or a tab.
    encoding : str
        Such as ``utf-8`` or ``windows-1252``.
    decimal, thousands : str
        The signs in numbers, such as ``,`` and ``.`` in 1.017,5.
    missing : tuple of str, float or Codes
        What a cell says where nothing was observed, such as ``n/a`` or 99; in every
        column, or in one.
    withheld : tuple of str
        What a cell says where a number is known and not told, such as ``*`` or ``1-9``;
        that ``<5`` does is known.

    Examples
    --------
    >>> Dialect(header=3, missing="n/a")
    Dialect(header=(3,), missing=('n/a',))
    >>> Dialect(decimal=",", thousands=",")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: thousands must not be the decimal sign (got ',')
    """

    sheet: str | int = field(default="", validator=instance_of(str, int))
    header: int | tuple[int | str, ...] = field(
        default=(), converter=_members, validator=_rows_or_names
    )
    comment: str = field(default="", validator=is_text)
    first: int | None = field(default=None, validator=optional(at_least(1)))
    last: int | None = field(default=None, validator=optional(at_least(1)))
    totals: tuple[str, ...] = field(
        default=(), converter=_members, validator=each(non_blank)
    )
    filled: tuple[str, ...] = field(
        default=(), converter=_members, validator=each(non_blank)
    )
    delimiter: str = field(default="", converter=_tab, validator=_one_character)
    encoding: str = field(default="", validator=_encoding)
    decimal: str = field(default="", validator=_Sign(DECIMALS))
    thousands: str = field(default="", validator=_Sign(THOUSANDS))
    missing: tuple[str | float | Codes, ...] = field(
        default=(),
        converter=_members,
        validator=each(CODES),
    )
    withheld: tuple[str, ...] = field(
        default=(), converter=_members, validator=each(non_blank)
    )

    def __attrs_post_init__(self) -> None:
        if self.thousands and self.thousands == self.decimal:
            raise FieldError(
                "thousands", say("must not be the decimal sign"), self.thousands
            )
        if self.first and self.last and self.last < self.first:
            raise FieldError(
                "last",
                say("must be at least first ({first})", first=self.first),
                self.last,
            )

    def __repr__(self) -> str:
        """Return the call that makes it, of what is not left to be detected."""
        said = [
            f"{parameter.name}={value!r}"
            for parameter in fields(type(self))
            if (value := getattr(self, parameter.name)) != parameter.default
        ]
        return f"{type(self).__name__}({', '.join(said)})"

    def cells_said(self) -> dict[str, Any]:
        """Return what is said of cells, rather than of where they stand."""
        cells = ("decimal", "thousands", "missing", "withheld")
        return {name: value for name, value in self.said().items() if name in cells}

    def said(self) -> dict[str, Any]:
        """Return what is not left to be detected, by the names of the fields."""
        names = fields_dict(Dialect)
        return {
            name: value
            for name in names
            if (value := getattr(self, name)) not in ("", (), None)
        }


class Written(TypedDict, total=False):
    """The fields of a `Dialect` as keyword arguments."""

    sheet: str | int
    header: int | str | tuple[int | str, ...] | list[int] | list[str]
    comment: str
    first: int | None
    last: int | None
    totals: str | tuple[str, ...] | list[str]
    filled: str | tuple[str, ...] | list[str]
    delimiter: str
    encoding: str
    decimal: str
    thousands: str
    missing: Any
    withheld: str | tuple[str, ...] | list[str]


def dialect_of(how: Dialect | None, written: Any) -> Dialect:
    """Return what a verb was told of a file: by a value, by keywords, or by both."""
    known = fields_dict(Dialect)
    for name in written:
        if name not in known:
            raise UnknownNameError(say("argument"), name, known)
    if how is None:
        return Dialect(**written)
    if not isinstance(how, Dialect):
        raise FieldTypeError("how", say("must be a Dialect or a Layout"), how)
    return evolve(Dialect(**how.said()), **written)
