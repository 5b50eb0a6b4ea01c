"""The forms of an aim and of a driver diagram."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import say
from cqikit.forms._word._lists import WHERE
from cqikit.forms._word._template import (
    Field,
    FieldKind,
    Fields,
    Rows,
    Section,
    Template,
)

if TYPE_CHECKING:
    from cqikit.forms._word._template import Tree

__all__ = ["AIM", "DIAGRAM"]

#: What a target may say, one alone or two bounds.
TARGETS: Final = ("at", "no_more_than", "no_less_than", "by")
TIERS: Final = {"primary": say("primary"), "secondary": say("secondary")}
STRENGTHS: Final = {
    "weak": say("weak"),
    "moderate": say("moderate"),
    "strong": say("strong"),
}


def aim_fields(prefix: str = "") -> Fields:
    """Return the fields of an aim, without its target."""
    about = (
        ("title", say("The aim, in one sentence"), FieldKind.TEXT),
        ("key", say("Short name of the aim"), FieldKind.TEXT),
        ("population", say("For whom"), FieldKind.TEXT),
        ("measure", say("Short name of the measure"), FieldKind.TEXT),
        ("by", say("By when"), FieldKind.PERIOD),
        ("since", say("When the work began"), FieldKind.PERIOD),
        ("baseline", say("Where it stood at the start"), FieldKind.NUMBER),
    )
    return Fields(
        fields=[
            Field(path=f"{prefix}{path}", label=label, kind=kind)
            for path, label, kind in about
        ]
    )


def target_fields(prefix: str = "") -> Fields:
    """Return the fields of a target, of which one is filled in, or two bounds."""
    about = {
        "at": say("Reach"),
        "no_more_than": say("Or stay at or below"),
        "no_less_than": say("Or stay at or above"),
        "by": say("Or change by a share of the start (-0.25: a quarter less)"),
        "share": say("If units are meant: which share of them reach it (0.85)"),
    }
    return Fields(
        fields=[
            Field(path=f"{prefix}target.{path}", label=label, kind="number")
            for path, label in about.items()
        ]
    )


TARGET_TEXT: Final = say("How much: fill in one line, or both bounds.")


def spread_aim(tree: Tree, path: str = "") -> Tree:
    """Return a tree whose nested target stands beside its share."""
    made = deepcopy(tree)
    aim = made.get(path, {}) if path else made
    target = aim.get("target")
    if isinstance(target, dict) and isinstance(target.get("each"), dict):
        aim["target"] = {"share": target.get("share")} | target["each"]
    return made


def gather_aim(tree: Tree, path: str = "") -> Tree:
    """Return a tree in which what units are to reach stands inside the target."""
    aim: Any = tree.get(path) if path else tree
    target = aim.get("target") if isinstance(aim, dict) else None
    if isinstance(target, dict) and "share" in target:
        each = {name: target[name] for name in TARGETS if name in target}
        aim["target"] = {"share": target["share"], "each": each}
    return tree


AIM: Final = Template(
    name="aim",
    title=say("Aim"),
    text=say("What is to be better, by how much, for whom and by when."),
    document="aims",
    member="aims",
    sections=[
        Section(title=say("The aim"), parts=[aim_fields()]),
        Section(title=say("The target"), text=TARGET_TEXT, parts=[target_fields()]),
    ],
    spread=spread_aim,
    gather=gather_aim,
    source="Langley et al., The Improvement Guide, 2009",
)


def _spread(tree: Tree) -> Tree:
    """Return a diagram whose links without a strength stand with their causes."""
    made = spread_aim(tree, "aim")
    kept: list[Tree] = []
    of: dict[str, list[str]] = {}
    for link in made.pop("links", []):
        if set(link) == {"cause", "effect"}:
            of.setdefault(link["cause"], []).append(link["effect"])
        else:
            kept.append(link)
    if kept:
        made["links"] = kept
    for name in ("drivers", "ideas"):
        for item in made.get(name, ()):
            if item["key"] in of:
                item["acts_on"] = of.pop(item["key"])
    return made


def _gather(tree: Tree) -> Tree:
    """Return a diagram with all its links in one list."""
    links = list(tree.pop("links", []))
    for name in ("drivers", "ideas"):
        for item in tree.get(name, ()):
            # What has no key is no part of a diagram, and told by its row.
            effects = item.pop("acts_on", ())
            where = item.get(WHERE, {}).get("acts_on", "")
            links += [
                {"cause": item["key"], "effect": effect, WHERE: {"": where}}
                for effect in effects
                if "key" in item
            ]
    if links:
        tree["links"] = links
    return gather_aim(tree, "aim")


KEY: Final = Field(path="key", label=say("Short name"))
ACTS_ON: Final = Field(
    path="acts_on", label=say("Acts on"), kind="names", of=("aim", "drivers"), width=1.2
)

DIAGRAM: Final = Template(
    name="driver-diagram",
    title=say("Driver diagram"),
    text=say(
        "What the aim rests on: the drivers, what each of them acts on, and what can be"
        " tried. Things are called by their short names."
    ),
    document="diagram",
    sections=[
        Section(
            title=say("The diagram"),
            parts=[
                Fields(
                    fields=[
                        Field(path="title", label=say("What it is called")),
                        Field(path="key", label=say("Short name of the diagram")),
                        Field(
                            path="balancing",
                            label=say("Measures that would show harm elsewhere"),
                            kind="lines",
                        ),
                    ]
                )
            ],
        ),
        Section(title=say("The aim"), parts=[aim_fields("aim.")]),
        Section(
            title=say("The target"), text=TARGET_TEXT, parts=[target_fields("aim.")]
        ),
        Section(
            title=say("Drivers"),
            text=say("What the aim, or a driver nearer to it, depends on."),
            parts=[
                Rows(
                    path="drivers",
                    key="key",
                    key_from=("title",),
                    blank=8,
                    columns=[
                        KEY,
                        Field(path="title", label=say("Driver"), width=3),
                        Field(
                            path="tier",
                            label=say("How near to the aim"),
                            kind="choice",
                            words=TIERS,
                        ),
                        ACTS_ON,
                        Field(path="measures", label=say("Measures"), kind="lines"),
                        Field(path="detail", label=say("Notes"), width=1.5),
                    ],
                )
            ],
        ),
        Section(
            title=say("Change ideas"),
            text=say("What can be tried, and which driver it acts on."),
            parts=[
                Rows(
                    path="ideas",
                    key="key",
                    key_from=("title",),
                    blank=10,
                    columns=[
                        KEY,
                        Field(path="title", label=say("Idea"), width=3),
                        ACTS_ON,
                        Field(
                            path="answers",
                            label=say("Needs that it answers"),
                            kind="lines",
                        ),
                        Field(path="detail", label=say("Notes"), width=1.5),
                    ],
                )
            ],
        ),
        Section(
            title=say("How strongly"),
            text=say("Only where it is known how much a cause matters."),
            parts=[
                Rows(
                    path="links",
                    blank=3,
                    columns=[
                        Field(
                            path="cause",
                            label=say("This"),
                            kind="name",
                            of=("drivers", "ideas"),
                        ),
                        Field(
                            path="effect",
                            label=say("Acts on"),
                            kind="name",
                            of=("aim", "drivers"),
                        ),
                        Field(
                            path="strength",
                            label=say("How strongly"),
                            kind="choice",
                            words=STRENGTHS,
                        ),
                    ],
                )
            ],
        ),
    ],
    spread=_spread,
    gather=_gather,
    source="Langley et al., The Improvement Guide, 2009",
)
