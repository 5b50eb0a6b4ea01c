"""Arguments x nonsense: each cell is refused by the argument's name, or answered.

Each public verb of spc, measures and assessments that takes numbers is given, one
argument at a time, what a slip, a damaged file or a stranger gives it. What comes back
is an error of ours that names the argument, or an answer without an infinity; nothing
hangs, and nothing warns.
"""

from __future__ import annotations

import math
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from importlib import import_module
from inspect import isclass, isfunction
from itertools import product
from typing import Any, Final

import numpy as np
import pytest
from attrs import fields, has

from cqikit import assessments, measures, spc, tables
from cqikit.errors import CqikitError, DataError, UnknownNameError

NONSENSE: Final[dict[str, Any]] = {
    "minus one": -1,
    "nought": 0,
    "a half": 0.5,
    "nan": math.nan,
    "inf": math.inf,
    "minus inf": -math.inf,
    "1e308": 1e308,
    "-1e308": -1e308,
    "5e-324": 5e-324,
    "10**400": 10**400,
    "-10**400": -(10**400),
    "2**63": 2**63,
    "2**53+1": 2**53 + 1,
    "true": True,
    "text": "x",
    "digits": "3",
    "bytes": b"3",
    "empty": [],
    "of one": [1],
    "of a text": ["x"],
    "of nan": [math.nan] * 12,
    "of inf": [math.inf] * 12,
    "of 10**400": [10**400] * 12,
    "of huge": [1e308] * 12,
    "mask too short": [True] * 11,
    "mask too long": [True] * 13,
    "table": {},
    "thing": object(),
    "complex": 1j,
    "numpy nan": np.float64("nan"),
    "numpy 0-d": np.array(3),
    "numpy empty": np.array([]),
    "numpy rows": np.zeros((2, 12)),
    "numpy 3-d": np.zeros((2, 2, 12)),
    "a day": date(9999, 12, 31),
}
FALLS: Final = [4, 6, 5, 3, 6, 4, 5, 6, 4, 3, 5, 6]
SIZES: Final = [40, 41, 38, 40, 39, 42, 40, 40, 41, 37, 40, 40]
CHART: Final = spc.chart(FALLS)
PANEL: Final = spc.panel(FALLS, keys=["a"] * 12, on=range(2001, 2013))
READING: Final = spc.read(CHART)
#: No cell takes longer than this, however slow the machine.
LONGEST: Final = 20
CHARTED: Final = {"values": FALLS, "width": 3.0, "per": 1.0, "title": "Falls"}
LINES: Final = dict.fromkeys(("centre", "lower", "sigma", "upper"))
CHARTS: Final = {
    "exclude": (),
    "phases": (),
    "baseline": None,
    "on": None,
    "ready": False,
    **LINES,
}
WATCHED: Final = {"rules": "three-sigma", "n": 12, "draws": 200, "seed": 0}

