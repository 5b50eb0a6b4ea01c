"""Everything that people write in a closing guide comes out on every form of a page."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from cqikit import documents, reports
from cqikit.assessments import Answer
from cqikit.collaboratives import Collaborative, Guide, Site, Sustaining, SustainStep
from cqikit.projects import Assessed, Charter, Project
from cqikit.reports._page import page_of
from tests.examples import loaded
from tests.reports.filled import filled, texts

#: Fields that are a choice, or a key beside a title, rather than words.
CHOSEN = {
    (Site, "key"): "site",
    (Answer, "item"): "leadership",
    (Answer, "value"): "somewhat",
    (Answer, "status"): "answered",
}


def small() -> Project:
    return Project(charter=Charter(key="p", title="P", as_of=date(2027, 1, 1)))


def test_every_text_that_people_write_is_on_every_form() -> None:
    words = itertools.count()
    guide = evolve(filled(Guide, words, CHOSEN), key="g")
    count = next(words)
    assert count > 50
    made = texts(reports.compose(small(), guide=guide))
    # The first word was the key of the guide itself, which is no text.
    wanted = [f"word{place}x" for place in range(1, count)]
    for form, said in made.items():
        assert [word for word in wanted if word not in said] == [], form


def test_every_text_of_the_example_is_on_every_form() -> None:
    guide = loaded.effort("home_visiting").guide
    made = texts(loaded.report("home_visiting"))
    for form, said in made.items():
        for text in written(documents.unstructure(guide)):
            assert text in said, (form, text)


#: Keys and choices, which are shown by their titles.
BY_TITLE = {
    "type",
    "key",
    "item",
    "measure",
    "channel",
    "support",
    "step",
    "kind",
    "method",
}


def written(value: Any, name: str = "") -> list[str]:
    """Return every text in a document, but for keys and choices."""
    if isinstance(value, dict):
        return [text for key, part in value.items() for text in written(part, key)]
    if isinstance(value, list):
        return [text for part in value for text in written(part, name)]
    chosen = name in BY_TITLE and " " not in str(value)
    status = name == "status"
    return [value] if isinstance(value, str) and not (chosen or status) else []


@pytest.mark.parametrize("step", list(SustainStep))
def test_each_step_stands_under_its_component(step: SustainStep) -> None:
    own = Sustaining(step=step, what="words of ours", who="lead")
    page = reports.to_markdown(
        reports.compose(small(), guide=Guide(key="g", sustaining=(own,)))
    )
    title = {
        "hardwiring": "Hardwiring the change",
        "readiness": "Making staff readier",
        "monitoring": "Watching results over time",
    }[step.component]
    after = page.split(f"**{title}**")[1].split("\n\n**")[0]
    assert "ords of ours" in after


def test_steps_that_nobody_took_up_are_listed_until_all_are_taken() -> None:
    hard = [step for step in SustainStep if step.component == "hardwiring"]
    steps = tuple(Sustaining(step=step, what="x") for step in hard)
    for taken, listed in ((steps[:2], 3), (steps, 2)):
        made = reports.compose(small(), guide=Guide(key="g", sustaining=taken))
        assert reports.to_markdown(made).count("Not taken up") == listed


def test_without_a_guide_there_are_no_such_sections() -> None:
    anchors = [section.anchor for section in page_of(reports.compose(small())).sections]
    assert not {"reflections", "next-steps", "spread"} & set(anchors)


def test_an_empty_guide_shows_every_question() -> None:
    made = texts(reports.compose(small(), Collaborative(key="c"), guide=Guide(key="g")))
    for said in made.values():
        assert said.count("not answered yet") > 20
        assert "not known yet" in said


def test_conditions_answered_elsewhere_stand_in_for_those_of_the_guide() -> None:
    said = Assessed(
        key="ready",
        responses=loaded.effort("measles").project.assessed[0].responses,
    )
    project = evolve(small(), assessed=[said])
    found = reports.compose(project, guide=Guide(key="g")).guide
    assert found is not None
    assert found.readiness.conditions[0].level == "met"


def test_keys_are_shown_by_what_they_are_called() -> None:
    page = reports.to_markdown(loaded.report("home_visiting"))
    assert "**Families stay**: The reminder card was adopted" in page
    assert "Hazel (56.5, now 46.2)" in page
    assert "lost: 6 in a row below the median of 86.7 % of positive screens" in page
