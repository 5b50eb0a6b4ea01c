"""Each law of single files, shown a made-up file that breaks it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import _habits, _names

House = Callable[[str, str], Path]


@pytest.fixture
def house(tmp_path: Path) -> House:
    def built(name: str, text: str) -> Path:
        path = tmp_path / "cqikit" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return tmp_path / "cqikit"

    return built


def test_a_long_file_is_reported(house: House) -> None:
    assert _habits.oversized(house("core/_a.py", "x = 1\n" * 250)) == []
    assert _habits.oversized(house("core/_a.py", "x = 1\n" * 251)) == [
        "core/_a.py -> 251 lines of code, over 250"
    ]


@pytest.mark.parametrize("kind", ["def", "async def"])
def test_a_long_function_is_reported(house: House, kind: str) -> None:
    short = f"{kind} f():\n" + "    x = 1\n" * 39
    assert _habits.oversized(house("core/_a.py", short)) == []
    assert _habits.oversized(house("core/_a.py", f"{short}    x = 1\n")) == [
        "core/_a.py:1 -> f: 41 lines of code, over 40"
    ]


def test_explaining_costs_nothing(house: House) -> None:
    docstring = '    """Say.\n' + "\n    more" * 99 + '\n    """\n'
    remarks = "    # Why.\n\n" * 99
    imports = "    from a import (\n        b,\n    )\n" * 99
    text = f"{docstring}def f():\n{docstring}{remarks}{imports}".replace("    ", "", 1)
    body = "    x = 1\n" * 39
    assert _habits.oversized(house("core/_a.py", text + body)) == []
    assert len(_habits.oversized(house("core/_a.py", text + body + "    y = 2\n"))) == 1


def test_a_text_over_several_lines_is_code(house: House) -> None:
    text = 'x = """' + "more\n" * 250 + '"""\n'
    assert len(_habits.oversized(house("core/_a.py", text))) == 1


def test_a_door_may_be_long(house: House) -> None:
    assert _habits.oversized(house("core/__init__.py", "x = 1\n" * 999)) == []


def test_an_error_elsewhere_is_reported(house: House) -> None:
    text = "from cqikit import errors\nclass BadError(errors.FieldError): ..."
    assert _habits.misplaced_errors(house("core/_a.py", text)) == [
        "core/_a.py:2 -> BadError: error classes live in errors.py"
    ]


def test_an_error_by_another_name_is_reported(house: House) -> None:
    assert _habits.misplaced_errors(
        house("errors.py", "class Refused(ValueError): ...")
    ) == ["errors.py:1 -> Refused: the name of an error ends in Error"]


@pytest.mark.parametrize(
    "text",
    [
        "from cqikit.core import Finding\nfound = Finding(code='a')",
        "from cqikit import core\nfound = core.Finding(code='a')",
    ],
)
def test_a_finding_made_by_hand_is_reported(house: House, text: str) -> None:
    (breach,) = _habits.findings_by_hand(house("spc/_a.py", text))
    assert breach.startswith("spc/_a.py:2 -> a row makes it")


def test_core_may_make_findings_and_rooms_yet_to_be_converted(house: House) -> None:
    text = "from cqikit.core import Finding\nfound = Finding(code='a')"
    package = house("core/_a.py", text)
    house("plans/_a.py", text)
    assert _habits.findings_by_hand(package, frozenset({"plans"})) == []
    assert len(_habits.findings_by_hand(package, frozenset())) == 1


def test_a_code_of_two_rows_is_reported(house: House) -> None:
    text = "from cqikit.core import FindingKind, check\nROW = FindingKind('a.b')\n"
    package = house("spc/_a.py", text)
    assert _habits.codes_of_two_rows(package) == []
    house("spc/_b.py", f"{text}@check('a.c')\ndef looks(): ...\nROW = check(NAME)")
    assert _habits.codes_of_two_rows(package) == ["spc/_a.py:2, spc/_b.py:2 -> a.b"]


@pytest.mark.parametrize("text", ["import abc", "from abc import ABC"])
def test_an_abstract_base_class_is_reported(house: House, text: str) -> None:
    (breach,) = _habits.abstract_classes(house("core/_a.py", text))
    assert breach.startswith("core/_a.py -> abc")


def test_collections_abc_is_something_else(house: House) -> None:
    text = "from collections.abc import Iterable"
    assert _habits.abstract_classes(house("core/_a.py", text)) == []


def test_a_wide_interface_is_reported(house: House) -> None:
    text = "class Wide(Protocol[T]):\n    a: int\n    b: int\n    c: int\n"
    assert _habits.wide_interfaces(house("core/_a.py", text)) == []
    text += "    def d(self): ...\n"
    assert _habits.wide_interfaces(house("core/_a.py", text)) == [
        "core/_a.py:1 -> Wide: 4 members, over 3"
    ]


@pytest.mark.parametrize(
    ("text", "breach"),
    [
        ("import warnings\nwarnings.simplefilter('error')", "warnings.simplefilter"),
        ("from warnings import filterwarnings as f\nf()", "warnings.filterwarnings"),
        ("import numpy as np\nnp.seterr(all='raise')", "numpy.seterr"),
        ("import numpy as np\ndef f():\n  np.random.seed(1)", "numpy.random.seed"),
        ("import locale\nlocale.setlocale(0)", "locale.setlocale"),
        ("import matplotlib\nmatplotlib.use('Agg')", "matplotlib.use"),
        ("def f():\n    global x", "global x"),
    ],
)
def test_a_global_setter_is_reported(house: House, text: str, breach: str) -> None:
    (found,) = _habits.global_setters(house("reports/_a.py", text))
    assert found.endswith(f" -> {breach}")


@pytest.mark.parametrize(
    ("text", "breach"),
    [
        ("import random", "random"),
        ("from logging import getLogger", "logging.getLogger"),
        ("import numpy as np\nnp.random.normal()", "numpy.random.normal"),
        (
            "from numpy.random import default_rng\ndefault_rng()",
            "numpy.random.default_rng",
        ),
    ],
)
def test_chance_without_a_seed_is_reported(
    house: House, text: str, breach: str
) -> None:
    (found,) = _habits.chance_and_talk(house("cli.py", text))
    assert found.endswith(f" -> {breach}")


def test_chance_with_a_seed_is_fine(house: House) -> None:
    text = "import numpy as np\nnp.random.default_rng(seed)"
    assert _habits.chance_and_talk(house("spc/_a.py", text)) == []


@pytest.mark.parametrize(
    ("text", "breach"),
    [
        ("open('x')", "open"),
        ("import os\nos.environ['X']", "os"),
        ("from os import environ", "os.environ"),
        ("import time", "time"),
        ("from pathlib import Path", "pathlib.Path"),
        ("from datetime import date\ndate.today()", "datetime.date.today"),
        ("import datetime as d\nd.datetime.now()", "datetime.datetime.now"),
        ("def f(p):\n    return p.read_text()", "p.read_text"),
        ("f().write_text('x')", "?.write_text"),
    ],
)
def test_reaching_outside_is_reported_below_the_top_floors(
    house: House, text: str, breach: str
) -> None:
    (found,) = _habits.reaches_outside(house("projects/_a.py", text))
    assert found.split(" -> ")[1] == breach


def test_the_top_floors_may_reach_outside(house: House) -> None:
    package = house("documents/_a.py", "from pathlib import Path\nopen('x')")
    assert _habits.reaches_outside(package) == []


@pytest.mark.parametrize(
    "text",
    [
        "[one.key for one in steps]",
        "for one, other in pairs: ...",
        "def f(one): ...",
        "key = lambda one: one.key",
        "if (one := found): ...",
        "match x:\n    case [*one]: ...",
        "match x:\n    case int() as one: ...",
    ],
)
def test_a_variable_called_one_is_reported(house: House, text: str) -> None:
    (breach,) = _names.called_one(house("core/_a.py", text))
    assert breach.startswith("cqikit/core/_a.py:")
    assert breach.endswith("-> one")


def test_a_word_or_a_field_may_be_one(house: House) -> None:
    text = "ones = [1]\nfound(one=1, at=x.one)\nsaid = 'one'\n"
    assert _names.called_one(house("core/_a.py", text)) == []
