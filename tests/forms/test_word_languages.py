"""Forms in other languages: what is written on one is read back, untold which it is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from cqikit import documents, forms
from cqikit.assessments import FRAMEWORKS, Responses
from cqikit.forms import assessment_form
from cqikit.languages import LANGUAGES, wording
from tests.forms.test_word import in_order, plain
from tests.forms.test_word_edits import FILLED

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = [*forms.TEMPLATES, assessment_form(FRAMEWORKS["psat"])]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda it: it.name)
def test_no_two_fields_of_a_table_and_no_two_words_of_a_choice_are_called_the_same(
    template: Any, language: str
) -> None:
    said = wording(language).said
    for part in template.parts:
        texts = Counter(said(field.label).casefold() for field in part.fields)
        assert max(texts.values()) == 1, texts
        for field in part.fields:
            words = Counter(said(word).casefold() for word in field.words.values())
            assert max(words.values(), default=1) == 1, words


def told(document: Any) -> Any:
    """Return what a document says: answers as numbers of the scale, in no order."""
    if isinstance(document, documents.Answers):
        framework = documents.framework_for(document.framework)
        return set(Responses(framework, document.answers).answers)
    return in_order(plain(document))


@pytest.mark.parametrize("language", ["es", "ar", "zh"])
@pytest.mark.parametrize("name", FILLED)
def test_a_form_in_a_language_tells_the_same(
    name: str, language: str, tmp_path: Path
) -> None:
    path = tmp_path / "form.docx"
    forms.write_word(FILLED[name], path, wording=wording(language))
    read = forms.read_word(path)
    assert read.wording.language == language
    assert told(read.document) == told(FILLED[name])
    assert not read.unplaced
