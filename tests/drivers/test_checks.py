"""One code for each published rule of diagrams."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given, settings

from cqikit.core import Context, Finding, Severity, run_checks
from cqikit.drivers import (
    CHECKS,
    ChangeIdea,
    Diagram,
    Driver,
    Link,
    add,
    link,
    measure_checks,
    primaries_between,
    remove,
    replace,
    unlink,
)
from cqikit.errors import FieldError
from cqikit.measures import Aim, Level, Measure
from tests.drivers.stories import AIM, GOOD, MEASURES, diagrams, driver

NOW = Context(as_of=date(2026, 3, 2))
ALL = CHECKS | measure_checks(MEASURES)


def found(diagram: Diagram, code: str) -> tuple[Finding, ...]:
    return run_checks(diagram, [ALL[code]], NOW)


def test_a_good_diagram_has_no_findings() -> None:
    assert run_checks(GOOD, ALL, NOW) == ()


@settings(max_examples=40)
@given(diagrams())
def test_every_finding_has_its_code_a_mend_and_a_source(diagram: Diagram) -> None:
    for check in ALL:
        for finding in check(diagram, NOW):
            assert finding.code == check.code
            assert finding.fix
            assert finding.source


BARE = evolve(
    GOOD,
    drivers=tuple(evolve(this_driver, measures=()) for this_driver in GOOD.drivers),
)


@pytest.mark.parametrize(
    ("diagram", "code", "where"),
    [
        (unlink(GOOD, "text", "reminded"), "diagram.orphan-idea", "ideas[0]"),
        (
            link(unlink(GOOD, "text", "reminded"), "text", "on-time"),
            "diagram.orphan-idea",
            "ideas[0]",
        ),
        (unlink(GOOD, "reminded", "told"), "diagram.unlinked-driver", "drivers[2]"),
        (remove(GOOD, "text"), "diagram.driver-without-idea", "drivers[2]"),
        (link(GOOD, "text", "told"), "diagram.skipped-level", "links[7]"),
        (remove(GOOD, "able"), "diagram.primaries", "drivers"),
        (BARE, "diagram.no-process-measure", "drivers"),
        (
            replace(GOOD, driver("able", "primary")),
            "diagram.unmeasured-primary",
            "drivers[1].measures",
        ),
        (evolve(GOOD, balancing=()), "diagram.no-balancing-measure", "balancing"),
        (evolve(GOOD, balancing=["calls"]), "diagram.measure-twice", "balancing"),
        (
            evolve(GOOD, balancing=["visits-on-time"]),
            "diagram.measure-twice",
            "balancing",
        ),
        (
            evolve(GOOD, aim=evolve(AIM, measure="calls")),
            "diagram.measure-twice",
            "aim",
        ),
        (
            add(GOOD, ChangeIdea(key="x", title="remind by  TEXT message")),
            "diagram.same-title",
            "ideas[2].title",
        ),
        (
            add(GOOD, driver("x", "primary", "families know")),
            "diagram.same-title",
            "drivers[4].title",
        ),
        (
            evolve(GOOD, balancing=["overtme"]),
            "diagram.unknown-measure",
            "balancing[0]",
        ),
        (evolve(GOOD, balancing=["rooms"]), "diagram.measure-role", "balancing[0]"),
        (
            evolve(GOOD, aim=evolve(AIM, population=" ")),
            "aim.no-population",
            "aim.population",
        ),
        (
            evolve(GOOD, aim=evolve(AIM, baseline=95.0)),
            "aim.against-direction",
            "aim.target",
        ),
    ],
)
def test_each_rule_is_found_by_its_code(
    diagram: Diagram, code: str, where: str
) -> None:
    assert found(GOOD, code) == ()
    assert where in {finding.where for finding in found(diagram, code)}


def test_an_unknown_measure_is_suggested() -> None:
    [finding] = found(evolve(GOOD, balancing=["overtme"]), "diagram.unknown-measure")
    assert "did you mean 'overtime'" in finding.message
    assert finding.severity is Severity.FAULT


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "no measure named 'zzz'; there are none"),
        ("ba", "no measure named 'zzz'; there are a, b"),
        ("abcdefghijklmn", "no measure named 'zzz'; there are a, b, c, d, e, f, g,"),
    ],
)
def test_an_unknown_measure_unlike_all_others_is_told_which_there_are(
    keys: str, said: str
) -> None:
    known = measure_checks([Measure(key=key, title=key) for key in keys])
    lost = evolve(GOOD, balancing=["zzz"])
    [finding] = [
        hit
        for hit in run_checks(lost, known.only("diagram.unknown-measure"))
        if hit.where == "balancing[0]"
    ]
    assert finding.message.startswith(said)
    assert finding.message.endswith(" and 2 more") == (len(keys) > 12)


def test_an_aim_on_an_unknown_measure_is_one_fault() -> None:
    lost = evolve(GOOD, aim=evolve(AIM, measure="visits"))
    codes = [check.code for check in run_checks(lost, ALL, NOW)]
    assert codes == ["diagram.unknown-measure"]


def test_a_link_over_two_levels_says_so() -> None:
    [finding] = found(link(GOOD, "text", "on-time"), "diagram.skipped-level")
    assert finding.message.endswith("leaves out two levels")


@pytest.mark.parametrize(
    ("count", "fits"), [(1, False), (2, True), (5, True), (6, False)]
)
def test_primary_drivers_are_two_to_five(count: int, fits: bool) -> None:
    primaries = [driver(f"p{number}", "primary") for number in range(count)]
    diagram = Diagram(key="d", title="D", aim=AIM, drivers=primaries)
    assert (found(diagram, "diagram.primaries") == ()) is fits
    wider = CHECKS.replace(primaries_between(1, 6))
    assert not run_checks(diagram, [wider["diagram.primaries"]])


@pytest.mark.parametrize(
    ("count", "said", "fix"),
    [
        (1, "there should be 2 to 5 primary drivers, and there is 1", "ask what else"),
        (6, "there should be 2 to 5 primary drivers, and there are 6", "group what"),
    ],
)
def test_too_few_and_too_many_are_mended_otherwise(
    count: int, said: str, fix: str
) -> None:
    primaries = [driver(f"p{number}", "primary") for number in range(count)]
    diagram = Diagram(key="d", title="D", aim=AIM, drivers=primaries)
    [finding] = found(diagram, "diagram.primaries")
    assert finding.message == said
    assert finding.fix.startswith(fix)


def test_bounds_of_primaries_are_in_order() -> None:
    with pytest.raises(FieldError, match="fewest must be from 0 to 2"):
        primaries_between(3, 2)
    with pytest.raises(FieldError, match="fewest must be from 0 to 2"):
        primaries_between(-1, 2)
    none = Diagram(key="d", title="D", aim=AIM)
    assert not run_checks(none, [primaries_between(0, 2)])


def test_a_measure_below_a_primary_driver_measures_it() -> None:
    bare = replace(GOOD, driver("able", "primary"))
    below = replace(
        bare, Driver(key="planned", title="P", tier="secondary", measures=["rooms"])
    )
    assert found(bare, "diagram.unmeasured-primary")
    assert not found(below, "diagram.unmeasured-primary")
    assert not found(BARE, "diagram.unmeasured-primary")


def test_a_link_is_named_by_its_place_as_written() -> None:
    links = [("zinc", "aim"), ("primary", "aim"), ("ash", "aim")]
    diagram = Diagram(
        key="d",
        title="D",
        aim=Aim(key="aim", title="A", measure="m", target=Level(3), by="2027"),
        drivers=[Driver(key="primary", title="P", tier="primary")],
        ideas=[ChangeIdea(key="zinc", title="Z"), ChangeIdea(key="ash", title="A")],
        links=[Link(cause=cause, effect=effect) for cause, effect in links],
    )
    findings = run_checks(diagram, CHECKS)
    skipped = [it for it in findings if it.code == "diagram.skipped-level"]
    assert [(it.where, it.parts["cause"]) for it in skipped] == [
        ("links[0]", "Z"),
        ("links[2]", "A"),
    ]
