import os
import subprocess
import sys
import threading
from typing import Any

import matplotlib as mpl
import pytest

from cqikit import drawing, spc
from cqikit.drawing import (
    ChartPicture,
    chart_figure,
    chart_svg,
    pareto_figure,
    pareto_svg,
    png,
)
from cqikit.errors import FieldError, MissingExtraError
from tests.drawing._svg import root, size

PICTURE = ChartPicture(chart=spc.chart([3, 4, 2, 5], "i", title="A & B"))
PARETO = spc.pareto(["staff", "car", "staff"], title="A & B")


def test_one_picture_is_always_the_same_bytes() -> None:
    assert chart_svg(PICTURE) == chart_svg(PICTURE)
    assert pareto_svg(PARETO) == pareto_svg(PARETO)


def test_settings_of_the_process_neither_matter_nor_change() -> None:
    plain = png(pareto_figure(PARETO))
    with mpl.rc_context():
        mpl.rcParams.update(
            {
                "axes.facecolor": "black",
                "lines.linewidth": 9,
                "text.parse_math": True,
                "figure.dpi": 33,
            }
        )
        before = dict(mpl.rcParams)
        assert png(pareto_figure(PARETO)) == plain
        assert dict(mpl.rcParams) == before


def test_settings_come_back_after_an_error() -> None:
    before = dict(mpl.rcParams)
    with pytest.raises(ZeroDivisionError), drawing._figure.figure(2, 2):
        raise ZeroDivisionError
    assert dict(mpl.rcParams) == before


def test_threads_do_not_disturb_each_other() -> None:
    before, plain = dict(mpl.rcParams), png(pareto_figure(PARETO))
    made: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: made.append(png(pareto_figure(PARETO))))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [plain] * 3
    assert dict(mpl.rcParams) == before


def test_a_chart_as_svg_loads_no_matplotlib_and_a_figure_no_pyplot() -> None:
    code = """
import sys
from cqikit import drawing, spc
picture = drawing.ChartPicture(chart=spc.chart([1, 2, 3], "i"))
drawing.chart_svg(picture)
drawing.timeline_svg([], title="None")
drawing.charts_svg([picture], title="One")
drawing.pareto_svg(spc.pareto(["staff", "car"]))
assert not any(name.startswith("matplotlib") for name in sys.modules)
drawing.chart_figure(picture)
assert "matplotlib.figure" in sys.modules
assert "matplotlib.pyplot" not in sys.modules
print("fine")
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert done.stdout.strip() == "fine"


def test_without_matplotlib_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=r"cqikit\[plot\]"):
        chart_figure(PICTURE)


def test_a_picture_scales_and_is_named() -> None:
    found = root(chart_svg(PICTURE))
    assert found.get("viewBox") == "0 0 648.0 259.2"
    assert "max-width: 100%" in (found.get("style") or "")
    assert found[0].text == "A & B"


def test_a_figure_can_be_changed_and_saved_with_our_settings() -> None:
    drawn = chart_figure(PICTURE)
    assert drawn.get_size_inches().tolist() == pytest.approx([9.0, 3.6])
    written = [text for text in drawn.findobj(mpl.text.Text) if text.get_text()]
    assert len(written) > 8
    assert not any(text.get_parse_math() for text in written)
    axes = drawn.axes[-1]
    assert axes.get_xticklabels()[0].get_text() == "1"


def test_a_svg_is_as_large_as_was_asked() -> None:
    picture = ChartPicture(chart=PICTURE.chart, size=(4.0, 3.0))
    assert size(chart_svg(picture)) == (288, 216)


def test_a_png_is_the_same_bytes_whatever_the_process_has_set() -> None:
    plain = png(chart_figure(PICTURE), dpi=40)
    with mpl.rc_context():
        mpl.rcParams.update({"savefig.transparent": True, "savefig.bbox": "tight"})
        assert png(chart_figure(PICTURE), dpi=40) == plain
    wide, high = (int.from_bytes(plain[at : at + 4]) for at in (16, 20))
    assert (wide, high) == (360, 144)


@pytest.mark.parametrize("draw", [chart_svg, chart_figure])
@pytest.mark.parametrize("dpi", [1_800, 1e9])
def test_a_picture_has_no_more_dots_than_fit(draw: Any, dpi: float) -> None:
    with pytest.raises(FieldError, match="at most 1756, for a picture of 9 by"):
        png(draw(PICTURE), dpi=dpi)
