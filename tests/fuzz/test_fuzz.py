"""A short run of `nox -s fuzz`, and what once broke its law."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cqikit import (
    actions,
    assessments,
    collaboratives,
    core,
    files,
    forms,
    pdsa,
    spc,
    tables,
)
from cqikit.errors import DataError, DocumentError, FieldError
from tests.fuzz import __main__ as session

CORPUS = sorted(session.CORPUS.iterdir())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_once_broke_the_law_keeps_it(path: Path) -> None:
    assert session.read_again(path) == ""


@pytest.mark.parametrize("target", session.TARGETS)
def test_an_input_is_read_or_refused(target: str) -> None:
    few = 3 if target in {"commands", "word", "excel"} else 12
    randoms = [Random(f"suite {number}") for number in range(few)]
    run = session.TARGETS[target]
    said = [session.broken(partial(run, random))[1] for random in randoms]
    assert [fault for fault in said if fault] == []


def test_the_session_tells_a_fault_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "TARGETS", {"csv": lambda _: ODD["a"]})
    assert session.main(["--seconds", "0.2"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 2
    assert told[0].startswith("csv --input 0: KeyError at ")
    assert "1 kinds of faults" in told[1]


def test_what_takes_too_long_or_too_much_is_a_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def busy() -> None:
        begun = time.process_time()
        while time.process_time() - begun < 5:
            pass

    monkeypatch.setattr(session, "SECONDS", 0.05)
    assert "more than 0.05 seconds" in session.broken(busy)[1]
    monkeypatch.setattr(session, "SECONDS", 20)
    monkeypatch.setattr(session, "MOST_BYTES", 1000)
    assert "more than 1000 bytes" in session.broken(lambda: "a" * 9999, memory=True)[1]


def test_an_input_can_be_kept_for_the_corpus(tmp_path: Path) -> None:
    path = tmp_path / "csv--iso.csv"
    keep = ("--only", "csv", "--input", "3", "--keep", str(path))
    assert session.main(list(keep)) == 0
    assert session.read_again(path) == ""


def newer_archive() -> bytes:
    """Return a zip archive of a version that nobody can unpack."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
        archive.writestr("xl/workbook.xml", "<a/>")
    data = out.getvalue()
    at = data.index(b"PK\x01\x02") + 6
    return data[:at] + b"\x81" + data[at + 1 :]


def test_an_archive_of_a_later_version_is_refused(tmp_path: Path) -> None:
    for name in ("form.docx", "table.xlsx"):
        (tmp_path / name).write_bytes(newer_archive())
    with pytest.raises(DocumentError, match=r"form\.docx"):
        forms.read_word(tmp_path / "form.docx")
    with pytest.raises(DataError, match=r"table\.xlsx"):
        tables.read(tmp_path / "table.xlsx")
    assert files.mark_of(newer_archive()) is files.Mark.NONE


def test_a_long_line_in_another_encoding_is_read_once() -> None:
    # The word with the odd sign was looked for from each letter to the end of the line.
    data = b"month,falls\n2024-01," + b"x" * 3_000_000 + b"\xe9\n"
    assert not session.broken(lambda: tables.parse_csv(data))[1]


HUGE = 10**400
ODD: dict[str, int] = {}
STEP = actions.ActionStep(key="a", what="order one table", when="2026-10")
CALLS: dict[str, Any] = {
    "critical runs": lambda: spc.critical_runs(HUGE, 3),
    "distribution": lambda: spc.runs_distribution(HUGE),
    "distribution given": lambda: spc.runs_distribution_given(3, HUGE),
    "limits": lambda: spc.anhoej_limits(HUGE),
    "wilson": lambda: pdsa.wilson(3, HUGE),
    "reliable change": lambda: assessments.reliable_change(
        0, -1, sd=HUGE, reliability=0.9
    ),
    "rows": lambda: tables.parse_csv("a\n1\n", most_rows=HUGE),
    "segments": lambda: collaboratives.segments([3.0], baseline=0.5, length=1),  # type: ignore[arg-type]
    "agreement": lambda: assessments.random_agreement(0.5, respondents=3, options=HUGE),
    "a scale": lambda: assessments.ordered("a", "no", "yes", start=0.5),  # type: ignore[arg-type]
    "overdue": lambda: actions.overdue(STEP, as_of="2026-13"),  # type: ignore[arg-type]
    "ramps": lambda: pdsa.ramps(STEP),  # type: ignore[arg-type]
    "calibration": lambda: pdsa.calibrate(STEP),  # type: ignore[arg-type]
    "submissions": lambda: pdsa.submissions(STEP),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("call", CALLS)
def test_an_odd_argument_is_refused_by_name(call: str) -> None:
    with pytest.raises(FieldError):
        CALLS[call]()


def test_numbers_are_formatted_beyond_floats() -> None:
    assert core.format_number(HUGE) == "1.00e+400"
    assert actions.overdue(STEP, as_of=date(2026, 11, 1))
