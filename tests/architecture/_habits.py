"""Laws of single files: sizes, errors, interfaces, and no reach for the outside."""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Final

from tests.architecture._floors import HEIGHT
from tests.architecture._imports import SRC, Source, sources

#: In lines of code.
LONGEST_FILE: Final = 250
LONGEST_FUNCTION: Final = 40
MOST_MEMBERS: Final = 3

DOCUMENTED: Final = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
NO_CODE: Final = frozenset({
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
    tokenize.ENDMARKER,
})  # fmt: skip

FINDING: Final = "cqikit.core.Finding"
#: What makes a row of a code.
ROWS: Final = ("cqikit.core.FindingKind", "cqikit.core.check")
#: Rooms whose checks are being turned into rows; to be emptied.
UNCONVERTED: Final = frozenset({"actions", "documents", "drivers", "pdsa", "plans"})

GLOBAL_SETTERS: Final = frozenset({
    "decimal.setcontext",
    "locale.setlocale",
    "logging.basicConfig",
    "logging.captureWarnings",
    "logging.disable",
    "matplotlib.rc",
    "matplotlib.use",
    "matplotlib.pyplot.switch_backend",
    "numpy.random.seed",
    "numpy.set_printoptions",
    "numpy.seterr",
    "numpy.seterrcall",
    "os.chdir",
    "os.putenv",
    "random.seed",
    "sys.setrecursionlimit",
    "warnings.filterwarnings",
    "warnings.resetwarnings",
    "warnings.simplefilter",
})  # fmt: skip
CHANCE_AND_TALK: Final = frozenset({"logging", "random", "secrets"})
OUTSIDE_MODULES: Final = frozenset({
    "getpass", "glob", "http", "importlib.resources", "io", "locale", "os", "pathlib",
    "platform", "shutil", "socket", "subprocess", "sys", "tempfile", "time", "urllib",
})  # fmt: skip
OUTSIDE_CALLS: Final = frozenset({
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "input",
    "open",
    "print",
    "uuid.uuid1",
    "uuid.uuid4",
})  # fmt: skip
OUTSIDE_METHODS: Final = frozenset({
    "read_bytes", "read_text", "write_bytes", "write_text",
})  # fmt: skip
#: What reads documents in the wheel, which are a part of the library as its code is.
OF_THE_WHEEL: Final = frozenset({"assessments/_shelf.py"})
SEEDED: Final = frozenset({"BitGenerator", "Generator", "PCG64", "SeedSequence"})
TOP: Final = HEIGHT["files"]


def oversized(package: Path = SRC) -> list[str]:
    """Find files and functions with more code than is read in one go.

    Docstrings, comments, blank lines and imports are not code, and a door is a list
    of names: nobody splits a file to make room for an explanation.
    """
    found = []
    for source in sources(package):
        code = _code_lines(source)
        if len(code) > LONGEST_FILE and not source.file.endswith("__init__.py"):
            found.append(
                f"{source.file} -> {len(code)} lines of code, over {LONGEST_FILE}"
            )
        for node in source.nodes():
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = len(code & _span(node))
                if lines > LONGEST_FUNCTION:
                    where = f"{source.file}:{node.lineno} -> {node.name}"
                    found.append(
                        f"{where}: {lines} lines of code, over {LONGEST_FUNCTION}"
                    )
    return found


def _code_lines(source: Source) -> set[int]:
    """Return the numbers of the lines on which there is code."""
    left_out: set[int] = set()
    for node in source.nodes():
        if isinstance(node, ast.Import | ast.ImportFrom):
            left_out |= _span(node)
        elif isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            left_out |= _span(node.body[0])
    code: set[int] = set()
    for token in tokenize.generate_tokens(StringIO(source.text).readline):
        if token.type not in NO_CODE:
            code |= {*range(token.start[0], token.end[0] + 1)}
    return code - left_out


