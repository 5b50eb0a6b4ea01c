import numpy as np
import pytest
from matplotlib.figure import Figure

from cqikit.drawing import Panel, multiples_figure, multiples_svg
from cqikit.errors import FieldError
from tests.drawing._svg import NASTY, colours, root, said_of, size, texts, title_of


def panel(place: int = 0, n: int = 24, **more: object) -> Panel:
    values = np.random.default_rng(place).lognormal(1, 1, n)
    fields = {
        "title": f"Team {place}",
        "values": values,
        "centre": np.full(n, np.median(values)),
        "counted": np.arange(n) % 7 != 3,
    }
    return Panel(**fields | more)


def written(figure: Figure) -> str:
    """Return all texts of a figure."""
    return " ".join(text.get_text() for text in figure.axes[0].texts)


@pytest.mark.parametrize("count", [0, 1, 51, 200])
@pytest.mark.parametrize("log", [False, True])
def test_any_number_of_teams_has_a_sheet(count: int, log: bool) -> None:
    made = multiples_svg(
        [panel(place) for place in range(count)], title="Teams", log=log, target=2.0
    )
    said = texts(made)
    assert sum(text.startswith("Team ") for text in said) == count
    assert ("no teams" in said) == (count == 0)
    assert title_of(made) == "Teams"
    assert said_of(made).startswith(f"{count} team")


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("target", [None, 0.0, 3.0])
@pytest.mark.parametrize(
    "values", [[np.nan] * 9, [3.0] * 9, [0.0] * 9, [-1.0] * 9, [np.nan] * 8 + [1.0]]
)
def test_odd_teams_can_be_drawn(
    values: list[float], target: float | None, log: bool
) -> None:
    odd = Panel("Odd", values, values, [True] * 9)
    made = multiples_svg([odd], title="x", target=target, log=log)
    assert "Odd ?" in texts(made)
    assert "nan" not in made


def test_the_sheet_says_its_scale_and_its_signs() -> None:
    panels = [
        panel(0, 3, values=[1.0, 4, 2], centre=[2.0] * 3, meets=True),
        panel(1, 3, values=[1.0, 3, 2], centre=[2.0] * 3, meets=False),
    ]
    said = " ".join(texts(multiples_svg(panels, title="x", target=0.5)))
    assert (
        "All on one scale, 0.5 to 4; dotted: target 0.5; \u2713 meets the aim" in said
    )
    assert "?" not in said
    assert "Team 0 \u2713" in said
    assert "#00795c" in colours(multiples_svg(panels, title="x", target=0.5))
    assert "(logarithmic)" in " ".join(
        texts(multiples_svg(panels, title="x", log=True))
    )


def test_a_gap_is_a_gap_and_a_point_alone_is_seen() -> None:
    values = np.array([1.0, 2, np.nan, 3, np.nan, 4, 5])
    bare = {"centre": [np.nan] * 7, "counted": [True] * 7}
    made = root(multiples_svg([panel(0, 7, values=values, **bare)], title="x"))
    [dots] = [path for each in made.iter() if "a" in (path := each.get("d", ""))]
    assert dots.count("M") == 1


def test_the_only_point_of_a_team_is_seen_on_its_centre_line() -> None:
    values = [np.nan, 3, np.nan]
    made = root(multiples_svg([Panel("One", values, [3.0] * 3, [True] * 3)], title="x"))
    *_, centre, dot = (each for each in made.iter() if each.get("d"))
    # The dot comes last, so that it lies above, and the centre line before it.
    wide = float(centre.get("style", "").partition("stroke-width: ")[2])
    radius = float(dot.get("d", "").partition("a")[2].split()[0])
    assert 2 * radius > 2 * wide > 0


def test_a_nought_on_a_logarithmic_scale_is_said_to_lie_on_its_foot() -> None:
    zeros = panel(0, 3, values=[0.0, 3670, 2], centre=[2.0] * 3)
    said = " ".join(texts(multiples_svg([zeros], title="x", log=True)))
    assert "0 (on its foot) to 3,670 (logarithmic)" in said
    assert "foot" not in " ".join(texts(multiples_svg([zeros], title="x")))


def test_fewer_columns_make_a_narrower_and_higher_sheet() -> None:
    panels = [panel(place) for place in range(7)]
    wide = size(multiples_svg(panels, title="x"))
    narrow = size(multiples_svg(panels, title="x", columns=2))
    assert narrow[0] < wide[0]
    assert narrow[1] > wide[1]


def test_panels_share_one_time_axis() -> None:
    with pytest.raises(FieldError, match="must have one length"):
        multiples_svg([panel(0, 3), panel(1, 4)], title="x")


def test_arrays_of_a_panel_fit_each_other() -> None:
    with pytest.raises(FieldError, match="centre must have the shape"):
        panel(0, 3, centre=[1.0, 2.0])
    with pytest.raises(FieldError, match="counted must have the shape"):
        panel(0, 3, counted=[True])


def test_a_sheet_has_columns() -> None:
    with pytest.raises(FieldError, match="columns must be at least 1"):
        multiples_svg([panel()], title="x", columns=0)


def test_whatever_people_type_is_shown_as_typed() -> None:
    made = multiples_svg([panel(0, title=text) for text in NASTY], title="".join(NASTY))
    assert root(made) is not None
    assert "<script" not in made


def test_a_sheet_can_be_a_figure_and_share_its_scale_with_others() -> None:
    low, high = panel(values=np.full(24, 1.0)), panel(values=np.full(24, 90.0))
    alone, among = multiples_figure([low]), multiples_figure([low], among=[high])
    assert "to 90" not in written(alone)
    assert "to 90" in written(among)
    said = texts(multiples_svg([low], title="Teams", among=[high]))
    assert said == texts(multiples_svg([low, high], title="Teams"))[::2]
    with pytest.raises(FieldError, match="one length"):
        multiples_figure([low], among=[panel(n=3)])


def test_the_page_and_the_figure_have_the_same_marks_and_texts() -> None:
    panels = [panel(place, meets=bool(place % 2)) for place in range(5)]
    svg, figure = (
        multiples_svg(panels, title="Teams", target=2.0),
        multiples_figure(panels, target=2.0),
    )
    [axes] = figure.axes
    assert texts(svg) == [text.get_text() for text in axes.texts]
    assert written(multiples_figure([])) == "no teams"
    paths = [each.get("d", "") for each in root(svg).iter() if each.get("d")]
    drawn = sum(path.count("M") for path in paths[1:])
    kept = [
        1 if line.get_marker() == "None" else np.size(line.get_xdata())
        for line in axes.lines
    ]
    assert drawn == sum(kept)
