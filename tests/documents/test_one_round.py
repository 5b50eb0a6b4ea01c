"""Every fault of a document is told in the first round, in words about the document."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Literal

import pytest
from attrs import field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import documents
from cqikit.core import Catalog
from cqikit.documents import DocumentType
from cqikit.documents._values import quoted
from cqikit.errors import DocumentError

GOOD = """type = "aims"
version = 1

[[aims]]
key = "on-time"
title = "Visits on time"
measure = "visits"
target = { at = 80 }
by = "2026-12"
since = "2026-01"
population = "families"

[[aims]]
key = "falls"
title = "Fewer falls"
measure = "falls"
target = { no_more_than = 2 }
by = "2027-03"
"""

#: What is told first of a document that is wrong throughout.
STOPPED = "reading stopped at 200 problems: there may be more"

#: A line as it should be, as people write it, where it is told and what to write.
SLIPS = (
    (
        'type = "aims"',
        "type = “aims”",
        "line 1",
        'write straight quotes: type = "aims"',
    ),
    ("version = 1", "version: 1", "line 2", "write version = 1"),
    ('key = "on-time"', "key = on-time", "line 5", 'write key = "on-time"'),
    (
        'title = "Visits on time"',
        'title = "Visits on time',
        "line 6",
        'write title = "Visits on time"',
    ),
    (
        'measure = "visits"',
        'measure\u00a0= "visits"',
        "line 7",
        'type the line anew: measure = "visits"',
    ),
    (
        "target = { at = 80 }",
        "target = 80",
        "aims[0].target",
        (
            "write target = { at = 80 } or target = { no_more_than = 80 }"
            " or target = { no_less_than = 80 }"
        ),
    ),
    ('by = "2026-12"', "by = 12/31/2026", "line 9", "write by = 2026-12-31"),
    ('since = "2026-01"', "since = ", "line 10", "write it, or leave the line out"),
    (
        'population = "families"',
        'populatoin = "families"',
        "aims[0]",
        "did you mean 'population'?",
    ),
    (
        'title = "Fewer falls"',
        "title = ‘It’s “fewer” falls’",
        "line 15",
        "write straight quotes: title = ",
    ),
    ('measure = "falls"', 'measure = ""', "aims[1].measure", "something in it"),
    (
        "target = { no_more_than = 2 }",
        "target = { no_more_then = 2 }",
        "aims[1].target",
        "did you mean 'no_more_than'?",
    ),
    ('by = "2027-03"', 'by = "March"', "aims[1].by", "must be like 2026, 2026-10"),
)


def told(text: str, name: str = "aims.toml") -> list[str]:
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, name)
    return [str(problem) for problem in caught.value.problems]


@settings(max_examples=60)
@given(
    st.sets(st.sampled_from(SLIPS), min_size=1),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\ufeff"]),
)
def test_a_document_with_so_many_faults_shows_so_many(
    slips: set[tuple[str, str, str, str]], ending: str, mark: str
) -> None:
    text = GOOD
    for right, wrong, _, _ in slips:
        text = text.replace(right, wrong)
    found = told(mark + text.replace("\n", ending))
    for _, _, where, fix in slips:
        assert [line for line in found if line.startswith(where) and fix in line], found
    assert len(found) == len(slips)


def test_tabs_and_the_ends_of_lines_are_no_faults() -> None:
    text = GOOD.replace(" = ", "\t=\t").replace("\n", "\r\n")
    assert documents.parse("\ufeff" + text) == documents.parse(GOOD)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a = yes", "line 3: yes must be true or false: write a = true"),
        ("a = False", "line 3: False must be true or false: write a = false"),
        ("a = 20,4", "line 3: 20,4 has a decimal comma: write a = 20.4"),
        ("a = 5,50 €", "line 3: 5,50 € has a decimal comma: write a = 5.50"),
        ("a = 0,500", "line 3: 0,500 has a decimal comma: write a = 0.500"),
        ("a = -1.234,5", "line 3: -1.234,5 has a decimal comma: write a = -1234.5"),
        (
            "a = 1,000 # some",
            (
                "line 3: 1,000 is no number as TOML writes it: write a = 1000 (comma"
                " between thousands) or a = 1.000 (decimal comma)"
            ),
        ),
        ("a = 1,000,000", "is no number as TOML writes it: write a = 1000000"),
        ("a = 1,50,000.5", "is no number as TOML writes it: write a = 150000.5"),
        ("a = 1 500", "line 3: 1 500 is no number as TOML writes it: write a = 1500"),
        ("a = 1\u202f500,5", "line 3: 1 500,5 has a decimal comma: write a = 1500.5"),
        ("a = 2 3", 'line 3: is text without quotes: write a = "2 3"'),
        (f"a = {'1,' * 30}1", "line 3: is text without quotes: write a = "),
        ("a = .5", "line 3: .5 is no number as TOML writes it: write a = 0.5"),
        ("a = 5.", "line 3: 5. is no number as TOML writes it: write a = 5"),
        ("a = 05", "line 3: 05 is no number as TOML writes it: write a = 5"),
        ("a = 5 días", "line 3: 5 días is no number as TOML writes it: write a = 5"),
        ("a = 1;", "line 3: 1; has a comma or a semicolon at its end: write a = 1"),
        ("a = [1];", "line 3: [1]; has a comma or a semicolon at its end: write a = ["),
        ("a = it;", 'line 3: is text without quotes: write a = "it"'),
        ("a = ;", "line 3, column 5: is not TOML: invalid value"),
        (
            'a = "b", # some',
            'line 3: "b", has a comma or a semicolon at its end: write a = "b"',
        ),
        ("a = # some", "line 3: has no value: write it, or leave the line out"),
        ("a = 15 %", "line 3: 15 % is no number as TOML writes it: write a = 15"),
        ("a = $5.50", "line 3: $5.50 is no number as TOML writes it: write a = 5.50"),
        ("a: b", 'line 3: has a colon where an equals sign belongs: write a = "b"'),
        ("a: 'b'", "has a colon where an equals sign belongs: write a = 'b'"),
        ('a = Say "it"', "line 3: is text without quotes: write a = 'Say \"it\"'"),
        ('a = it"', 'line 3: is text without quotes: write a = "it"'),
        (
            'a = "it" now',
            (
                "line 3: has words behind its value: write them within the quotes, or"
                ' as a comment: a = "it"  # now'
            ),
        ),
        (
            "Our plan",
            (
                "line 3: is neither a comment nor a name with its value: write # Our"
                ' plan if it is a comment, else name = "..."'
            ),
        ),
        ('a = "x\0y"', 'type the line anew: a = "xy"'),
        ("a = [1,", "line 3: has a bracket too few: write a = [1]"),
        (
            'a = "She said "hi""',
            (
                "line 3: has a quote or a backslash within its quotes:"
                " write a = 'She said \"hi\"'"
            ),
        ),
        ('a = "b”', "line 3: has curly quotes, as word processors make them: write s"),
        ('a = "it’s”', 'write straight quotes: a = "it’s"'),
        ("a = 'b’", 'write straight quotes: a = "b"'),
        ("a = “b”;", 'write straight quotes: a = "b"'),
        (
            'a = "C:\\plan"',
            (
                "line 3: has a quote or a backslash within its quotes:"
                " write a = 'C:\\plan'"
            ),
        ),
        (
            'a = "it\'s "so" "',
            (
                "line 3: has a quote or a backslash within its quotes:"
                ' write a = "it\'s \\"so\\" "'
            ),
        ),
        ("b = 1\nb = 2", "line 4: b stands twice: keep one of them"),
        (
            "[a]\n[a]",
            "line 4: [a] stands twice: write [[a]], with two brackets, above each",
        ),
        ("a = 3\n[[a]]", "is not TOML: cannot overwrite a value"),
        ("a = [1, two]", 'line 3: is text without quotes: write a = [1, "two"]'),
        ("a = { b = 80%, c = it's }", 'write a = { b = 80, c = "it\'s" }'),
        ('a = [\n"x",\ntwo,\n]', 'line 5: is text without quotes: write "two",'),
        ("a = [1 / 2]", 'line 3: is text without quotes: write a = ["1 / 2"]'),
        ("a = [1, 99/99/2026]", "line 3, column 11: is not TOML: unclosed array"),
        (
            "a = '''x",
            (
                "line 3: begins a text with ''' that does not end:"
                " write on line 3: a = '''x'''"
            ),
        ),
        ('a = """b"""\nc = """d"', 'line 4: begins a text with """ that does not end'),
        ('a = """d"', 'write on line 3: a = """d"""'),
        (
            'a = """d\ne\n\n',
            'line 3: begins a text with """ that does not end: write on',
        ),
        ('a = """d\ne\n\n', 'write on line 4: e"""'),
        ('a = """d\ne\n[b]', 'write on line 4: e"""'),
        (
            'a = "b" c = 1',
            (
                "line 3: has more than one value on one line:"
                ' write each on a line of its own: a = "b", then c = 1'
            ),
        ),
        ('a = "b" , c = 1', 'a = "b", then c = 1'),
        ("a = 1; b = 2026-01-02, c = [3]", "a = 1, then b = 2026-01-02, then c = [3]"),
        ('a = "b" c = d', "line 3: has "),
        ("a = 2026-02-30", "line 3: 2026-02-30 is no day of the calendar: write a day"),
        (
            "a = [2026-02-30, 2026-03-01]",
            "line 3: 2026-02-30 is no day of the calendar",
        ),
        ("a = 2026-13-01T10:00", "2026-13-01T10:00 is no day of the calendar"),
        ("a = 'x\nb = [1", 'line 3: has no closing quote: write a = "x"'),
        ("a = 00", "line 3: "),
        ("a = “b", "line 3: has curly quotes, as word processors make them: write"),
        ("a = “b”, “c", 'write straight quotes: a = "b'),
        ("a = [“b”, c]", 'write straight quotes: a = ["b", c]'),
        ("= 3", "line 3, column 1: is not TOML: "),
    ],
)
def test_what_people_type_is_told_with_the_line_to_write(line: str, said: str) -> None:
    found = told(f'type = "aims"\nversion = 1\n{line}\naims = []\n')
    assert [text for text in found if said in text], found


