"""Answers that a caller keeps are found again, and no others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve, frozen
from numpy.typing import NDArray

from cqikit import files, spc
from cqikit.errors import FieldTypeError
from cqikit.spc._power import _chance, _detection, _run_length, _store
from cqikit.spc._power._workers import Workers

CHART = spc.chart([4, 6, 5, 3, 7, 8, 4, 5, 6, 7, 3, 4], "c")
_, LOOK = spc.monitor(CHART, [spc.Trend(length=3)], baseline=12).take(5)
#: Verbs, what they are asked, and something else that they may be asked.
ASKED: tuple[tuple[Any, ...], ...] = (
    (spc.false_alarm, (spc.ANHOEJ, 24), {}, {"draws": 7}),
    (spc.false_alarm, (spc.PERLA, 24), {"draws": 200}, {"seed": 1}),
    (spc.false_alarm, (spc.NELSON, CHART), {"draws": 200}, {"draws": 201}),
    (
        spc.false_alarm,
        (spc.PERLA, 24),
        {"draws": 200, "centre": spc.BaselineCentre(8)},
        {"centre": spc.BaselineCentre(9)},
    ),
    (
        spc.signal_probability,
        (spc.PERLA, 24),
        {"draws": 200, "shift": 1.0, "start": 12},
        {"shift": 1.5},
    ),
    (
        spc.detection,
        (spc.PERLA, 16),
        {"draws": 200, "shift": 1.0, "start": 12},
        {"start": 11},
    ),
    (spc.watching, (spc.PERLA, 4), {"draws": 200, "start": 12}, {"start": 11}),
    (
        spc.likelihood_ratios,
        (spc.PERLA, 16),
        {"draws": 200, "shift": 1.0, "start": 12},
        {"shift": 1.5},
    ),
    (LOOK.chance, (), {"draws": 50}, {"draws": 51}),
    (
        spc.average_run_length,
        ([spc.Trend(length=3)], 0.0),
        {"draws": 50},
        {"seed": 2},
    ),
)


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be worked out from now on."""

    def never(*_: object, **__: object) -> None:
        pytest.fail("worked out again")

    monkeypatch.setattr(_chance, "_signal", never)
    monkeypatch.setattr(_detection, "looks_seen", never)
    monkeypatch.setattr(_run_length, "_drawn", never)


@pytest.mark.parametrize("asked", ASKED)
def test_what_was_kept_is_what_was_found(
    asked: tuple[Any, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    verb, args, more, other = asked
    place = tmp_path / "chances.jsonl"
    found = verb(*args, **more, store=files.TextStore(place))
    assert found == verb(*args, **more)
    # As a later run finds it, which works nothing out.
    later = files.TextStore(place)
    kept = len(later)
    assert kept
    with monkeypatch.context() as patch:
        forbid(patch)
        again = verb(*args, **more, store=later)
        assert again == found
        assert str(again) == str(found)
        assert len(later) == kept
    verb(*args, **more | other, store=later)
    assert len(later) > kept


@frozen
class Own:
    """A rule of somebody's own."""

    name: str = "own"

    def __call__(self, chart: spc.ChartView, /) -> NDArray[np.int8]:
        return np.zeros(np.shape(chart.values), dtype=np.int8)


def test_a_rule_of_ones_own_has_no_key() -> None:
    store: dict[str, str] = {}
    spc.false_alarm([*spc.ANHOEJ, Own()], 12, draws=20, store=store)
    assert store == {}


def test_a_centre_of_a_chart_of_ones_own_kind_has_no_key() -> None:
    store: dict[str, str] = {}

    def middle(points: spc.Points) -> NDArray[np.float64]:
        return spc.Median()(points)

    kind = evolve(spc.CHARTS["c"], name="own", centre=middle)
    made = spc.chart([1, 2, 4, 1, 2, 4], kind)
    spc.false_alarm(spc.ANHOEJ, made, draws=20, store=store)
    assert store == {}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"value": 2}', '{"value": "x"}'])
def test_what_no_verb_kept_is_worked_out(text: str) -> None:
    store: dict[str, str] = {}
    found = spc.false_alarm(spc.ANHOEJ, 24, store=store)
    (key,) = store
    store[key] = text
    assert spc.false_alarm(spc.ANHOEJ, 24, store=store) == found
    assert json.loads(store[key])["value"] == found.value


def test_looks_that_are_too_few_are_worked_out() -> None:
    store: dict[str, str] = {}
    found = spc.detection(spc.ANHOEJ, 14, shift=1.0, start=12, store=store)
    kept = dict(store)
    store.update(dict.fromkeys(store, "[]"))
    assert spc.detection(spc.ANHOEJ, 14, shift=1.0, start=12, store=store) == found
    assert store == kept


def test_versions_are_part_of_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    store: dict[str, str] = {}
    spc.false_alarm(spc.ANHOEJ, 24, store=store)
    monkeypatch.setattr(_store, "__version__", "0.0.1")
    spc.false_alarm(spc.ANHOEJ, 24, store=store)
    assert len(store) == 2


def test_a_text_is_no_name_and_no_number_of_a_key() -> None:
    told = [_store._told(value) for value in ("1", 1, "inf", float("inf"), True)]
    assert len(set(map(repr, told))) == len(told)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_answers_do_not_hang_on_the_workers(workers: int) -> None:
    rules, seed = spc.PERLA, 10 + workers
    alone = spc.false_alarm(rules, 2000, draws=400, seed=4)
    asked = (tuple(rules), 2000, spc.KnownCentre(), 0.0, 0, 400, 4)
    together = vars(_chance._signal)["__wrapped__"](*asked, Workers(workers))
    assert together == alone
    plan = spc.detection(
        rules, 20, shift=1.0, start=16, draws=300, seed=seed, workers=workers
    )
    assert plan == spc.detection(rules, 20, shift=1.0, start=16, draws=300, seed=seed)


@pytest.mark.parametrize("store", [3, "chances.jsonl", ["x"]])
def test_a_store_is_a_mapping(store: Any) -> None:
    with pytest.raises(FieldTypeError, match="store must be a mapping of texts"):
        spc.false_alarm(spc.ANHOEJ, 24, store=store)


@pytest.mark.parametrize("workers", [0, 65, 1.5, "two"])
def test_workers_are_a_number(workers: Any) -> None:
    with pytest.raises(ValueError, match="workers must be"):
        spc.false_alarm(spc.ANHOEJ, 24, workers=workers)
