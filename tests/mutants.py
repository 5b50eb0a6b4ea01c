"""Small changes to a room, one at a time: does a test notice each?

`nox -s mutants -- ROOM` changes a sign, a comparison, a number or a condition somewhere
in a copy of the room and runs the tests that pass that line; of so many changes, drawn
with a seed, it lists those that no test noticed, and says what share was.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parent.parent
#: What is imported once for all runs; nothing of the library.
HEAVY = ("attrs", "cattrs", "numpy", "pytest", "scipy.special")
#: Tests of other places that speak of a room.
BESIDE = {"spc": ("tests/doors", "tests/reference"), "measures": ("tests/doors",)}
SECONDS = 300.0
COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@frozen
class Mutant:
    """A change: where, what stood there, and what stands there now."""

    file: str
    line: int
    was: str
    now: str
    text: str


def places(file: Path) -> list[int]:
    """Return which of the expressions of a file can be changed."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    nodes = list(_code(tree))
    return [place for place, node in enumerate(nodes) if _change(node)]


def mutant(file: Path, name: str, place: int) -> Mutant:
    """Change the expression at a place of a file."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    node = list(_code(tree))[place]
    was = ast.unparse(node)
    _change(node)
    return Mutant(name, node.lineno, was, ast.unparse(node), ast.unparse(tree))


def _code(tree: ast.AST) -> Iterator[ast.expr]:
    """Walk over the expressions that do something: no annotations, no names."""
    for name, value in ast.iter_fields(tree):
        if name in {"annotation", "returns", "type_params", "decorator_list"}:
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.AST) and not _idle(node):
                if isinstance(node, ast.expr):
                    yield node
                yield from _code(node)


def _idle(node: ast.AST) -> bool:
    targets = getattr(node, "targets", [])
    named = any(
        isinstance(target, ast.Name) and target.id == "__all__" for target in targets
    )
    checked = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    said = isinstance(node, (ast.Raise, ast.JoinedStr))
    return named or checked or said


def _change(node: ast.expr) -> bool:
    """Change a node in the one way that is open to it, if there is one."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in COMPARED:
            node.ops[0] = COMPARED[type(op)]()
        case ast.BoolOp(op=joined):
            node.op = ast.And() if isinstance(joined, ast.Or) else ast.Or()
        case ast.BinOp(op=sign) if type(sign) in RECKONED and not _text(node.left):
            node.op = RECKONED[type(sign)]()
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            node.op = ast.UAdd()
        case ast.Constant(value=bool(value)):
            node.value = not value
        case ast.Constant(value=int(value)):
            node.value = value + 1
        case ast.Constant(value=float(value)):
            node.value = 1.1 * value + (value == 0)
        case ast.IfExp(test=test):
            node.test = ast.UnaryOp(ast.Not(), test)
        case _:
            return False
    return True


def _text(node: ast.expr) -> bool:
    said = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return said or isinstance(node, ast.JoinedStr)


def run(tests: list[str], source: Path, *, seconds: float = SECONDS) -> bool:
    """Run tests on the library in `source`, in a process of its own: do they pass?"""
    child = os.fork()
    if child == 0:
        os.setsid()
        sys.path.insert(0, str(source))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        code = 1
        try:
            options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
            code = int(importlib.import_module("pytest").main([*options, *tests]))
        finally:
            os._exit(code)
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def passing(room: str, source: Path) -> dict[tuple[str, int], list[str]]:
    """Return which tests pass each line of a room."""
    data, said = source.parent / "coverage", source.parent / "said"
    child = os.fork()
    if child == 0:
        code = 1
        try:
            sys.stdout = said.open("w", encoding="utf-8")
            sys.path.insert(0, str(source))
            coverage = importlib.import_module("coverage")
            watch = coverage.Coverage(
                data_file=str(data), include=[f"{source}/*"], config_file=False
            )
            watch.set_option("run:dynamic_context", "test_function")
            watch.start()
            options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
            code = int(importlib.import_module("pytest").main([*options, *_of(room)]))
            watch.stop()
            watch.save()
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status):
        last = said.read_text(encoding="utf-8")[-2000:]
        message = f"{last}\nthe tests of {room} do not pass as they are"
        raise SystemExit(message)
    held = importlib.import_module("coverage").CoverageData(basename=str(data))
    held.read()
    found: dict[tuple[str, int], list[str]] = {}
    for file in held.measured_files():
        name = str(Path(file).relative_to(source))
        for line, contexts in held.contexts_by_lineno(file).items():
            found[name, line] = [] if "" in contexts else sorted(map(_node, contexts))
    return found


def _of(room: str) -> tuple[str, ...]:
    return (f"tests/{room}", *BESIDE.get(room, ()))


def _node(context: str) -> str:
    parts = context.split(".")
    for place in range(len(parts) - 1, 0, -1):
        file = Path(*parts[:place]).with_suffix(".py")
        if (ROOT / file).exists():
            return "::".join([str(file), *parts[place:]])
    return parts[0]


def main() -> int:
    """Draw changes, try them, and list those that live."""
    parser = argparse.ArgumentParser(prog="nox -s mutants --", description=__doc__)
    parser.add_argument("room")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--file", default="", help="only files with this in their name")
    options = parser.parse_args()
    for name in HEAVY:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(shutil.copytree(ROOT / "src", Path(scratch) / "src"))
        files = sorted(source.glob(f"cqikit/{options.room}/**/*.py"))
        files = [path for path in files if options.file in path.name]
        drawn = [(path, place) for path in files for place in places(path)]
        chosen = random.Random(options.seed)
        sample = chosen.sample(drawn, min(options.count, len(drawn)))
        lines = passing(options.room, source)
        lived = 0
        for file, place in sample:
            made = mutant(file, str(file.relative_to(source)), place)
            tests = lines.get((made.file, made.line))
            before = file.read_text(encoding="utf-8")
            file.write_text(made.text, encoding="utf-8")
            lives = tests is None or run(tests or list(_of(options.room)), source)
            file.write_text(before, encoding="utf-8")
            if lives:
                lived += 1
                print(f"lives: {made.file}:{made.line}: {made.was}")
                print(f"       {made.now}", flush=True)
    tried = len(sample)
    killed = tried - lived
    print(f"{killed} of {tried} changes were noticed ({killed / max(tried, 1):.1%});")
    print(f"{len(drawn)} are possible in {options.room}, seed {options.seed}")
    return int(killed < 0.95 * tried)


if __name__ == "__main__":
    sys.exit(main())
