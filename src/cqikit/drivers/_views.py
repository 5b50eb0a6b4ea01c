"""How a diagram is read: a tree of values, an outline, Mermaid and DOT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from cqikit.core import Sentence, TupleOf, arguments, instance_of, say
from cqikit.drivers._diagram import (
    Diagram,
    Layer,
    Strength,
    causes_of,
    effects_of,
    items,
    layer_of,
)
from cqikit.drivers._text import for_dot, for_mermaid, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Branch", "dot", "mermaid", "outline", "tree"]

#: How a link is drawn in Mermaid and in DOT, by its strength.
ARROWS: Final = {
    None: ("-->", ""),
    Strength.WEAK: ("-.->", " [style=dashed]"),
    Strength.MODERATE: ("-->", ""),
    Strength.STRONG: ("==>", " [penwidth=2]"),
}


@frozen(kw_only=True)
class Branch:
    """One item of a diagram with all that leads to it.

    What leads to two items is the same `Branch` under both.

    Parameters
    ----------
    key, title : str
        Of the item.
    layer : Layer
        Aim, primary or secondary driver, or change idea.
    children : tuple of Branch
        What leads to it; none unless said.
    """

    key: str
    title: str
    layer: Layer
    children: tuple[Branch, ...] = field(default=(), converter=TupleOf["Branch"])


@arguments(diagram=instance_of(Diagram))
def tree(diagram: Diagram) -> Branch:
    """Return the diagram as seen from its aim; what is not linked is not in it.

    Examples
    --------
    >>> from cqikit.drivers import Driver, add
    >>> from cqikit.measures import Aim, Level
    >>> aim = Aim(
    ...     key="aim",
    ...     title="90 % on time",
    ...     measure="on-time",
    ...     target=Level(90.0),
    ...     by="2027-06",
    ... )
    >>> diagram = Diagram(key="visits", title="Visits", aim=aim)
    >>> diagram = add(diagram, Driver(key="told", title="Families know"), under="aim")
    >>> [child.title for child in tree(diagram).children]
    ['Families know']
    """
    titles = dict(_titles(diagram))
    made: dict[str, Branch] = {}
    # From the lowest layer up, so that every child is there before its parent.
    for key in sorted(titles, key=lambda key: -layer_of(diagram, key)):
        made[key] = Branch(
            key=key,
            title=titles[key],
            layer=layer_of(diagram, key),
            children=tuple(made[cause] for cause in causes_of(diagram, key)),
        )
    return made[diagram.aim.key]


@arguments(diagram=instance_of(Diagram))
def outline(diagram: Diagram) -> str:
    """Return the diagram as indented text, each item under each of its effects.

    Measures stand in brackets. What an item rests on is written out where the
    item stands first; after that, it is referred to. Items that lead nowhere
    and the balancing measures come last.

    Examples
    --------
    >>> from cqikit.drivers import Driver, link
    >>> from cqikit.measures import Aim, Level
    >>> aim = Aim(
    ...     key="aim",
    ...     title="90 % on time",
    ...     measure="on-time",
    ...     target=Level(90.0),
    ...     by="2027-06",
    ... )
    >>> diagram = Diagram(
    ...     key="visits",
    ...     title="Visits",
    ...     aim=aim,
    ...     drivers=[Driver(key="told", title="Families know", measures=["calls"])],
    ... )
    >>> print(outline(link(diagram, "told", "aim")), end="")
    aim: 90 % on time [on-time]
      primary driver: Families know [calls]
    """
    said = _lines(diagram)
    done: set[str] = set()
    lines = list(_outlined(diagram, diagram.aim.key, 0, said, done))
    loose = [item.key for item in items(diagram) if not effects_of(diagram, item.key)]
    if loose:
        lines.append(say("not linked:"))
        for key in loose:
            lines += _outlined(diagram, key, 1, said, done)
    if diagram.balancing:
        lines.append(say("balancing: {measures}", measures=diagram.balancing))
    return say("{lines/\n}\n", lines=tuple(lines))


def _lines(diagram: Diagram) -> dict[str, str]:
    """Return how each item is written, by its key."""
    measures = {driver.key: driver.measures for driver in diagram.drivers}
    measures[diagram.aim.key] = (diagram.aim.measure,)
    return {
        key: _line(_spoken(layer_of(diagram, key)), title, measures.get(key, ()))
        for key, title in _titles(diagram)
    }


def _line(layer: str, title: str, measures: Sequence[str]) -> Sentence:
    """Return how an item is written: what it is, its title, and its measures."""
    said = say("{layer}: {title}", layer=layer, title=one_line(title))
    if not measures:
        return said
    return say("{item} [{measures}]", item=said, measures=tuple(measures))


def _outlined(
    diagram: Diagram, key: str, depth: int, said: dict[str, str], done: set[str]
) -> Iterator[str]:
    causes = causes_of(diagram, key)
    again = key in done and bool(causes)
    told = said[key]
    if again:
        told = say("{item} (see above)", item=told)
    yield say("{indent}{item}", indent="  " * depth, item=told)
    done.add(key)
    if not again:
        for cause in causes:
            yield from _outlined(diagram, cause, depth + 1, said, done)


def _spoken(layer: Layer) -> Sentence:
    return {
        Layer.AIM: say("aim"),
        Layer.PRIMARY: say("primary driver"),
        Layer.SECONDARY: say("secondary driver"),
        Layer.IDEA: say("idea"),
    }[layer]


def _titles(diagram: Diagram) -> Iterator[tuple[str, str]]:
    yield diagram.aim.key, diagram.aim.title
    for item in items(diagram):
        yield item.key, item.title


@arguments(diagram=instance_of(Diagram))
def mermaid(diagram: Diagram) -> str:
    """Return the diagram as a Mermaid flowchart, the aim on the left."""
    names = {key: f"n{place}" for place, (key, _) in enumerate(_titles(diagram))}
    lines = ["flowchart RL"]
    for key, title in _titles(diagram):
        shape = ("[[", "]]") if key == diagram.aim.key else ("[", "]")
        if layer_of(diagram, key) is Layer.IDEA:
            shape = ("(", ")")
        lines.append(f'    {names[key]}{shape[0]}"{for_mermaid(title)}"{shape[1]}')
    for link in diagram.links:
        arrow = ARROWS[link.strength][0]
        lines.append(f"    {names[link.cause]} {arrow} {names[link.effect]}")
    return "\n".join(lines) + "\n"


@arguments(diagram=instance_of(Diagram))
def dot(diagram: Diagram) -> str:
    """Return the diagram in DOT, for Graphviz, the aim on the left."""
    lines = [
        f'digraph "{diagram.key}" {{',
        "    rankdir=RL;",
        "    node [shape=box];",
    ]
    for key, title in _titles(diagram):
        rounded = layer_of(diagram, key) is Layer.IDEA
        style = ", style=rounded" if rounded else ""
        lines.append(f'    "{key}" [label="{for_dot(title)}"{style}];')
    for link in diagram.links:
        style = ARROWS[link.strength][1]
        lines.append(f'    "{link.cause}" -> "{link.effect}"{style};')
    return "\n".join([*lines, "}"]) + "\n"
