"""Reading: every fault of a document at once, each with its path."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import attrs
import pytest
from attrs import field, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from cqikit import assessments, documents
from cqikit.assessments import FRAMEWORKS
from cqikit.core import Catalog, non_blank
from cqikit.documents import DocumentType
from cqikit.errors import DocumentError, FieldTypeError, Problem, SourceError
from cqikit.measures import Bound, Change, Level, Nested
from cqikit.pdsa import TextPrediction

BAD = """
type = "measures"
version = 1
colour = 3
[[measures]]
key = " "
titel = "x"
per = "3"
kind = "rat"
frequency = nan
[[measures]]
key = true
title = 1
per = inf
role = 2
[[measures]]
key = "a"
title = "b"
per = 2
"""


def faults(text: str, name: str = "bad.toml") -> list[str]:
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, name)
    assert caught.value.source == name
    return [str(problem) for problem in caught.value.problems]


def test_every_fault_is_told_at_once_with_its_path() -> None:
    assert faults(BAD) == [
        "measures[0].key: key must be text with something in it (got ' ')",
        "measures[0].title: missing",
        (
            "measures[0].kind: kind must be one of count, proportion, rate, continuous,"
            " units-between, time-between (got 'rat'): did you mean 'rate'?"
        ),
        "measures[0].per: per must be a number (got '3'): write it without quotes",
        (
            "measures[0].frequency: frequency must be one of day, week, month, quarter,"
            " half-year, year, point (got nan)"
        ),
        "measures[0]: extra field 'titel'; did you mean 'title'?",
        "measures[1].key: key must be text (got true)",
        "measures[1].title: title must be text (got 1)",
        "measures[1].role: role must be one of outcome, process, balancing (got 2)",
        "measures[1].per: per must be a finite number (got inf)",
        (
            "measures[2]: per must be 1 for a continuous measure (got 2):"
            ' say kind = "rate"'
        ),
        "extra field 'colour'; known are measures",
    ]


@pytest.mark.parametrize(
    ("target", "read"),
    [
        ("{at = 5}", Level(5)),
        ("{no_more_than = 1.0}", Bound(no_more_than=1.0)),
        ("{by = -0.25}", Change(-0.25)),
        ("{share = 0.85, each = {by = -0.25}}", Nested(0.85, Change(-0.25))),
    ],
)
def test_a_target_is_told_by_its_fields(target: str, read: object) -> None:
    text = f"""
    type = "aims"
    version = 1
    [[aims]]
    key = "a"
    title = "b"
    measure = "c"
    by = 1982-10-01
    target = {target}
    """
    assert documents.parse(text, "aim.toml").aims[0].target == read


def test_a_missing_file_is_named_and_its_likely_name_told(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text("")
    with pytest.raises(SourceError, match=r"no such file: did you mean 'plan.toml'\?"):
        documents.read(tmp_path / "plna.toml")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.toml", "a = [1,\nb", 'line 2: is text without quotes: write "b",'),
        ("x.toml", 'a = "', "line 1: has no closing quote: write a = "),
        ("x.json", '{"a":', "line 1, column 6: is not JSON: expecting value"),
        ("x.json", '{"a": 1,}', ": is not JSON: "),
        ("x", '{"type": "aims"', "line 1, column 16: is not JSON"),
        ("x.toml", '{"type": "aims"}', "line 1: is JSON, and its name says TOML: let"),
        ("x.toml", '[\n  {"type": "aims"}]', "line 1: is JSON, and its name says"),
        ("x.json", "# ours\n", "line 1: is TOML, and its name says JSON: let it end"),
        ("x.json", 'type = "aims"', "line 1: is TOML, and its name says JSON: let it"),
        ("x.json", '{"a": ' + "9" * 5000 + "}", "line 1: a number has too many digits"),
        ("x.toml", "b = 1\na = " + "9" * 5000, "line 2: a number has too many digits"),
        ("x", "[" * 100_000, "tables and lists must be at most 50 levels deep"),
        ("x.toml", "a = " + "[" * 100_000, "must be at most 50 levels deep"),
        ("x.json", "[" * 51 + "]" * 51, "must be at most 50 levels deep"),
        ("x.toml", "a." * 20_000 + "a = 1", "a key must have at most 20 parts"),
        ("x.toml", "[" + '"a" . ' * 60 + "a]", "a key must have at most 20 parts"),
        ("x.json", "[" * 50 + "]" * 50, "a document must be a table"),
        ("x", "", "type: missing: one of aim, aims, answers"),
        ("x", "type = 3", "type: no type of document named 3; there are"),
        (
            "x",
            "type = 'aimz'",
            "no type of document named 'aimz'; did you mean 'aim'?",
        ),
        (
            "x",
            "type = 'aims'\nversion = 2\n",
            "version: must be at most 1 (got 2): it was written for a newer cqikit",
        ),
        (
            "x",
            "type = 'aims'\nversion = true\n",
            "version: must be a whole number from 1 (got true)",
        ),
        ("x", "type = 'aims'\n", "version: missing: write version = 1"),
        (
            "x.json",
            '{"type": "aims", "a": [{"b": 1, "b": 2, "b": 3}], "type": 1}',
            (
                "x.json: 2 problems\n"
                "  - type: stands twice: keep one of them\n"
                "  - a[0].b: stands twice: keep one of them"
            ),
        ),
        ("x.json", '"aims"', "a document must be a table"),
    ],
)
def test_what_is_no_document_is_refused_with_its_place(
    name: str, text: str, said: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, name)
    assert said in str(caught.value)


def test_a_long_text_is_no_document() -> None:
    with pytest.raises(DocumentError, match="must be at most 5,000,000 characters"):
        documents.parse(" " * 5_000_001)


def test_a_text_full_of_dots_is_still_a_text() -> None:
    text = f'type = "aims"\nversion = 1\ncolour = "{"and so on. " * 60}"'
    assert faults(text)[0] == "aims: missing"
    assert "extra field 'colour'" in faults(text)[1]


#: As many faults as are told, and the line that says so.
AND_SAID = 200 + 1


def test_faults_without_end_are_told_up_to_a_bound() -> None:
    text = 'type = "aims"\nversion = 1\n' + "[[aims]]\nkey = 3\n" * 300
    assert len(faults(text)) == AND_SAID
    text = 'type = "aims"\nversion = 1\n' + "".join(f"x{n} = 1\n" for n in range(300))
    assert len(faults(text)) == AND_SAID
    table = json.dumps({str(n): "x" for n in range(300)})
    text = f'{{"type": "counts", "version": 1, "counts": {table}}}'
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, types=own(Counts))
    assert len(caught.value.problems) == AND_SAID


@frozen
class Counts:
    """A stranger's class."""

    counts: dict[str, int]
    path: PurePosixPath | int | None = None
    size: Literal["any"] | int | None = None
    way: Literal["a", 1] | tuple[int, ...] = "a"


