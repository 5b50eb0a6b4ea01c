"""What was measured last, kept beside its page, so that it is made without timing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

from benchmarks.harness import Finish

KEPT: Final = Path(__file__).parent.parent / "docs/reference/speed.json"


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Another package beside ours on the same charts, in seconds of processor time."""

    name: str
    versions: Mapping[str, str]
    does: str
    ours: float
    theirs: float

    @property
    def times(self) -> float:
        """Return how many times as long theirs took."""
        return self.theirs / self.ours


@dataclass(frozen=True, kw_only=True)
class Results:
    """All that the page shows: when and where, yardsticks, races, other packages."""

    on: str
    machine: str
    yardsticks: Mapping[str, float]
    finishes: Mapping[str, tuple[Finish, ...]]
    beside: tuple[Beside, ...] = ()


def as_json(results: Results) -> str:
    """Write results so that a line of a difference is about one figure."""
    return json.dumps(_rounded(asdict(results)), indent=1, ensure_ascii=False) + "\n"


def _rounded(value: Any) -> Any:
    """Keep four digits: more would say nothing about the code."""
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return value


def parse(text: str) -> Results:
    """Read what `as_json` wrote."""
    kept = json.loads(text)
    races = {
        module: tuple(Finish(**finish) for finish in finishes)
        for module, finishes in kept.pop("finishes").items()
    }
    beside = tuple(Beside(**each) for each in kept.pop("beside"))
    return Results(**kept, finishes=races, beside=beside)


def load(path: Path = KEPT) -> Results:
    """Read the results that are kept."""
    return parse(path.read_text(encoding="utf-8"))


def with_beside(results: Results, beside: Beside) -> Results:
    """Return results with another package timed anew; the quickest comes first."""
    others = [each for each in results.beside if each.name != beside.name]
    ordered = sorted([*others, beside], key=lambda each: each.theirs)
    return replace(results, beside=tuple(ordered))
