"""Forms in Word: what is written on one is read back from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cqikit import documents, forms
from cqikit.assessments import Responses
from cqikit.collaboratives import CONDITIONS, Guide
from cqikit.core import ENGLISH, Wording
from cqikit.drivers import Diagram
from cqikit.measures import Aim
from cqikit.pdsa import Cycle, Worksheet, cycle_of, worksheet
from cqikit.plans import Plan
from cqikit.testing import answers_to, frameworks, values_of

if TYPE_CHECKING:
    from pathlib import Path

#: A language of its own: each text between two signs, each part where it was.
PSEUDO = Wording(translate=lambda text: f"\u00a1{text}\u00a1")
WORDINGS = {"english": ENGLISH, "pseudo": PSEUDO}
#: The document of which each is, or is one entry.
WHOLE = {Worksheet: "worksheets", Aim: "aims"}


def plain(value: Any) -> Any:
    """Return a document as a tree, without white space around its texts."""
    member = WHOLE.get(type(value))
    if member:
        value = documents.DOCUMENTS[member].cls(**{member: [value]})
    return stripped(documents.unstructure(value))


def stripped(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {name: stripped(part) for name, part in tree.items()}
    if isinstance(tree, list):
        return [stripped(part) for part in tree]
    return tree.strip() if isinstance(tree, str) else tree


def in_order(tree: Any) -> Any:
    """Return a guide whose conditions are in the order in which they are printed."""
    order = [item.key for item in CONDITIONS.all_items]
    scaling = tree.get("scaling", {})
    if "conditions" in scaling:
        scaling["conditions"].sort(key=lambda answer: order.index(answer["item"]))
    return tree


def back(what: Any, path: Path, wording: Wording, **named: Any) -> forms.WordForm:
    forms.write_word(what, path, wording=wording, **named)
    read = forms.read_word(path, wording=wording, **named)
    assert not read.unplaced
    return read


@pytest.mark.parametrize("kind", [Plan, Worksheet, Diagram, Aim, Guide])
@pytest.mark.parametrize("wording", WORDINGS)
def test_a_form_says_what_its_document_says(
    kind: type, wording: str, tmp_path: Path
) -> None:
    @settings(
        max_examples=6,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(values_of(kind))
    def keeps(value: Any) -> None:
        read = back(value, tmp_path / "form.docx", WORDINGS[wording])
        assert in_order(plain(read.document)) == in_order(plain(value))

    keeps()


@pytest.mark.parametrize("wording", WORDINGS)
def test_a_self_assessment_has_the_same_answers(wording: str, tmp_path: Path) -> None:
    @settings(max_examples=6, deadline=None, database=None)
    @given(st.data())
    def keeps(data: Any) -> None:
        framework = data.draw(frameworks())
        said = data.draw(answers_to(framework))
        responses = Responses(framework, said)
        path = tmp_path / "form.docx"
        read = back(responses, path, WORDINGS[wording], frameworks=[framework])
        made = Responses(framework, read.document.answers)
        assert set(made.answers) == set(responses.answers)

    keeps()


@pytest.mark.parametrize("wording", WORDINGS)
@given(cycle=values_of(Cycle))
@settings(max_examples=3, deadline=None, database=None)
def test_a_cycle_is_filled_in_as_its_worksheet(cycle: Cycle, wording: str) -> None:
    cycle = cycle_of(worksheet(cycle))
    same = forms.word_form(worksheet(cycle), wording=WORDINGS[wording])
    assert forms.word_form(cycle, wording=WORDINGS[wording]) == same