def own(cls: type) -> Catalog[DocumentType]:
    return Catalog([DocumentType(name=cls.__name__.lower(), cls=cls)], kind="type")


def test_nothing_is_said_by_null_and_names_may_stand_for_numbers() -> None:
    text = '{"type": "counts", "version": 1, "counts": {}, "path": null, "size": "any"}'
    assert documents.parse(text, types=own(Counts)) == Counts({}, None, "any")
    text = text.replace("null", "[]").replace('"any"', "[]").replace("{}", "[]")
    text = text.replace("}", ', "way": true}')
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, types=own(Counts))
    assert [str(problem) for problem in caught.value.problems] == [
        'counts: counts must be a table (got []): write counts = { "..." = ... }',
        "path: path must be a PurePosixPath or a whole number (got [])",
        "size: size must be one of any or a whole number (got [])",
        "way: way must be one of a, 1 or a list (got true)",
    ]


def test_what_must_be_a_table_is_told_where_it_is_none() -> None:
    assert faults('type = "aims"\nversion = 1\naims = [3]') == [
        (
            "aims[0]: must be a table (got 3): write it with your own values, such as"
            ' { key = "...", title = "...", measure = "...", target = { at = 1.0 },'
            ' by = "2026-10" }'
        )
    ]


PREDICT = """
type = "cycles"
version = 1
[[cycles]]
key = "a"
title = "b"
[[cycles.log]]
event = "predict"
on = 2026-01-01
question = "?"
"""


