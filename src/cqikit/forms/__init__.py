"""Forms: answers from those that people use, frameworks out as such, forms in Word."""

from cqikit.forms._definition import Definition, Question
from cqikit.forms._fhir import fhir_questionnaire
from cqikit.forms._form import FORMS, Form
from cqikit.forms._layout import AnswersLayout, DayOrder, ItemColumn, Unfinished
from cqikit.forms._propose import propose
from cqikit.forms._read import definition, read_answers, read_definition, read_export
from cqikit.forms._records import Records, records
from cqikit.forms._redcap import redcap_dictionary
from cqikit.forms._responses import responses
from cqikit.forms._surveyjs import surveyjs_survey
from cqikit.forms._understood import Understood, understood
from cqikit.forms._word import (
    TEMPLATES,
    Field,
    FieldKind,
    Fields,
    Rows,
    Section,
    Template,
    Unplaced,
    WordForm,
    assessment_form,
    read_word,
    word_form,
    write_word,
)
from cqikit.forms._workbook import answers_workbook, write_workbook

__all__ = [
    "FORMS",
    "TEMPLATES",
    "AnswersLayout",
    "DayOrder",
    "Definition",
    "Field",
    "FieldKind",
    "Fields",
    "Form",
    "ItemColumn",
    "Question",
    "Records",
    "Rows",
    "Section",
    "Template",
    "Understood",
    "Unfinished",
    "Unplaced",
    "WordForm",
    "answers_workbook",
    "assessment_form",
    "definition",
    "fhir_questionnaire",
    "propose",
    "read_answers",
    "read_definition",
    "read_export",
    "read_word",
    "records",
    "redcap_dictionary",
    "responses",
    "surveyjs_survey",
    "understood",
    "word_form",
    "write_word",
    "write_workbook",
]
