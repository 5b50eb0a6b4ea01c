"""A diagram ten times as large must take ten times as long, and no longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from benchmarks.harness import Race
from benchmarks.yardsticks import plain_pass
from cqikit import drawing, drivers
from cqikit.core import run_checks
from cqikit.drivers import ChangeIdea, Diagram, Driver, Link
from cqikit.measures import Aim, Level

MANY = 2_000
#: What its columns are called.
HEADS = 4
AIM = Aim(
    key="aim",
    title="90 % on time by 2027",
    measure="on-time",
    target=Level(90.0),
    by="2027",
)


def diagram(nodes: int) -> Diagram:
    """Build a diagram in which every idea and driver leads to two things."""
    primaries = [f"p{number}" for number in range(nodes // 20)]
    secondaries = [f"s{number}" for number in range(nodes // 4)]
    ideas = [f"i{number}" for number in range(nodes - nodes // 20 - nodes // 4)]
    links = [Link(cause=primary, effect=AIM.key) for primary in primaries]
    for causes, effects in ((secondaries, primaries), (ideas, secondaries)):
        for place, cause in enumerate(causes):
            first, second = place % len(effects), (place + 1) % len(effects)
            links += [Link(cause=cause, effect=effects[at]) for at in (first, second)]
    return Diagram(
        key="large",
        title="Large",
        aim=AIM,
        drivers=[
            *(Driver(key=primary, title=primary) for primary in primaries),
            *(
                Driver(
                    key=secondary,
                    title=secondary,
                    tier="secondary",
                    measures=[f"m-{secondary}"],
                )
                for secondary in secondaries
            ),
        ],
        ideas=[ChangeIdea(key=idea, title=idea) for idea in ideas],
        links=links,
    )


def read(made: Sequence[Diagram]) -> list[int]:
    """Read diagrams in every way there is, and return counts that add up."""
    counts = [0] * 5
    for this_diagram in made:
        adopted = {idea.key: ["adopted"] for idea in this_diagram.ideas}
        state = drivers.theory(this_diagram, adopted)
        outline = drivers.outline(this_diagram).splitlines()
        found = [
            len(state.of("adopted")),
            len(drivers.mermaid(this_diagram).splitlines())
            - 2
            - len(this_diagram.links),
            len(drivers.dot(this_diagram).splitlines()) - 5 - len(this_diagram.links),
            len(this_diagram.links) - len([line for line in outline if line[0] == " "]),
            len(drivers.tree(this_diagram).children),
        ]
        assert not run_checks(
            this_diagram, drivers.CHECKS.only("diagram.skipped-level")
        )
        run_checks(this_diagram, drivers.CHECKS)
        counts = [sum(pair) for pair in zip(counts, found, strict=True)]
    return counts


def races() -> Iterator[Race]:
    """Yield one large diagram, and ten that are a tenth of it."""

    def same(ours: list[int], theirs: list[int]) -> None:
        assert ours == theirs
        assert ours[1] == ours[2] == MANY
        assert ours[3] == 0

    yield Race(
        name="a diagram of 2,000 nodes built and read, against ten of 200",
        ours=lambda: read([diagram(MANY)]),
        theirs=lambda: read([diagram(MANY // 10) for _ in range(10)]),
        same=same,
        at_most=1.7,
    )

    large = diagram(MANY)
    chance = np.random.default_rng(0).normal(size=24).tolist()

    def every_title(ours: str, _: object) -> None:
        assert ours.count("<text") == MANY + 1 + HEADS

    yield Race(
        name="a diagram of 2,000 nodes drawn, in thousands of plain passes",
        ours=lambda: drawing.diagram_svg(large),
        theirs=lambda: [plain_pass(chance) for _ in range(1000)],
        same=every_title,
        at_most=60.0,
    )