#: What each verb is called with; each of these is then replaced by nonsense.
RIGHT: Final[dict[str, dict[str, Any]]] = {
    "spc.chart": {**CHARTED, **CHARTS, "bridge": False, "kind": "i"},
    "spc.chart of shares": {
        "values": FALLS,
        "sizes": SIZES,
        "kind": "p",
        "per": 100,
        "width": 3.0,
        **LINES,
    },
    "spc.chart of means": {
        "values": FALLS,
        "sizes": 4,
        "within": [1.0] * 12,
        "kind": "xbar",
        "width": 3.0,
    },
    "spc.chart of ranges": {"values": FALLS, "sizes": 4, "kind": "r", "width": 3.0},
    **{
        f"spc.chart {kind}": {"values": FALLS, "kind": kind, "width": 3.0}
        for kind in ("c-exact", "g-exact", "t-exponential", "ewma", "cusum-high")
        if kind in spc.CHARTS.names
    },
    **{
        f"spc.chart {kind}": {
            "values": FALLS,
            "sizes": SIZES,
            "kind": kind,
            "width": 3.0,
        }
        for kind in ("p-exact", "u-exact", "p-prime")
    },
    "spc.panel": {
        "values": FALLS,
        "keys": list("abcdefghijkl"),
        "width": 3.0,
        "per": 1.0,
        **CHARTS,
        "on": [f"2025-{month:02}" for month in range(1, 13)],
    },
    "spc.monitor": {"chart": CHART, "baseline": 12},
    "spc.monitors": {"panel": PANEL, "baseline": 12},
    "spc.judge": {"reading": READING, "direction": "higher", "target": 5.0},
    "spc.explain": {"chart": CHART, "at": -1},
    "spc.change_point": {"chart": CHART, "confidence": 0.95, "draws": 99, "seed": 0},
    "spc.advise": {"values": FALLS, "sizes": SIZES},
    "spc.advise_phase": {
        "chart": CHART,
        "direction": "higher",
        "cause": "rugs",
        "length": 8,
    },
    "spc.funnel": {
        "events": FALLS,
        "sizes": SIZES,
        "centre": 0.1,
        "levels": (0.95, 0.998),
        "winsorise": 0.1,
        "per": 1.0,
    },
    "spc.pareto": {"categories": list("aabbc"), "keep": 2},
    "spc.side_of": {"values": np.array(FALLS), "line": 5.0, "tolerance": 0.0},
    "spc.tolerance_of": {"line": [5.0], "sigma": [1.0]},
    "spc.constants": {"size": 4},
    "spc.bernoulli_kind": {"side": "high", "odds": 2.0, "decision": 3.5},
    "spc.cusum_kind": {
        "side": "high",
        "decision": 5.0,
        "slack": 0.5,
        "head_start": 0.0,
    },
    "spc.ewma_kind": {"weight": 0.2},
    "spc.anhoej_limits": {"n": 20},
    "spc.box_limits": {"n": 20, "kind": "best"},
    "spc.critical_runs": {"above": 9, "below": 8, "tail": 0.05},
    "spc.runs_distribution": {"n": 20, "chance": 0.5},
    "spc.runs_distribution_given": {"above": 9, "below": 8},
    "spc.sustained_shifts": {
        "values": FALLS,
        "baseline": 6,
        "length": 9,
        "side": "either",
    },
    "spc.false_alarm": WATCHED,
    "spc.signal_probability": {**WATCHED, "shift": 1.0, "start": 3},
    "spc.detectable_shift": {**WATCHED, "start": 3, "probability": 0.8},
    "spc.detection": {**WATCHED, "shift": 1.0, "start": 3},
    "spc.chart_run_length": {
        "kind": spc.CHARTS["ewma"],
        "shift": 1.0,
        "width": 3.0,
    },
    "spc.average_run_length": {
        "rules": "three-sigma",
        "shift": 2.0,
        "draws": 200,
        "seed": 0,
    },
    "spc.likelihood_ratios": {**WATCHED, "shift": 1.0, "start": 3},
    "spc.watching": {
        "rules": "three-sigma",
        "looks": 3,
        "start": 3,
        "draws": 200,
        "seed": 0,
    },
    "measures.make_columns": {
        "period": [24312, 24313],
        "frequency": "month",
        "numbers": {"value": [3, None]},
        "excluded": (),
        "withheld": (),
        "source": (),
        "row": None,
    },
    "measures.meets": {
        "value": 3.0,
        "target": measures.Bound(no_more_than=4.0),
        "direction": "lower",
        "baseline": 3.5,
    },
    "measures.share_meeting": {
        "values": FALLS,
        "target": measures.Nested(0.8, measures.Bound(no_more_than=4.0)),
        "direction": "lower",
        "baselines": [3.5] * 12,
    },
    "measures.target_value": {
        "target": measures.Bound(no_more_than=4.0),
        "baseline": 3.5,
        "direction": "lower",
    },
    "assessments.critical_agreement": {"respondents": 5, "options": 4, "chance": 0.05},
    "assessments.cronbach_alpha": {
        "ratings": [[1, 2, 3], [2, 2, 3], [4, 4, 5], [1, 1, 2]],
        "level": 0.95,
    },
    "assessments.icc": {"groups": [[9, 2, 5, 8], [6, 1, 3, 2]], "level": 0.95},
    "assessments.icc_two_way": {
        "ratings": [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8]],
        "level": 0.95,
    },
    "assessments.krippendorff_alpha": {
        "ratings": [[1, 2, 3, 3], [1, 2, 3, 4], [1, 3, 3, 4]],
        "metric": "ordinal",
        "level": 0.95,
    },
    "assessments.ladder": {"half": 0.5},
    "assessments.ordered": {"key": "place", "start": 0, "at": (0, 1)},
    "assessments.paired_change": {
        "before": [2, 3, 3, 4],
        "after": [3, 4, 3, 5],
        "level": 0.95,
    },
    "assessments.r_wg": {"ratings": [[4, 4, 4, 5]], "options": 5},
    "assessments.r_wg_interval": {
        "ratings": [4, 4, 4, 5],
        "options": 5,
        "level": 0.95,
    },
    "assessments.r_wg_j": {"ratings": [[3, 4, 4, 5], [4, 4, 4, 4]], "options": 5},
    "assessments.r_wg_j_interval": {
        "ratings": [[3, 4, 4, 5], [4, 4, 4, 4]],
        "options": 5,
        "level": 0.95,
    },
    "assessments.random_agreement": {"value": 1.0, "respondents": 3, "options": 5},
    "assessments.reliable_change": {
        "before": 47.5,
        "after": 32.5,
        "sd": 10.0,
        "reliability": 0.8,
        "level": 0.95,
    },
    "assessments.sign_test": {"before": [2, 3, 3, 4], "after": [3, 4, 3, 5]},
    "assessments.weighted_kappa": {
        "first": [1, 2, 3, 4, 1, 2],
        "second": [1, 2, 3, 4, 2, 1],
        "options": [1, 2, 3, 4],
        "level": 0.95,
    },
    "assessments.wilcoxon": {"before": [2, 3, 3, 4], "after": [3, 4, 3, 5]},
}
#: What may come back without an end: a billionth of a line that has none, and keys.
ENDLESS: Final = frozenset(
    {
        ("spc.tolerance_of", "line"),
        ("spc.tolerance_of", "sigma"),
        ("spc.panel", "keys"),
    }
)
#: Verbs that take values of ours alone, which checked their numbers when made.
OF_VALUES: Final = frozenset(
    {
        "spc.by_need",
        "spc.centre_basis",
        "spc.changes",
        "spc.compare_rule_sets",
        "spc.counting",
        "spc.default_rules",
        "spc.read",
        "spc.rule_title",
        "spc.sentences",
        "spc.signal_words",
        "spc.stability",
        "spc.summary",
        "measures.audit",
        "measures.columns_of",
        "measures.join_columns",
        "measures.known",
        "measures.observed_value",
        "measures.phase_starts",
        "measures.series",
        "measures.stack",
        "measures.stacked",
        "assessments.agreement",
        "assessments.apply_crosswalk",
        "assessments.carry",
        "assessments.columns_read",
        "assessments.cheapest_route",
        "assessments.covered_by",
        "assessments.crosswalk_from",
        "assessments.distribution",
        "assessments.edition",
        "assessments.explain",
        "assessments.framework_from",
        "assessments.gaps",
        "assessments.in_language",
        "assessments.migrate",
        "assessments.profile",
        "assessments.reliability",
        "assessments.responses_of",
        "assessments.retake",
        "assessments.score",
        "assessments.split",
        "assessments.untranslated",
    }
)


