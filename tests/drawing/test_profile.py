import itertools

import pytest

from cqikit.assessments import ProfileRow
from cqikit.drawing import profile_figure, profile_svg
from tests.drawing._svg import NASTY, root, said_of, size, spots, texts


def row(place: int = 0, value: float | None = 4.0, **more: object) -> ProfileRow:
    fields = {
        "key": f"r{place}",
        "title": f"Part {place}",
        "depth": min(place, 2),
        "value": value,
        "low": value,
        "high": value,
        "least": 1.0,
        "most": 7.0,
        "minimum": value,
        "coverage": 1.0,
        "level": "",
        "respondents": 1,
        "units": 1,
    }
    return ProfileRow(**fields | more)  # type: ignore[arg-type]


def test_every_part_has_its_title_score_and_level() -> None:
    made = profile_svg([row(0, 3.5, level="met"), row(1, None)], title="x")
    said = texts(made)
    assert {"Part 0", "3.5 of 7, met", "Part 1", "no score"} <= set(said)
    assert said_of(made) == "1 of 2 parts have a score"
    assert {"score", "lowest", "highest"} <= set(said)


def test_the_legend_says_only_what_there_is() -> None:
    plain = texts(profile_svg([row()], title="x"))
    assert not {"before", "can still become"} & set(plain)
    ranged = texts(profile_svg([row(low=2.0, high=6.0)], title="x"))
    assert "can still become" in ranged
    both = texts(profile_svg([row()], title="x", before=[row(0, 2.0), row(5, 1.0)]))
    assert "before" in both
    lost = texts(profile_svg([row()], title="x", before=[row(0, None)]))
    assert "before" not in lost


def test_parts_of_parts_are_indented() -> None:
    made = spots(profile_svg([row(0), row(1), row(2)], title="x"))
    places = [x for text, x, _ in made if text.startswith("Part")]
    assert places == sorted(set(places))


@pytest.mark.parametrize("count", [0, 1, 60])
def test_any_number_of_rows(count: int) -> None:
    made = profile_svg([row(place) for place in range(count)], title="x")
    heights = sorted(y for text, _, y in spots(made) if text.startswith("Part"))
    assert len(heights) == count
    assert all(b - a > 12 for a, b in itertools.pairwise(heights))
    assert all(y < size(made)[1] for y in heights)
    assert ("no parts" in texts(made)) == (count == 0)


def test_without_any_score_there_is_no_legend() -> None:
    rows = [row(place, None) for place in range(3)]
    assert not {"score", "before"} & set(texts(profile_svg(rows, title="x")))


def test_a_scale_of_one_step_has_no_shares() -> None:
    made = profile_svg([row(least=4.0, most=4.0)], title="x")
    assert "4 of 4" in texts(made)
    assert "score" not in texts(made)


def test_a_narrow_profile_cuts_titles() -> None:
    made = profile_svg([row(title="A very long title " * 9)], title="x", width=4.2)
    assert size(made)[0] == pytest.approx(302.4)
    assert any(
        text.startswith("A very") and text.endswith("\u2026") for text in texts(made)
    )


def test_whatever_people_type_is_shown_as_typed() -> None:
    rows = [row(place, title=name, level=name) for place, name in enumerate(NASTY)]
    made = profile_svg(rows, title="".join(NASTY))
    assert root(made) is not None
    assert "<script" not in made


def test_a_profile_can_be_a_figure() -> None:
    drawn = profile_figure([row(0, 3.5)], before=[row(0, 2.0)], width=5.0)
    assert drawn.get_size_inches()[0] == pytest.approx(5.0)
    assert "Part 0" in {text.get_text() for axes in drawn.axes for text in axes.texts}
