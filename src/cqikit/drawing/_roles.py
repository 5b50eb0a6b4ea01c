"""An assessment by role: what each role says of each part, now and before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import field, frozen

from cqikit.assessments import ProfileRow
from cqikit.core import (
    FrozenOf,
    Sentence,
    TupleOf,
    arguments,
    each,
    instance_of,
    is_text,
    say,
)
from cqikit.drawing._figure import POINTS
from cqikit.drawing._layout import EDGE, SIZE, head_of, noted
from cqikit.drawing._legend import Entry
from cqikit.drawing._scene import Box, Scene, Spot, Stroke, Words
from cqikit.drawing._text import line_of, points_wide, wrapped
from cqikit.drawing._vega_frame import amount, layer, marked, named, tooltip
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cqikit.core import Wording
    from cqikit.drawing._scene import Mark

__all__ = ["RolesPicture"]

#: In points: height of a row, indent of a depth, room for the scale below.
HIGH: Final = 18.0
INDENT: Final = 8.0
FOOT: Final = 20.0
LINE: Final = 10.5
MOST_LINES: Final = 3
TIPS: Final = {"part": say("part"), "role": say("role"), "share": say("score")}
#: The marks of roles: no two look alike without their colours.
MARKS: Final = (
    ("o", 6.0, "improvement"),
    ("s", 5.6, "concern"),
    ("D", 4.8, "signal"),
    ("^", 6.4, "target"),
    ("P", 7.0, "line"),
    ("v", 6.4, "limit"),
    ("X", 6.4, "text"),
)
#: As many roles again have the same marks, hollow.
MOST: Final = 2 * len(MARKS)
SHAPES: Final = (
    "circle",
    "square",
    "diamond",
    "triangle-up",
    "cross",
    "triangle-down",
    "wedge",
)
BEFORE: Final = Entry("o", 9.0, "excluded", say("all roles, before"), hollow=True)
TOGETHER: Final = Entry("d", 8.0, "phase", say("all roles together"))
UNNAMED: Final = say("no role said")
ENDS: Final = {
    0.0: ("start", say("lowest")),
    0.5: ("middle", say("middle")),
    1.0: ("end", say("highest")),
}
_Share: TypeAlias = tuple[Entry, float]


@frozen
class _Scale:
    """From the lowest of a scale to its highest, between two places."""

    left: float
    right: float

    def at(self, share: float) -> float:
        return self.left + share * (self.right - self.left)

    def axis(self, top: float, foot: float, wording: Wording) -> Iterator[Mark]:
        for share, (anchor, said) in ENDS.items():
            x, text = self.at(share), wording.said(said)
            yield Stroke(places=[(x, top), (x, foot)], colour="phase", width=0.4)
            yield Words(x=x, y=foot + 9, text=text, colour="quiet", anchor=anchor)

    def row(
        self, y: float, ends: tuple[float, float] | None, spots: list[_Share]
    ) -> Iterator[Mark]:
        wide = self.right - self.left
        yield Box(left=self.left, top=y - 2.5, width=wide, height=5, fill="fill")
        if ends is not None and ends[1] > ends[0]:
            places = [(self.at(share), y) for share in ends]
            yield Stroke(places=places, colour="phase", width=2.4)
        for entry, share in spots:
            yield Spot(x=self.at(share), y=y, entry=entry)


@frozen(kw_only=True)
class RolesPicture:
    """A profile by role: a mark for each role, a line where they are apart.

    Parameters
    ----------
    rows : tuple of ProfileRow
        Of all together, as `assessments.profile` returns them.
    roles : mapping of str to rows
        Of each role, by its name; rows are matched by key. At most 14 roles.
    title : str
        Over the picture.
    before : tuple of ProfileRow
        Of all together, in an earlier assessment.

    Raises
    ------
    FieldError
        For more roles than there are marks to tell them apart.

    Examples
    --------
    >>> from cqikit import assessments
    >>> from cqikit.assessments import YES_NO, Answer, Framework, Item, Responses
    >>> small = Framework(
    ...     key="small",
    ...     title="Small",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="We have an aim")],
    ... )
    >>> said = [
    ...     Answer(item="aim", value="yes", respondent="a", role="director"),
    ...     Answer(item="aim", value="no", respondent="b", role="teacher"),
    ... ]
    >>> answers = Responses(small, said)
    >>> of = {
    ...     role: assessments.profile(assessments.score(part))
    ...     for role, part in assessments.split(answers, "role").items()
    ... }
    >>> rows = assessments.profile(assessments.score(answers))
    >>> picture = RolesPicture(rows=rows, roles=of, title="Small")
    >>> print(picture.said)
    2 parts by 2 roles; furthest apart: Small
    """

    rows: tuple[ProfileRow, ...] = field(
        converter=TupleOf[ProfileRow], validator=each(instance_of(ProfileRow))
    )
    roles: Mapping[str, tuple[ProfileRow, ...]] = field(
        converter=FrozenOf[Mapping[str, tuple[ProfileRow, ...]]],
        validator=instance_of(Mapping),
    )
    title: str = field(validator=is_text)
    before: tuple[ProfileRow, ...] = field(
        default=(),
        converter=TupleOf[ProfileRow],
        validator=each(instance_of(ProfileRow)),
    )

    def __attrs_post_init__(self) -> None:
        if len(self.roles) > MOST:
            must = say("must be at most {most}, as there are no more marks", most=MOST)
            fix = say("join some roles under one name")
            raise FieldError("roles", must, len(self.roles), fix)

    @property
    def said(self) -> Sentence:
        """Return how many parts and roles there are, and where they are apart."""
        told = say(
            "{parts:# part|# parts} by {roles:# role|# roles}",
            parts=len(self.rows),
            roles=len(self.roles),
        )
        apart = [(high - low, row.title) for row, low, high in self._apart()]
        widest = max(apart, key=lambda found: found[0], default=(0.0, ""))
        if not widest[0]:
            return say("{told}; nowhere are they apart", told=told)
        return say("{told}; furthest apart: {part}", told=told, part=widest[1])

    def _shares(self) -> dict[str, dict[str, float]]:
        """Return where each role sees each part, as a share of its scale."""
        return {role: _shares(rows) for role, rows in self.roles.items()}

    def _apart(self) -> Iterator[tuple[ProfileRow, float, float]]:
        """Yield each part with the lowest and the highest share of any role."""
        shares = self._shares()
        for row in self.rows:
            seen = [of[row.key] for of in shares.values() if row.key in of]
            if seen:
                yield row, min(seen), max(seen)

    def _entries(self) -> dict[str, Entry]:
        """Return the mark of each role."""
        made = {}
        for place, role in enumerate(self.roles):
            marker, size, colour = MARKS[place % len(MARKS)]
            hollow = place >= len(MARKS)
            made[role] = Entry(marker, size, colour, role or UNNAMED, hollow=hollow)
        return made

    @arguments()
    def scene(self, width: float, wording: Wording) -> Scene:
        """Return what is drawn where, for so many inches."""
        if not self.rows:
            return noted(say("no parts"), width, wording)
        wide, entries = width * POINTS, self._entries()
        more = [TOGETHER, *([BEFORE] if _shares(self.before) else [])]
        head = head_of([*entries.values(), *more], wide - 2 * EDGE, wording)
        wanted = [
            points_wide([line_of(row.title)], SIZE * 1.12) + INDENT * row.depth
            for row in self.rows
        ]
        room = min(max(wanted), wide * 0.5)
        scale = _Scale(EDGE + room + 3 * EDGE, wide - 3 * EDGE)
        marks, spots = [*head.marks], self._spots(entries)
        top, ends = head.height, self._ends()
        for row in self.rows:
            start = EDGE + INDENT * row.depth
            most = (room + EDGE - start) / points_wide("n", SIZE * 1.12) + 0.5
            lines = wrapped(row.title, most, MOST_LINES)
            high = max(HIGH, LINE * len(lines) + 5)
            for place, line in enumerate(lines):
                y = top + high / 2 + (place - (len(lines) - 1) / 2) * LINE
                marks.append(Words(x=start, y=y, text=line, bold=row.depth == 0))
            at = top + high / 2
            marks += scale.row(at, ends.get(row.key), spots[row.key])
            top += high
        marks[len(head.marks) : len(head.marks)] = scale.axis(head.height, top, wording)
        return Scene(width=wide, height=top + FOOT, marks=marks)

    def _ends(self) -> dict[str, tuple[float, float]]:
        return {row.key: (low, high) for row, low, high in self._apart()}

    def _spots(self, entries: Mapping[str, Entry]) -> dict[str, list[_Share]]:
        """Return what stands on the row of each part, the roles uppermost."""
        of = [
            (BEFORE, _shares(self.before)),
            (TOGETHER, _shares(self.rows)),
            *((entries[role], shares) for role, shares in self._shares().items()),
        ]
        return {
            row.key: [(entry, at[row.key]) for entry, at in of if row.key in at]
            for row in self.rows
        }

    @arguments()
    def vega(self, wording: Wording) -> dict[str, Any]:
        """Return data, marks and scales of a Vega-Lite specification."""
        entries = self._entries()
        titles = {row.key: line_of(row.title) for row in self.rows}
        rows = [
            {
                "part": titles[key],
                "role": wording.said(entries[role].text),
                "share": share,
            }
            for role, of in self._shares().items()
            for key, share in of.items()
            if key in titles
        ]
        share = {**amount("share", domain=[0, 1]), "axis": {"format": ".0%"}}
        part = {**named("part"), "sort": list(titles.values())}
        tips = tooltip(TIPS, wording)
        whole = {"filled": True, "size": 70, "opacity": 1}
        marks = marked("role", rows, entries.values(), wording)
        return {
            "datasets": {"scores": rows},
            "height": {"step": 20},
            **layer(
                "point", "scores", style=whole, y=part, x=share, tooltip=tips, **marks
            ),
        }


def _shares(rows: tuple[ProfileRow, ...]) -> dict[str, float]:
    """Return where each part stands, of those that have a score and a scale."""
    return {
        row.key: (row.value - row.least) / (row.most - row.least)
        for row in rows
        if row.value is not None and row.most > row.least
    }
