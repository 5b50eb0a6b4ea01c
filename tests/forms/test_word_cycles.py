"""A cycle on a form of Word: what goes in comes out, its log with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, get_args

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cqikit import documents, forms, pdsa
from cqikit.documents import Cycles
from cqikit.errors import Problem
from cqikit.forms._word._cycle_log import beyond, with_log
from cqikit.pdsa import Correct, Cycle, cycle_of, worksheet
from tests.forms.word_edits import add_row, empty, opened, table_of, write_in
from tests.pdsa.stories import cycles, day, told, whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Every type of event, each with an author; an observation is corrected twice.
SAID = pdsa.Observe(on=day(2), author="nurse", what="three came")
LOG: tuple[pdsa.Event, ...] = (
    pdsa.Plan(on=day(0), author="lead", objective="an earlier plan"),
    *(
        evolve(event, author=f"visitor {place}")
        for place, event in enumerate(whole().log)
    ),
)
#: What a worksheet says of a plan, here.
PLAN = ("objective", "purpose", "questions", "who", "what", "when", "where", "data")
PLACE = next(at for at, event in enumerate(LOG) if isinstance(event, pdsa.Observe))
STORY = told(
    *LOG[: PLACE + 1],
    Correct(on=day(2), author="lead", place=PLACE, instead=SAID, reason="a slip"),
    *LOG[PLACE + 1 :],
    Correct(
        on=day(9),
        author="data",
        place=PLACE,
        instead=evolve(SAID, what="two came"),
        reason="another slip",
    ),
)


def back(cycle: Any, path: Path, edit: Callable[[Any], None] | None = None) -> Any:
    """Return a cycle as it comes back from its form, edited or not."""
    forms.write_word(cycle, path)
    if edit is not None:
        document = opened(path)
        edit(document)
        document.save(str(path))
    return forms.read_word(path)


def cycle_in(read: Any) -> Cycle:
    document = read.document
    made = document if isinstance(document, Cycle) else cycle_of(document)
    assert isinstance(made, Cycle)
    return made


def logged(cycle: Cycle) -> Any:
    """Return the log of a cycle as a form keeps it, also where its fields would do."""
    return documents.unstructure(Cycles(cycles=[cycle]))["cycles"][0].get("log", [])


@st.composite
def signed(draw: Callable[[Any], Any]) -> Cycle:
    """Draw a cycle with authors."""
    cycle: Cycle = draw(cycles())
    names = st.sampled_from(["", "the nurse", "Ana"])
    log = []
    for event in cycle.log:
        said = evolve(event, author=draw(names))
        if isinstance(said, Correct):
            said = evolve(said, instead=evolve(said.instead, author=draw(names)))
        log.append(said)
    made: Cycle = evolve(cycle, log=log)
    return made


def test_what_goes_in_comes_out(tmp_path: Path) -> None:
    @settings(
        max_examples=15,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(signed())
    def keeps(cycle: Cycle) -> None:
        read = back(cycle, tmp_path / "form.docx")
        assert cycle_in(read) == cycle
        assert not read.unplaced

    keeps()


@pytest.mark.parametrize(
    "end",
    [
        pdsa.Adopt(on=day(8), author="lead"),
        pdsa.Adapt(on=day(8), author="lead", changes="sooner"),
        pdsa.Abandon(on=day(8), author="lead", reason="too dear"),
        pdsa.Stop(on=day(8), author="lead", reason="the team left"),
    ],
)
def test_every_event_comes_back_with_its_author(
    end: pdsa.Event, tmp_path: Path
) -> None:
    cycle = evolve(STORY, log=(*STORY.log[:-2], end, STORY.log[-1]))
    assert cycle_in(back(cycle, tmp_path / "form.docx")) == cycle


def test_the_story_has_events_of_every_type_but_the_other_ends() -> None:
    ends = {pdsa.Adapt, pdsa.Abandon, pdsa.Stop}
    assert {type(event) for event in STORY.log} == {
        *(kind for kind in get_args(pdsa.Event) if kind not in ends),
    }


def test_the_document_of_a_form_with_a_log_is_of_cycles(tmp_path: Path) -> None:
    read = back(Cycles(cycles=[STORY]), tmp_path / "form.docx")
    assert read.whole == Cycles(cycles=[STORY])
    first = told(*whole().log)
    assert back(first, tmp_path / "form.docx").document == worksheet(first)


def test_a_log_is_on_a_form_only_where_its_fields_do_not_say_it() -> None:
    assert beyond(whole()) == {}
    assert beyond(STORY) == {"log": logged(STORY)}


def edited_log(edit: Callable[[Any], None], tmp_path: Path) -> tuple[pdsa.Event, ...]:
    read = back(STORY, tmp_path / "form.docx", edit)
    assert not read.unplaced
    assert isinstance(read.document, Cycle)
    return read.document.log


def test_a_field_that_was_edited_counts_and_the_log_stays(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        write_in(table_of(document, "Day of the study").rows[1].cells[1], "a lot")

    made = edited_log(edit, tmp_path)
    assert made == tuple(
        evolve(event, learned="a lot") if isinstance(event, pdsa.Conclude) else event
        for event in STORY.log
    )


def test_what_was_corrected_and_is_edited_is_its_last_correction(
    tmp_path: Path,
) -> None:
    def edit(document: Any) -> None:
        write_in(table_of(document, "Day", "What was seen").rows[1].cells[1], "one")

    made = edited_log(edit, tmp_path)
    last = STORY.log[-1]
    assert isinstance(last, Correct)
    assert made == (
        *STORY.log[:-1],
        evolve(last, instead=evolve(SAID, what="one")),
    )


def test_a_row_that_is_added_comes_after_that_before_it(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        table = table_of(document, "Day", "What was seen")
        write_in(table.rows[2].cells[0], day(3).isoformat())
        write_in(table.rows[2].cells[1], "they came again")

    made = edited_log(edit, tmp_path)
    new = pdsa.Observe(on=day(3), what="they came again")
    assert made[: PLACE + 3] == (*STORY.log[: PLACE + 2], new)
    assert made[PLACE + 3 :] == STORY.log[PLACE + 2 :]


def test_a_row_that_is_taken_out_takes_its_corrections_with_it() -> None:
    more = pdsa.Observe(on=day(2), what="it rained")
    before = LOG.index(next(it for it in LOG if isinstance(it, pdsa.EndTest)))
    cycle = told(*LOG[:before], more, *LOG[before:])
    cycle = pdsa.advance(
        cycle, Correct(on=day(9), place=PLACE, instead=SAID, reason="a slip")
    )
    later = evolve(more, what="it snowed")
    cycle = pdsa.advance(
        cycle, Correct(on=day(9), place=before, instead=later, reason="a slip")
    )
    sheet = worksheet(cycle)
    made = with_log(evolve(sheet, observations=[later]), logged(cycle))
    assert isinstance(made, Cycle)
    assert worksheet(made).observations == (later,)
    assert [it.place for it in made.log if isinstance(it, Correct)] == [before - 1]


def test_an_edit_changes_only_what_it_says() -> None:
    @settings(max_examples=60, deadline=None, database=None)
    @given(signed(), st.sampled_from(["title", "who", "what", "differences", "reason"]))
    def holds(cycle: Cycle, name: str) -> None:
        sheet = worksheet(cycle)
        if name != "title" and not getattr(sheet, name):
            return
        changed: dict[str, Any] = {name: "edited"}
        edited = evolve(sheet, **changed)
        made = with_log(edited, logged(cycle))
        assert isinstance(made, Cycle)
        assert worksheet(made) == edited
        assert [(type(it), it.on, it.author) for it in made.log] == [
            (type(it), it.on, it.author) for it in cycle.log
        ]

    holds()


def test_a_form_that_makes_no_cycle_lists_its_log(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        empty(table_of(document, "Day of the study").rows[0].cells[1])

    read = back(STORY, tmp_path / "form.docx", edit)
    assert isinstance(read.document, pdsa.Worksheet)
    (left,) = read.unplaced
    assert json.loads(left.text.removeprefix("log: ")) == logged(STORY)
    assert "say on which day" in str(left.problem)


def test_a_log_that_goes_with_no_worksheet_is_told() -> None:
    sheet = worksheet(STORY)
    # With its last plan gone, the earlier one would take its place.
    bare = {name: getattr(pdsa.Worksheet(key="k", title="T"), name) for name in PLAN}
    without = with_log(evolve(sheet, planned_on=None, **bare), logged(STORY))
    assert isinstance(without, Problem)
    assert "another cycle" in str(without)
    # An observation of a day after its correction.
    late = [evolve(event, on=day(3)) for event in sheet.observations]
    early = logged(evolve(STORY, log=STORY.log[:-1]))
    assert isinstance(with_log(evolve(sheet, observations=late), early), Problem)
    assert isinstance(with_log(sheet, "no log"), Problem)


def test_a_row_is_added_to_a_form_without_a_log(tmp_path: Path) -> None:
    def edit(document: Any) -> None:
        add_row(table_of(document, "Day", "What was seen"), "", "more came")

    read = back(whole(), tmp_path / "form.docx", edit)
    assert [it.what for it in read.document.observations] == ["four came", "more came"]
