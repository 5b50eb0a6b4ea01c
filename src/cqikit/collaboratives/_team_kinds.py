"""What is said of teams and their data all together: rows of code and words."""

from __future__ import annotations

from typing import Final

from cqikit.collaboratives._measured import STOOD
from cqikit.collaboratives._policies import Silent
from cqikit.core import FindingKind, Severity, and_more

__all__ = [
    "AGGREGATES_DISAGREE",
    "APART",
    "COUNTED_TWICE",
    "EARLY_RECEIPTS",
    "HAS_DATA",
    "MIX_CHANGED",
    "NOBODY",
    "NOT_POOLED",
    "ONE_AGGREGATE_MOVED",
    "OUT_OF_TIME",
    "PART_TIME",
    "REPEATED_RECEIPTS",
    "REPEATED_RECOUNTS",
    "SILENT_TEAMS",
    "UNKNOWN_MEASURE",
    "UNLISTED_TEAM",
    "UNMATCHED_RECEIPTS",
    "UNMATCHED_RECOUNTS",
]

LOOKED_FOR: Final = "cqikit: what a list names is looked for in the data"
BOTH: Final = "S5; cqikit: both aggregates are computed"
AS_IN_DATA: Final = "write the team, the measure and the period as the data have them"
TAKE_OUT: Final = "take out what is listed again"
COUNTED_ONCE: Final = "cqikit: what is listed again was done once"
MOVED: Final = "the {name} aggregate moved from {before} to {after} since {at}"

HAS_DATA: Final = FindingKind(
    "collaborative.has-data",
    says="{team!r} is said to have no such thing, and has values",
    fix="take {measure!r} out of has_no, or its rows out",
    source="cqikit: what a team does not have is counted apart",
)
UNLISTED_TEAM: Final = FindingKind(
    "collaborative.unlisted-team",
    says="{team!r} stands in the data and is not among the teams",
    fix="list it, or take its rows out",
    source="S5: all teams that take part are counted",
)
#: Most often a slip: a team does not have what nobody measures.
UNKNOWN_MEASURE: Final = FindingKind(
    "collaborative.unknown-measure",
    says="it has no {key!r}, of which no team has data",
    fix="name one of {measured}",
    source=LOOKED_FOR,
)
UNMATCHED_RECOUNTS: Final = FindingKind(
    "collaborative.unmatched-recounts",
    says="{count:# recount|# recounts} of no report in the data, the first of {of},"
    " {period}",
    where="recounts",
    fix=AS_IN_DATA,
    source=LOOKED_FOR,
)
UNMATCHED_RECEIPTS: Final = FindingKind(
    "collaborative.unmatched-receipts",
    says="{count:# receipt|# receipts} of no report in the data, the first of {of},"
    " {period}",
    where="receipts",
    fix=AS_IN_DATA,
    source=LOOKED_FOR,
)
EARLY_RECEIPTS: Final = FindingKind(
    "collaborative.early-receipts",
    says="{count:# receipt|# receipts} of a day before the period, and not counted; the"
    " first of {of}, {period}",
    where="receipts",
    fix="correct the day or the period",
    source="cqikit: no report comes before its period",
)
REPEATED_RECOUNTS: Final = FindingKind(
    "collaborative.repeated-recounts",
    says="{count:# recount|# recounts} listed again, and counted once; the first of"
    " {of}, {period}",
    where="recounts",
    fix=TAKE_OUT,
    source=COUNTED_ONCE,
)
REPEATED_RECEIPTS: Final = FindingKind(
    "collaborative.repeated-receipts",
    says="{count:# receipt|# receipts} listed again, and counted once; the first of"
    " {of}, {period}",
    where="receipts",
    fix=TAKE_OUT,
    source=COUNTED_ONCE,
)
#: By the way that most teams went, against all together.
MIX_CHANGED: Final = FindingKind(
    "collaborative.mix-changed",
    says={
        "up": "all together fell, and {against} of {teams:# team|# teams} rose: the mix"
        " of teams changed",
        "down": "all together rose, and {against} of {teams:# team|# teams} fell: the"
        " mix of teams changed",
    },
    fix="tell both; with the mix of before, from {before} to {standardised}",
    source="Simpson, JRSS B 1951 (13:238-241); the weights of before are ours",
)
AGGREGATES_DISAGREE: Final = FindingKind(
    "collaborative.aggregates-disagree",
    says=f"{MOVED}, {MOVED.replace('{', '{other_')}",
    fix="look at the teams: a few large ones move against the many",
    source=BOTH,
)
ONE_AGGREGATE_MOVED: Final = FindingKind(
    "collaborative.one-aggregate-moved",
    says=f"{MOVED}, the {{still}} one did not",
    fix="look at the teams: a few moved, or many moved a little",
    source=BOTH,
)
NOBODY: Final = f"{Silent.SAME_TEAMS.value}+nobody"
#: Where teams that took part for a part of the time are left out.
APART: Final = "apart"
WHOEVER: Final = 'to see whoever took part, set silent = "as-reported"'
FOR_A_PART: Final = "for a part of the time, and so not in all teams together: {teams}"
PART_TIME: Final = FindingKind(
    "collaborative.part-time",
    says=and_more(
        {
            "": "for a part of the time: {teams}: what moved as they came or left may"
            " be that others count",
            APART: FOR_A_PART,
            NOBODY: f"{FOR_A_PART}; no team is left",
        },
        "teams",
    ),
    fix={
        "": 'to see the same teams throughout, set silent = "stands-still"',
        **and_more(
            {
                APART: WHOEVER,
                NOBODY: WHOEVER,
            }
        ),
    },
    source="cqikit: a team that comes or goes makes no gain",
)
OUT_OF_TIME: Final = FindingKind(
    "collaborative.out-of-time",
    says=and_more(
        "{rows:# row|# rows} outside of the time of the team, and left out: {teams}",
        "teams",
    ),
    fix="correct since or until of the team, or take the rows out",
    source="cqikit: a team takes part from since to until",
)
NOT_POOLED: Final = FindingKind(
    "collaborative.not-pooled",
    says=and_more(
        "ready values of {teams} are not pooled; they are in the median of teams",
        "teams",
    ),
    fix="report numerators and denominators",
    source="cqikit: a value without a denominator has no weight",
)
SILENT: Final = (
    "{silent:# team|# teams} without a value in some of {periods:# period|# periods}:"
    " {teams}"
)
NEVER: Final = "never"
LET_STAND: Final = 'let silent teams stand still (silent = "stands-still")'
#: By how they count there, and where no team is left by that.
SILENT_TEAMS: Final = FindingKind(
    "collaborative.silent-teams",
    says=and_more(
        {
            **{policy.value: f"{SILENT}; {words}" for policy, words in STOOD.items()},
            NEVER: "{silent:# team|# teams} never reported: {teams};"
            " nothing of theirs is in all teams together",
            NOBODY: f"{SILENT}; {STOOD[Silent.SAME_TEAMS]}; no team is left",
        },
        "teams",
    ),
    fix={
        "": "ask them for their reports",
        **and_more({Silent.AS_REPORTED.value: LET_STAND, NOBODY: LET_STAND}),
    },
    source="cqikit: a silent team makes no gain",
)
COUNTED_TWICE: Final = FindingKind(
    "collaborative.counted-twice",
    says=and_more(
        "{parent} has rows of its own, and so have the teams that belong to it"
        " ({teams}): the teams are counted, its own rows are left out",
        "teams",
    ),
    severity=Severity.FAULT,
    fix="take its rows out; if they are of other people, give them a team of their own"
    " that belongs to it",
    source="cqikit: nobody is counted twice",
)
