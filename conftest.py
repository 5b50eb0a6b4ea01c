"""What pytest collects beside test files: the Python on every page."""

import gc
from importlib.util import find_spec

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser

# Pages on engines that are heavy run where these are installed: `nox -s engines`.
ENGINES = {"spark": "pyspark", "dask": "dask"}
elsewhere = [
    f"docs/how-to/{page}.md"
    for page, module in ENGINES.items()
    if find_spec(module) is None
]

# The pages a reader sees. Each page is one namespace, read from top to bottom; no
# parser for "skip" comments is given, so no block can be left out.
pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser()],
    patterns=["README.md", "docs/**/*.md", "docs/*.md"],
    excludes=["docs/_build/**", *elsewhere],
).pytest()

# Not modules of this project: a script for Sphinx, and a package of its own.
collect_ignore = ["docs/conf.py", "docs/_build", "tests/third_party"]

# What is collected stays to the end, and a picture is made of thousands of objects that
# go at once: looking through all of them as often as Python does takes a tenth of the
# time. (Not gc.freeze: the oldest Hypothesis loses its way when objects are hidden.)
gc.set_threshold(50_000, 20, 20)
