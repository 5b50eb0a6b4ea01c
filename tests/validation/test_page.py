"""The page of published numbers: complete, and as the tests make it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import goldens
from tests.same import agreed, recorded, refused, same
from tests.validation._parts import CLOSING, PARTS, WITHOUT
from tests.validation._run import calls, sources
from tests.validation.golden import NAMED, golden_files, heard, named

TESTS = Path(__file__).parent.parent


def test_every_name_is_held_against_something() -> None:
    parts, tools, *_ = heard()
    names = [name for group in NAMED.values() for name in group]
    lacking = {
        name
        for name in names
        if not named(parts, tools, name)[0] and not named(parts, tools, name)[1]
    }
    assert lacking == set(WITHOUT)


def test_the_page_is_as_the_tests_make_it() -> None:
    assert not goldens.differences(golden_files())


def test_the_headline_is_the_sum_of_its_table() -> None:
    page = Path("docs/reference/validation.md").read_text(encoding="utf-8")
    short = page.partition("## In short")[2]
    head, table = short.split("\n\n", 2)[1:]
    rows = re.findall(
        r"^\| .* \| ([\d,]+) \|$", table.partition("\n\n")[0], re.MULTILINE
    )
    [told] = re.findall(r"^([\d,]+) published numbers", head)
    assert len(rows) == len(PARTS)
    assert int(told.replace(",", "")) == sum(int(n.replace(",", "")) for n in rows)


def test_every_part_compares_and_every_source_is_told() -> None:
    parts, *_ = heard()
    known = sources()
    for part, seen in zip(PARTS, parts, strict=True):
        assert seen.shown, part.title
        used = {row.source for row in seen.shown} | {note.by for note in seen.agreed}
        assert used <= set(known), part.title


def held_by() -> Iterator[str]:
    yield from (f"collaboratives/{test}" for test in CLOSING.values())
    for why in WITHOUT.values():
        yield from re.findall(r"`([^`]+)`", why)


@pytest.mark.parametrize("test", sorted(set(held_by())))
def test_what_holds_the_others_is_there(test: str) -> None:
    file, _, function = test.partition("::")
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    there = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert function in there


def test_a_number_that_is_not_the_published_one_never_gets_to_the_page() -> None:
    with recorded() as seen:
        same("book", "a number", 1.04, 1.0, abs=0.05)
        with pytest.raises(AssertionError, match="another, as book has it"):
            same("book", "another", {"a": 1.06}, [1.0], abs=0.05)
    agreed("tool", "nobody listens")
    refused("tool", "nobody listens", "to this")
    assert [row.what for row in seen.shown] == ["a number"]
    assert not seen.agreed
    assert not seen.refused


def test_cases_are_those_that_pytest_runs() -> None:
    @pytest.mark.parametrize("first", ["a", "b"])
    @pytest.mark.parametrize(("second", "third"), [(1, 2), (3, 4)])
    def law(first: str, second: int, third: int) -> None: ...

    found = list(calls(law))
    assert len(found) == 4
    assert {"first": "b", "second": 3, "third": 4} in found
