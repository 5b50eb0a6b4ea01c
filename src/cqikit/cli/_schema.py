"""`cqikit schema`: what a document of some type may say."""

from __future__ import annotations

import json

import click

from cqikit import documents
from cqikit.cli._json import json_option, say_json
from cqikit.cli._plugged import document_types
from cqikit.cli._streams import put

__all__ = ["schema"]


@click.command()
@click.argument("name", required=False)
@json_option
def schema(name: str | None, *, as_json: bool) -> None:
    """Print the JSON Schema of the type of document NAME, or list the types.

    A schema is JSON, with --json or without.
    """
    if name is None and as_json:
        say_json("schema", {"types": document_types().names})
    elif name is None:
        put("\n".join(document_types().names) + "\n")
    else:
        made = documents.schema(name, types=document_types())
        put(json.dumps(made, indent=2) + "\n")
