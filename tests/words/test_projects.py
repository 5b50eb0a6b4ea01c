"""Whatever a project and a collaborative say, any language can say it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import attrs
import numpy as np
import pytest

from cqikit import assessments, projects, spc
from cqikit.core import Catalog, Choice, Sentence
from tests.examples import loaded
from tests.sayings import in_brackets, unworded

EXAMPLES = ("child_care", "home_visiting", "measles", "scutari")
#: What a judgement, a project and findings hold has laws of its own.
APART = (spc.Judgement, spc.Chart, projects.Project, Catalog, np.ndarray)


def texts(value: Any) -> Iterator[str]:
    """Yield all texts within a value; a sentence is one, with its parts."""
    if isinstance(value, Choice):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for member in (*value.keys(), *value.values()):
            yield from texts(member)
    elif isinstance(value, tuple | list | set | frozenset):
        for member in value:
            yield from texts(member)
    elif attrs.has(type(value)) and not isinstance(value, APART):
        for field in attrs.fields(type(value)):
            yield from texts(getattr(value, field.name))


@cache
def own(name: str) -> frozenset[str]:
    """Return the texts that people wrote, and those of frameworks."""
    read = loaded.effort(name)
    project = {
        field.name: getattr(read.project, field.name)
        for field in attrs.fields(type(read.project))
    }
    mine = texts((project, read.collaborative, read.guide, read.project.measure_titles))
    theirs = texts((tuple(assessments.FRAMEWORKS),))
    units = (series.measure.unit for series in read.project.series)
    # Of a unit, what follows its sign stands apart.
    return frozenset((*mine, *theirs, *(unit.removeprefix("% ") for unit in units)))


def of_figures(name: str) -> Iterator[str]:
    """Yield what closing figures and proposals say."""
    made = loaded.report(name)
    figures = [*made.closing.engagement]
    for confidence in made.closing.confidence:
        figures += [confidence.overall, *confidence.reasons]
    for result in made.closing.results:
        values = attrs.astuple(result, recurse=False)
        figures += [value for value in values if isinstance(value, type(figures[0]))]
        yield from (team.why for team in result.teams)
    for figure in figures:
        yield from (figure.title, figure.how, figure.unit, figure.absent)
    if made.guide is not None:
        for value in attrs.astuple(made.guide, recurse=False):
            yield from texts(value) if isinstance(value, tuple) else ()
        yield from map(str, made.guide.watches)


def of_thread(name: str) -> Iterator[str]:
    """Yield what strands, moves, questions and charts say."""
    thread = loaded.report(name).thread
    yield from map(str, (*thread.strands, *thread.shifts))
    for asked in projects.queries(thread):
        yield from (asked.title, *map(str, asked.found))
    project = loaded.effort(name).project
    for rung in projects.suggest_progress(project, charts=thread.charts).rungs:
        yield from (rung.title, *rung.reasons, *rung.lacking)
    yield from (chart.judgement.summary for chart in thread.charts)


def of_time(name: str) -> Iterator[str]:
    """Yield what happened when, and where a project stands in the loop."""
    project = loaded.effort(name).project
    for moment in projects.timeline(project):
        yield from (moment.when, moment.where)
        # What was revised is told of steps by what they are, within people's texts.
        yield moment.what if not moment.what.startswith("revised") else ""
    loop = projects.loop(project)
    yield from (loop.step.words, loop.apart_words, *loop.missing)
    yield from (took.fact.what for took in loop.taken)


def shown(name: str) -> Iterator[str]:
    """Yield what an example says to people, without what has its own room."""
    yield from of_figures(name)
    yield from of_thread(name)
    yield from of_time(name)


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_an_example_says_can_be_said_in_any_language(name: str) -> None:
    users = own(name)
    left = {
        word
        for text in shown(name)
        for word in unworded(text, users)
        if " " in word or not isinstance(text, Sentence)
    }
    assert not left
    assert all(in_brackets(text) for text in shown(name) if isinstance(text, Sentence))