def test_an_event_says_which_it_is() -> None:
    text = PREDICT + "[[cycles.log]]\nevent = 'strat-test'\n[[cycles.log]]\n"
    said = faults(text + "[[cycles.log]]\nevent = 3")
    assert said[:2] == [
        "cycles[0].log[0].prediction: missing",
        (
            "cycles[0].log[1].event: no event named 'strat-test';"
            " did you mean 'start-test'?"
        ),
    ]
    assert said[2].startswith("cycles[0].log[2].event: missing: one of plan, predict,")
    assert said[3].startswith("cycles[0].log[3].event: no event named 3; there are")


def test_an_impossible_event_is_told_with_its_place() -> None:
    text = PREDICT.replace('"predict"', '"start-test"').replace('question = "?"', "")
    assert faults(text) == [
        "cycles[0].log[0]: start-test is not possible in plan: write a prediction first"
    ]


def test_bare_text_may_stand_for_what_its_class_makes_of_it() -> None:
    (cycle,) = documents.parse(PREDICT + 'prediction = "rise"').cycles
    assert cycle.log[0].prediction == TextPrediction("rise")
    assert faults(PREDICT + 'prediction = " "') == [
        (
            "cycles[0].log[0].prediction: text must be text with something in it"
            " (got ' ')"
        )
    ]
    assert faults(PREDICT + "prediction = 3") == [
        (
            "cycles[0].log[0].prediction: prediction must be a table (got 3): write"
            " it with your own values, such as"
            " prediction = { value = 3 } or"
            " prediction = { low = 3, high = 1.0, confidence = 1.0 }"
        )
    ]


def aim(target: str) -> str:
    return f"""
    type = "aims"
    version = 1
    [[aims]]
    key = "a"
    title = "b"
    measure = "c"
    by = 2026
    target = {target}
    """


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (
            "{at = 5, by = 3}",
            (
                "aims[0].target: target must be one of { at = 1 },"
                " { no_more_than = 1 }, { no_less_than = 1 }, { by = 1 },"
                " { share = 1, each = { at = 1 } } (got { at = 5, by = 3 })"
            ),
        ),
        (
            "{no_more_then = 1}",
            (
                "aims[0].target: extra field 'no_more_then';"
                " did you mean 'no_more_than'?"
            ),
        ),
        ("{between = [3, 1]}", "aims[0].target: target must be one of { at = 1 },"),
        ("{colour = 1}", "aims[0].target: target must be one of { at = 1 },"),
        (
            "{share = 0.5, each = {no_more_than = 1, no_less_than = 2}}",
            (
                "aims[0].target.each: no_less_than must be at most no_more_than (1)"
                " (got 2)"
            ),
        ),
        ("{}", "aims[0].target: bound must have no_more_than, no_less_than or both"),
        ("5", "aims[0].target: target must be a table (got 5)"),
    ],
)
def test_a_target_that_is_none_is_told_with_what_it_may_be(
    target: str, said: str
) -> None:
    assert faults(aim(target))[0].startswith(said)


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("2026-01-01T00:00:00", "by must be a period such as 2026, 2026-10"),
        ("2026.0", "by must be a period such as 2026, 2026-10"),
        ("true", "by must be a period such as 2026, 2026-10"),
        ("202610", "by must be like 2026, 2026-10, 2026-Q4"),
        ("'2026-13'", "by must be in the calendar (got '2026-13')"),
    ],
)
def test_a_period_is_not_guessed(by: str, said: str) -> None:
    text = aim("{at = 5}").replace("by = 2026\n", f"by = {by}\n")
    assert faults(text)[0].startswith(f"aims[0].by: {said}")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("3.0", "place must be a whole number (got 3.0): write 3"),
        ("1e300", "place must be a whole number (got 1e+300)"),
        ("3.5", "place must be a whole number (got 3.5)"),
        ("'3'", "place must be a whole number (got '3'): write it without quotes"),
        ("'a'", "place must be a whole number (got 'a')"),
        ("true", "place must be a whole number (got true)"),
        ("-1", "place must be at least 0 (got -1)"),
    ],
)
def test_a_whole_number_is_not_guessed(number: str, said: str) -> None:
    text = PREDICT.replace('"predict"', '"correct"').replace('question = "?"', "")
    assert faults(f"{text}place = {number}")[0] == f"cycles[0].log[0].place: {said}"


