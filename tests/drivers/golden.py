"""Golden files of the room drivers: the three text forms of two diagrams."""

from attrs import evolve

from cqikit.drivers import ChangeIdea, Diagram, Driver, add, dot, mermaid, outline
from tests.drivers.stories import GOOD

#: Everything that people type, and that must not get out of its place.
NASTY = add(
    add(
        evolve(
            GOOD,
            key="nasty",
            aim=evolve(GOOD.aim, title='End "it"\nby 2027; %% {a} [b] --> c'),
        ),
        Driver(key="shalom", title="\u05e9\u05dc\u05d5\u05dd (\u05d0)", tier="primary"),
        under=["on-time"],
    ),
    ChangeIdea(key="turn", title="<b>\u202eabc</b> & \\N `x` #quot; C:\\new\ttab"),
    under=["shalom", "reminded"],
)


def written(diagram: Diagram) -> dict[str, str]:
    """Return the three text forms, by the path where they are kept."""
    place = f"tests/drivers/golden/{diagram.key}"
    return {
        f"{place}.txt": outline(diagram),
        f"{place}.mmd": mermaid(diagram),
        f"{place}.dot": dot(diagram),
    }


def golden_files() -> dict[str, str]:
    """Write both diagrams as they are."""
    return written(GOOD) | written(NASTY)
