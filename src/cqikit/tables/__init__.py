"""Tables: CSV, Excel and data frames in and out."""

from cqikit._door import opening

_FOUND_IN = {
    "_charts_asked": "Charts",
    "_csv_in": "parse_csv read_csv",
    "_csv_out": "to_csv write_csv",
    "_dialect": "Codes Dialect",
    "_evaluate": "evaluate",
    "_excel": "read_excel",
    "_excel_out": "cell_text to_excel write_excel",
    "_frames": "from_frame to_frame",
    "_groups_asked": "ClosingFigures Scores",
    "_layout": "Layout MeasureColumns Observed",
    "_observations": "observations series_of",
    "_parquet": "read_parquet",
    "_parquet_out": "to_parquet write_parquet",
    "_proposal": "Proposal",
    "_propose": "propose",
    "_read": "read",
    "_rows": "rows_of",
    "_seen": "ColumnKind Seen",
    "_shapes": "Across Flag Keep Once Take",
    "_shapes_rows": "shaped",
    "_shapes_subgroups": "Subgroups subgroups_of",
    "_table": "Table",
}

__getattr__, __dir__, __all__ = opening(__name__, _FOUND_IN)
