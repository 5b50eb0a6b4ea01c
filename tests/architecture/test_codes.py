"""Each code stands in one row, and the page of all codes is made from the rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from cqikit.core import FindingKind
from tests.architecture import _codes


def test_no_code_stands_in_two_rows() -> None:
    assert _codes.twice() == []


def test_no_code_is_written_twice() -> None:
    assert _codes.written_twice() == []


def test_codes_are_words_with_dots_between_them() -> None:
    assert _codes.misnamed() == []


def test_a_code_that_is_written_twice_is_reported(tmp_path: Path) -> None:
    package = tmp_path / "cqikit"
    rows = "ROW = FindingKind('chart.odd')\nOTHER = FindingKind('chart.even')\n"
    asks = "is_odd = finding.code == 'chart.odd'\n"
    for file, text in (("spc/a.py", rows), ("spc/b.py", asks), ("cli/c.py", asks)):
        (package / file).parent.mkdir(parents=True, exist_ok=True)
        (package / file).write_text(text)
    assert _codes.written_twice({"chart.odd", "chart.even"}, package) == [
        "spc/a.py:1, spc/b.py:1 -> chart.odd"
    ]


def test_two_rows_and_a_code_without_a_dot_are_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [FindingKind("odd", says="a"), FindingKind("odd", says="b")]
    monkeypatch.setattr(_codes, "codes", lambda: [*map(_codes.Code, rows)])
    assert _codes.twice() == ["2 rows -> odd"]
    assert _codes.misnamed() == ["odd", "odd"]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{key!r} waits, due {due}", "*key* waits, due *due*"),
        ("{days:# day|# days} late", "*days* days late"),
        ("{keys!r/ and } {keys:is|are} open", "*keys* are open"),
        (
            'write goal = { at_most = 1 } | "x"',
            'write goal = \\{ at\\_most = 1 \\} \\| "x"',
        ),
    ],
)
def test_a_template_is_read_as_people_read(template: str, said: str) -> None:
    assert _codes.readable(template) == said
