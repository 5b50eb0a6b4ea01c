# Made from the table in __init__.py.

from cqikit.cli._main import main as main
