"""Finding a member by its name must not depend on how many there are."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from benchmarks.harness import Race
from cqikit.core import Catalog


@frozen
class Rule:
    """Something with a name."""

    name: str


def races() -> Iterator[Race]:
    """Yield a look-up among five thousand members, against one among five."""
    few = Catalog([Rule(f"rule-{n}") for n in range(5)])
    many = Catalog([Rule(f"rule-{n}") for n in range(5_000)])

    def find(catalog: Catalog[Rule]) -> list[Rule]:
        return [catalog["rule-4"] for _ in range(1_000)]

    def same(ours: list[Rule], theirs: list[Rule]) -> None:
        assert ours == theirs == [Rule("rule-4")] * 1_000

    yield Race(
        name="a member among 5,000, against one among 5",
        ours=lambda: find(many),
        theirs=lambda: find(few),
        same=same,
        at_most=3.0,
    )
