"""Statements that are wrong are read by type checkers, and never run."""

collect_ignore = ["wrong_statements.py"]
