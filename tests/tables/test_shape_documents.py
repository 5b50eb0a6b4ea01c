"""Ten lines say what shape a table has: layouts as documents."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from cqikit import documents
from cqikit.documents import DocumentType
from cqikit.errors import DocumentError
from cqikit.measures import Measure
from cqikit.tables import Layout, parse_csv, series_of

TYPES = documents.DOCUMENTS.only("measures").add(
    DocumentType(name="layout", cls=Layout)
)
START = 'type = "layout"\nversion = 1\nfile = "x.csv"\n'
SHARE = Measure(key="missed", title="Missed visits", kind="proportion")

LONG = """period = "month"
team = "site"
[[measures]]
measure = "missed"
numerator = "missed"
denominator = "visits"
"""
CASES = """period = "visit date"
team = "site"
add = true
[[measures]]
measure = "missed"
numerator = { column = "missed?", equals = "Y" }
denominator = 1
"""
WIDE = """team = "site"
across = { names = "what" }
[[measures]]
measure = "missed"
numerator = "missed"
denominator = "visits"
"""
MONTHS = """site,month,missed,visits
Adams,2024-01,1,4
Baker,2024-01,2,4
Adams,2024-02,3,4
"""
ACROSS = """what,site,Jan-24,Feb-24
missed,Adams,1,3
visits,Adams,4,4
missed,Baker,2,
visits,Baker,4,
"""
VISITS = "visit date,site,missed?\n" + "".join(
    f"{month}/{day}/2024,{site},{said}\n"
    for month, site, visits in (
        (1, "Adams", "YNNN"),
        (1, "Baker", "YYNN"),
        (2, "Adams", "YYYN"),
    )
    for day, said in enumerate(visits, start=21)
)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (LONG, MONTHS),
        (
            LONG.replace('"missed"\nd', '"# missed"\nd').replace("month", "Month"),
            MONTHS.replace("month,missed", "Month,# missed").replace("-01,", "-01-31,"),
        ),
        (CASES, VISITS),
        (WIDE, ACROSS),
    ],
    ids=["long", "other names", "cases", "wide"],
)
def test_each_shape_is_ten_lines(said: str, text: str) -> None:
    layout = documents.parse(START + said, "data.toml", types=TYPES)
    assert (START + said).count("\n") <= 10
    found = series_of(parse_csv(text, name="x.csv"), layout, [SHARE])
    assert {team: made.values for (_, team), made in found.items()}["Adams"] == (
        0.25,
        0.75,
    )
    assert found["missed", "Baker"].values[0] == 0.5


def test_all_that_a_shape_can_say_goes_through_documents() -> None:
    text = (
        START + 'period = "when"\ndates = "mdy"\nyear_start = 7\nadd = true\n'
        'across = { value = "n", columns = ["Jan-24"] }\n'
        'once = { column = "who", keep = "last" }\n'
        'where = { site = "North", year = 2024, sort = ["a", "b"] }\n'
        '[[measures]]\nmeasure = "a"\nvalue = "wait"\ntake = "median"\n'
        '[[measures]]\nmeasure = "b"\nvalue = 1\nzeros = true\n'
        '[[measures]]\nmeasure = "c"\nbetween = true\n'
        '[[measures]]\nmeasure = "d"\nnumerator = { column = "x",'
        ' equals = ["Y", "J"] }\n'
        'denominator = { column = "y", at_least = 18 }\n'
    )
    layout = documents.parse(text, "data.toml", types=TYPES)
    assert layout.where == {
        "site": ("North",),
        "year": ("2024",),
        "sort": ("a", "b"),
    }
    again = documents.parse(documents.to_json(layout, types=TYPES), types=TYPES)
    assert again == layout
    schema = Draft202012Validator(documents.schema("layout", types=TYPES))
    schema.validate(documents.unstructure(layout, types=TYPES))


def test_what_is_wrong_of_a_shape_is_told_with_its_place() -> None:
    text = (
        START + 'period = "when"\ndates = "iso"\nadd = "yes"\n'
        'across = { valu = "n" }\nonce = { column = "who", keep = "frist" }\n'
        "where = { site = true, sort = [] }\n"
        '[[measures]]\nmeasure = "a"\nvalue = "wait"\ntake = "avg"\n'
    )
    with pytest.raises(DocumentError) as caught:
        documents.parse(text, "data.toml", types=TYPES)
    assert {problem.where for problem in caught.value.problems} >= {
        "dates",
        "add",
        "across",
        "once.keep",
        "measures[0].take",
    }