def test_a_line_that_could_not_be_read_is_not_told_to_be_missing() -> None:
    text = GOOD.replace('by = "2026-12"', "by = 1/2/3")
    assert [line.partition(":")[0] for line in told(text)] == ["line 9"]


def test_faults_are_told_up_to_a_bound() -> None:
    lines = "".join(f"a{number} = some text\n" for number in range(80))
    found = told(f'type = "aims"\nversion = 1\n{lines}')
    assert len(found) == 51
    assert "is not TOML" in found[-1]
    long = f'type = "aims"\nversion = 1\n# {"x" * 200_000}\na = some text\nb = more\n'
    assert len(told(long)) == 1


LOG = """type = "cycles"
version = 1
[[cycles]]
key = "a"
title = "A"
[[cycles.log]]
event = "start-test"
on = 2026-03-09
[[cycles.log]]
event = "end-test"
on = 2026-03-08
[[cycles.log]]
event = "adopt"
on = 2026-03-10
"""


def test_a_log_tells_all_that_is_not_possible_in_it() -> None:
    assert told(LOG) == [
        (
            "cycles[0].log[0]: start-test is not possible in plan:"
            " write a prediction first"
        ),
        (
            "cycles[0].log[1]: end-test is not possible in do: date it no earlier"
            " than the event before it: start-test of 2026-03-09; observe something"
            " first"
        ),
        (
            "cycles[0].log[2]: adopt is not possible in study: possible now: compare,"
            " conclude, stop, correct"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'type = "plan"\nversion = 1\nkey = "k"\ntitle = "t"\nsteps = ["a"]',
            "steps[0]: must be a table (got 'a'): write { key = \"a\" }",
        ),
        (
            'type = "plan"\nversion = 1\nkey = "k"\ntitle = "t"\nlog = [2026-01-01]',
            ('log[0]: must be a table (got 2026-01-01): write { event = "'),
        ),
        (
            'type = "cycles"\nversion = 1\n[[cycles]]\ntitle = "a"\nstudy = 3',
            (
                "cycles[0].study: study must be a table (got 3): write it with your own"
                " values, such as study = { on = 2026-10-31 }"
            ),
        ),
        (
            'type = "cycles"\nversion = 1\n[[cycles]]\ntitle = "a"\nstudy = 2026-03-01',
            "write study = { on = 2026-03-01 }",
        ),
        (
            'type = "cycles"\nversion = 1\n[[cycles]]\ntitle = "a"\nact = true',
            'write act = { decision = "adopt" }',
        ),
    ],
)
def test_the_line_to_write_is_shown_where_a_table_belongs(text: str, said: str) -> None:
    assert [line for line in told(text, "x.toml") if said in line], told(text, "x.toml")


