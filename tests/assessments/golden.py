"""Golden files of the room assessments: every framework and every way to roll up.

Of a framework, all but its prose: its scales, and each domain and each item with what
it weighs, gates and caps. Fields that have their default, which stands at the top, are
left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cqikit.assessments import (
    FRAMEWORKS,
    POLICIES,
    SCORERS,
    Anchor,
    Answer,
    Domain,
    Framework,
    Item,
    Responses,
    Scale,
    score,
)
from tests.presets import defaults_of, fields_of

PROSE = {"principles", "text", "title", "evidence", "source", "licence", "label"}
INSIDE = {"domains", "items", "scales", "_items", "_domains", "_scales"}


def golden_files() -> dict[str, str]:
    """Write down what every framework is made of, and what every roll-up gives."""
    frameworks = [
        *defaults_of(Framework, Scale, Anchor, Domain, Item),
        *(line for framework in FRAMEWORKS for line in _framework(framework)),
    ]
    rolled = [
        *(fields_of(policy) for policy in POLICIES),
        *(fields_of(scorer) for scorer in SCORERS),
        *_values(),
    ]
    return {
        "tests/assessments/golden/frameworks.txt": "\n".join(frameworks) + "\n",
        "tests/assessments/golden/roll_ups.txt": "\n".join(rolled) + "\n",
    }


def _framework(framework: Framework) -> Iterator[str]:
    yield f"## {framework.key}"
    yield fields_of(framework, PROSE | INSIDE, defaults=False)
    for scale in framework.scales:
        yield fields_of(scale, PROSE, defaults=False)
    yield from _parts(framework.items, framework.domains, "")


def _parts(
    items: Iterable[Item], domains: Iterable[Domain], indent: str
) -> Iterator[str]:
    for item in items:
        yield indent + fields_of(item, PROSE, defaults=False)
    for domain in domains:
        yield indent + fields_of(domain, PROSE | INSIDE, defaults=False)
        yield from _parts(domain.items, domain.domains, indent + "  ")


#: What a key weighs, and on which rung it is; the third is asked the other way round.
WEIGHTS = {"a": (1.0, 1), "b": (3.0, 2), "c": (1.0, 1), "d": (1.0, 2)}
ITEMS = [
    Item(key=key, text=key, scale="s", weight=weight, reversed=key == "c", rung=rung)
    for key, (weight, rung) in WEIGHTS.items()
]


def _values() -> Iterator[str]:
    """Yield what each way to roll up makes of the same answers, with each policy."""
    # A hybrid is made of domains of domains: see the rating systems that are.
    for scorer in SCORERS.without("hybrid"):
        framework = Framework(
            key="f",
            title="F",
            version="1",
            scales=[Scale(key="s", low=1, high=5, positive=4)],
            domains=[
                Domain(key="x", title="X", items=ITEMS[:2], weight=2.0),
                Domain(key="y", title="Y", items=ITEMS[2:]),
            ],
            scorer=scorer.name,
        )
        for said in ("5242", "52-2", "11-1", "5515"):
            answers = [
                Answer(item=item.key, value=float(value))
                for item, value in zip(ITEMS, said, strict=True)
                if value != "-"
            ]
            responses = Responses(framework, answers)
            found = (
                f"{policy.name} {_plain(score(responses, policy=policy).score.value)}"
                for policy in POLICIES
            )
            yield f"{scorer.name} of {said}: {', '.join(found)}"


def _plain(value: float | None) -> str:
    return "none" if value is None else f"{value:.6g}"
