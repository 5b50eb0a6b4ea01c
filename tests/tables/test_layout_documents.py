"""A layout is a document like any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cqikit import documents
from cqikit.documents import DocumentType
from cqikit.errors import DocumentError
from cqikit.tables import Codes, Flag, Layout, observations, read_csv

TYPES = documents.DOCUMENTS.only("measures").add(
    DocumentType(name="layout", cls=Layout)
)
LAYOUTS = sorted(Path("examples").glob("*/data.toml"))


@pytest.mark.parametrize("file", LAYOUTS, ids=lambda file: file.parent.name)
def test_the_examples_are_read_by_their_layouts(file: Path) -> None:
    layout = documents.read(file, types=TYPES)
    text = documents.to_json(layout, types=TYPES)
    assert documents.parse(text, types=TYPES) == layout
    schema = Draft202012Validator(documents.schema("layout", types=TYPES))
    schema.validate(documents.unstructure(layout, types=TYPES))
    measures = documents.read(file.with_name("measures.toml"), types=TYPES).measures
    assert observations(read_csv(file.with_name(layout.file)), layout, measures)


def test_a_flag_is_a_numerator_and_a_number_a_denominator() -> None:
    text = """
    type = "layout"
    version = 1
    file = "cases.csv"
    period = "year"
    [[measures]]
    measure = "silent"
    numerator = { column = "weeks", at_most = 0 }
    denominator = 1
    """
    (columns,) = documents.parse(text, "data.toml", types=TYPES).measures
    assert columns.numerator == Flag(column="weeks", at_most=0)
    assert columns.denominator == 1
    with pytest.raises(DocumentError) as caught:
        documents.parse(text.replace("at_most", "at_mots"), "data.toml", types=TYPES)
    assert [str(problem) for problem in caught.value.problems] == [
        ("measures[0].numerator: extra field 'at_mots'; did you mean 'at_most'?"),
    ]


WRITTEN = """
type = "layout"
version = 1
file = "cases.csv"
period = "month"
sheet = 2
header = [3, 4]
comment = "#"
first = 6
last = 40
totals = ["All sites"]
delimiter = ";"
encoding = "windows-1252"
decimal = ","
thousands = "."
missing = ["n/a", 99, { column = "cases", codes = ["u", -9] }]
withheld = "*"
measures = [{ measure = "cases", value = "cases" }]
"""


def test_how_a_file_is_written_is_part_of_its_layout() -> None:
    layout = documents.parse(WRITTEN, "data.toml", types=TYPES)
    assert layout.missing == ("n/a", 99, Codes(column="cases", codes=("u", -9)))
    assert (layout.header, layout.withheld) == ((3, 4), ("*",))
    text = documents.to_json(layout, types=TYPES)
    assert documents.parse(text, types=TYPES) == layout
    schema = Draft202012Validator(documents.schema("layout", types=TYPES))
    schema.validate(documents.unstructure(layout, types=TYPES))
    name = WRITTEN.replace("[3, 4]", "3")
    assert documents.parse(name, types=TYPES).header == (3,)
    named = WRITTEN.replace("[3, 4]", '["month", "cases"]')
    assert documents.parse(named, types=TYPES).header == ("month", "cases")
    with pytest.raises(DocumentError) as caught:
        documents.parse(WRITTEN.replace('","', '";"'), "data.toml", types=TYPES)
    assert [str(problem) for problem in caught.value.problems] == [
        "decimal: decimal must be '.' or ',' (got ';')"
    ]


def test_columns_that_are_no_text_are_refused() -> None:
    text = """
    type = "layout"
    version = 1
    file = "cases.csv"
    period = 3
    [[measures]]
    measure = "a"
    numerator = 3
    denominator = true
    observed = { column = "weeks", of = 0 }
    """
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, "data.toml", types=TYPES)
    assert [problem.where for problem in caught.value.problems] == [
        "period",
        "measures[0].numerator",
        "measures[0].denominator",
        "measures[0].observed",
    ]
