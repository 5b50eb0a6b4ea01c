"""Each type of document is checked by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from attrs import evolve

from cqikit import actions, assessments, documents
from cqikit.core import Context, Finding, Severity, check
from cqikit.documents import DOCUMENTS, DocumentType
from cqikit.errors import UnknownNameError

SHEET = """
type = "worksheets"
version = 1
[[worksheets]]
key = "one"
title = "Remind"
started_on = 2026-03-09
learned = "much"
[[worksheets]]
key = "two"
title = "Remind again"
planned_on = 2026-03-01
"""

CHARTER = """
type = "project"
version = 1
key = "ours"
title = "Ours"
as_of = 2026-03-09
[[charts]]
measure = "late"
kind = "rnu"
rules = "anhoj"
[[charts]]
measure = "seen"
kind = "p"
"""

CYCLES = """
type = "cycles"
version = 1
[[cycles]]
key = "one"
title = "Remind"
idea = "cards"
[[cycles.log]]
event = "plan"
on = 2026-03-01
objective = "See whether a card helps"
"""

WALKS = """
type = "crosswalks"
version = 1
[[crosswalks]]
key = "a"
of = "bts-infrastructure"
to = "cqi-attributes"
source = "example"
links = [{ of = ["leadreship"], to = "nothing" }]
[[crosswalks]]
key = "b"
of = "somebody-elses"
to = "cqi-attributes"
source = "example"
links = [{ of = ["x"], to = "y" }]
"""

FRAMEWORKS = """
type = "frameworks"
version = 1
[[frameworks]]
key = "ours"
title = "Ours"
version = "1"
scorer = "maen"
scales = [{ key = "yes", low = 0, high = 1 }]
items = [{ key = "teams", text = "Teams" }]
"""


def codes(text: str) -> list[tuple[str, str]]:
    read = documents.parse(text)
    return [(finding.code, finding.where) for finding in documents.findings(read)]


def test_a_worksheet_that_tells_of_no_cycle_is_a_fault() -> None:
    found = codes(SHEET)
    assert ("cycle.impossible", "worksheets[0].studied_on") in found
    assert any(where.startswith("worksheets[1]") for _, where in found)


def test_a_charter_names_kinds_and_rules_that_there_are() -> None:
    assert codes(CHARTER) == [
        ("project.unknown-chart", "charts[0].kind"),
        ("project.unknown-chart", "charts[0].rules"),
    ]


def test_cycles_and_their_ramps_are_checked() -> None:
    found = codes(CYCLES)
    assert any(where.startswith("cycles[0]") for _, where in found)


def test_a_crosswalk_that_leads_nowhere_is_a_fault() -> None:
    found = codes(WALKS)
    assert {code for code, _ in found} == {"crosswalk.misfit"}


def test_a_framework_without_its_scorer_is_a_fault() -> None:
    assert codes(FRAMEWORKS) == [("framework.not-scorable", "frameworks[0]")]


def test_steps_are_judged_as_of_a_day() -> None:
    step = actions.ActionStep(key="a", what="replace 3 rugs", who="b", when="2026-01")
    steps = documents.Steps(steps=[step])
    early = documents.findings(steps)
    late = documents.findings(steps, as_of=date(2026, 3, 1))
    assert {finding.code for finding in late} - {finding.code for finding in early} == {
        "action.overdue"
    }


def test_answers_may_be_to_a_framework_of_your_own() -> None:
    own = evolve(assessments.FRAMEWORKS["bts-infrastructure"], key="own")
    answers = documents.Answers(key="a", framework="own", answers=[])
    [found] = documents.findings(answers)
    assert (found.code, found.severity) == ("answers.unknown-framework", Severity.FAULT)
    mine = evolve(DOCUMENTS["answers"], checks=[documents.fits_framework([own])])
    known = documents.findings(answers, types=DOCUMENTS.replace(mine))
    assert {finding.code for finding in known} == {"assessment.coverage"}


def test_a_type_of_your_own_brings_its_checks() -> None:
    @check("steps.few")
    def few(document: documents.Steps, context: Context) -> Iterator[Finding]:
        del context
        yield Finding(code="steps.few", message=f"{len(document.steps)} step")

    own = DocumentType(name="steps", cls=documents.Steps, checks=[few])
    steps = documents.Steps(steps=[actions.ActionStep(key="a", what="b")])
    [found] = documents.findings(steps, types=DOCUMENTS.replace(own))
    assert found.message == "1 step"


def test_what_is_no_document_has_no_checks() -> None:
    with pytest.raises(UnknownNameError, match="no document of class named 'str'"):
        documents.findings("a plan")
