"""Arguments of wholly wrong types at every public verb: refused by the argument's name.

Each verb of each room is called with what is right, and one argument at a time with
what no argument of its kind can be. What comes back is an answer, or an error of ours
that names the argument: no word about attributes that nobody has heard of.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from copy import copy
from datetime import date
from functools import cache
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, Final

import attrs
import numpy as np
import pytest

from cqikit import forms, pdsa, tables
from cqikit.errors import (
    CqikitError,
    FaultsError,
    FieldError,
    SourceError,
    TransitionError,
    UnknownNameError,
    shown,
)
from tests.doors.methods import methods, right_of
from tests.doors.right import (
    ANSWERS,
    CYCLE,
    FORM,
    PARQUET,
    ROOMS,
    by_class,
    needed,
    right_for,
    verbs,
)

#: What verbs alone make, of parts that they know.
MADE: Final = {"Attendance", "Chart", "Columns", "Result"}


class Thing:
    """What no verb can use."""

    def __repr__(self) -> str:
        return "a thing"


WRONG: Final[tuple[Any, ...]] = (Thing(), [Thing()], None, 3, "x")
#: What is of a right type now and then, and no sense.
SENSELESS: Final[tuple[Any, ...]] = (
    10**400,
    -1,
    math.nan,
    math.inf,
    -math.inf,
    set(),
    np.array([]),
    "",
    date(9999, 12, 31),
    b"x",
    "x" * 5_000,
    "\ud800",
    {1: Thing(), None: 2, "": 3},
)
TRIED: Final = WRONG + SENSELESS
#: For verbs that compose a page or a figure, what will do for none of its arguments.
FEW: Final[tuple[Any, ...]] = WRONG[:2]
LONG: Final = frozenset(
    {
        "drawing.charts_figure",
        "drawing.charts_svg",
        "drawing.funnel_figure",
        "drawing.funnel_svg",
        "drawing.matrix_figure",
        "drawing.multiples_figure",
        "drawing.timeline_figure",
        "drawing.timeline_svg",
        "forms.write_workbook",
        "reports.compose",
        "reports.to_docx",
        "reports.to_html",
        "spc.chart_run_length",
    }
)
OFTEN: Final = "called for every word, number or row: what is around it is checked"
DECLARES: Final = "said once, where a class or a check is declared, by who writes it"
#: Of which verbs any exception may come, and why.
EXCEPTED: Final = {
    **dict.fromkeys(
        (
            "core.few",
            "core.format_number",
            "core.kept_apart",
            "core.places",
            "core.plural",
            "core.say",
            "core.visible",
            "core.worded",
            "core.Sentence.said",
            "core.Wording.part",
            "core.Wording.pieces",
            "core.Wording.said",
            "core.Wording.sentence",
            "core.Wording.text",
            "core.Wording.words",
        ),
        OFTEN,
    ),
    **dict.fromkeys(
        ("core.by_value", "core.day_before", "core.unknown_keys"), DECLARES
    ),
    "core.arrange": "of arrays that `timeline` has made",
    "core.did_you_mean": "of names that are known, for an error that is told already",
    "core.some_of": "of names that are known, for a sentence that is told already",
    "core.latest": "of the log of a value, which was checked when it was made",
    "drawing.load_ipython_extension": "called by IPython",
}
#: Formulas of charts, which ask them of numbers that they have checked; NumPy warns of
#: those that have no answer.
WARN: Final = frozenset(
    {
        "spc.BaselineCentre.view",
        "spc.Dispersion.edge",
        "spc.EstimatedCentre.view",
        "spc.MovingRange.screened",
        "spc.SigmaZ.screened",
        "spc.SigmaZ.standardised",
    }
)
#: Arguments of which any exception may come, and why.
OF_ANY: Final = {
    ("core.run_checks", "subject"): "the checks say what they take",
    ("core.advance", "event"): "the table of the subject says what may come",
    ("actions.Concern.of", "name"): "it is what the error calls the word",
    ("actions.Concern.all_of", "name"): "it is what the error calls the words",
    ("core.possible", "seen"): "the guards of the table say what they look at",
    ("core.Table.fold", "log"): "the guards of the table say what they look at",
    ("core.Table.fold", "subject"): "the guards of the table say what they look at",
    ("core.Guard.told", "subject"): "the guard says what it looks at",
    ("core.Guard.told", "event"): "the guard says what it looks at",
}
#: These say what there is none of, which file or table it is, and what may come now.
OF_CONTENT: Final = (UnknownNameError, SourceError, FaultsError, TransitionError)
#: What an error calls an argument that has a longer name, or any.
CALLED: Final = {
    "baseline": "period",
    "chart": "values",
    "text": "period",
    "count": "period",
    "day": "period",
    "field": "code",
    "first": "period",
    "last": "period",
    "members": "checks",
    "on": "period",
    "size": "sizes",
    "useful": "n",
    "version": "framework_version",
    "when": "period",
    "word": "concern",
    "words": "concern",
}


@cache
def doors() -> dict[str, Any]:
    """Return every public function and method, by its name."""
    return verbs() | methods()


def right_at(name: str) -> dict[str, Any]:
    """Return right arguments for a function or a method."""
    return right_for(name) if name in verbs() else right_of(name)


def call(name: str, given: dict[str, Any]) -> Any:
    """Call a verb, and go through what it yields."""
    verb = doors()[name]
    places: list[Any] = []
    named: dict[str, Any] = {}
    for parameter in signature(verb).parameters.values():
        if parameter.name not in given:
            continue
        value = given[parameter.name]
        if parameter.kind is Parameter.VAR_POSITIONAL:
            places += value if isinstance(value, tuple) else [value]
        elif parameter.kind is Parameter.VAR_KEYWORD:
            named["more"] = value
        elif parameter.kind is Parameter.KEYWORD_ONLY:
            named[parameter.name] = value
        else:
            places.append(value)
    answer = verb(*places, **named)
    return list(answer) if isinstance(answer, Iterator) else answer


def before(name: str, place: int) -> dict[str, Any]:
    """Return the defaults that must be given before an argument by place."""
    asked = list(signature(doors()[name]).parameters.values())
    if asked[place].kind not in {
        Parameter.POSITIONAL_OR_KEYWORD,
        Parameter.POSITIONAL_ONLY,
        Parameter.VAR_POSITIONAL,
    }:
        return {}
    return {
        parameter.name: parameter.default
        for parameter in asked[:place]
        if parameter.default is not Parameter.empty
    }


@pytest.fixture(scope="module", autouse=True)
def _made() -> None:
    """Read the examples, before a test stands elsewhere."""
    assert doors()


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in an empty folder with the files that verbs are to read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ANSWERS).write_text("collect,use\n1,3\n", "utf-8")
    tables.write_parquet(tmp_path / PARQUET, [{"month": "2025-01", "falls": 4}])
    forms.write_word(pdsa.worksheet(CYCLE), FORM)


def test_every_verb_is_called_and_exceptions_are_verbs() -> None:
    assert {*EXCEPTED, *WARN} | {name for name, _ in OF_ANY} <= set(doors())
    assert set(verbs()) >= LONG
    for name in doors().keys() - EXCEPTED.keys():
        right = right_at(name)
        assert {parameter.name for parameter in needed(doors()[name])} <= right.keys()


@pytest.mark.parametrize("room", ROOMS)
def test_a_wrong_argument_is_refused_by_its_name_or_answered(room: str) -> None:
    faults = [
        fault
        for name in doors()
        if name.startswith(f"{room}.") and name not in EXCEPTED
        for fault in wrong_at(name, FEW if name in LONG else TRIED)
    ]
    assert not faults, "\n".join(faults)


def test_a_wrong_field_is_refused_or_kept() -> None:
    odd = []
    for name, value in by_class().items():
        if name in MADE:
            continue
        asked = [field for field in attrs.fields(type(value)) if field.init]
        right = {
            field.alias: getattr(value, field.name)
            for field in asked
            if field.default is attrs.NOTHING
        }
        for field in asked:
            for wrong in (*TRIED, np.ones(3)):
                try:
                    type(value)(**{**right, field.alias: wrong})
                except CqikitError:
                    continue
                except Exception as error:  # noqa: BLE001  (what must not come out)
                    odd.append(f"{name}.{field.name}={wrong!r}: {error!r}")
    assert not odd, "\n".join(odd)


def wrong_at(name: str, tried: tuple[Any, ...]) -> Iterator[str]:
    """Yield what is wrong with the refusals of a verb."""
    right = right_at(name)
    for place, argument in enumerate(signature(doors()[name]).parameters):
        if (name, argument) in OF_ANY:
            continue
        for wrong in tried:
            cell = f"{name}({argument}={shown(wrong)})"
            try:
                # A verb may keep what it has reckoned in a mapping that it is given.
                call(name, {**before(name, place), **right, argument: copy(wrong)})
            except CqikitError as error:
                if not is_named(error, name, argument):
                    yield f"{cell} is not named: {error}"
            except Exception as error:  # noqa: BLE001
                if isinstance(error, RuntimeWarning) and name in WARN:
                    continue
                yield f"{cell}: {type(error).__name__}: {error}"[:200]


def is_named(error: CqikitError, name: str, argument: str) -> bool:
    """Say whether an error tells of which argument it is."""
    if isinstance(error, OF_CONTENT):
        return True
    told = str(error.name if isinstance(error, FieldError) else error)
    known = {*signature(doors()[name]).parameters, CALLED.get(argument, ""), "more"}
    said = re.split(r"\W", told, maxsplit=1)[0]
    return bool({said, f"{said}s"} & known)


@pytest.mark.parametrize(
    ("things", "says"),
    [
        (3, r"sheets\['falls'\] must be a list of rows \(got 3\)"),
        ([3], r"sheets\['falls'\]\[0\] must be a mapping or an attrs value"),
    ],
)
def test_a_sheet_is_named_by_its_name(things: Any, says: str) -> None:
    with pytest.raises(FieldError, match=says):
        tables.to_excel({"falls": things})


def test_what_fits_is_not_doubted() -> None:
    """What fails of itself is told as it is, whatever stands in the arguments."""

    def counted(_: Any) -> bool:
        message = "mine"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="mine"):
        pdsa.in_sentence(pdsa.Number(4), spoken=counted)  # type: ignore[arg-type]
