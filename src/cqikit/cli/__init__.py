"""The command line: thin, every verb a few lines over the rooms."""

from cqikit.cli._main import main

__all__ = ["main"]