@frozen
class Inner:
    """What a stranger's document may hold."""

    way: Literal["up", "down"]
    size: int
    paths: dict[str, int]
    deep: tuple[tuple[tuple[str, ...], ...], ...]


@frozen
class Outer:
    """A stranger's document."""

    inner: Inner
    number: float = 1.0
    free: dict[str, int] = field(factory=dict)


def test_the_line_to_write_is_made_of_any_class() -> None:
    kind = DocumentType(name="outer", cls=Outer)
    text = 'type = "outer"\nversion = 1\ninner = [1]\nnumber = "a table"\nfree = 3\n'
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, types=Catalog([kind], kind="type"))
    assert [problem.fix for problem in caught.value.problems] == [
        (
            "write it with your own values, such as inner ="
            ' { way = "up", size = 1, paths = { ... }, deep = [[[...]]] }'
        ),
        "",
        'write free = { "..." = ... }',
    ]


def test_the_type_of_a_file_that_cannot_be_read_is_not_known(tmp_path: Path) -> None:
    assert documents.type_said(tmp_path / "gone.toml") == ""
    (tmp_path / "odd.toml").write_text("= 3")
    assert documents.type_said(tmp_path / "odd.toml") == ""
    (tmp_path / "a.json").write_text('{"type": "aims", "b": }')
    assert documents.type_said(tmp_path / "a.json") == "aims"


