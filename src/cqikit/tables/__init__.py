"""Tables: CSV, Excel and data frames in and out."""

from cqikit.tables._csv_in import parse_csv, read_csv
from cqikit.tables._csv_out import to_csv, write_csv
from cqikit.tables._dialect import Codes, Dialect
from cqikit.tables._excel import read_excel
from cqikit.tables._excel_out import to_excel, write_excel
from cqikit.tables._frames import from_frame, to_frame
from cqikit.tables._layout import Layout, MeasureColumns, Observed
from cqikit.tables._observations import observations, series_of
from cqikit.tables._proposal import Proposal
from cqikit.tables._propose import propose
from cqikit.tables._read import read
from cqikit.tables._rows import rows_of
from cqikit.tables._seen import ColumnKind, Seen
from cqikit.tables._shapes import Across, Flag, Keep, Once, Take
from cqikit.tables._shapes_rows import shaped
from cqikit.tables._shapes_subgroups import Subgroups, subgroups_of
from cqikit.tables._table import Table

__all__ = [
    "Across",
    "Codes",
    "ColumnKind",
    "Dialect",
    "Flag",
    "Keep",
    "Layout",
    "MeasureColumns",
    "Observed",
    "Once",
    "Proposal",
    "Seen",
    "Subgroups",
    "Table",
    "Take",
    "from_frame",
    "observations",
    "parse_csv",
    "propose",
    "read",
    "read_csv",
    "read_excel",
    "rows_of",
    "series_of",
    "shaped",
    "subgroups_of",
    "to_csv",
    "to_excel",
    "to_frame",
    "write_csv",
    "write_excel",
]
