"""What every room stands on: field checks, catalogs, tables, findings, periods."""

from cqikit.core._arguments import arguments, has, list_of
from cqikit.core._by_value import (
    FrozenDict,
    Partial,
    as_frozen,
    by_value,
    read_only,
    same,
    sealed,
)
from cqikit.core._cadence import Cadence, Closure, Weekday
from cqikit.core._catalog import Catalog, Named
from cqikit.core._choice import Choice
from cqikit.core._codes import codes_of
from cqikit.core._elapsed import between_events, is_dated
from cqikit.core._fields import (
    as_day,
    as_tuple,
    at_least,
    at_most,
    between,
    each,
    finite,
    instance_of,
    is_day,
    is_key,
    is_text,
    non_blank,
    non_empty,
    one_of,
    optional,
    plain_number,
    unique,
)
from cqikit.core._findings import (
    Check,
    Context,
    Finding,
    FunctionCheck,
    Severity,
    check,
    inspect,
    within,
    worst_first,
)
from cqikit.core._html import html_table
from cqikit.core._keys import key_of
from cqikit.core._numbers import plural, readable
from cqikit.core._periods import (
    STARTS,
    Frequency,
    Period,
    parse_period,
    period_at,
    period_of,
    periods_between,
)
from cqikit.core._table import Guard, Row, Table, day_before, guard
from cqikit.core._timeline import EVENTS, Timeline, arrange, timeline
from cqikit.core._written import DateStyle, Writing
from cqikit.core._written_columns import writing_of

__all__ = [
    "EVENTS",
    "STARTS",
    "Cadence",
    "Catalog",
    "Check",
    "Choice",
    "Closure",
    "Context",
    "DateStyle",
    "Finding",
    "Frequency",
    "FrozenDict",
    "FunctionCheck",
    "Guard",
    "Named",
    "Partial",
    "Period",
    "Row",
    "Severity",
    "Table",
    "Timeline",
    "Weekday",
    "Writing",
    "arguments",
    "arrange",
    "as_day",
    "as_frozen",
    "as_tuple",
    "at_least",
    "at_most",
    "between",
    "between_events",
    "by_value",
    "check",
    "codes_of",
    "day_before",
    "each",
    "finite",
    "guard",
    "has",
    "html_table",
    "inspect",
    "instance_of",
    "is_dated",
    "is_day",
    "is_key",
    "is_text",
    "key_of",
    "list_of",
    "non_blank",
    "non_empty",
    "one_of",
    "optional",
    "parse_period",
    "period_at",
    "period_of",
    "periods_between",
    "plain_number",
    "plural",
    "read_only",
    "readable",
    "same",
    "sealed",
    "timeline",
    "unique",
    "within",
    "worst_first",
    "writing_of",
]
