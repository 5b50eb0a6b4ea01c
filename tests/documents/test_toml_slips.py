"""Slips of signs are told by their lines, all at once, with what to write."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit.documents import _toml
from cqikit.documents._toml import read_toml

#: A line with a slip, and the line to write; {n} makes its key its own.
SLIPS = [
    ('k{n} = ["a" "b" "c"]', 'k{n} = ["a", "b", "c"]'),
    (
        'k{n} = [{{a = 1}} {{b = 2}}]  # "x" "y"',
        'k{n} = [{{a = 1}}, {{b = 2}}]# "x" "y"',
    ),
    ('k{n} = {{ a = 1 b = "x" c = 2 }}', 'k{n} = {{ a = 1, b = "x", c = 2 }}'),
    ("// a note", "# a note"),
    ("-- a note", "# a note"),
    ("/* a note */", "# a note"),
    ("; a note", "# a note"),
    ("k{n} = 1 // a note", "k{n} = 1  # a note"),
    ("k{n} = 'a // b' -- a note", "k{n} = 'a // b'  # a note"),
    ("k{n} == 3", "k{n} = 3"),
    ("k{n} := 'b'", "k{n} = 'b'"),
    ("k{n} => 1.5", "k{n} = 1.5"),
    ("[h{n}", "[h{n}]"),
    ("[[h{n}]", "[[h{n}]]"),
    ("[h{n}]]  # ours", "[[h{n}]]  # ours"),
]
slips = st.sampled_from(SLIPS)
whole = st.sampled_from(["w{n} = 'a -- b // c'", "# a == b", "", "w{n} = [1, 2]"])


@given(st.lists(st.tuples(slips, whole), min_size=1, max_size=6))
@settings(max_examples=40)
def test_each_slip_is_told_by_its_line_whatever_stands_around_it(
    drawn: list[tuple[tuple[str, str], str]],
) -> None:
    lines, told = [], []
    for number, ((wrong, right), fine) in enumerate(drawn):
        lines += [wrong.format(n=number), fine.format(n=number)]
        told.append((2 * number + 1, f"write {right.format(n=number)}"))
    found = read_toml("\n".join(lines))
    where = {problem.where.split(" and ")[0] for problem in found.problems}
    if len(drawn) < _toml.MANY:
        said = sorted((int(it.where.split()[1]), it.fix) for it in found.problems)
        assert said == told
    assert where <= {f"line {line}" for line, _ in told}
    assert found.tree is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a = [\n "x"\n\n # y\n "y",\n]', [("line 2", 'write "x",')]),
        ("a = [1\nb = 2", [("line 1", "write a = [1]")]),
        ('a = ["x"\n[aims]\nb = 2', [("line 1", 'write a = ["x"]')]),
        ("a = 1 // 2 // 3", [("line 1", "write a = 1  # 2 // 3")]),
        ("a = [1,\n\n# b\nb = 2", [("line 1", "write a = [1]")]),
        ('a = [\n"x",\n[[aims]]\nb = 2', [("line 2", 'write "x"]')]),
        ("a = [\n1,\n2\n", [("line 3", "write 2]")]),
    ],
)
def test_a_list_that_goes_on_is_told_where_its_sign_belongs(
    text: str, said: list[tuple[str, str]]
) -> None:
    assert [(it.where, it.fix) for it in read_toml(text).problems] == said


@pytest.mark.parametrize("value", ["[3 April]", "[1 500]", "{ on = 3 April 2026 }"])
def test_what_blanks_may_belong_to_is_not_parted_by_a_comma(value: str) -> None:
    [problem] = read_toml(f"a = {value}").problems
    assert problem.code != "document.toml-comma"


@pytest.mark.parametrize(
    "value",
    ["['It's the team that decides']", '["The "big" team"]', '["a" b]'],
)
def test_words_behind_a_quote_are_not_parted_by_a_comma(value: str) -> None:
    problems = read_toml(f"a = {value}\nb = 1").problems
    assert problems
    assert not [problem.fix for problem in problems if "write" in problem.fix]
    [known] = read_toml('a = ["b" true]').problems
    assert known.fix == 'write a = ["b", true]'


@pytest.mark.parametrize(
    "text", ['[\n"a"', "a = [\n1 # one\n2]", "a = 1 - 2 // b - 3", "a = [b"]
)
def test_what_nobody_knows_is_told_as_the_reader_tells_it(text: str) -> None:
    said = [problem.code for problem in read_toml(text).problems]
    assert said
    assert "document.toml-comma" not in said


def test_all_numbers_of_an_inline_table_are_told() -> None:
    found = read_toml("a = { low = 1,500, mid = yes, high = 2,500 }\nb == 1")
    either = "(comma between thousands) or {} (decimal comma)"
    assert [(it.where, it.fix) for it in found.problems] == [
        ("line 1", f"write low = 1500 {either.format('low = 1.500')}"),
        ("line 1", f"write high = 2500 {either.format('high = 2.500')}"),
        ("line 2", "write b = 1"),
    ]
    assert [meant for meant in found.meant if meant[0]] == [
        ("low", "1500"),
        ("high", "2500"),
    ]


HOSTILE = [
    '"' * 200_000,
    'a = "' + '\\"' * 100_000,
    'a = [ "' + '\\"' * 100_000,
    "a =" + "=“" * 60_000,
    "a = " + " " * 200_000 + "b",
    "a = " + "b " * 100_000,
    "a = " + "x // " * 40_000,
    "[" * 200_000,
    "a = {" + " b = 1" * 30_000,
    "// " + " " * 200_000 + "x",
]


@pytest.mark.parametrize("line", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("around", ["{}", "b = 1\n{}\nc == 2"])
def test_no_slip_is_looked_for_in_a_line_of_hostile_length(
    line: str, around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is looked into is counted; each of these is a search over a whole line."""
    looked: list[int] = []

    def counted(name: str) -> Any:
        usual = getattr(_toml, name)

        def look(text: Any, *others: Any) -> Any:
            looked.append(len(text) if isinstance(text, str) else max(map(len, text)))
            return usual(text, *others)

        return look

    for name in ("is_curly", "straight", "commented", "equalled", "bracketed"):
        monkeypatch.setattr(_toml, name, counted(name))
    found = read_toml(around.format(line))
    assert found.problems
    assert max(looked, default=0) <= _toml.MOST_LINE