def _span(node: ast.stmt) -> set[int]:
    return {*range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def misplaced_errors(package: Path = SRC) -> list[str]:
    """Find error classes outside errors.py, or not called an error."""
    found = []
    for source, node in _classes(package):
        bases = {_last_name(base) for base in node.bases}
        if any(base.endswith(("Error", "Exception")) for base in bases):
            where = f"{source.file}:{node.lineno} -> {node.name}"
            if source.room != "errors":
                found.append(f"{where}: error classes live in errors.py")
            if not node.name.endswith("Error"):
                found.append(f"{where}: the name of an error ends in Error")
    return found


def findings_by_hand(
    package: Path = SRC, unconverted: frozenset[str] = UNCONVERTED
) -> list[str]:
    """Find findings that are not made by a row, which has their code and words."""
    return [
        f"{source.file}:{call.lineno} -> a row makes it: FindingKind(...).at(...)"
        for source, call in _calls(package, FINDING)
        if source.room not in unconverted | {"core"}
    ]


def codes_of_two_rows(package: Path = SRC) -> list[str]:
    """Find codes that stand in several rows: a kind of finding is one row."""
    rows: dict[str, list[str]] = {}
    for source, call in _calls(package, *ROWS):
        for code in call.args[:1]:
            if isinstance(code, ast.Constant):
                place = f"{source.file}:{call.lineno}"
                rows.setdefault(str(code.value), []).append(place)
    return [
        f"{', '.join(places)} -> {code}"
        for code, places in rows.items()
        if len(places) > 1
    ]


def _calls(package: Path, *names: str) -> Iterator[tuple[Source, ast.Call]]:
    """Yield the calls of what is imported by one of these full names."""
    for source in sources(package):
        aliases = _aliases(source)
        for node in source.nodes():
            if isinstance(node, ast.Call) and _full_name(node.func, aliases) in names:
                yield source, node


def abstract_classes(package: Path = SRC) -> list[str]:
    """Find abstract base classes: an interface is a Protocol, owned by its user."""
    return [
        f"{source.file} -> {name}: an interface is a Protocol"
        for source in sources(package)
        for name in sorted(set(_aliases(source).values()))
        if name == "abc" or name.startswith("abc.")
    ]


def wide_interfaces(package: Path = SRC) -> list[str]:
    """Find Protocols with more members than a small interface has."""
    found = []
    for source, node in _classes(package):
        if "Protocol" in {_last_name(base) for base in node.bases}:
            kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.AnnAssign)
            members = sum(isinstance(part, kinds) for part in node.body)
            if members > MOST_MEMBERS:
                where = f"{source.file}:{node.lineno} -> {node.name}"
                found.append(f"{where}: {members} members, over {MOST_MEMBERS}")
    return found


def global_setters(package: Path = SRC) -> list[str]:
    """Find statements that would change the world of whoever embeds the library."""
    found = []
    for source in sources(package):
        aliases = _aliases(source)
        for node in source.nodes():
            if isinstance(node, ast.Global):
                found.append(f"{source.file}:{node.lineno} -> global {node.names[0]}")
            if isinstance(node, ast.Call):
                name = _full_name(node.func, aliases)
                if name in GLOBAL_SETTERS:
                    found.append(f"{source.file}:{node.lineno} -> {name}")
    return found


def chance_and_talk(package: Path = SRC) -> list[str]:
    """Find randomness without a seed from the caller, and logging, on any floor."""
    found = []
    for source in sources(package):
        aliases = _aliases(source)
        found += _modules(source, aliases, CHANCE_AND_TALK)
        for node in source.nodes():
            if isinstance(node, ast.Call):
                name = _full_name(node.func, aliases)
                if _is_unseeded(name, node):
                    found.append(f"{source.file}:{node.lineno} -> {name}")
    return found


def _is_unseeded(name: str, call: ast.Call) -> bool:
    if not name.startswith("numpy.random."):
        return False
    last = name.removeprefix("numpy.random.")
    if last == "default_rng":
        return not (call.args or call.keywords)
    return last not in SEEDED


def reaches_outside(package: Path = SRC) -> list[str]:
    """Find clocks, files and environments below the floors that may have them."""
    found = []
    for source in sources(package):
        if HEIGHT.get(source.room, 0) >= TOP or source.file in OF_THE_WHEEL:
            continue
        aliases = _aliases(source)
        found += _modules(source, aliases, OUTSIDE_MODULES)
        for node in source.nodes():
            if isinstance(node, ast.Call):
                name = _full_name(node.func, aliases)
                method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
                if name in OUTSIDE_CALLS or method in OUTSIDE_METHODS:
                    found.append(f"{source.file}:{node.lineno} -> {name}")
    return found


def _modules(
    source: Source, aliases: dict[str, str], banned: frozenset[str]
) -> list[str]:
    taken = sorted(set(aliases.values()))
    return [
        f"{source.file} -> {name}"
        for name in taken
        if any(name == module or name.startswith(f"{module}.") for module in banned)
    ]


def _classes(package: Path) -> Iterator[tuple[Source, ast.ClassDef]]:
    for source in sources(package):
        for node in source.nodes():
            if isinstance(node, ast.ClassDef):
                yield source, node


@cache
def _aliases(source: Source) -> dict[str, str]:
    """Map the names that imports bind in a file to what they stand for."""
    bound = {}
    for node in source.nodes():
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound[alias.asname or alias.name] = alias.name
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                bound[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return bound


def _full_name(node: ast.expr, aliases: dict[str, str]) -> str:
    """Spell out what a dotted expression stands for: `np.seterr` -> `numpy.seterr`."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.insert(0, node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ".".join(["?", *parts])
    return ".".join([aliases.get(node.id, node.id), *parts])


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