def test_a_number_too_large_for_arithmetic_is_refused() -> None:
    assert faults(aim("{at = 1" + "0" * 400 + "}"))[0].startswith(
        "aims[0].target.at: at must be a finite number"
    )


def test_each_member_of_a_list_is_checked_by_the_field_that_holds_it() -> None:
    text = 'type = "cycles"\nversion = 1\n[[cycles]]\nkey = "a"\ntitle = "b"\n'
    event = "[[cycles.log]]\nevent = 'plan'\non = 2026-01-01\nconditions = "
    assert faults(text + event + "['a', ' ']") == [
        (
            "cycles[0].log[0].conditions[1]: conditions[1] must be text with"
            " something in it (got ' ')"
        )
    ]
    assert faults(text + event + "['a', 3]") == [
        "cycles[0].log[0].conditions[1]: must be text (got 3)"
    ]


def renamed(old: dict[str, Any]) -> dict[str, Any]:
    return {"text": old["words"]}


def refusing(old: dict[str, Any]) -> dict[str, Any]:
    raise DocumentError("", [Problem("words", "too old", str(len(old)))])


@frozen
class Note:
    text: str = field(validator=non_blank)
    #: A stranger's checks, which may look at anything and raise anything.
    size: int = field(default=1, validator=attrs.validators.lt(5))
    most: int = field(default=9)

    @size.validator
    def _below_most(self, _: object, value: int) -> None:
        if value > self.most:
            raise ValueError

    @most.validator
    def _is_even_or_nine(self, _: object, value: int) -> None:
        if value % 2 and value != 9:
            raise LookupError(value)


def notes(*upgrade: Any) -> Catalog[DocumentType]:
    version = len(upgrade) + 1
    return Catalog(
        [DocumentType(name="note", cls=Note, version=version, upgrade=upgrade)],
        kind="type",
    )


def test_an_old_document_is_read_as_a_new_one() -> None:
    types = notes(renamed, dict)
    old = "type = 'note'\nversion = 1\nwords = 'hello'"
    newer = "type = 'note'\nversion = 2\ntext = 'hello'"
    assert documents.parse(old, types=types) == Note("hello")
    assert documents.parse(newer, types=types) == Note("hello")
    with pytest.raises(DocumentError, match="cannot be brought from version 1 to 2"):
        documents.parse(old.replace("words", "word"), types=types)
    with pytest.raises(DocumentError, match="words: too old: 1"):
        documents.parse(old, types=notes(refusing))


def test_what_a_strangers_class_says_is_told_in_its_words() -> None:
    def said(rest: str) -> list[str]:
        text = f"type = 'note'\nversion = 1\ntext = 'a'\n{rest}"
        with pytest.raises(DocumentError) as caught:
            documents.parse(text, types=notes())
        return [str(problem) for problem in caught.value.problems]

    assert said("size = 7") == ["size: 'size' must be < 5: 7"]
    assert said("size = 4\nmost = 2") == ["ValueError"]
    assert said("most = 3") == ["most: 3"]


