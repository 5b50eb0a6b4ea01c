"""Forms: answers from those that people use, frameworks out as such, forms in Word."""

from cqikit._door import opening

_FOUND_IN = {
    "_definition": "Definition Question",
    "_fhir": "fhir_questionnaire",
    "_form": "FORMS Form",
    "_layout": "AnswersLayout DayOrder ItemColumn Unfinished",
    "_propose": "propose",
    "_read": "definition read_answers read_definition read_export",
    "_records": "Records records",
    "_redcap": "redcap_dictionary",
    "_responses": "responses",
    "_surveyjs": "surveyjs_survey",
    "_understood": "Understood understood",
    "_word": (
        "TEMPLATES Field FieldKind Fields Rows Section Template Unplaced WordForm "
        "assessment_form read_word word_form write_word"
    ),
    "_workbook": "answers_workbook write_workbook",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
