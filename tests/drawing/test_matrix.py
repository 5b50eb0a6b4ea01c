from typing import Any

import pytest
from attrs import evolve

from cqikit import spc
from cqikit.drawing import matrix_figure, matrix_svg
from cqikit.errors import FieldError, FieldTypeError
from tests.drawing._svg import NASTY, root, said_of, size, spots, texts, title_of

QUIET = [5.0, 6, 5, 6, 5, 6, 5, 6, 5, 6, 5, 6]


def rows(
    *values: list[float], target: float = 20.0, **more: Any
) -> list[spc.SummaryRow]:
    judged = spc.judge(
        spc.read(spc.chart(list(values), baseline=12, **more)), "lower", target
    )
    return list(spc.summary(judged, keys=[f"M{place}" for place in range(len(values))]))


def test_a_measure_stands_by_its_variation_and_assurance() -> None:
    made = matrix_svg(rows([*QUIET, 9], [*QUIET, 5], [*QUIET, 1]), title="All")
    assert title_of(made) == "All"
    assert said_of(made) == (
        "worse, no answer about a target: M0; common cause, will meet the target: M1;"
        " better, no answer about a target: M2"
    )
    at = {said: (x, y) for said, x, y in spots(made)}
    assert at["M0"][1] < at["M1"][1] < at["M2"][1]
    # While a measure moves, its limits promise nothing.
    assert at["M0"][0] == at["M2"][0] > at["M1"][0] > at["V"][0] > at["N"][0]
    for measure, letter in (("M0", "W"), ("M1", "C"), ("M2", "B")):
        assert abs(at[measure][1] - at[letter][1]) < 4


def test_rows_and_columns_are_added_for_what_is_there() -> None:
    bare = texts(matrix_svg((), title="None"))
    assert {"N", "V", "Y", "W", "C", "B"} <= set(bare)
    assert not {"H", "L", "S", "\u2013"} & set(bare)
    assert said_of(matrix_svg((), title="None")) == "no measures"
    signal = spc.summary(spc.read(spc.chart([*QUIET, 9], baseline=12)))
    assert {"H", "\u2013"} <= set(texts(matrix_svg(signal, title="x")))


def test_the_latest_phase_with_points_counts_and_a_measure_without_is_named() -> None:
    (row,) = rows([*QUIET, 9])
    empty = evolve(row, phase=2, variation=None, assurance=spc.Assurance.UNKNOWN)
    said = said_of(matrix_svg([row, empty], title="x"))
    assert said == "worse, no answer about a target: M0"
    other = evolve(empty, chart="Nothing", phase=1)
    made = matrix_svg([row, empty, other], title="x")
    assert said_of(made).endswith("; without data: Nothing")
    assert "Without data: Nothing" in texts(made)
    # Two charts may have one name.
    assert said_of(matrix_svg([row, row], title="x")).endswith(": M0, M0")


@pytest.mark.parametrize("width", [4.2, 9.0])
@pytest.mark.parametrize("count", [1, 6, 12, 13, 40, 200])
def test_every_measure_is_on_the_sheet(count: int, width: float) -> None:
    (row,) = rows([*QUIET, 9])
    many = [evolve(row, chart=f"Site{place}") for place in range(count)]
    made = matrix_svg(many, title="x", width=width)
    words = " ".join(texts(made)).replace("\u00b7", " ").split()
    assert [word for word in words if word.startswith("Site")] == [
        f"Site{place}" for place in range(count)
    ]
    wide, high = size(made)
    assert wide == pytest.approx(72 * width)
    for _, x, y in spots(made):
        assert 0 <= x <= wide
        assert 0 <= y <= high


def test_a_long_name_is_on_several_lines_with_a_mark_where_it_begins() -> None:
    (row,) = rows([*QUIET, 9])
    long = "Regional hospital of the far north, ward for children"
    many = [evolve(row, chart=f"{long} {place}") for place in range(3)]
    said = texts(matrix_svg(many, title="x", width=4.2))
    assert sum(text.startswith("\u00b7 Regional") for text in said) == 3
    lots = [evolve(row, chart=f"{long} {place}") for place in range(20)]
    joined = " ".join(texts(matrix_svg(lots, title="x", width=4.2)))
    assert all(f"children {place}" in joined for place in range(20))


def test_whatever_people_type_is_shown_as_typed() -> None:
    (row,) = rows([*QUIET, 9])
    made = matrix_svg([evolve(row, chart=text) for text in NASTY], title="".join(NASTY))
    assert root(made) is not None
    assert "<script" not in made


def test_a_matrix_can_be_a_figure() -> None:
    drawn = matrix_figure(rows([*QUIET, 9]), width=5)
    assert drawn.get_size_inches()[0] == 5
    assert "M0" in [text.get_text() for text in drawn.axes[0].texts]


def test_only_rows_of_a_summary_are_drawn() -> None:
    with pytest.raises(FieldTypeError, match="must be a Judgement, or rows of spc"):
        matrix_svg(["Site 1"], title="x")  # type: ignore[list-item]
    with pytest.raises(FieldError, match="width must be from"):
        matrix_figure((), width=0)


def test_a_narrow_empty_column_has_its_icon_alone_and_breaks_no_word() -> None:
    made = rows([*QUIET, 9], [*QUIET, 5], [*QUIET, 1])
    assert "will miss the" in " ".join(texts(matrix_svg(made, title="x")))
    narrow = texts(matrix_svg(made, title="x", width=4.2))
    assert {"N", "V", "Y"} <= set(narrow)
    words = "worse better common cause will meet miss the target no answer about a"
    alone = {*"NVYWCBS\u2013", "M0", "M1", "M2"}
    assert {word for text in narrow for word in text.split()} - alone <= {
        *words.split(),
        *("signal", "without", "direction", "varies"),
    }


def test_under_the_matrix_stands_what_icons_mean_that_stand_alone() -> None:
    made = rows([*QUIET, 9], [*QUIET, 5])
    narrow = matrix_svg(made, title="x", width=4.2)
    wide, high = size(narrow)
    at = {said: (x, y) for said, x, y in spots(narrow)}
    assert set(at) >= {"will miss the target", "varies about the target"}
    assert at["M1"][1] < at["will miss the target"][1] < high
    assert at["will miss the target"][1] < at["varies about the target"][1] < high
    heads = {said: y for said, _, y in spots(matrix_svg(made, title="x", width=12))}
    assert heads["will miss the target"] < heads["M0"]
    assert wide == pytest.approx(72 * 4.2)


@pytest.mark.parametrize("width", [4.2, 6.6])
def test_a_column_is_as_wide_as_the_longest_word_of_its_measures(width: float) -> None:
    worse, meets = rows([*QUIET, 9], [*QUIET, 5])
    named = [
        evolve(worse, chart="Questionnaires that come back"),
        evolve(worse, chart="Referred after a positive screen"),
        evolve(meets, chart="Screened on time"),
    ]
    said = " ".join(texts(matrix_svg(named, title="x", width=width))).split()
    assert {"Questionnaires", "Referred", "Screened"} <= set(said)
    # What no sheet has room for is broken, and nothing of it is lost.
    long = [evolve(worse, chart="Q" * 50), evolve(meets, chart="S" * 40)]
    letters = "".join(texts(matrix_svg(long, title="x", width=width)))
    assert letters.count("Q") == 50
    assert "W" in letters
