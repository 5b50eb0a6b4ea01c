"""`cqikit schema`: what a document of some type may say."""

from __future__ import annotations

import json

import click

from cqikit import documents, folders

__all__ = ["schema"]


@click.command()
@click.argument("name", required=False)
def schema(name: str | None) -> None:
    """Print the JSON Schema of one type of document, or list the types."""
    if name is None:
        click.echo("\n".join(folders.DOCUMENTS.names))
    else:
        made = documents.schema(name, types=folders.DOCUMENTS)
        click.echo(json.dumps(made, indent=2))
