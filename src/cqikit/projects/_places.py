"""Where a finding is, in people's words: which step, which cycle, which months.

A path counts from 0 in the order of a file. People know a thing by its name, and count
from 1 what has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import arguments, instance_of, is_text
from cqikit.pdsa import ramps
from cqikit.projects._project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cqikit.core import Period
    from cqikit.projects._charts import Charted

__all__ = ["place_words"]

STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
POINTS: Final = re.compile(r"points\[(\d+)(?::(\d+))?\]")
#: One of a list, and what a part is called, where the name of the field says it badly.
CALLED: Final[dict[str, str]] = {
    "assessed": "self-assessment",
    "charter": "project",
    "diagram": "driver diagram",
    "growth": "need",
    "people": "person",
    "on": "date",
}
#: Parts of a path that are there whatever a project is called.
ROOTS: Final = frozenset({"charter", "diagram", "groundwork", "plan"})


@arguments(project=instance_of(Project), where=is_text)
def place_words(project: Project, where: str, *, charts: Iterable[Charted] = ()) -> str:
    """Return where a finding of a project is, as people say it.

    Parameters
    ----------
    project : Project
    where : str
        Path of a finding of `findings`, or of its collaborative.
    charts : iterable of Charted
        Those that were checked, so that points of a chart are told by their periods.

    Returns
    -------
    str
        The path itself, as far as it leads nowhere in the project.

    Examples
    --------
    >>> from datetime import date
    >>> from cqikit.measures import Measure
    >>> from cqikit.projects import Charter
    >>> waits = Measure(key="waits", title="Waiting time")
    >>> visits = Charter(key="visits", title="Visits", as_of=date(2027, 1, 4))
    >>> place_words(Project(charter=visits, measures=[waits]), "measures[0].unit")
    'measure “Waiting time”, unit'
    """
    root, _, rest = where.partition(".")
    titles = {one.key: one.title for one in project.measures}
    if root == "series":
        # Keys have no dot in them; what teams are called may have.
        key, _, team = rest.partition(".")
        return ", ".join(filter(None, (titles.get(key, key), team)))
    if root == "collaborative":
        return titles.get(rest, rest)
    if root == "charts":
        key, _, points = rest.partition(".")
        dated = [one.series.periods for one in charts if one.series.measure.key == key]
        said = _points(points, dated[0] if dated else ())
        return f"chart of {titles.get(key, key)}{said}"
    if root == "ramps":
        return _ramp(project, rest)
    return ", ".join(_walked(project, where, titles))


def _points(points: str, periods: Sequence[Period]) -> str:
    """Return which points, by their periods where these are known."""
    found = POINTS.fullmatch(points)
    if found is None:
        return f", {points}" if points else ""
    first = int(found[1])
    last = int(found[2]) - 1 if found[2] else first
    dated = last < len(periods)
    begin, end = (periods[one] if dated else one + 1 for one in (first, last))
    noun = "" if dated else "point " if first == last else "points "
    return f", {noun}{begin}" if first == last else f", {noun}{begin} to {end}"


def _ramp(project: Project, rest: str) -> str:
    """Return a ramp by its idea and team, and its cycle."""
    ideas = (
        {one.key: one.title for one in project.diagram.ideas} if project.diagram else {}
    )
    for ramp in ramps(project.cycles):
        path = f"{ramp.idea}.{ramp.team}" if ramp.team else ramp.idea
        if rest == path or rest.startswith(f"{path}."):
            named = f"cycles on \u201c{ideas.get(ramp.idea, ramp.idea)}\u201d"
            inner = rest[len(path) + 1 :]
            parts = [*_walked(ramp, inner, {})] if "[" in inner else []
            return ", ".join(filter(None, (named, ramp.team, *parts)))
    return f"cycles on {rest}"


def _walked(value: Any, where: str, titles: dict[str, str]) -> Iterator[str]:
    """Yield the parts of a path through attributes and places of lists."""
    name = ""
    for field, place in STEP.findall(where):
        if field:
            if name:
                yield CALLED.get(name, name.replace("_", " "))
            name, value = str(field), getattr(value, field, None)
            title = "" if name in ROOTS or isinstance(value, str) else _titled(value)
            if title:
                yield f"{CALLED.get(name, name)}{title}"
                name = ""
            continue
        several = isinstance(value, (tuple, list)) and int(place) < len(value)
        value = value[int(place)] if several else None
        called = CALLED.get(name, _singular(name))
        value = titles.get(value, value) if isinstance(value, str) else value
        # Lists are shown in other orders, too: a number only where there is no name.
        yield f"{called}{_titled(value) or f' {int(place) + 1}'}"
        name = ""
    if name:
        yield CALLED.get(name, name.replace("_", " "))


def _singular(name: str) -> str:
    """Return what a member of a field with several is called."""
    if name.endswith("ies"):
        return f"{name.removesuffix('ies')}y"
    return name.removesuffix("s")


def _titled(value: Any) -> str:
    """Return what somebody called it, in quotation marks; "" without a name."""
    names = (getattr(value, one, "") for one in ("title", "what", "question", "topic"))
    said = value if isinstance(value, str) else next(filter(None, names), "")
    return f" \u201c{said}\u201d" if said else ""
