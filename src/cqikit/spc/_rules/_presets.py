"""Published rule sets, and those of the tools people come from, as catalogs.

Each is a value to be changed at will: `NELSON.without("inside")`,
`ANHOEJ.add(my_rule)`, `IHI.replace(Shift(length=7))`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import evolve, field, frozen

from cqikit.core import Catalog, as_tuple, is_key, is_text, non_blank, say
from cqikit.errors import FieldTypeError
from cqikit.spc._rules._crossing import (
    ANHOEJ_2014,
    ANHOEJ_2020,
    Box,
    Crossings,
    LongestRun,
    RunCount,
)
from cqikit.spc._rules._flags import Rule
from cqikit.spc._rules._neighbours import Alternating, Shift, Trend
from cqikit.spc._rules._zones import (
    SHEWHART,
    BeyondLimits,
    KOfNBeyond,
    Mixture,
    OppositeLimits,
    Stratification,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "ANHOEJ",
    "BEST_BOX",
    "CUT_BOX",
    "IHI",
    "MAKING_DATA_COUNT",
    "MINITAB",
    "NELSON",
    "NHSR_PLOT_THE_DOTS",
    "PERLA",
    "POWERBI_SPC",
    "QCC_NELSON",
    "QCC_WESTERN_ELECTRIC",
    "QICHARTS2",
    "RULE_SETS",
    "SHEWHART_RUNS",
    "THREE_SIGMA",
    "WESTERN_ELECTRIC",
    "WESTGARD",
    "RuleSet",
    "RuleSetName",
]


def _rules(*rules: Rule) -> Catalog[Rule]:
    return Catalog(rules, kind="rule")


QCC: Final = "qcc 3.0, compared case by case"

TWO_OF_THREE: Final = KOfNBeyond(count=2, window=3, sigmas=2, name="two-of-three")
FOUR_OF_FIVE: Final = KOfNBeyond(count=4, window=5, sigmas=1, name="four-of-five")

#: How qcc finds so many of a window: none that has only begun counts.
OF_QCC: Final[dict[str, Any]] = {
    "last_beyond": True,
    "by_last": True,
    "windows": "full",
    "marks": "completing",
}

#: A point outside the limits, and nothing else.
THREE_SIGMA: Final = _rules(BeyondLimits())

#: A run too long, or too few crossings, for the useful points of the phase.
ANHOEJ: Final = _rules(LongestRun(), Crossings())

#: `THREE_SIGMA` and `ANHOEJ`: sensible on a control chart and on a run chart.
SHEWHART_RUNS: Final = _rules(BeyondLimits(), LongestRun(), Crossings())

#: Crossings and longest run outside the box that finds most.
BEST_BOX: Final = _rules(Box(kind="best"))

#: As `BEST_BOX`, with the corner of the box cut off.
CUT_BOX: Final = _rules(Box(kind="cut"))

#: Six on one side, five rising or falling, too few or too many runs. What is
#: "astronomical" is judged by eye there, and so is in no rule.
PERLA: Final = _rules(
    Shift(length=6, on_centre="skip"),
    Trend(length=5, ties="skip"),
    RunCount(tail=0.025),
)

#: Of the IHI and of The Health Care Data Guide, for Shewhart charts.
IHI: Final = _rules(
    BeyondLimits(),
    Shift(length=8, on_centre="skip"),
    Trend(length=6, ties="skip"),
    TWO_OF_THREE,
    Stratification(length=15),
)

#: Of NHS England; the order is the one in which a point takes its colour. Two of
#: three are of three that are there, all on one side.
MAKING_DATA_COUNT: Final = _rules(
    BeyondLimits(),
    Trend(length=7),
    evolve(TWO_OF_THREE, same_side=True, within_limits=True, windows="full"),
    Shift(length=7),
)

#: The four tests of the Western Electric handbook.
WESTERN_ELECTRIC: Final = _rules(
    BeyondLimits(),
    TWO_OF_THREE,
    FOUR_OF_FIVE,
    Shift(length=8),
)

#: The eight tests of Nelson, in his order.
NELSON: Final = _rules(
    BeyondLimits(),
    Shift(length=9),
    Trend(length=6),
    Alternating(length=14),
    TWO_OF_THREE,
    FOUR_OF_FIVE,
    Stratification(length=15),
    Mixture(length=8),
)

#: The rejection rules of Westgard's multirule procedure, for one level of
#: control, one measurement a run. 1-2s, there a warning that starts the
#: others, is left out: ``WESTGARD.add(BeyondLimits(sigmas=2, name="1-2s"))``.
WESTGARD: Final = _rules(
    BeyondLimits(sigmas=3, name="1-3s"),
    KOfNBeyond(count=2, window=2, sigmas=2, name="2-2s"),
    OppositeLimits(sigmas=2, name="R-4s"),
    KOfNBeyond(count=4, window=4, sigmas=1, name="4-1s"),
    Shift(length=10, name="10x"),
)

#: Minitab's eight tests: as Nelson's, but eight away from the centre may all be
#: on one side.
MINITAB: Final = NELSON.replace(Mixture(length=8, both_sides=False))

#: What qicharts2 0.8.1 flags: points outside, and whole phases.
QICHARTS2: Final = _rules(BeyondLimits(), LongestRun(marks="phase"), Crossings())

#: What NHSRplotthedots 0.2.2 flags.
NHSR_PLOT_THE_DOTS: Final = MAKING_DATA_COUNT

#: What qcc 3.0 flags as WER 1 to 4: only points at which a pattern is complete,
#: a window being judged by the limits of its last point.
QCC_WESTERN_ELECTRIC: Final = _rules(
    BeyondLimits(),
    evolve(TWO_OF_THREE, **OF_QCC),
    evolve(FOUR_OF_FIVE, **OF_QCC),
    Shift(length=8, marks="completing"),
)

#: What qcc 3.0 flags as NEL 1 to 8.
QCC_NELSON: Final = _rules(
    BeyondLimits(),
    Shift(length=9, marks="completing"),
    Trend(length=6, marks="completing"),
    Alternating(length=14, marks="completing"),
    QCC_WESTERN_ELECTRIC["two-of-three"],
    QCC_WESTERN_ELECTRIC["four-of-five"],
    Stratification(length=15, marks="completing"),
    Mixture(length=8, marks="completing"),
)

#: What PowerBI-SPC flags as it comes: shift 7, trend 5, two in three. It leaves
#: out rows without a value before it looks.
POWERBI_SPC: Final = _rules(
    BeyondLimits(),
    Shift(length=7, missing="skip"),
    Trend(length=5, missing="skip"),
    evolve(TWO_OF_THREE, net=True, missing="skip"),
)


def _as_catalog(rules: Iterable[Rule]) -> Catalog[Rule]:
    listed: Any = as_tuple(rules)
    if isinstance(rules, Catalog):
        return rules
    if not isinstance(listed, tuple) or not all(map(callable, listed)):
        fix = say("such as {example}", example="[spc.Shift(length=8)]")
        raise FieldTypeError("rules", say("must be a list of rules"), rules, fix)
    return _rules(*listed)


RuleSetName: TypeAlias = Literal[
    "three-sigma",
    "anhoej",
    "shewhart-runs",
    "best-box",
    "cut-box",
    "perla",
    "ihi",
    "making-data-count",
    "western-electric",
    "nelson",
    "westgard",
    "minitab",
    "qicharts2",
    "nhsr-plot-the-dots",
    "qcc-western-electric",
    "qcc-nelson",
    "powerbi-spc",
]


@frozen(kw_only=True)
class RuleSet:
    """A rule set with its name and where it is from.

    `note` says what it leaves open, or how far it could be checked.

    Parameters
    ----------
    name : str
        The name by which it is asked for.
    title : str
        What people call it.
    rules : Catalog[Rule]
        The rules; where several signal at a point, the first gives its colour.
    source : str
        Where it is published.
    note : str
        What is to be known of it; nothing unless said.
    """

    name: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    rules: Catalog[Rule] = field(converter=_as_catalog)
    source: str = field(validator=non_blank)
    note: str = field(default="", validator=is_text)

    def __repr__(self) -> str:
        return f"<RuleSet {self.name}, {len(self.rules)} rules>"

    def __str__(self) -> str:
        """Return what it is called, and its rules, for people."""
        return say("{title}: {rules}", title=self.title, rules=str(self.rules))


def _set(name: str, title: str, rules: Catalog[Rule], source: str) -> RuleSet:
    return RuleSet(name=name, title=title, rules=rules, source=source)


#: Every rule set above, with its source, by name.
RULE_SETS: Final = Catalog(
    [
        _set("three-sigma", say("Three sigma"), THREE_SIGMA, SHEWHART),
        _set("anhoej", say("Anhøj rules"), ANHOEJ, ANHOEJ_2014),
        RuleSet(
            name="shewhart-runs",
            title=say("Three sigma and Anhøj rules"),
            rules=SHEWHART_RUNS,
            source="Shewhart 1931; Anhøj & Olesen 2014",
        ),
        _set("best-box", say("Best box"), BEST_BOX, ANHOEJ_2020),
        _set("cut-box", say("Cut box"), CUT_BOX, ANHOEJ_2020),
        RuleSet(
            name="perla",
            title=say("Run chart rules of Perla, Provost & Murray"),
            rules=PERLA,
            source="Perla, Provost & Murray, BMJ Qual Saf 2011;20:46-51",
            note=say(
                "Astronomical points are judged by eye and are in no rule. Runs"
                " are counted by the exact distribution, 2.5 % a tail, not by the"
                " table."
            ),
        ),
        RuleSet(
            name="ihi",
            title=say("Shewhart chart rules of the IHI"),
            rules=IHI,
            source="Provost & Murray, The Health Care Data Guide, 2011",
            note=say(
                "That points on the centre and ties are passed over was not"
                " checked against the book."
            ),
        ),
        RuleSet(
            name="making-data-count",
            title=say("NHS Making Data Count"),
            rules=MAKING_DATA_COUNT,
            source="NHS England, Making Data Count; as NHSRplotthedots 0.2.2 has it",
            note=say("The written guide has six points for a trend, the code seven."),
        ),
        RuleSet(
            name="western-electric",
            title=say("Western Electric"),
            rules=WESTERN_ELECTRIC,
            source="Western Electric, Statistical Quality Control Handbook, 1956",
        ),
        RuleSet(
            name="nelson",
            title=say("Nelson"),
            rules=NELSON,
            source="Nelson, Journal of Quality Technology 1984;16(4):237-239",
        ),
        RuleSet(
            name="westgard",
            title=say("Westgard multirule"),
            rules=WESTGARD,
            source="Westgard et al., Clinical Chemistry 1981;27(3):493-501",
            note=say(
                "Checked against the author's own description"
                " (westgard.com/mltirule.htm), not against the paper. By it, R-4s"
                " is for measurements of one run; here it takes neighbours. 8x and"
                " 12x are Shift(length=8) and 12; 7T is Trend(length=7), which by"
                " the author is in none of his procedures."
            ),
        ),
        RuleSet(
            name="minitab",
            title=say("Minitab, all eight tests"),
            rules=MINITAB,
            source="Minitab support: select tests for special causes",
            note=say("Minitab by itself makes test 1 only."),
        ),
        RuleSet(
            name="qicharts2",
            title=say("qicharts2"),
            rules=QICHARTS2,
            source="qicharts2 0.8.1, compared case by case",
        ),
        RuleSet(
            name="nhsr-plot-the-dots",
            title=say("NHSRplotthedots"),
            rules=NHSR_PLOT_THE_DOTS,
            source="NHSRplotthedots 0.2.2, compared case by case",
        ),
        RuleSet(
            name="qcc-western-electric",
            title=say("qcc, Western Electric rules"),
            rules=QCC_WESTERN_ELECTRIC,
            source=QCC,
        ),
        _set("qcc-nelson", say("qcc, Nelson rules"), QCC_NELSON, QCC),
        RuleSet(
            name="powerbi-spc",
            title=say("PowerBI-SPC"),
            rules=POWERBI_SPC,
            source="PowerBI-SPC 2026-06, compared case by case",
        ),
    ],
    kind="rule set",
)
