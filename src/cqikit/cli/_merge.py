"""`cqikit merge`: two people's edits of one document, as one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cqikit import documents, files, folders
from cqikit.cli._convert import OF_DOCUMENTS
from cqikit.cli._input import document_at, each_of, name_of
from cqikit.cli._json import json_option, say_json
from cqikit.cli._language import language_option
from cqikit.cli._output import (
    STDOUT,
    check_json,
    check_output,
    force_option,
    form_of,
    named,
    output_option,
    speaks,
    write_all,
    write_output,
)
from cqikit.cli._paths import FILE
from cqikit.cli._plugged import document_types
from cqikit.core import say
from cqikit.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["merge"]

EXAMPLES: Final = """\b
Examples:
  cqikit merge plan-before.toml plan.toml plan-of-the-coach.toml -o plan-merged.toml
  git config merge.cqikit.driver "cqikit merge %O %A %B -o %A --force"
"""


@click.command(epilog=EXAMPLES)
@click.argument("base", type=FILE)
@click.argument("mine", type=FILE)
@click.argument("theirs", type=FILE)
@output_option(
    "-",
    "Where to write it: a name in .toml, .json or .docx, or MINE; a folder.",
    asked=True,
)
@force_option
@language_option
@json_option
def merge(
    base: Path,
    mine: Path,
    theirs: Path,
    output: Path | None,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Merge two people's edits of a document or a folder, both begun as BASE.

    Fields are merged one by one, steps and cycles by their keys; every event of both
    logs is in the merged log, once, in order of time. Where the two do not agree, what
    is written has MINE, and both are told: the exit code is then 1. What one took out
    and the other edited stays.

    Where only one side changed anything, its file is written as it is. Else comments
    are not kept. Of folders, each file is merged, tables row by row, into a new folder.
    """
    check_json(output, as_json=as_json)
    told = {"base": base, "mine": mine, "theirs": theirs, "output": output}
    if base.is_dir():
        _say(told, _folders(base, mine, theirs, output), as_json=as_json)
        return
    if output is None and not as_json:
        output = STDOUT
    reads = [base, theirs]
    if output is not None:
        if output.suffix and output != mine:
            form_of(output, OF_DOCUMENTS, "document")
        check_output(output, reads=reads, force=force)
    sides = _sides((base, mine, theirs))
    found = documents.merge(*sides)
    if output is not None:
        written = _written(output, (mine, theirs), (*sides[1:], found.value))
        write_output(output, written, reads=reads, force=force)
    told["output"] = output
    _say(told, found.conflicts, as_json=as_json)


def _folders(
    base: Path, mine: Path, theirs: Path, output: Path | None
) -> tuple[documents.Conflict, ...]:
    """Merge folders into a new one, and return what does not agree."""
    if output is None or output == STDOUT:
        raise click.UsageError("say with -o which new folder the merged files go to")
    found = folders.merge(*map(_files_in, (base, mine, theirs)))
    write_all(output, found.files)
    return found.conflicts


def _files_in(folder: Path) -> dict[str, bytes]:
    """Return what each file of a folder holds; folders inside it are left alone."""
    if not folder.is_dir():
        what = (
            say("is no folder") if folder.exists() else say("there is no such folder")
        )
        raise SourceError(
            str(folder), what, say("name three folders, or three documents")
        )
    largest = files.BOUNDS.edited_bytes
    paths = [path for path in files.paths_in(folder) if path.is_file()]
    # What a link of theirs leads to, elsewhere, is not theirs to give away.
    inside = [files.path_inside(folder, path.name) for path in paths]
    held = {path.name: files.read_bytes(path, most=largest) for path in inside}
    for name, data in held.items():
        if len(data) > largest:
            raise SourceError(
                str(folder / name),
                say("must be at most {largest:,d} bytes", largest=largest),
            )
    return held


def _say(
    told: Mapping[str, Path | None],
    conflicts: Sequence[documents.Conflict],
    *,
    as_json: bool,
) -> None:
    """Say what does not agree, and end with 1 where something does not."""
    if as_json:
        say_json("merge", {**told, "conflicts": list(map(_row, conflicts))})
    else:
        output = told["output"]
        for conflict in conflicts:
            speaks(output)(str(conflict))
        counted = say("{count:# conflict|# conflicts}", count=len(conflicts))
        speaks(output)(named(output, counted))
    if conflicts:
        sys.exit(1)


def _row(conflict: documents.Conflict) -> dict[str, Any]:
    return {
        "told": str(conflict),
        "where": conflict.where,
        "base": conflict.base,
        "mine": conflict.mine,
        "theirs": conflict.theirs,
        "written": conflict.written,
        "why": conflict.why,
    }


def _sides(paths: Sequence[Path]) -> list[Any]:
    """Return the three documents, which must be of one type."""
    read = each_of(paths, document_at)
    types = [documents.type_of(value, document_types()).name for value in read]
    for path, name in zip(paths, types, strict=True):
        if name != types[0]:
            must = say(
                "must be of type {type}, as {other} is (got {name})",
                type=types[0],
                other=name_of(paths[0]),
                name=name,
            )
            raise SourceError(name_of(path), must)
    return read


def _written(output: Path, paths: Sequence[Path], values: Sequence[Any]) -> str | bytes:
    """Return what is written: a side's own text where it is what came of the merge."""
    form = _form(output, paths[0])
    *sides, merged = values
    for path, side in zip(paths, sides, strict=True):
        if side == merged and _form(path, path) == form:
            return files.read_bytes(path, files.BOUNDS.edited_bytes)
    return form_of(Path(f"merged{form}"), OF_DOCUMENTS, "document")(merged)


def _form(path: Path, other: Path) -> str:
    """Return the form of a document: by its name, or that of another, or its text.

    Git gives the sides of a merge names without an ending.
    """
    for file in (path, other):
        if file.suffix.lower() in OF_DOCUMENTS:
            return file.suffix.lower()
    held = files.read_bytes(other, files.BOUNDS.edited_bytes)
    return ".json" if held.lstrip()[:1] == b"{" else ".toml"