def test_every_verb_has_its_row() -> None:
    verbs = {
        f"{room.__name__.rpartition('.')[2]}.{name}"
        for room in (spc, measures, assessments)
        for name in room.__all__
        if isfunction(getattr(room, name))
    }
    rows = {" ".join(name.split()[:1]) for name in RIGHT}
    assert verbs == rows | OF_VALUES
    assert not rows & OF_VALUES


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fail what does not come back."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def infinities(thing: Any, depth: int = 0) -> bool:
    """Say whether an answer has an infinity among its numbers."""
    if isinstance(thing, float):
        return math.isinf(thing)
    if isinstance(thing, np.ndarray):
        return thing.dtype.kind == "f" and bool(np.isinf(thing).any())
    if isinstance(thing, (list, tuple)):
        return any(infinities(member, depth) for member in thing)
    if has(type(thing)) and not isclass(thing) and depth < 2:
        named = (getattr(thing, each.name) for each in fields(type(thing)))
        return any(infinities(member, depth + 1) for member in named)
    return False


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_answered(name: str) -> None:
    assert not infinities(called(name)(**RIGHT[name]))


def called(name: str) -> Callable[..., Any]:
    room, _, verb = name.split(maxsplit=1)[0].partition(".")
    found: Callable[..., Any] = getattr(import_module(f"cqikit.{room}"), verb)
    if verb == "ordered":
        return lambda key, **more: found(key, "no", "yes", **more)
    return found


