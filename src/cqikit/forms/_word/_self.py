"""The self-assessment of any framework: a form a person, with all of its items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit.assessments import Framework, Status
from cqikit.core import arguments, between, say
from cqikit.errors import FieldError
from cqikit.forms._choices import REASONS, choices_of
from cqikit.forms._word._guide import gather_answers, spread_answers
from cqikit.forms._word._lists import WHERE
from cqikit.forms._word._template import (
    Field,
    FieldKind,
    Fields,
    Rows,
    Section,
    Template,
)
from cqikit.forms._words import status_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cqikit.assessments import Domain, Item
    from cqikit.forms._word._template import Tree

__all__ = ["NAME", "UNHEARD", "assessment_form"]

#: What the form of every framework is called.
NAME: Final = "self-assessment"
#: What tells one person's answers from another's.
ABOUT: Final[tuple[tuple[str, str, FieldKind], ...]] = (
    ("respondent", say("Who, by a name or a number"), FieldKind.TEXT),
    ("role", say("Role, such as director or teacher"), FieldKind.TEXT),
    ("unit", say("About which classroom or group"), FieldKind.TEXT),
    ("site", say("At which site"), FieldKind.TEXT),
    ("on", say("Answered on"), FieldKind.DAY),
)
PERSON: Final = tuple(path for path, _, _ in ABOUT)
#: Where it stands, by path, who those are that gave no answer.
UNHEARD: Final = "unheard"
#: So many people find room on one form: no file is larger.
MOST: Final = 1_000


@arguments(people=between(1, MOST))
def assessment_form(framework: Framework, people: int = 1) -> Template:
    """Return the form on which people answer a framework, one after the other.

    Parameters
    ----------
    framework : Framework
    people : int
        For how many there is room, at most 1,000; for one unless said.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS
    >>> form = assessment_form(FRAMEWORKS["psat"])
    >>> form.sections[2].title
    'Environmental Support'
    """
    sections = [
        section
        for person in range(people)
        for section in _person(framework, person, people)
    ]
    return Template(
        name=NAME,
        title=say("Self-assessment: {framework}", framework=framework.title),
        text=framework.text,
        document="answers",
        sections=[_head(), *sections],
        key_from="title",
        start={
            "framework": framework.key,
            "framework_version": framework.version,
            "key": framework.key,
        },
        about={"framework": framework.edition, "people": str(people)},
        spread=_Spread(framework),
        gather=_Gather(framework),
        source=framework.source,
    )


def _head() -> Section:
    return Section(
        title=say("The assessment"),
        parts=[
            Fields(
                fields=[
                    Field(path="title", label=say("What this assessment is called")),
                    Field(path="key", label=say("Short name of the assessment")),
                    Field(path="on", label=say("Day of the assessment"), kind="day"),
                    Field(path="framework", label=say("Framework")),
                    Field(path="framework_version", label=say("Version")),
                ]
            )
        ],
    )


def _person(framework: Framework, person: int, people: int) -> Iterator[Section]:
    """Yield what one person fills in: who answers, and each domain."""
    title = say("Who answers")
    yield Section(
        title=title if people == 1 else say("Who answers: {number}", number=person + 1),
        text=_offered(framework),
        parts=[
            Fields(
                fields=[
                    Field(path=f"people.{person}.{path}", label=label, kind=kind)
                    for path, label, kind in ABOUT
                ]
            )
        ],
    )
    for number, (heading, items) in enumerate(_blocks(framework)):
        yield Section(
            title=heading, parts=[_items(framework, items, f"people.{person}.{number}")]
        )


def _offered(framework: Framework) -> str:
    scales = tuple(scale.answers for scale in framework.scales)
    return say("Answers: {scales/; }; or why there is none.", scales=scales)


def _blocks(framework: Framework) -> list[tuple[str, tuple[Item, ...]]]:
    """Return the items under the titles of their domains, as they are printed."""
    found: list[tuple[str, tuple[Item, ...]]] = []

    def add(node: Framework | Domain, titles: tuple[str, ...]) -> None:
        if node.items:
            heading = ": ".join(titles) or framework.title
            found.append((heading, node.items))
        for domain in node.domains:
            add(domain, (*titles, domain.title))

    add(framework, ())
    return found


def _items(framework: Framework, items: Iterable[Item], path: str) -> Rows:
    listed = list(items)
    return Rows(
        path=path,
        stubs={item.key: _asked(item) for item in listed},
        menus={item.key: _menu(framework, item) for item in listed},
        menu="value",
        columns=[
            Field(path="item", label=say("Item"), width=4),
            Field(path="value", label=say("Answer"), width=1.3),
            Field(path="evidence", label=say("Comment: what it rests on"), width=2),
            Field(path="next_step", label=say("Next step"), width=1.7),
            Field(path="by_when", label=say("By when"), kind="period", width=0.9),
            Field(path="who", label=say("Who")),
            Field(path="support", label=say("Support needed"), width=1.2),
        ],
    )


def _asked(item: Item) -> str:
    """Return the text of an item, with who should answer it."""
    if not item.who:
        return item.text
    return say("{item} (for: {roles})", item=item.text, roles=item.who)


def _menu(framework: Framework, item: Item) -> Mapping[str, str]:
    """Return the choices of an item, none where any number is an answer."""
    offered = choices_of(framework.scale_of(item))
    reasons = {reason.value: reason.words for reason in REASONS} if offered else {}
    return {label: label for _, label in offered} | reasons


@frozen
class _Spread:
    """What puts answers person by person, each under its domain."""

    framework: Framework

    def __call__(self, tree: Tree) -> Tree:
        place_of = {
            item.key: number
            for number, (_, items) in enumerate(_blocks(self.framework))
            for item in items
        }
        people: dict[tuple[Any, ...], Tree] = {}
        for answer in spread_answers(tree.get("answers", [])):
            number = place_of[answer["item"]]
            named = {name: answer.pop(name) for name in PERSON if name in answer}
            who = people.setdefault(tuple(sorted(named.items())), dict(named))
            answer["value"] = _label(self.framework, answer)
            who.setdefault(str(number), []).append(answer)
        made = {name: value for name, value in tree.items() if name != "answers"}
        made["people"] = {str(at): who for at, who in enumerate(people.values())}
        return made


def _label(framework: Framework, answer: Tree) -> str:
    """Return what people call a value: its label on the scale, else its number."""
    value = answer["value"]
    if isinstance(value, str):
        return value
    scale = framework.scale_of(framework.item(answer["item"]))
    named = {anchor.at: anchor.label for anchor in scale.anchors}
    return named.get(value, repr(value))


@frozen
class _Gather:
    """What puts the answers of all people into one list, in the order of the items."""

    framework: Framework

    def __call__(self, tree: Tree) -> Tree:
        items = enumerate(self.framework.all_items)
        order = {item.key: place for place, item in items}
        made: list[Tree] = []
        people = tree.pop("people", {})
        spots, unheard = tree.get(WHERE, {}), dict[str, Any]()
        for number in sorted(people, key=int):
            who = people[number]
            named = {name: who[name] for name in PERSON if name in who}
            paths = {name: f"people.{number}.{name}" for name in named}
            marks = {name: spots[path] for name, path in paths.items() if path in spots}
            # What is wrong with who answered is wrong in one place, not in each answer.
            answers = [
                answer | named | {WHERE: answer.get(WHERE, {}) | marks}
                for given in who.values()
                if isinstance(given, list)
                for answer in given
            ]
            made += sorted(answers, key=lambda answer: order.get(answer["item"], 0))
            if not answers:
                unheard |= {paths[name]: named[name] for name in named}
        made = [_numbered(self.framework, answer) for answer in gather_answers(made)]
        tree["answers"] = [*tree.get("answers", []), *made]
        return tree | {UNHEARD: unheard}


def _numbered(framework: Framework, answer: Tree) -> Tree:
    """Return an answer with the number of its scale, where it is one of its answers."""
    value = answer.get("value")
    if isinstance(value, str) and answer["item"] in framework._items:  # noqa: SLF001
        scale = framework.scale_of(framework.item(answer["item"]))
        try:
            answer["value"] = scale.number(value)
        except FieldError:
            reasons = {reason.words.casefold(): reason for reason in Status}
            status = reasons.get(value.casefold()) or status_of(value)
            if status is not None:
                del answer["value"]
                answer["status"] = status.value
    return answer
