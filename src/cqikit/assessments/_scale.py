"""Scales: what an answer may be, and what its numbers are called."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, field, frozen
from attrs.validators import and_

from cqikit.assessments._words import by_language
from cqikit.core import (
    TupleOf,
    arguments,
    at_least,
    between,
    did_you_mean,
    each,
    finite,
    instance_of,
    is_key,
    is_text,
    list_of,
    non_blank,
    optional,
    plain_number,
    say,
    unique,
)
from cqikit.errors import FieldError, FieldTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["PERCENT", "YES_NO", "Anchor", "Scale", "ordered", "shared_scale"]

FEWEST_LEVELS: Final = 2
#: Levels are numbered from one no further from 0 than this.
MOST_START: Final = 1_000_000

#: Two values closer than this share of the scale are the same value.
TOLERANCE: Final = 1e-9
#: A number as forms export it: text without exponent or separators.
NUMBER: Final = re.compile(r"[+-]?\d{1,18}(?:\.\d{0,18})?", re.ASCII)
DECIMAL_COMMA: Final = re.compile(r"[+-]?\d{1,18},\d{1,18}", re.ASCII)


def _plain(text: str) -> str:
    return " ".join(text.split())


def is_close(first: float, other: float, width: float) -> bool:
    """Say whether two values are the same on a scale of this width."""
    return math.isclose(first, other, rel_tol=0, abs_tol=TOLERANCE * width)


@frozen
class Anchor:
    """A name for the values of a scale from `at` up to the next anchor.

    `labels` has the name in further languages, by their codes (``es``).

    Parameters
    ----------
    at : float
        From which value on the name holds.
    label : str
        The name, such as "partly".
    labels : mapping of str to str
        The name in other languages, by their tags; none unless said.
    """

    at: float = field(validator=finite)
    label: str = field(validator=non_blank)
    labels: Mapping[str, str] = by_language()

    @property
    def names(self) -> Iterator[str]:
        """Yield the label in every language that there is."""
        yield self.label
        yield from self.labels.values()


def _step(scale: Scale) -> float | None:
    return None if _is_uneven(scale.low, scale.high, scale.anchors) else 1.0


def _is_uneven(low: Any, high: Any, anchors: Any) -> bool:
    """Say whether anchors name both ends, and levels that no step leads through."""
    # What is no anchor, or has no number, the checks of the fields will tell.
    listed = anchors if isinstance(anchors, tuple) else ()
    said = [low, *(getattr(anchor, "at", None) for anchor in listed), high]
    numbers = [value for value in said if isinstance(value, int | float)]
    places = numbers[1:-1]
    if len(places) < 3 or len(numbers) < len(said):
        return False
    if (places[0], places[-1]) != (low, high):
        return False
    gaps = [after - before for before, after in pairwise(places)]
    return not all(is_close(gap, gaps[0], high - low) for gap in gaps)


@frozen(kw_only=True)
class Scale:
    """What an answer may be: numbers from `low` to `high`, higher being better.

    Parameters
    ----------
    key : str
        The name by which items ask for it.
    low, high : float
        Ends of the scale. A count needs a `high` too: from there on, more of
        it makes no difference.
    anchors : tuple of Anchor
        Names of values, in rising order. An answer may be given by its label;
        a score has the label of the highest anchor that it reaches.
    step : float, optional
        How far apart answers are, from `low` on; 0 when any number is one, and
        None when only the anchors are answers. By default 1, but None where
        anchors name both ends and stand unevenly: a scale of 0, 1 and 3 has no 2.
    positive : float, optional
        The least answer that counts as positive, for percentages of positive
        answers; without it, whatever lies above the middle.
    unit : str
        What the numbers are in, such as ``%``.

    Examples
    --------
    >>> quality = Scale(
    ...     key="quality",
    ...     low=1,
    ...     high=7,
    ...     anchors=(Anchor(1, "low"), Anchor(3, "mid"), Anchor(6, "high")),
    ... )
    >>> quality.number("mid"), quality.number("4"), quality.label(5.9)
    (3.0, 4.0, 'mid')
    >>> quality.number(8)
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: value must be from 1 to 7 (got 8)
    >>> quality.number("don't know")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: value must be a number from 1 to 7, or low (1), mid ...
    """

    key: str = field(validator=is_key)
    low: float = field(validator=finite)
    high: float = field(validator=finite)
    anchors: tuple[Anchor, ...] = field(
        default=(),
        converter=TupleOf[Anchor],
        validator=[each(instance_of(Anchor)), unique("label")],
    )
    step: float | None = field(
        default=Factory(_step, takes_self=True), validator=optional(at_least(0))
    )
    positive: float | None = field(default=None, validator=optional(finite))
    unit: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if self.low >= self.high:
            raise FieldError(
                "high", say("must be above low ({low:g})", low=self.low), self.high
            )
        if self.step is None and len(self.anchors) < 2:
            must = say("must be a number, where fewer than two levels are named")
            raise FieldError("step", must, None)
        places = [anchor.at for anchor in self.anchors]
        if places != sorted(set(places)):
            raise FieldError("anchors", say("must rise, no two at one value"), places)
        if places and not (self.low <= places[0] and places[-1] <= self.high):
            raise FieldError(
                "anchors",
                say("must lie from {low:g} to {high:g}", low=self.low, high=self.high),
                places,
            )
        for anchor in self.anchors:
            for name in anchor.names:
                other = self._named(_plain(name), exactly=True)
                if other is not None and other != anchor.at:
                    must = say(
                        "must not be called {name!r}, as {other:g} is",
                        name=name,
                        other=other,
                    )
                    raise FieldError(f"anchor {anchor.at:g}", must, anchor.labels)

    @property
    def width(self) -> float:
        """Return how far it is from the lowest value to the highest."""
        return self.high - self.low

    def number(self, value: Any) -> float:
        """Return the number that an answer stands for.

        Parameters
        ----------
        value : float, str or bool
            A number of the scale, as a number or as text (forms hand on text),
            the label of an anchor in any case, or true and false on a scale
            from 0 to 1.

        Raises
        ------
        FieldError
            When it is no answer on this scale.
        """
        if isinstance(value, str):
            return self._said(value)
        if isinstance(value, bool):
            if (self.low, self.high) != (0, 1):
                raise FieldError(
                    "value", say("must be a number, this is no yes/no"), value
                )
            return float(value)
        value = plain_number(value)
        if not isinstance(value, int | float):
            raise FieldTypeError("value", say("must be a number or a label"), value)
        return self._on_scale(value, value)

    def _on_scale(self, value: float, given: object) -> float:
        """Return `value` if it is a number of the scale; `given` is what was said."""
        # The negated form also refuses NaN.
        if not self.low <= value <= self.high:
            must = say("must be from {low:g} to {high:g}", low=self.low, high=self.high)
            raise FieldError("value", must, given)
        if self.step is None and value not in self.levels:
            raise FieldError(
                "value", say("must be {answers}", answers=self.answers), given
            )
        if self.step:
            steps = (value - self.low) / self.step
            if not is_close(steps, round(steps), 1):
                must = say(
                    "must go up from {low:g} in steps of {step:g}",
                    low=self.low,
                    step=self.step,
                )
                raise FieldError("value", must, given)
        return float(value)

    def _said(self, text: str) -> float:
        """Return the number of a label, or of a number that is written as text."""
        wanted = _plain(text)
        named = self._named(wanted)
        if named is not None:
            return named
        if NUMBER.fullmatch(wanted):
            return self._on_scale(float(wanted), text)
        raise FieldError(
            "value",
            say("must be {answers}", answers=self.answers),
            text,
            self._fix(wanted),
        )

    def _named(self, wanted: str, *, exactly: bool = False) -> float | None:
        """Return the number of a label in any language; its case may be another."""
        for fold in (str,) if exactly else (str, str.casefold):
            for anchor in self.anchors:
                if any(fold(_plain(name)) == fold(wanted) for name in anchor.names):
                    return float(anchor.at)
        return None

    def _fix(self, text: str) -> str:
        if DECIMAL_COMMA.fullmatch(text):
            return say("write {number}", number=text.replace(",", "."))
        names = [name for anchor in self.anchors for name in anchor.names]
        return did_you_mean(text, names)

    @property
    def answers(self) -> str:
        """Return in words what an answer may be: numbers, and labels with theirs."""
        if not self.anchors:
            return say(
                "a number from {low:g} to {high:g}", low=self.low, high=self.high
            )
        labels = tuple(
            say("{label} ({value:g})", label=anchor.label, value=anchor.at)
            for anchor in self.anchors
        )
        if self.step is None or (
            self.step and len(labels) == round(self.width / self.step) + 1
        ):
            return say("one of {labels}", labels=labels)
        return say(
            "a number from {low:g} to {high:g}, or {labels}",
            low=self.low,
            high=self.high,
            labels=labels,
        )

    @property
    def levels(self) -> tuple[float, ...]:
        """Return the only answers there are, where a scale has no steps, else none."""
        if self.step is not None:
            return ()
        return tuple(float(anchor.at) for anchor in self.anchors)

    def down(self, value: float) -> float:
        """Return the answer that is `value`, or the next one below it.

        Examples
        --------
        >>> uneven = ordered("place", "no", "some", "all", at=(0, 1, 3))
        >>> uneven.down(2.5), uneven.up(2.5), YES_NO.down(0.5)
        (1.0, 3.0, 0.0)
        """
        if self.step is None:
            tolerance = TOLERANCE * self.width
            below = (at for at in self.levels if at <= value + tolerance)
            return max(below, default=self.levels[0])
        if not self.step:
            return value
        return self.low + self.step * math.floor(
            (value - self.low) / self.step + TOLERANCE
        )

    def up(self, value: float) -> float:
        """Return the answer that is `value`, or the next one above it."""
        if self.step is None:
            tolerance = TOLERANCE * self.width
            above = (at for at in self.levels if at >= value - tolerance)
            return min(above, default=self.levels[-1])
        if not self.step:
            return value
        return self.low + self.step * math.ceil(
            (value - self.low) / self.step - TOLERANCE
        )

    def label(self, value: float | None) -> str:
        """Return the label of the highest anchor that `value` reaches, else ""."""
        if value is None:
            return ""
        tolerance = TOLERANCE * self.width
        reached = [
            anchor.label for anchor in self.anchors if value >= anchor.at - tolerance
        ]
        return reached[-1] if reached else ""

    @arguments()
    def share(self, value: float) -> float:
        """Return how far up the scale `value` is, from 0 to 1."""
        return (value - self.low) / self.width

    @arguments()
    def at_share(self, share: float) -> float:
        """Return the value that lies `share` of the way up."""
        return self.low + share * self.width


@arguments(
    key=is_key,
    start=and_(instance_of(int), between(-MOST_START, MOST_START)),
    at=optional(list_of(say("numbers"))),
)
def ordered(
    key: str, *labels: str, start: int = 0, at: Sequence[float] | None = None
) -> Scale:
    """Make a scale of ordered levels, the lowest first.

    Parameters
    ----------
    key : str
    *labels : str
        The names of the levels, the lowest first.
    start : int
        The number of the lowest level; the others count on from it. 0 unless said.
    at : sequence of float, optional
        The number of each level, where they are not one apart: these are then the only
        answers; one apart unless said.

    Examples
    --------
    >>> ordered("place", "not yet", "partly", "fully").number("partly")
    1.0
    >>> ordered("place", "not yet", "partly", "fully", at=(0, 1, 3)).number(2)
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: value must be one of not yet (0), partly (1), ...
    """
    if len(labels) < FEWEST_LEVELS:
        raise FieldError("labels", say("must be at least 2"), labels)
    places = list(range(start, start + len(labels)) if at is None else at)
    if len(places) != len(labels):
        raise FieldError(
            "at",
            say("must have {labels} numbers, one a level", labels=len(labels)),
            places,
        )
    anchors = [
        Anchor(place, label) for place, label in zip(places, labels, strict=True)
    ]
    low, high = places[0], places[-1]
    if at is None:
        return Scale(key=key, low=low, high=high, anchors=anchors)
    return Scale(key=key, low=low, high=high, anchors=anchors, step=None)


YES_NO: Final = ordered("yes-no", "no", "yes")
PERCENT: Final = Scale(key="percent", low=0, high=100, step=0, unit="%")


def shared_scale(scales: Iterable[Scale]) -> Scale:
    """Return the scale on which scores of several scales can be put together.

    It is their own when their ends are the same, and otherwise `PERCENT`: the
    percentage of the way up. Names stay only where all have the same ones.

    Examples
    --------
    >>> shared_scale([YES_NO, YES_NO]).key, shared_scale([YES_NO, PERCENT]).key
    ('yes-no', 'percent')
    """
    found = list(dict.fromkeys(scales))
    if len(found) == 1:
        return found[0]
    if len({(scale.low, scale.high) for scale in found}) != 1:
        return PERCENT
    same = len({scale.anchors for scale in found}) == 1
    return Scale(
        key=found[0].key,
        low=found[0].low,
        high=found[0].high,
        anchors=found[0].anchors if same else (),
        step=0,
    )