@pytest.mark.parametrize("name", RIGHT)
def test_nonsense_is_refused_by_name_or_answered(name: str) -> None:
    verb, right = called(name), RIGHT[name]
    cells = product(right, NONSENSE)
    bad = [fault for cell in cells for fault in faults(name, verb, *cell)]
    assert not bad, "\n".join(bad)


def faults(
    name: str, verb: Callable[..., Any], argument: str, wrong: str
) -> Iterator[str]:
    """Yield what is wrong with one cell of the table."""
    right, cell = RIGHT[name], f"{name}({argument}={wrong})"
    try:
        with within(LONGEST):
            answer = verb(**{**right, argument: NONSENSE[wrong]})
    except UnknownNameError:
        # It says what there is none of.
        return
    except CqikitError as error:
        if not any(known.rstrip("s") in str(error) for known in right):
            yield f"{cell} is not named: {error}"
    except Exception as error:  # noqa: BLE001
        yield f"{cell}: {type(error).__name__}: {error}"[:200]
    else:
        if infinities(answer) and (name, argument) not in ENDLESS:
            yield f"{cell} has an infinity: {answer!r:.80}"


EXACT: Final[dict[str, Callable[[float], list[float] | None]]] = {
    "c-exact": lambda _: None,
    "u-exact": lambda _: [1.0] * 12,
    "p-exact": lambda count: [2 * count] * 12,
}


@pytest.mark.parametrize("kind", EXACT)
@pytest.mark.parametrize("count", [2.0**30, 2.0**40])
def test_exact_limits_of_large_counts_are_right(kind: Any, count: float) -> None:
    sizes = EXACT[kind](count)
    with within(LONGEST):
        made = spc.chart([count] * 12, kind, sizes=sizes)
    # So many counts are normal, and a quantile lies within a count of the width.
    reach = 3 * math.sqrt(count / 2 if kind == "p-exact" else count)
    apart = (made.upper - made.centre) * (1 if sizes is None else sizes[0])
    assert apart[0] == pytest.approx(reach, rel=1e-4)


@pytest.mark.parametrize("kind", EXACT)
@pytest.mark.parametrize("count", [2.0**54, 1e18, 1e300])
def test_counts_beyond_floats_have_no_exact_limits(kind: Any, count: float) -> None:
    with within(LONGEST), pytest.raises(CqikitError, match="must be at most"):
        spc.chart([count] * 12, kind, sizes=EXACT[kind](count))


LATEST: Final = [
    ("9999-W51", "9999-W52"),
    ("9999-12-30", "9999-12-31"),
    ("9999-11", "9999-12"),
    ("9998", "9999"),
    ("0001-01-01", "0001-01-02"),
    ("0001-W01", "0001-W02"),
]


def test_two_days_ten_thousand_years_apart_make_no_chart_of_millions() -> None:
    with pytest.raises(CqikitError, match="on must be days of one calendar"):
        spc.chart([4, 5], on=["0001-01-01", "9999-12-31"])


@pytest.mark.parametrize("days", LATEST)
def test_the_first_and_the_last_days_are_days_or_refused(days: tuple[str, str]) -> None:
    rows = [measures.Observation(period=day, value=4) for day in days]
    for frequency in ("day", "week", "month", "year"):
        told = measures.Measure(
            key="falls", title="Falls", kind="count", frequency=frequency
        )
        with suppress(CqikitError):
            made = spc.chart(measures.series(told, rows))
            assert spc.sentences(spc.judge(spc.read(made)))
    with suppress(CqikitError):
        assert spc.chart([4, 5], on=days).values.size
    text = f"month,falls\n{days[0]},4\n{days[1]},5\n"
    with suppress(CqikitError):
        assert isinstance(tables.propose(tables.parse_csv(text)), tables.Proposal)


def test_a_cell_of_many_digits_is_a_number_or_told() -> None:
    rows = "".join(f"2025-{month:02},{'1' * 350}\n" for month in range(1, 13))
    table = tables.parse_csv(f"month,falls\n{rows}")
    told = measures.Measure(key="falls", title="Falls", kind="count")
    column = tables.MeasureColumns(measure="falls", value="falls")
    layout = tables.Layout(period="month", measures=[column])
    with suppress(DataError):
        for made in tables.series_of(table, layout, [told]).values():
            assert spc.chart(made).values.size == 12