SEVERAL = """type = "cycles"
version = 1

[[cycles]]
title = "One"

[cycles.plan]
on = 2026-03-02
prediction = "four come"

[[cycles]]
title = "Two"

[cycles.plan]
on = 2026-03-09
prediction = "five come"
"""


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            '\n[[cycles]]\ntitle = "Two"',
            '\ntitle = "Two"',
            "line 10: [cycles]: the next of them begins below, without a line",
        ),
        (
            '\n[[cycles]]\ntitle = "Two"',
            '\n# The second.\ntitle = "Two"',
            "line 10: [cycles]: the next of them begins below, without a line",
        ),
        (
            '[[cycles]]\ntitle = "Two"\n\n',
            "",
            "line 10: [cycles]: the next of them begins below, without a line",
        ),
        (
            '\n[[cycles]]\ntitle = "Two"\n\n',
            "",
            "line 10: [cycles.plan] stands twice: write [[cycles.plan]]",
        ),
        (
            '[[cycles]]\ntitle = "One"',
            '[cycles]\ntitle = "One"',
            "line 11: [[cycles]] has two brackets, and the first has one",
        ),
        (
            '"One"\n\n[cycles.plan]',
            '"One"\n\n[[cycles.plan]]',
            "cycles[0].plan: plan must be a table (got [{ on = 2026-03-",
        ),
    ],
)
def test_a_header_that_was_forgotten_or_has_other_brackets_is_told(
    right: str, wrong: str, said: str
) -> None:
    assert right in SEVERAL
    found = told(SEVERAL.replace(right, wrong, 1), "cycles.toml")
    assert found[0].startswith(said), found