def test_a_converter_may_know_classes_of_your_own() -> None:
    @frozen
    class Holder:
        path: PurePosixPath

    types = own(Holder)
    converter = documents.make_converter()
    converter.register_structure_hook(PurePosixPath, lambda raw, _: PurePosixPath(raw))
    converter.register_unstructure_hook(PurePosixPath, str)
    value = Holder(PurePosixPath("a/b"))
    text = documents.to_json(value, types=types, converter=converter)
    assert documents.parse(text, types=types, converter=converter) == value


@pytest.mark.skipif(not hasattr(attrs, "Converter"), reason="came with attrs 24.1")
def test_a_converter_that_needs_its_owner_waits_for_it() -> None:
    def joined(value: str, owner: Any) -> str:
        return f"{owner.key}/{value}"

    @frozen
    class Owned:
        key: str = field(validator=non_blank)
        text: str = field(
            converter=attrs.Converter(joined, takes_self=True)  # type: ignore[misc]
        )

    types = own(Owned)
    text = "type = 'owned'\nversion = 1\ntext = 'b'\n"
    assert documents.parse(f"{text}key = 'a'", types=types).text == "a/b"
    with pytest.raises(DocumentError, match="key: key must be text with something"):
        documents.parse(f"{text}key = ''", types=types)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"there is no such file$"):
        documents.read(tmp_path / "plan.toml")
    (tmp_path / "latin.toml").write_bytes("a = 1\nb = 'ü'".encode("latin-1"))
    with pytest.raises(DocumentError, match="line 2: must be UTF-8 text"):
        documents.read(tmp_path / "latin.toml")
    (tmp_path / "mark.toml").write_bytes(b"\xef\xbb\xbftype = 'aims'")
    with pytest.raises(DocumentError, match="version: missing"):
        documents.read(tmp_path / "mark.toml")


@settings(max_examples=30)
@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text()
    | st.sampled_from(["aims", "cycles", "measures", 1]),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["type", "version", "aims", "cycles", "log", "key"]), inner
    ),
))  # fmt: skip
def test_nothing_but_a_document_error_comes_of_strangers_input(tree: object) -> None:
    for name in ("x.json", "x.toml"):
        with pytest.raises(DocumentError):
            documents.parse(json.dumps(tree), name)


def test_frameworks_that_come_along_are_documents_as_a_users_own() -> None:
    files = (Path(assessments.__file__).parent / "frameworks").glob("*.toml")
    read = [
        framework for file in files for framework in documents.read(file).frameworks
    ]
    assert {step.key: step for step in read} == {
        framework.key: framework for framework in FRAMEWORKS
    }
    assert len(read) == len(FRAMEWORKS)
    assert documents.frameworks() is FRAMEWORKS


def test_crosswalks_that_come_along_are_documents_as_a_users_own() -> None:
    files = (Path(documents.__file__).parent / "crosswalks").glob("*.toml")
    read = [
        crosswalk for file in files for crosswalk in documents.read(file).crosswalks
    ]
    assert tuple(read) == documents.crosswalks().members


@pytest.mark.parametrize("kind", ["layout", "answers-layout"])
def test_a_layout_alone_is_told_where_it_is_read(kind: str) -> None:
    with pytest.raises(DocumentError, match=r"types=folders\.DOCUMENTS"):
        documents.parse(f'type = "{kind}"\nversion = 1\n')
    with pytest.raises(DocumentError) as refused:
        documents.parse('type = "novel"\nversion = 1\n')
    assert "folders" not in str(refused.value)


def test_how_long_a_document_may_be_is_a_number() -> None:
    most: Any = "x"
    with pytest.raises(FieldTypeError, match="most must be a whole number"):
        documents.parse("{}", most=most)
    with pytest.raises(FieldTypeError, match="most must be a whole number"):
        documents.read("plan.toml", most=most)
