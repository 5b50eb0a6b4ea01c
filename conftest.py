"""What pytest collects beside test files: the Python on every page."""

import gc

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser

# The pages a reader sees. Each page is one namespace, read from top to bottom; no
# parser for "skip" comments is given, so no block can be left out.
pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser()],
    patterns=["README.md", "docs/**/*.md", "docs/*.md"],
    excludes=["docs/_build/**"],
).pytest()

# Not modules of this project: a script for Sphinx, and a package of its own.
collect_ignore = ["docs/conf.py", "docs/_build", "tests/third_party"]

# What is collected stays to the end, and a picture is made of thousands of objects that
# go at once: looking through all of them as often as Python does takes a tenth of the
# time. (Not gc.freeze: the oldest Hypothesis loses its way when objects are hidden.)
gc.set_threshold(50_000, 20, 20)
