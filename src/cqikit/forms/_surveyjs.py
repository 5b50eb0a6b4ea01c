"""SurveyJS: a survey's definition, in and out.

Names of fields are those of the survey's JSON schema
(surveyjs.io/form-library/documentation/design-survey-json).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from cqikit.core import arguments
from cqikit.files import BOUNDS
from cqikit.forms._choices import REASONS, choices_of
from cqikit.forms._definition import Question

if TYPE_CHECKING:
    from cqikit.assessments import Domain, Framework, Scale

__all__ = ["is_survey", "surveyjs_questions", "surveyjs_survey"]

DEEPEST: Final = BOUNDS.answer_levels
#: Where elements stand within pages, panels and repeated panels.
INSIDE: Final = ("pages", "elements", "templateElements")
#: Items that the library adds, with the values and texts that it gives them.
ADDED: Final = {
    "showNoneItem": ("none", "None"),
    "showRefuseItem": ("refused", "Prefer not to answer"),
    "showDontKnowItem": ("dontknow", "Don't know"),
}
ADDED_TEXTS: Final = {
    "none": "noneText",
    "refused": "refuseText",
    "dontknow": "dontKnowText",
}


def is_survey(tree: Any) -> bool:
    """Say whether JSON is the definition of a survey."""
    return isinstance(tree, Mapping) and any(
        isinstance(tree.get(key), list) for key in ("pages", "elements")
    )


def surveyjs_questions(survey: Mapping[str, Any]) -> Iterator[Question]:
    """Yield the questions of a survey, each row of a matrix as one."""
    waiting: list[tuple[Any, int]] = [(survey, 0)]
    while waiting:
        element, depth = waiting.pop()
        if not isinstance(element, Mapping) or depth > DEEPEST:
            continue
        inside = [entry for key in INSIDE for entry in _list(element, key)]
        waiting += [(member, depth + 1) for member in reversed(inside)]
        if inside or "type" not in element:
            continue
        name, kind = str(element.get("name", "")), element["type"]
        label = _text(element.get("title")) or name
        if kind == "matrix":
            columns = _choices(element, "columns")
            for value, text in _choices(element, "rows"):
                yield Question(name=f"{name}.{value}", label=text, choices=columns)
        else:
            choices = [*_choices(element, "choices"), *_choices(element, "rateValues")]
            choices += _added(element)
            boxes = kind == "checkbox"
            yield Question(name=name, label=label, choices=choices, boxes=boxes)


def _added(element: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [
        (value, _text(element.get(ADDED_TEXTS[value])) or text)
        for shown, (value, text) in ADDED.items()
        if element.get(shown)
    ]


def _choices(element: Mapping[str, Any], key: str) -> list[tuple[str, str]]:
    made = []
    for entry in _list(element, key):
        table = entry if isinstance(entry, Mapping) else {"value": entry}
        value = _plain(table.get("value"))
        made.append((value, _text(table.get("text")) or value))
    return made


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _text(said: Any) -> str:
    """Return a text, or the default one of several languages."""
    if isinstance(said, Mapping):
        said = said.get("default") or next(iter(said.values()), "")
    return said if isinstance(said, str) else ""


def _list(table: Mapping[str, Any], key: str) -> list[Any]:
    found = table.get(key)
    return found if isinstance(found, list) else []


@arguments()
def surveyjs_survey(framework: Framework) -> dict[str, Any]:
    """Return a framework as the definition of a SurveyJS survey.

    Items of one domain and scale are the rows of a matrix; *not applicable*,
    *don't know* and *not observed* are columns beside the numbers of the scale.
    A scale on which any number is an answer gives fields for numbers.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS
    >>> made = surveyjs_survey(FRAMEWORKS["bts-infrastructure"])
    >>> matrix = made["pages"][0]["elements"][0]
    >>> matrix["columns"][3], matrix["rows"][1]["value"]
    ({'value': 3, 'text': 'met'}, 'teams')
    """
    pages = []
    for node in framework.nodes:
        elements = list(_elements(framework, node))
        if elements:
            pages.append({"name": node.key, "title": node.title, "elements": elements})
    return {"title": framework.title, "pages": pages}


def _elements(
    framework: Framework, node: Framework | Domain
) -> Iterator[dict[str, Any]]:
    scales: dict[str, list[Any]] = {}
    for item in node.items:
        scales.setdefault(framework.scale_of(item).key, []).append(item)
    for key, items in scales.items():
        scale = framework.scale_of(items[0])
        columns = _columns(scale)
        if columns:
            yield {
                "type": "matrix",
                "name": f"{node.key}:{key}",
                "title": node.title,
                "columns": columns,
                "rows": [{"value": label.key, "text": label.text} for label in items],
            }
            continue
        for item in items:
            yield {
                "type": "text",
                "inputType": "number",
                "name": item.key,
                "title": item.text,
                "min": scale.low,
                "max": scale.high,
            }


def _columns(scale: Scale) -> list[dict[str, Any]]:
    choices = choices_of(scale)
    if not choices:
        return []
    numbers = [{"value": _number(code), "text": label} for code, label in choices]
    return [
        *numbers,
        *({"value": reason.value, "text": reason.words} for reason in REASONS),
    ]


def _number(code: str) -> float:
    number = float(code)
    return int(number) if number.is_integer() else number
