"""Golden files of the room spc: every preset with all its parameters.

A rule, a set or a kind that changes by a sign, a number or a word shows here, also
where no published series happens to tell the two apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from cqikit import spc
from tests.presets import fields_of, written

#: What is told by other tests: texts, and how a chart says what it did.
UNSAID = {"note", "explain"}


def golden_files() -> dict[str, str]:
    """Write down what every rule set and every kind of chart is made of."""
    sets = [line for rule_set in spc.RULE_SETS for line in _set(rule_set)]
    catalogs = {
        "default": spc.CHARTS,
        "qcc": spc.QCC_CHARTS,
        "qicharts2": spc.QICHARTS2_CHARTS,
        "nhsr": spc.NHSR_CHARTS,
        "powerbi": spc.POWERBI_CHARTS,
    }
    kinds = [
        line
        for name, catalog in catalogs.items()
        for line in (f"## {name}", *(fields_of(kind, UNSAID) for kind in catalog))
    ]
    return {
        "tests/spc/golden/rule_sets.txt": "\n".join(sets) + "\n",
        "tests/spc/golden/kinds.txt": "\n".join(kinds) + "\n",
    }


def _set(rule_set: Any) -> Iterable[str]:
    yield f"## {rule_set.name}"
    for field in attrs.fields(type(rule_set)):
        if field.name not in {"name", "rules", "note"}:
            yield f"{field.name} = {written(getattr(rule_set, field.name), UNSAID)}"
    yield from (fields_of(rule, UNSAID) for rule in rule_set.rules)
