"""CI runs the commands that the README shows, and says so when it cannot find them."""

import runpy
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
HELPER = runpy.run_path(str(ROOT / ".ci" / "readme.py"))
commands: Callable[[str], list[str]] = HELPER["commands"]
first_two: Callable[[str], list[str]] = HELPER["first_two"]

README = """\
# A title

```python
print("not a command")
```

```sh
python -m pip install ".[all]" && cqikit report examples/measles -o report.html
```

```console
$ python -m pip install nox && nox -s tests
... passed
```

```sh
# all of it
nox -s lint \\
  -- --fix
nox
```
"""


def test_commands_are_what_a_reader_would_type() -> None:
    assert commands(README) == [
        (
            'python -m pip install ".[all]" '
            "&& cqikit report examples/measles -o report.html"
        ),
        "python -m pip install nox && nox -s tests",
        "nox -s lint -- --fix && nox",
    ]


def test_the_first_two_are_the_report_and_the_tests() -> None:
    assert first_two(README) == commands(README)[:2]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "command 1 must make the report"),
        ("```sh\nnox -s tests\n```\n", r"command 1 must .* \(got: nox -s tests\)"),
        ("```sh\ncqikit report x\n```\n", r"command 2 must .*: no such block\)"),
    ],
)
def test_a_missing_command_is_named(text: str, message: str) -> None:
    with pytest.raises(SystemExit, match=message):
        first_two(text)
