"""Which engines are tried: those that are installed; `nox -s engines` has them all."""

from importlib.util import find_spec

collect_ignore = [
    f"test_{name}.py"
    for name, module in (("spark", "pyspark"), ("dask", "dask"))
    if find_spec(module) is None
]
