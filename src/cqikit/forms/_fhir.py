"""FHIR R4: QuestionnaireResponses in, and a framework out as a Questionnaire.

Field names and codes are those of FHIR R4 (hl7.org/fhir/R4/questionnaire.html,
questionnaireresponse.html, valueset-data-absent-reason.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import define, field

from cqikit.assessments import Domain, Framework, Item, Status
from cqikit.core import FindingKind, arguments
from cqikit.errors import DataError, Problem
from cqikit.files import BOUNDS
from cqikit.forms._choices import choices_of
from cqikit.forms._definition import Question
from cqikit.forms._json import TOO_DEEP

__all__ = [
    "ABSENT_CODES",
    "RESPONSE",
    "fhir_questionnaire",
    "fhir_questions",
    "fhir_responses",
    "is_fhir",
]

RESPONSE: Final = "QuestionnaireResponse"
ABSENT: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
ABSENT_SYSTEM: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
#: What FHIR's reasons for a missing value are here.
ABSENT_CODES: Final[Mapping[str, Status]] = {
    "not-applicable": Status.NOT_APPLICABLE,
    "asked-unknown": Status.DONT_KNOW,
    "not-performed": Status.NOT_OBSERVED,
    "asked-declined": Status.UNANSWERED,
    "masked": Status.UNANSWERED,
    "not-asked": Status.UNANSWERED,
    "temp-unknown": Status.UNANSWERED,
    # The parent of these: expected, and not known; nothing says that nobody asked.
    "unknown": Status.DONT_KNOW,
}
#: The reasons that a form offers to choose from.
OFFERED: Final = {
    Status.NOT_APPLICABLE: "not-applicable",
    Status.DONT_KNOW: "asked-unknown",
    Status.NOT_OBSERVED: "not-performed",
}
DEEPEST: Final = BOUNDS.answer_levels
NO_RESPONSE: Final = FindingKind(
    "answers.no-response", says="must be a {kind} (got {got})"
)
IN_ERROR: Final = FindingKind(
    "answers.in-error",
    says="is marked as entered in error",
    fix="take it out of the file",
)
ONCE: Final = FindingKind("answers.once", says="must be answered once (got {got})")


def is_fhir(tree: Any) -> bool:
    """Say whether JSON is a resource of FHIR, or a list of them."""
    first = tree[0] if isinstance(tree, list) and tree else tree
    return isinstance(first, Mapping) and "resourceType" in first


@define
class Resources:
    """What a file of FHIR holds: responses, other resources, labels of codes."""

    responses: list[dict[str, str]] = field(factory=list)
    others: list[str] = field(factory=list)
    #: Question, code, and the label that a response gives it; each once.
    labels: dict[tuple[str, str, str], None] = field(factory=dict)


def fhir_responses(tree: Any, name: str) -> Resources:
    """Return the answers of each QuestionnaireResponse, by link id.

    Other resources, such as the Questionnaire or patients of a Bundle, are passed
    over.

    Raises
    ------
    DataError
        For what is no resource, or was entered in error, for a question that has
        several answers, and where no resource is a response.
    """
    listed = tree if isinstance(tree, list) else [tree]
    if isinstance(tree, Mapping) and tree.get("resourceType") == "Bundle":
        listed = [_at(entry, "resource") for entry in _list(tree, "entry")]
    problems: list[Problem] = []
    found = Resources()
    for number, resource in enumerate(listed, start=1):
        where = f"response {number}"
        kind = _at(resource, "resourceType")
        if kind and kind != RESPONSE and len(listed) > 1:
            found.others.append(str(kind)[:80])
        elif kind != RESPONSE:
            problems.append(
                NO_RESPONSE.problem(where, kind=RESPONSE, got=f"{kind!r:.80}")
            )
        elif _at(resource, "status") == "entered-in-error":
            problems.append(IN_ERROR.problem(where))
        else:
            found.responses.append(_response(resource, where, problems, found))
    if problems:
        raise DataError(name, problems)
    return found


def _response(
    resource: Mapping[str, Any],
    where: str,
    problems: list[Problem],
    found: Resources,
) -> dict[str, str]:
    said = {
        "_id": str(_at(resource, "id") or ""),
        "_status": str(_at(resource, "status") or ""),
        "_respondent": _reference(_at(resource, "source")),
        "_subject": _reference(_at(resource, "subject")),
        "_authored": str(_at(resource, "authored") or ""),
    }
    made = {key: text for key, text in said.items() if text}
    for link, values in _answered(resource, where, problems, found):
        if len(values) > 1 or link in made:
            got = ", ".join(values)[:80]
            problems.append(ONCE.problem(f"{where}, question {link}", got=got))
        elif values:
            made[link] = values[0]
    return made


def _answered(
    resource: Any, where: str, problems: list[Problem], found: Resources
) -> Iterator[tuple[str, list[str]]]:
    """Yield each question with its answers, those of groups and of answers too."""
    waiting = [(item, 0) for item in reversed(_list(resource, "item"))]
    while waiting:
        item, depth = waiting.pop()
        if depth > DEEPEST:
            problems.append(TOO_DEEP.problem(where, form="levels", most=DEEPEST))
            return
        answers = _list(item, "answer")
        inside = [*_list(item, "item")]
        inside += [
            this_item for answer in answers for this_item in _list(answer, "item")
        ]
        waiting += [(value, depth + 1) for value in reversed(inside)]
        values = [_value(answer) for answer in answers] or [_reason(item)]
        link = str(_at(item, "linkId") or "")
        for coding in (_at(answer, "valueCoding") for answer in answers):
            code, label = _at(coding, "code"), _at(coding, "display")
            if code and label:
                found.labels[link, str(code), str(label)] = None
        yield link, [value for value in values if value]


def _value(answer: Any) -> str:
    for key, value in answer.items() if isinstance(answer, Mapping) else ():
        if key.startswith("_value"):
            return _reason(value)
        if key == "valueCoding":
            return str(_at(value, "code") or _at(value, "display") or "")
        if key == "valueQuantity":
            return str(_at(value, "value"))
        if key.startswith("value"):
            return str(value).lower() if isinstance(value, bool) else str(value)
    return _reason(answer)


def _reason(element: Any) -> str:
    """Return why a value is absent, as the standard extension says it."""
    for extension in _list(element, "extension"):
        if _at(extension, "url") == ABSENT:
            return str(_at(extension, "valueCode") or "")
    return ""


def _reference(reference: Any) -> str:
    said = _at(reference, "display") or _at(reference, "reference")
    return str(said or _at(_at(reference, "identifier"), "value") or "")


def _at(table: Any, key: str) -> Any:
    return table.get(key) if isinstance(table, Mapping) else None


def _list(table: Any, key: str) -> list[Any]:
    found = _at(table, key)
    return found if isinstance(found, list) else []


def fhir_questions(questionnaire: Mapping[str, Any]) -> Iterator[Question]:
    """Yield the questions of a Questionnaire that can be chosen from."""
    waiting = [(item, 0) for item in reversed(_list(questionnaire, "item"))]
    while waiting:
        item, depth = waiting.pop()
        if depth < DEEPEST:
            waiting += [
                (this_item, depth + 1) for this_item in reversed(_list(item, "item"))
            ]
        if _at(item, "type") == "group":
            continue
        choices = []
        for option in _list(item, "answerOption"):
            coding = _at(option, "valueCoding")
            code = _at(coding, "code") if coding else _value(option)
            label = _at(coding, "display") if coding else code
            choices.append((str(code or ""), str(label or "")))
        yield Question(
            name=str(_at(item, "linkId") or ""),
            label=str(_at(item, "text") or ""),
            choices=choices,
        )


@arguments()
def fhir_questionnaire(framework: Framework, url: str = "") -> dict[str, Any]:
    """Return a framework as a FHIR R4 Questionnaire.

    Its link ids are the keys of the items, its codes the numbers of the scale.
    *Not applicable*, *don't know* and *not observed* are options of their own,
    with the codes that FHIR has for absent data.

    Parameters
    ----------
    framework : Framework
    url : str
        The canonical address that responses will name; none by default.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS
    >>> made = fhir_questionnaire(FRAMEWORKS["bts-infrastructure"])
    >>> made["item"][0]["linkId"], made["item"][0]["answerOption"][3]["valueCoding"]
    ('leadership', {'code': '3', 'display': 'met'})
    """
    made: dict[str, Any] = {"resourceType": "Questionnaire", "status": "draft"}
    if url:
        made["url"] = url
    return made | {
        "name": "".join(part.capitalize() for part in framework.key.split("-")),
        "title": framework.title,
        "version": framework.version,
        "item": _items(framework, framework),
    }


def _items(framework: Framework, node: Framework | Domain) -> list[dict[str, Any]]:
    groups = [
        {
            "linkId": domain.key,
            "type": "group",
            "text": domain.title,
            "item": _items(framework, domain),
        }
        for domain in node.domains
    ]
    return [*(_item(framework, item) for item in node.items), *groups]


def _item(framework: Framework, item: Item) -> dict[str, Any]:
    made = {"linkId": item.key, "text": item.text, "required": False}
    choices = choices_of(framework.scale_of(item))
    if not choices:
        return made | {"type": "decimal"}
    options = [{"code": code, "display": label} for code, label in choices]
    options += [
        {"system": ABSENT_SYSTEM, "code": code, "display": status.words}
        for status, code in OFFERED.items()
    ]
    return made | {
        "type": "choice",
        "answerOption": [{"valueCoding": option} for option in options],
    }
