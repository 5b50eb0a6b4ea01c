"""The reasons for a kind of chart, and for new limits, as rows of code and words."""

from __future__ import annotations

from typing import Final

from cqikit.core import FindingKind, Severity

__all__ = [
    "AUTOCORRELATED",
    "CAUSE_KNOWN",
    "COARSE",
    "EXPECTED_TO_LAST",
    "FALSE_ALARMS",
    "FEW_POINTS",
    "KIND",
    "MET",
    "MOSTLY_ZERO",
    "OVERDISPERSED",
    "RARE",
    "RUN_CHART",
    "SIZES_DIFFER",
    "SKEWED",
    "SUSTAINED",
    "UNDERDISPERSED",
    "WANTED_DIRECTION",
    "ZERO_SIZES",
    "ZERO_TIMES",
]

ADVICE: Final = "cqikit: published advice on run charts and rare events"
MONTGOMERY: Final = "Montgomery, Introduction to Statistical Quality Control"
LANEY: Final = "Laney, Quality Engineering 2002;14:531-537"
SIMULATED: Final = "cqikit: 4,000 series drawn with the mean and the sizes at hand"
CONDITIONS: Final = "cqikit: the four conditions of published advice on new limits"
NOTE: Final = Severity.NOTE

FITS: Final = {
    "i": "measured values, one a period: an I chart",
    "c": "events in equal areas of opportunity: a c chart",
    "p": "units with a property, out of all units: a p chart",
    "u": "events over exposure, which they may exceed: a u chart",
    "g-exact": "units between events: a g chart, limits at geometric quantiles",
    "t": "time between events: a t chart",
}
#: By the kind that fits as a rule, and again where another kind is advised.
KIND: Final = FindingKind(
    "advice.kind",
    says=FITS
    | {
        f"not-{kind}": f"{says} as a rule; here a {{title}}, for what is said above"
        for kind, says in FITS.items()
    },
    severity=NOTE,
    source=MONTGOMERY,
)
ZERO_TIMES: Final = FindingKind(
    "advice.zero-times",
    says="{zero:# time is|# times are} 0, which a t chart cannot show: count units or"
    " days",
    severity=NOTE,
    source="Nelson, Journal of Quality Technology 1994;26:239-240",
)
MOSTLY_ZERO: Final = FindingKind(
    "advice.mostly-zero",
    says="{zero} of {seen} values are 0: chart the units (g) or the time (t) between"
    " events, as a median of 0 shows nothing",
    severity=NOTE,
    source=ADVICE,
)
FEW_POINTS: Final = FindingKind(
    "advice.few-points",
    says={
        "": "{seen} points are fewer than 12: begin with a run chart, as limits would"
        " be trial limits",
        # Where no run chart is a way to begin.
        "trial": "fewer than 12 points: limits are trial limits",
    },
    severity=NOTE,
    source=ADVICE,
)
OVERDISPERSED: Final = FindingKind(
    "advice.overdispersed",
    says="points vary {times} times as much as sampling alone would make them: limits"
    " from the counts would be too tight",
    severity=NOTE,
    source=LANEY,
)
UNDERDISPERSED: Final = FindingKind(
    "advice.underdispersed",
    says="points vary only {times} times as much as sampling alone would make them: ask"
    " how the counts are made",
    severity=NOTE,
    source=LANEY,
)
FALSE_ALARMS: Final = FindingKind(
    "advice.false-alarms",
    says="of quiet charts like this, {often} in 100 of {sigma} signal, and {seldom} in"
    " 100 of {exact}",
    severity=NOTE,
    source=SIMULATED,
)
RUN_CHART: Final = FindingKind(
    "advice.run-chart",
    says={
        "often": "no run chart: {on} of {seen} points lie on the median of {median},"
        " and of quiet run charts like this, {often} in 100 signal",
        "left": "no run chart: {on} of {seen} points lie on the median of {median}, and"
        " only {left} are left for runs",
    },
    severity=NOTE,
    source=SIMULATED,
)
COARSE: Final = FindingKind(
    "advice.coarse",
    says="values are so coarse that many are equal: of quiet I charts like this,"
    " {often} in 100 signal; measure more finely before any chart of these is believed",
    severity=NOTE,
    source=SIMULATED,
)
#: Of charts on which nothing lies below the lower limit.
RARE: Final = FindingKind(
    "advice.rare",
    says="the lower limit is 0: that events come sooner shows in zeros in a row (the"
    " rule zeros), and sooner on a t chart of the days between them, or on a Bernoulli"
    " CUSUM of each unit",
    severity=NOTE,
    source="Benneyan, Health Care Management Science 2001;4:305-318",
)
ZERO_SIZES: Final = FindingKind(
    "advice.zero-sizes",
    says="{empty:# denominator is|# denominators are} 0: {empty:this point|these"
    " points} {empty:is|are} missing",
    severity=NOTE,
    source=MONTGOMERY,
)
SIZES_DIFFER: Final = FindingKind(
    "advice.sizes-differ",
    says="denominators go from {low} to {high}: each point needs limits of its own, and"
    " an np chart would mislead",
    severity=NOTE,
    source=MONTGOMERY,
)
AUTOCORRELATED: Final = FindingKind(
    "advice.autocorrelated",
    says="neighbours resemble each other (lag-1 correlation {lag}): moving ranges are"
    " too small, and limits from them too tight; or a shift is in the data",
    severity=NOTE,
    source=f"{MONTGOMERY}, 10.4",
)
SKEWED: Final = FindingKind(
    "advice.skewed",
    says="values are skewed ({skew}): fewer than half are beyond the mean, so runs"
    " mislead; draw the centre at the median",
    severity=NOTE,
    source=MONTGOMERY,
)

#: The form of a condition for new limits that is met, which needs no fix.
MET: Final = "met"
SUSTAINED: Final = FindingKind(
    "phase.sustained",
    says={
        f"{way}{met}": f"the last {{count}} useful points are {words} the centre"
        for way, words in (
            ("above", "above"),
            ("below", "below"),
            ("beside", "on neither side of"),
        )
        for met in ("", MET)
    },
    fix={
        "": "{wanted} or more in a row would be a sustained shift",
        "abovemet": "",
        "belowmet": "",
        "besidemet": "",
    },
    source=CONDITIONS,
)
CAUSE_KNOWN: Final = FindingKind(
    "phase.cause-known",
    says={"": "the cause is not known", MET: "the cause is {cause}"},
    fix={"": "find out what changed", MET: ""},
    source=CONDITIONS,
)
WANTED_DIRECTION: Final = FindingKind(
    "phase.wanted-direction",
    says={
        "": "the shift is not in the wanted direction",
        MET: "the shift is in the wanted direction",
    },
    fix={
        "": "a shift for the worse is to be understood and undone, not to be kept",
        MET: "",
    },
    source=CONDITIONS,
)
EXPECTED_TO_LAST: Final = FindingKind(
    "phase.expected-to-last",
    says={"": "it is not known to be expected to last", MET: "it is expected to last"},
    fix={"": "ask those who do the work", MET: ""},
    source=CONDITIONS,
)
