"""Small changes to code: a comparison, a sign, a number, a condition, a step left out.

Each is a place in the syntax tree and what stands there instead; nothing is changed in
what is raised, said, annotated or exported.
"""

from __future__ import annotations

import ast
import copy
import hashlib
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

#: A change is known by where it is and what it is, and by the code around it.
Key = tuple[str, str, str, str]
NEAR: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Gt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Lt,
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
SWAPPED = {"any": "all", "all": "any", "min": "max", "max": "min"}
#: Fields of a node that do nothing when the code runs, or that only make it faster.
IDLE = {"annotation", "returns", "type_params", "decorator_list"}


@frozen(eq=False)
class Change:
    """What stands in a place of a file, and what may stand there instead."""

    file: str
    owner: ast.AST
    function: str
    parent: ast.AST
    field: str
    index: int | None
    old: ast.AST
    new: ast.AST

    @property
    def line(self) -> int:
        """Return the line where the change is."""
        return int(getattr(self.old, "lineno", 0))

    @property
    def was(self) -> str:
        """Return what stands there; of a name or number, what it is a part of."""
        return _short(self.parent if self._is_part else self.old)

    @property
    def now(self) -> str:
        """Return what stands there instead."""
        if not self._is_part:
            return _short(self.new)
        self.put(self.new)
        try:
            return _short(self.parent)
        finally:
            self.put(self.old)

    @property
    def _is_part(self) -> bool:
        whole = isinstance(self.parent, (ast.expr, ast.keyword))
        return whole and isinstance(self.old, (ast.Constant, ast.Name))

    @property
    def key(self) -> Key:
        """Return what tells this change from others of the file."""
        return self.file, self.function, self.was, self.now

    @property
    def digest(self) -> str:
        """Return a short hash of the function, or of the statement, around it."""
        return hashlib.sha256(ast.unparse(self.owner).encode()).hexdigest()[:12]

    @property
    def span(self) -> range:
        """Return the lines of the function, or of the statement, around it."""
        first, last = (getattr(self.owner, at, 0) for at in ("lineno", "end_lineno"))
        return range(first, last + 1)

    def put(self, node: ast.AST) -> None:
        """Put a node into the place."""
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def changes_of(path: Path, name: str) -> tuple[ast.Module, list[Change]]:
    """Return the tree of a file, and every change that is open to it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return tree, list(_within(tree, name, tree, ()))


def _within(
    node: ast.AST, file: str, owner: ast.AST, names: tuple[str, ...]
) -> Iterator[Change]:
    inner = names
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        # What is nested in a function is a part of it.
        if not isinstance(owner, (ast.FunctionDef, ast.AsyncFunctionDef)):
            owner = node
            inner = (*names, node.name)
    elif isinstance(node, ast.ClassDef):
        inner = (*names, node.name)
    elif isinstance(node, ast.stmt) and not isinstance(owner, ast.FunctionDef):
        owner = node
        inner = (*names, _target(node))
    for field, value in ast.iter_fields(node):
        if field in IDLE:
            continue
        several = isinstance(value, list)
        for at, child in enumerate(value if several else [value]):
            if not isinstance(child, ast.AST) or _idle(child):
                continue
            index = at if several else None
            # A statement of a module or a class is its own owner.
            around = child if _stands_alone(child, owner) else owner
            for new in _instead(node, field, child):
                found = (file, around, ".".join(inner) or _target(child))
                yield Change(*found, node, field, index, child, new)
            yield from _within(child, file, owner, inner)


def _stands_alone(child: ast.AST, owner: ast.AST) -> bool:
    return isinstance(child, ast.stmt) and isinstance(owner, (ast.Module, ast.ClassDef))


def _target(node: ast.AST) -> str:
    """Return the name that a statement gives a value to, or its kind."""
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    if isinstance(targets[0], ast.Name):
        return targets[0].id
    return type(node).__name__.lower()


def _idle(node: ast.AST) -> bool:
    checked = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    said = isinstance(node, (ast.Raise, ast.JoinedStr, ast.Assert))
    # zip(strict=True) holds what is known to hold, and kw_only is for type checkers.
    said |= isinstance(node, ast.keyword) and node.arg in {"strict", "kw_only"}
    aside = isinstance(node, (ast.Import, ast.ImportFrom))
    return checked or said or aside or _target(node) in {"__all__", "__slots__"}


def _instead(parent: ast.AST, field: str, node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in place of a node."""
    asks = field == "test" and isinstance(parent, (ast.If, ast.IfExp, ast.While))
    sifts = field == "ifs" and isinstance(parent, ast.comprehension)
    several = [*_in_value(node), *_in_logic(node)]
    if field == "func" and isinstance(node, ast.Name) and node.id in SWAPPED:
        several.append(ast.Name(SWAPPED[node.id], ast.Load()))
    if (asks or sifts) and not isinstance(node, (ast.Compare, ast.UnaryOp)):
        several.append(ast.UnaryOp(ast.Not(), node))  # type: ignore[arg-type]
    for new in several:
        yield ast.copy_location(new, node)


def _in_logic(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare(ops=ops):
            for turned in (NEAR, OPPOSITE):
                if type(ops[0]) in turned:
                    new = copy.copy(node)
                    new.ops = [turned[type(ops[0])](), *ops[1:]]
                    yield new
        case ast.BoolOp(op=joined, values=values):
            other = ast.And() if isinstance(joined, ast.Or) else ast.Or()
            yield ast.BoolOp(other, values)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield copy.copy(operand)
        case ast.AugAssign() | ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case _:
            pass


def _in_value(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left, sign, right) if type(sign) in RECKONED and not _text(left):
            yield ast.BinOp(left, RECKONED[type(sign)](), right)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=float(value)):
            yield ast.Constant(1.1 * value + (value == 0))
        case _:
            pass


def _text(node: ast.expr) -> bool:
    said = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return said or isinstance(node, ast.JoinedStr)


def _short(node: ast.AST) -> str:
    """Return the code of a node on a line."""
    return " ".join(ast.unparse(node).split())
