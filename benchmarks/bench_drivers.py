"""A diagram ten times as large must take ten times as long, and no longer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.harness import Race
from cqikit import drivers
from cqikit.core import run_checks
from cqikit.drivers import ChangeIdea, Diagram, Driver, Link
from cqikit.measures import Aim, Level

MANY = 2_000
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
    links = [Link(cause=one, effect=AIM.key) for one in primaries]
    for causes, effects in ((secondaries, primaries), (ideas, secondaries)):
        for place, one in enumerate(causes):
            first, second = place % len(effects), (place + 1) % len(effects)
            links += [Link(cause=one, effect=effects[at]) for at in (first, second)]
    return Diagram(
        key="large",
        title="Large",
        aim=AIM,
        drivers=[
            *(Driver(key=one, title=one) for one in primaries),
            *(
                Driver(key=one, title=one, tier="secondary", measures=[f"m-{one}"])
                for one in secondaries
            ),
        ],
        ideas=[ChangeIdea(key=one, title=one) for one in ideas],
        links=links,
    )


def read(made: Sequence[Diagram]) -> list[int]:
    """Read diagrams in every way there is, and return counts that add up."""
    counts = [0] * 5
    for one in made:
        adopted = {idea.key: ["adopted"] for idea in one.ideas}
        state = drivers.theory(one, adopted)
        outline = drivers.outline(one).splitlines()
        found = [
            len(state.of("adopted")),
            len(drivers.mermaid(one).splitlines()) - 2 - len(one.links),
            len(drivers.dot(one).splitlines()) - 5 - len(one.links),
            len(one.links) - len([line for line in outline if line[0] == " "]),
            len(drivers.tree(one).children),
        ]
        assert not run_checks(one, drivers.CHECKS.only("diagram.skipped-level"))
        run_checks(one, drivers.CHECKS)
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
