import pytest

from cqikit import spc
from cqikit.drawing import pareto_svg
from cqikit.errors import FieldError
from tests.drawing._svg import NASTY, root, said_of, size, spots, texts, title_of

REASONS = ["staff"] * 9 + ["car"] * 6 + ["weather"] * 3 + ["family"] * 2


def test_bars_stand_in_order_with_their_counts() -> None:
    made = pareto_svg(spc.pareto(REASONS, title="Late"))
    heights = {text: y for text, _, y in spots(made)}
    order = ["staff", "car", "weather", "family"]
    assert [heights[key] for key in order] == sorted(heights[key] for key in order)
    assert {"9 (45 %)", "6 (30 %)", "3 (15 %)", "2 (10 %)"} <= set(texts(made))
    assert title_of(made) == "Late"


def test_the_first_that_reach_the_share_are_told_from_the_others() -> None:
    made = pareto_svg(spc.pareto(REASONS), share=0.75)
    assert {"the first that make up 75 %", "the others"} <= set(texts(made))
    assert said_of(made) == "4 categories; 2 bars reach 75 %"
    whole = pareto_svg(spc.pareto({"one": 3}))
    assert "the others" not in texts(whole)
    assert said_of(whole) == "1 category; 1 bar reaches 80 %"


def test_entries_without_a_category_are_counted() -> None:
    assert "2 without a category" in texts(
        pareto_svg(spc.pareto([*REASONS, None, None]))
    )
    assert not any("without" in text for text in texts(pareto_svg(spc.pareto(REASONS))))


def test_a_share_must_be_one() -> None:
    with pytest.raises(FieldError, match="share must be more than 0"):
        pareto_svg(spc.pareto(REASONS), share=0.0)


def test_a_narrow_chart_cuts_titles() -> None:
    made = pareto_svg(spc.pareto(["a very long reason " * 9, "b"]), width=4.2)
    assert size(made)[0] == pytest.approx(302.4)
    assert any(text.endswith("\u2026") for text in texts(made))


def test_whatever_people_type_is_shown_as_typed() -> None:
    typed = [text for text in NASTY if text.strip()]
    made = pareto_svg(spc.pareto(typed, title="".join(NASTY)))
    assert root(made) is not None
    assert "<script" not in made
