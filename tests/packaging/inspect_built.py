"""Look inside the sdist and the wheel: `python inspect_built.py FILE...`.

Run by `nox -s wheel`; needs the standard library alone.
"""

from __future__ import annotations

import sys
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "cqikit"
README = ROOT / "README.md"
#: Folders with what tools made.
MADE = {
    *("__pycache__", "_build", "generated", ".hypothesis"),
    *(".mypy_cache", ".pytest_cache", ".ruff_cache"),
}


def faults_of_wheel(path: Path, project: dict[str, Any]) -> list[str]:
    """Say what is wrong with a wheel."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        info = f"{project['name']}-{project['version']}.dist-info"
        metadata = Parser().parsestr(archive.read(f"{info}/METADATA").decode())
    wanted = {
        f"cqikit/{file.relative_to(home).as_posix()}"
        for home, folder in ((SOURCE, SOURCE), (ROOT, ROOT / "examples"))
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    held = {name for name in names if not name.startswith(f"{info}/")}
    extras = set(project["optional-dependencies"])
    said = {
        "version": (metadata["Version"], project["version"]),
        "licence": (metadata["License-Expression"], project["license"]),
        "Python": (metadata["Requires-Python"], project["requires-python"]),
        "extras": (set(metadata.get_all("Provides-Extra", [])), extras),
        "marked as typed": ("cqikit/py.typed" in names, True),
        "licence file": (f"{info}/licenses/LICENSE" in names, True),
        "command": (f"{info}/entry_points.txt" in names, True),
        "readme": (bool(str(metadata.get_payload()).strip()), README.exists()),
    }
    faults = [f"missing: {name}" for name in sorted(wanted - held)]
    faults += [f"not wanted: {name}" for name in sorted(held - wanted)]
    faults += [f"{what}: {a!r}, not {b!r}" for what, (a, b) in said.items() if a != b]
    return faults


def faults_of_sdist(path: Path, project: dict[str, Any]) -> list[str]:
    """Say what is wrong with a source distribution."""
    with tarfile.open(path) as archive:
        names = set(archive.getnames())
    top = f"{project['name']}-{project['version']}"
    # All that the suite, the docs and the next release need.
    wanted = {
        *(path for path in ROOT.iterdir() if path.suffix in {".cff", ".md", ".toml"}),
        *(ROOT / name for name in ("LICENSE", "noxfile.py", "conftest.py")),
        *(
            path
            for folder in ("src", "tests", "docs", "examples", "benchmarks")
            for path in (ROOT / folder).rglob("*")
            if not MADE & {*path.relative_to(ROOT).parts}
        ),
    }
    files = (path.relative_to(ROOT).as_posix() for path in wanted if path.is_file())
    return [
        f"missing: {name}" for name in sorted(files) if f"{top}/{name}" not in names
    ]


def main(files: list[str]) -> int:
    """Inspect files; print what is wrong and return the exit code."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    faults = []
    for path in map(Path, files):
        look = faults_of_wheel if path.suffix == ".whl" else faults_of_sdist
        faults += [f"{path.name}: {fault}" for fault in look(path, project)]
    kinds = {path.suffix for path in map(Path, files)}
    if kinds != {".whl", ".gz"}:
        faults.append(f"one wheel and one sdist must be built (got {files})")
    print("\n".join(faults) or f"{len(files)} files hold what they should")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
