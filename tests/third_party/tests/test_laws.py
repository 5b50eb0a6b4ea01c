"""The laws that cqikit hands to those who extend it, one line each."""

from clinic_waits import CHECKS, VISITS, WAITS, Book, Come, read
from clinic_waits._checks import NamedCheck
from cqikit.measures import Series
from cqikit.tables import Layout, MeasureColumns
from cqikit.testing import check_check, check_layout, check_table
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
DAYS = st.lists(st.floats(0, 60), min_size=1, max_size=12)
SERIES: SearchStrategy[Series] = DAYS.map(
    lambda days: read(zip(MONTHS, days, strict=False))
)


def test_the_checks_keep_the_laws_of_checks() -> None:
    judge: NamedCheck
    for judge in CHECKS:
        check_check(judge, SERIES, examples=20)


def test_the_visits_keep_the_laws_of_states() -> None:
    check_table(VISITS, st.sampled_from([Book(), Come()]))


def test_the_export_is_read_however_it_is_written() -> None:
    columns = MeasureColumns(measure="waits", value="days")
    layout = Layout(period="month", measures=[columns])
    check_layout(layout, "month,days\n2026-01,12\n2026-02,9\n", [WAITS])
