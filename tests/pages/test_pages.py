"""What pages promise: that every field and every code of the library stands on one."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from cqikit.documents._schema import _parameters as parameters
from docs.defaults import SAYS_DEFAULT, with_defaults
from tests.architecture._names import public_names
from tests.pages import _fields
from tests.pages.golden import pictures
from tests.values.examples import public_classes

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def test_every_field_of_every_document_says_what_it_is() -> None:
    assert _fields.without_words() == []


def test_every_field_stands_on_the_page() -> None:
    page = (REFERENCE / "documents.md").read_text("utf-8")
    assert page == _fields.page()
    charts = page[page.index("(fields-projects-chartplan)=") :]
    assert "`baseline`" in charts[: charts.index("\n## ")]


def test_a_page_shows_the_pictures_that_its_blocks_make() -> None:
    blocks = "```python\nsvg = '<svg/>'\n```\n\n```python\n>>> 1\n```\n\n"
    page = f"{blocks}![A\nb](pictures/c.svg)\n"
    assert pictures(page) == {"pictures/c.svg": "<svg/>\n"}


def test_every_name_by_task_is_public() -> None:
    page = (REFERENCE / "index.md").read_text("utf-8")
    names = re.findall(r"<cqikit\.(\w+)\.(\w+)>", page)
    public = public_names()
    assert len(names) > 80
    assert [name for room, name in names if name not in public[room]] == []


def test_every_room_stands_under_a_task() -> None:
    page = (REFERENCE / "index.md").read_text("utf-8")
    shown = re.findall(r"<generated/(\w+)>", page)
    assert sorted(shown) == sorted(set(public_names()) - {"__main__"})


def test_every_code_says_what_it_means() -> None:
    page = (REFERENCE / "findings.md").read_text("utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) > 400
    said = {cells[0]: cells[2 if len(cells) > 3 else 1] for cells in rows}
    assert [code for code, words in said.items() if not words.strip()] == []


def test_every_argument_of_a_verb_says_what_it_is() -> None:
    """Of the first, which the verb is about, the first line of the docstring tells."""
    silent = [
        f"{room}.{verb.__name__}({argument})"
        for room, names in public_names().items()
        for verb in _verbs(room, names)
        for argument in _asked(verb)
        if argument not in _words(verb)
    ]
    assert silent == []


def test_every_default_is_said_in_words() -> None:
    silent = [
        f"{room}.{verb.__name__}({argument.name})"
        for room, names in public_names().items()
        for verb in _verbs(room, names)
        for argument in inspect.signature(verb).parameters.values()
        if argument.default is not argument.empty
        if not SAYS_DEFAULT.search(
            " ".join(_words(verb).get(argument.name, ["default"]))
        )
    ]
    assert silent == []


def test_every_field_of_a_class_says_what_it_is() -> None:
    """Of a class that follows from another, the docstring of that one tells, too."""
    silent = [
        f"{name}.{field.name}"
        for cls, name in public_classes().items()
        for field in attrs.fields(cls)
        if not field.name.startswith("_")
        if not any(_words(base).get(field.name) for base in cls.__mro__)
    ]
    assert silent == []


def test_every_default_of_a_field_is_said_on_its_page() -> None:
    silent = [
        f"{name}.{field.name}"
        for cls, name in public_classes().items()
        for field in attrs.fields(cls)
        if field.default is not attrs.NOTHING
        for words in [parameters("\n".join(_with_defaults(cls))).get(field.name)]
        if words and not SAYS_DEFAULT.search(" ".join(words))
    ]
    assert silent == []


def test_a_clause_that_tells_its_default_is_left_as_it_is() -> None:
    made = attrs.make_class(
        "Made",
        {
            "key": attrs.field(),
            "n": attrs.field(default=3),
            "m": attrs.field(default=3),
        },
    )
    lines = [
        "One.",
        "",
        "key : str",
        "    Its name.",
        "n, m : int",
        "    How many.",
        "",
    ]
    assert with_defaults(made, lines)[-2:] == ["    By default it is ``3``.", ""]
    told = [*lines[:-2], "    How many; 3 unless said."]
    assert with_defaults(made, told) == told


def test_no_class_says_what_no_field_or_argument_is() -> None:
    """What is given under another name than it is kept is an argument, too."""
    unknown = [
        f"{name}: {said}"
        for cls, name in public_classes().items()
        for said in _words(cls)
        if said not in attrs.fields_dict(cls)
        if said not in inspect.signature(cls).parameters
    ]
    assert unknown == []


def _with_defaults(cls: type) -> list[str]:
    return with_defaults(cls, inspect.cleandoc(cls.__doc__ or "").splitlines())


def _verbs(room: str, names: list[str]) -> Iterator[Any]:
    home = importlib.import_module(f"cqikit.{room}")
    yield from filter(inspect.isroutine, (getattr(home, name) for name in names))


def _words(verb: Any) -> dict[str, list[str]]:
    said = parameters(inspect.cleandoc(verb.__doc__ or ""))
    return {name.lstrip("*"): words for name, words in said.items()}


def _asked(verb: Any) -> list[str]:
    given = list(inspect.signature(verb).parameters.values())
    is_object = bool(given) and given[0].default is inspect.Parameter.empty
    return [argument.name for argument in given[is_object:]]


def test_no_page_asks_a_registry_for_the_library() -> None:
    """It may be on none; once it is installed, `cqikit[plot]` adds what is missing."""
    pages = [REFERENCE.parents[1] / "README.md", *REFERENCE.parent.rglob("*.md")]
    asks = re.compile(r'pip install (?:[^`\n&]* )?"?cqikit(?![\w.-]*\[)')
    assert [page.name for page in pages if asks.search(page.read_text("utf-8"))] == []
