"""Tables: CSV, Excel and data frames in and out."""

from cqikit.tables._csv_in import parse_csv, read_csv
from cqikit.tables._layout import Flag, Layout, MeasureColumns, Observed
from cqikit.tables._observations import observations
from cqikit.tables._table import Table

__all__ = [
    "Flag",
    "Layout",
    "MeasureColumns",
    "Observed",
    "Table",
    "observations",
    "parse_csv",
    "read_csv",
]
