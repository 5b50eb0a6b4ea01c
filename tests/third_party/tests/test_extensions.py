"""What the stranger adds to cqikit: it keeps the laws, and goes wherever ours goes."""

from typing import Any

import pytest
from clinic_waits import CHECKS, DOCUMENT, MEAN_WAIT, TYPICAL, Charter, Jump, read
from cqikit import assessments, documents, plugins, spc, tables
from cqikit.core import Wording, run_checks
from cqikit.errors import DocumentError
from cqikit.testing import check_chart_kind, check_rule, check_scorer

WAITS = [5.0, 6, 5, 6, 5, 14, 5, 6, 5, 6, 5, 6]


def test_a_rule_a_kind_and_a_scorer_keep_the_laws() -> None:
    check_rule(Jump(), examples=50)
    check_chart_kind(MEAN_WAIT, WAITS, sizes=[20, 25] * 6)
    check_scorer(TYPICAL, examples=50)


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("cqikit.chart_kinds", ["mean-wait"]),
        ("cqikit.documents", ["waits-charter"]),
        ("cqikit.rules", ["jump"]),
        ("cqikit.scorers", ["typical"]),
    ],
)
def test_an_application_that_asks_finds_them(group: str, names: list[str]) -> None:
    assert [member.name for member in plugins.load(group)] == names


def test_a_chart_goes_by_its_kind_and_its_rule_and_leaves_as_a_document() -> None:
    kinds = spc.CHARTS.add(MEAN_WAIT)
    chart = spc.chart(WAITS, kinds["mean-wait"], sizes=[20, 25] * 6)
    reading = spc.read(chart, spc.SHEWHART_RUNS.add(Jump(sigmas=3)))
    assert reading.flags["jump"].tolist()[5:7] == [1, -1]
    assert [row["jump"] for row in tables.rows_of(reading)][5:7] == [1, -1]
    converter = documents.make_converter(kinds=[MEAN_WAIT], rules=[Jump])
    tree = documents.unstructure(reading, converter=converter)
    assert documents.structure(tree, spc.Reading, converter=converter) == reading


def test_an_assessment_goes_by_its_scorer() -> None:
    scale = assessments.ordered("place", "not yet", "partly", "fully")
    framework = assessments.Framework(
        key="waits",
        title="Waits",
        version="1",
        scales=(scale,),
        items=tuple(
            assessments.Item(key=key, text=key, scale="place") for key in "abc"
        ),
    )
    said = [assessments.Answer(item=key, value=n) for n, key in enumerate("abc")]
    scored = assessments.score(assessments.Responses(framework, said), scorer=TYPICAL)
    assert scored.value == 1


def test_a_document_of_ones_own_is_read_in_every_version_it_had() -> None:
    types = documents.TYPES.add(DOCUMENT)
    old: dict[str, Any] = {"type": "waits-charter", "version": 1}
    old |= {"promise": "a first visit", "weeks": 2}
    read_now = documents.structure(old, Charter, types=types)
    assert read_now == Charter(promise="a first visit", days=14)
    again = documents.unstructure(read_now, types=types)
    assert (again["version"], again["days"]) == (2, 14)
    with pytest.raises(DocumentError, match="promise must be text with something"):
        documents.structure({**again, "promise": " "}, Charter, types=types)


def test_findings_of_ones_own_are_worded_in_any_language() -> None:
    spanish = Wording(
        translate={
            "{value} days, {promised} were promised": (
                "{value} días, se prometieron {promised}"
            ),
            "only {months:# month|# months}": "solo {months:# mes|# meses}",
            "wait for a year of data": "espere a tener un año",
        }.get,
        figure=lambda text: text.replace(".", ","),
    )
    long, _, short = run_checks(read([("2026-01", 14.5), ("2026-02", 11.0)]), CHECKS)
    assert long.said(spanish) == ("14,5 días, se prometieron 10", "")
    assert short.said(spanish) == ("solo 2 meses", "espere a tener un año")
    assert short.message == "only 2 months"


def test_a_series_of_the_clinic_is_a_document() -> None:
    series = read([("2026-01", 14.0), ("2026-02", None), ("2026-03", 9.0)])
    tree = documents.unstructure(series)
    assert documents.structure(tree, type(series)) == series