def test_lines_that_are_wrong_in_one_way_are_told_with_their_count() -> None:
    lines = [f"a{number} = “text”" for number in range(5)]
    plain = 'type = "aims"\nversion = 1\naims = []\nb = "as “they” say"\n'
    found = told(plain + "\n".join(lines))
    assert found[0].startswith("line 5 and 4 more: has curly quotes")
    assert not [text for text in found[1:] if "curly" in text]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            "11/20/2026",
            "line 8: 11/20/2026 is no day as TOML writes it: write on = 2026-11-20",
        ),
        ("2026-3-2", "write on = 2026-03-02"),
        ("20.11.2026", "write on = 2026-11-20"),
        (
            "3/2/2026",
            "write on = 2026-03-02 (month first) or on = 2026-02-03 (day first)",
        ),
        ("2026-02-30", "line 8: on must be a day of the calendar (got '2026-02-30')"),
        ("30.02.2026", "write the day of on as year-month-day, such as on = 2026-10"),
        ("13/32/2026", "write the day of on as year-month-day, such as on = 2026-10"),
        ("March 2, 2026", "write on = 2026-03-02"),
        ('"3/2/2026"', "write 2026-03-02 (month first) or 2026-02-03 (day first)"),
        ('"11/20/2026"', "(got '11/20/2026'): write 2026-11-20"),
        ('"March 2"', "(got 'March 2'): write the day as year-month-day, such"),
    ],
)
def test_a_day_is_told_as_it_is_written(day: str, said: str) -> None:
    found = told(SEVERAL.replace("2026-03-02", day), "cycles.toml")
    assert len(found) == 1
    assert said in found[0]


def test_what_has_no_key_is_told_to_have_one() -> None:
    text = 'type = "plan"\nversion = 1\nkey = "k"\ntitle = "t"\n[[steps]]\nwhat = "a"\n'
    assert told(text) == [
        'steps[0].key: missing: write key = "a-short-name", another one for each'
    ]


ROUND = """type = "cycles"
version = 1

[[cycles]]
title = "One"
team = "north"

[cycles.plan]
on = 2026-03-02
scale = 5
prediction = { low = 4, high = 5, confidence = 0.8 }

[cycles.do]
on = 2026-03-09
until = 2026-03-09
saw = ["four came"]

[cycles.study]
on = 2026-03-16
happened = "four came"
verdict = "partly"
learned = "it works"

[cycles.act]
decision = "adapt"
changes = "an earlier text"
"""

#: A line as it should be, as it is written, and what is then told to write.
CURES = (
    ("scale = 5", "scale = five", "5"),
    ("scale = 5", "scale = 5 families", "scale = 5"),
    ("confidence = 0.8", "confidence = 80", "0.8"),
    ("confidence = 0.8", "confidence = 80%", "0.8"),
    ("confidence = 0.8", "confidence = 0,8", "has a decimal comma: write prediction"),
    ("team = ", "“team” = ", 'write straight quotes: team = "north"'),
    ('happened = "four came"', "happened = 4 came", 'write happened = "4 came"'),
    ('learned = "it works"', "learned = yes", 'write learned = "yes"'),
    ('"adapt"', "Adapt", 'decision = "adapt"'),
    ('"adapt"', '"Adapt"', "'adapt'"),
    ('saw = ["four came"]', "saw = [four came]", 'saw = ["four came"]'),
    ('verdict = "partly"', "verdict = partley", 'verdict = "partly"'),
    ("on = 2026-03-02", "on = March 2, 2026", "on = 2026-03-02"),
    ("on = 2026-03-02", "on = 2/3/2026", "on = 2026-03-02 (day first)"),
    ("[cycles.act]", "[cycle.act]", "[cycles.act]"),
    ("team = ", "team: ", 'team = "north"'),
)


