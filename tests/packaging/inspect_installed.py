"""Use the installed wheel where nothing else is installed.

Run by `nox -s wheel` in an environment that holds the wheel and what it requires.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import runpy
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FLOORS = ROOT / "tests" / "architecture" / "_floors.py"


def main() -> int:
    """Import every room that needs no extra; return the exit code."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needs_extra: dict[str, str] = runpy.run_path(str(FLOORS))["EXTRA_TO_IMPORT"]
    cqikit = importlib.import_module("cqikit")
    home = Path(str(cqikit.__file__)).parent
    faults = []
    if home.is_relative_to(ROOT / "src"):
        faults.append(f"this is the checkout, not the wheel: {home}")
    versions = {
        project["version"],
        cqikit.__version__,
        importlib.metadata.version("cqikit"),
    }
    if len(versions) != 1:
        faults.append(f"versions differ: {', '.join(sorted(versions))}")
    rooms = sorted(
        path.stem
        for path in home.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    )
    plain = [room for room in rooms if room not in {"__init__", *needs_extra}]
    for room in plain:
        try:
            module = importlib.import_module(f"cqikit.{room}")
            missing = [name for name in module.__all__ if not hasattr(module, name)]
            faults += [f"cqikit.{room}: no {name}" for name in missing]
        except ImportError as error:
            faults.append(f"cqikit.{room}: {error}")
    starters = importlib.import_module("cqikit.starters")
    faults += [
        f"the example {name} did not travel with it"
        for name in starters.EXAMPLES
        if "project.toml" not in starters.example(name)
    ]
    print("\n".join(faults) or f"without extras: {', '.join(plain)}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
