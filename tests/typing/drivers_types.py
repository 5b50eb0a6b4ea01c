"""What type checkers see of `drivers`; read by mypy, and run as well."""

from __future__ import annotations

from typing import assert_type

from cqikit import drivers
from cqikit.core import Finding, run_checks
from cqikit.measures import Aim, Level

AIM = Aim(key="aim", title="90 % by 2027", measure="m", target=Level(90.0), by=2027)
DIAGRAM = drivers.add(
    drivers.Diagram(key="d", title="D", aim=AIM),
    drivers.Driver(key="p", title="P", measures=["m2"]),
    under=["aim"],
    strength="weak",
)

assert_type(DIAGRAM, drivers.Diagram)
assert_type(DIAGRAM.drivers[0].measures, tuple[str, ...])
assert_type(drivers.item(DIAGRAM, "p"), drivers.Driver | drivers.ChangeIdea)
assert_type(drivers.unlink(DIAGRAM, "p", "aim"), drivers.Diagram)
assert_type(drivers.tree(DIAGRAM).children, tuple[drivers.Branch, ...])
assert_type(run_checks(DIAGRAM, drivers.CHECKS), tuple[Finding, ...])
assert_type(run_checks(AIM, drivers.AIM_CHECKS), tuple[Finding, ...])
STATE = drivers.theory(DIAGRAM, {"i": ["do"]}, {"m": "improving"})
assert_type(STATE, drivers.Theory)
assert_type(STATE.of("adopted"), tuple[str, ...])
assert_type(run_checks(STATE, drivers.THEORY_CHECKS), tuple[Finding, ...])
assert_type(
    drivers.pick([drivers.Rating("i", 4, 1)]),
    dict[drivers.Quadrant, tuple[str, ...]],
)
assert_type(
    drivers.weighted_matrix({"i": {"payoff": 4}}, {"payoff": 1})[0], drivers.Ranked
)