@pytest.mark.parametrize(("right", "wrong", "cure"), CURES)
def test_what_is_told_to_write_is_accepted(right: str, wrong: str, cure: str) -> None:
    [found] = told(ROUND.replace(right, wrong), "cycles.toml")
    # What is told is what makes the document right, and it is told alone.
    assert cure in found
    assert documents.parse(ROUND, "cycles.toml")


#: What stands in a table whose name has a slip is read once that is fixed.
TOGETHER = [cure for cure in CURES if not cure[0].startswith("[")]


@given(st.sets(st.sampled_from(TOGETHER), min_size=2))
def test_no_cure_hides_another(cures: set[tuple[str, str, str]]) -> None:
    text = ROUND
    apart = {right: (wrong, cure) for right, wrong, cure in sorted(cures)}
    for right, (wrong, _) in apart.items():
        text = text.replace(right, wrong)
    expected = [cure for _, cure in apart.values()]
    found = told(text, "cycles.toml")
    assert len(found) == len(expected)
    assert all([line for line in found if cure in line] for cure in expected)


def test_a_part_of_several_whose_name_has_a_slip_is_told_once() -> None:
    text = ROUND + ROUND.partition("\n\n")[2].replace("One", "Two")
    found = told(text.replace("[cycles.act]", "[cycle.act]"), "cycles.toml")
    said = "line 24: [cycle.act] belongs to no [[cycle]]: there are [[cycles]]:"
    assert found == [f"{said} write [cycles.act]"]


