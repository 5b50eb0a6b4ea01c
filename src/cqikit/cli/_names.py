"""The words that options take, as the rooms have them.

Help and completion in a shell list them, and load none of the rooms. Made by
nox -s golden -- --write.
"""

# ruff: noqa: E501  (titles stand on one line)

from typing import Final

__all__ = [
    "CROSSWALKS",
    "DIRECTIONS",
    "EXAMPLES",
    "FRAMEWORKS",
    "KINDS",
    "PROGRAMS",
    "RULE_SETS",
    "TAKES",
]

CROSSWALKS: Final = {
    "child-welfare-to-attributes": "child-welfare-cqi to cqi-attributes",
    "child-welfare-to-areas": "child-welfare-cqi to root-cause-areas",
    "attributes-to-areas": "cqi-attributes to root-cause-areas",
    "areas-to-attributes": "root-cause-areas to cqi-attributes",
    "attributes-to-child-welfare": "cqi-attributes to child-welfare-cqi",
    "areas-to-child-welfare": "root-cause-areas to child-welfare-cqi",
    "conditions-to-attributes": "bts-infrastructure to cqi-attributes",
    "conditions-to-child-welfare": "bts-infrastructure to child-welfare-cqi",
}

FRAMEWORKS: Final = {
    "child-welfare-cqi": "Continuous quality improvement in child welfare",
    "bts-infrastructure": "Infrastructure for a Breakthrough Series collaborative",
    "cqi-attributes": "Is this continuous quality improvement, or a one-off plan?",
    "root-cause-areas": "Program strengths and challenges, in three areas",
    "iters-r": "ITERS-R: infant and toddler environment",
    "iters-3": "ITERS-3: infant and toddler environment",
    "ecers-r": "ECERS-R: early childhood environment",
    "ecers-3": "ECERS-3: early childhood environment",
    "fccers-r": "FCCERS-R: family child care environment",
    "fccers-3": "FCCERS-3: family child care environment",
    "sacers": "SACERS: school-age care environment",
    "sacers-u": "SACERS-U: school-age care environment, updated",
    "class-infant": "CLASS (infant): interactions in the room",
    "class-toddler": "CLASS (toddler): interactions in the room",
    "class": "CLASS (pre-kindergarten): interactions in the classroom",
    "arnett": "Arnett Caregiver Interaction Scale",
    "apt": "APT: afterschool program practices",
    "pas": "PAS: program administration of centers",
    "pas-3": "PAS-3: program administration of centers, third edition",
    "bas": "BAS: business administration of family child care",
    "bas-2": "BAS: business administration of family child care, second edition",
    "strengthening-families": "Strengthening Families: five protective factors",
    "oric": "ORIC: organisational readiness for implementing change",
    "r-mc2": "R = MC²: readiness of an organisation for an innovation",
    "team-progress": "How far a team in a collaborative has come",
    "qris-block": "Quality rating by blocks (template)",
    "qris-points": "Quality rating by points (template)",
    "qris-hybrid": "Quality rating by blocks, then points (template)",
    "cpcq-strategies": "CPCQ: strategies of change",
    "csat": "CSAT: sustainability of a clinical practice",
    "nhs-sustainability": "NHS sustainability model: the factors whose highest levels are confirmed",
    "psat": "PSAT: sustainability of a program",
}

KINDS: Final = {
    "run": "Run chart",
    "i": "I chart",
    "i-median": "I chart about the median",
    "i-median-range": "I chart of medians",
    "i-screened": "I chart, large ranges screened",
    "i-sd": "I chart by standard deviation",
    "mr": "MR chart",
    "i-prime": "I′ chart",
    "p": "p chart",
    "np": "np chart",
    "p-prime": "p′ chart",
    "p-exact": "p chart, exact limits",
    "c": "c chart",
    "c-exact": "c chart, exact limits",
    "u": "u chart",
    "u-prime": "u′ chart",
    "u-exact": "u chart, exact limits",
    "g": "g chart",
    "g-median": "g chart, centre at the median",
    "g-exact": "g chart, exact limits",
    "t": "t chart",
    "t-exponential": "t chart, exponential limits",
    "xbar": "x̄ chart",
    "xbar-range": "x̄ chart by ranges",
    "xbar-pooled": "x̄ chart by pooled variance",
    "s": "s chart",
    "r": "R chart",
    "ewma": "EWMA chart",
    "cusum": "CUSUM chart",
    "cusum-low": "CUSUM chart",
    "bernoulli": "Bernoulli CUSUM chart",
    "bernoulli-low": "Bernoulli CUSUM chart",
}

RULE_SETS: Final = {
    "three-sigma": "Three sigma",
    "anhoej": "Anhøj rules",
    "shewhart-runs": "Three sigma and Anhøj rules",
    "best-box": "Best box",
    "cut-box": "Cut box",
    "perla": "Run chart rules of Perla, Provost & Murray",
    "ihi": "Shewhart chart rules of the IHI",
    "making-data-count": "NHS Making Data Count",
    "western-electric": "Western Electric",
    "nelson": "Nelson",
    "westgard": "Westgard multirule",
    "minitab": "Minitab, all eight tests",
    "qicharts2": "qicharts2",
    "nhsr-plot-the-dots": "NHSRplotthedots",
    "qcc-western-electric": "qcc, Western Electric rules",
    "qcc-nelson": "qcc, Nelson rules",
    "powerbi-spc": "PowerBI-SPC",
}

DIRECTIONS: Final = (
    "higher",
    "lower",
    "neither",
)

EXAMPLES: Final = (
    "child_care",
    "home_visiting",
    "measles",
    "scutari",
)

PROGRAMS: Final = (
    "centre-or-school",
    "family-child-care",
    "afterschool-or-out-of-school",
    "other",
)

TAKES: Final = (
    "sum",
    "mean",
    "median",
)