def test_a_header_that_stands_twice_is_of_several_and_others_stay() -> None:
    text = (
        'type = "steps"\nversion = 1\n[steps]\nkey = "a"\nwhat = "order two rugs"\n'
        '[notes]\nby = "us"\n[steps]\nkey = "b"\nwhat = "order one table"\n'
    )
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, "steps.toml")
    assert [str(problem) for problem in caught.value.problems] == [
        (
            "line 8: [steps] stands twice: write [[steps]], with two brackets, above"
            " each of several"
        ),
        "extra field 'notes'; known are steps",
    ]


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        (
            'type = "steps"\nsteps = ["order rugs"]',
            'write { key = "...", what = "order rugs" }',
        ),
        ('type = "steps"\nsteps = ["rugs"]', 'write { key = "rugs" }'),
        (
            'type = "measures"\nmeasures = ["Rugs on order"]',
            'write { key = "...", title = "Rugs on order" }',
        ),
        ('type = "steps"\nsteps = [["order rugs"]]', 'write { key = "..." }'),
        (
            'type = "crosswalks"\ncrosswalks = [true]',
            (
                'write { key = "...", of = "...", to = "...",'
                ' links = [{ to = "...", of = [...] }] }'
            ),
        ),
        (
            'type = "measures"\n[[measures]]\nkey = "m"\ntitle = "M"\ncadence = true',
            'write cadence = { frequency = "day" }',
        ),
    ],
)
def test_an_example_has_what_is_needed_and_what_was_said_where_it_may_stand(
    text: str, fix: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        documents.parse(f"version = 1\n{text}", "a.toml")
    [problem] = caught.value.problems
    assert problem.fix == fix


@pytest.mark.parametrize("line", ["-- a note", "// a note", "a note", "a.b = 4 5"])
def test_a_line_that_is_no_toml_hides_no_other_fault(line: str) -> None:
    text = GOOD.replace('population = "families"', line)
    found = told(text.replace('by = "2027-03"', "by = 3/31/2027"))
    assert found[0].startswith(("line 11:", "line 11,"))
    assert found[1:] == [
        "line 18: 3/31/2027 is no day as TOML writes it: write by = 2027-03-31"
    ]


@pytest.mark.parametrize(
    "lines", ["[ai ms", "a b = [", "a = 3\na.b = 4", "a = [\n4 5\n]", 'a b = """x']
)
def test_nothing_is_told_of_what_may_belong_to_a_line_that_is_no_toml(
    lines: str,
) -> None:
    [found] = told(f'type = "aims"\nversion = 1\n{lines}\nb = 15 %\n')
    assert "is not TOML: " in found


def test_a_text_that_is_no_toml_is_told_by_its_first_lines() -> None:
    found = told("no TOML\n" * 40)
    assert [re.split("[:,]", said)[0] for said in found] == [
        f"line {number}" for number in range(1, 7)
    ]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_in_quotes_is_read_back_whatever_is_in_it(text: str) -> None:
    assert tomllib.loads(f"a = {quoted(text)}") == {"a": text}


STEPS = """type = "steps"
version = 1
[[steps]]
key = "rugs"
what = "order rugs"
after = ["rugs"]
[[steps]]
key = "tables"
what = "order tables"
"""
ITSELF = "steps[0]: after must not be the step itself"


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("colour = 1", [ITSELF]),
        ("whoo = 'director'", [ITSELF]),
        # A guess that cannot be right is none: nothing is told of its value.
        ("whoo = 7", []),
        ("whoo = 'director'\nwwho = 'staff'", [ITSELF]),
        ("cost = 'x'", []),
        # What nobody knows the value of is nothing that a field refuses.
        ("when = 30.02.2026", [ITSELF]),
    ],
)
def test_a_name_that_there_is_not_hides_no_other_fault(
    name: str, others: list[str]
) -> None:
    found = told(STEPS.replace("[[steps]]", f"[[steps]]\n{name}", 1), "steps.toml")
    count = name.count("=")
    assert [text.partition(" (")[0] for text in found[count:]] == others


def test_a_text_that_does_not_end_may_reach_to_the_end_of_the_document() -> None:
    for last, number in (('x = """a', 3), ('x = """a\nb\n\n', 4)):
        [found] = [
            text
            for text in told(f'type = "steps"\nversion = 1\n{last}', "steps.toml")
            if text.startswith("line 3")
        ]
        assert f"write on line {number}: " in found


@pytest.mark.parametrize("line", ["impact = 9", "colour = 1"])
def test_a_key_that_stands_twice_is_told_where_a_member_cannot_be_read(
    line: str,
) -> None:
    text = STEPS.replace('after = ["rugs"]', line).replace("tables", "rugs")
    assert len(told(text, "steps.toml")) == 2
    assert "steps: two of steps are named 'rugs'" in told(text, "steps.toml")[-1]
    odd = text.replace('key = "rugs"', "key = 3") + "\n[[steps]]\n"
    assert not [said for said in told(odd, "steps.toml") if "two of" in said]
    assert not [
        said
        for said in told('type = "steps"\nversion = 1\nsteps = [3, 3]', "steps.toml")
        if "two of" in said
    ]


@pytest.mark.parametrize(("count", "is_told"), [(99, False), (100, True)])
def test_that_reading_has_stopped_is_told_before_what_was_found(
    count: int, *, is_told: bool
) -> None:
    step = """
    [[steps]]
    key = "a"
    what = ""
    colour = 3
    """
    text = 'type = "steps"\nversion = 1\n' + step * count
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, "steps.toml")
    first = str(caught.value.problems[0])
    assert (first == STOPPED) is is_told
    # It counts for no problem.
    counted = sum(problem.count for problem in caught.value.problems)
    assert str(caught.value).startswith(f"steps.toml: {counted} problems\n")
    assert counted == len(caught.value.problems) - is_told
