"""Two people's edits of one table: cells go by their columns, rows by their keys."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit import folders
from cqikit.documents import Conflict

Records = list[dict[str, str]]

BASE = "month,a,b\n2025-01,1,10\n2025-02,2,10\n2025-03,3,10\n"
MORE = f"{BASE}2025-04,4,10\n"
SWAPPED = "month,b,a\n2025-01,10,1\n2025-02,10,2\n2025-03,10,3\n"
#: What each side makes of a month of its own.
OWN = {"mine": "2025-04", "theirs": "2025-05"}


def merged(base: str, mine: str, theirs: str) -> tuple[str, list[str]]:
    """Return the merged table, and where the sides do not agree."""
    found = _merged(base.encode(), mine.encode(), theirs.encode())
    return found[0].decode(), [str(conflict) for conflict in found[1]]


def _merged(*sides: bytes, name: str = "d.csv") -> tuple[bytes, tuple[Conflict, ...]]:
    found = folders.merge(*({name: side} for side in sides))
    return found.files[name], found.conflicts


def records(data: bytes) -> Records:
    """Return the rows of a table as another reader has them."""
    encoding = "utf-16" if data[:1] in b"\xff\xfe" else "utf-8-sig"
    text = data.decode(encoding)
    delimiter = next(sign for sign in ",;\t" if sign in text)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_a_row_comes_under_the_columns_of_the_other_side() -> None:
    text, told = merged(BASE, MORE, SWAPPED)
    assert (text, told) == (f"{SWAPPED}2025-04,10,4\n", [])


def test_a_column_that_one_adds_is_empty_in_the_rows_of_the_other() -> None:
    wider = "month,a,b,note\n2025-01,1,10,\n2025-02,2,10,\n2025-03,3,10,storm\n"
    text, told = merged(BASE, MORE.replace("2025-03,3", "2025-03,7"), wider)
    assert told == []
    assert text == f"{wider.replace('2025-03,3', '2025-03,7')}2025-04,4,10,\n"


def test_a_table_saved_by_a_spreadsheet_stays_written_like_that() -> None:
    theirs = ("\ufeff" + BASE + "2025-05,5,10\n").replace("\n", "\r\n")
    text, told = merged(BASE, MORE, theirs)
    assert told == []
    assert text == theirs.replace("2025-05", "2025-04,4,10\r\n2025-05")
    for encoding in ("utf-16", "utf-8-sig"):
        data, conflicts = _merged(
            BASE.encode(), MORE.encode(), SWAPPED.replace(",", ";").encode(encoding)
        )
        assert conflicts == ()
        assert data.decode(encoding) == f"{SWAPPED}2025-04,10,4\n".replace(",", ";")


def test_rows_keep_the_quotes_that_they_have() -> None:
    base = '"month","a"\n"2025-01","1"'
    text, told = merged(base, f"{base}\n2025-02,2", f'{base}\n"2025-03","3"')
    assert told == []
    assert text == f'{base}\n2025-02,2\n"2025-03","3"'
    # One that nobody has like that is quoted where it has to be.
    wider = 'month,a,"so, far"\n2025-01,1,x\n'
    assert merged(base, f'{base}\n2025-02,"2\n"""', wider) == (
        'month,a,"so, far"\n2025-01,1,x\n2025-02,"2\n""",\n',
        [],
    )


def test_a_row_over_several_lines_is_one() -> None:
    base = 'month,n\n2025-01,"x\ny"\n2025-02,z\n'
    mine, theirs = base.replace("y", "Y"), base.replace("x", "X")
    text, [told] = merged(base, mine, theirs)
    assert text == mine
    assert told.startswith("d.csv: rows[2025-01]: mine is '2025-01,\"x\\nY\"', theirs ")


def test_a_column_that_one_renames_and_the_other_writes_into_stays() -> None:
    renamed = BASE.replace("b", "planned")
    for mine, theirs, whose in ((MORE, renamed, "mine"), (renamed, MORE, "theirs")):
        text, [told] = merged(BASE, mine, theirs)
        assert records(text.encode())[-1] == {
            "month": "2025-04",
            "a": "4",
            "b": "10",
            "planned": "",
        }
        assert told.startswith("d.csv: columns[b]: mine is ")
        assert "has new cells in it" in told
        assert (f"written: {whose}" in told) is (whose == "theirs")
    # One with nothing new in it goes.
    changed = merged(BASE, BASE.replace("2025-01,1", "2025-01,6"), renamed)
    assert changed == (renamed.replace("2025-01,1", "2025-01,6"), [])
    # At the front, it comes back to the front.
    text, [told] = merged(BASE, MORE, BASE.replace("month", "when"))
    assert text.startswith("month,when,a,b\n")


def test_two_names_for_one_column_are_a_conflict() -> None:
    text, [told] = merged(BASE, BASE.replace("b", "x"), BASE.replace("b", "y"))
    assert text.startswith("month,a,x,y\n2025-01,1,10,10\n")
    assert told.startswith("d.csv: columns: mine is 'x', theirs 'y'; before")


def test_columns_that_both_add_are_compared_row_by_row() -> None:
    def wider(*notes: str) -> str:
        lines = BASE.splitlines()
        return "".join(f"{line},{n}\n" for line, n in zip(lines, notes, strict=True))

    both = merged(BASE, wider("n", "x", "", ""), wider("n", "", "y", ""))
    assert both == (wider("n", "x", "y", ""), [])
    _, [told] = merged(BASE, wider("n", "x", "", ""), wider("n", "z", "", ""))
    assert told.startswith("d.csv: rows[2025-01]: mine is '2025-01,1,10,x'")


def test_columns_and_rows_that_both_put_elsewhere_are_a_conflict() -> None:
    other = "a,month,b\n1,2025-01,10\n2,2025-02,10\n3,2025-03,10\n"
    _, [told] = merged(BASE, SWAPPED, other)
    assert told.startswith("d.csv: columns (order): mine is ")
    names, *rows = BASE.splitlines()
    sides = [[rows[n] for n in order] for order in ((0, 1, 2), (1, 0, 2), (0, 2, 1))]
    _, [told] = merged(*("\n".join([names, *side, ""]) for side in sides))
    assert told.startswith("d.csv: rows (order): mine is '2025-02,2,10', ")


def test_rows_without_a_key_are_told_apart_by_their_number() -> None:
    base = "a,n\n1,x\n1,x\n1,x (2)\n"
    text, told = merged(base, f"{base}1,x\n", f"{base}2,y\n")
    assert (text, told) == (f"{base}1,x\n2,y\n", [])
    text, told = merged(base, base.replace("1,x\n1,x\n", "1,x\n"), f"{base}2,y\n")
    assert (text, told) == ("a,n\n1,x\n1,x (2)\n2,y\n", [])


def test_a_row_that_one_took_out_and_the_other_wrote_anew_is_told() -> None:
    base = "a,n\n1,x\n2,y\n"
    gone, other = "a,n\n2,y\n", "a,n\n7,x\n2,y\n"
    for mine, theirs, whose in ((gone, other, "theirs"), (other, gone, "mine")):
        text, [told] = merged(base, mine, theirs)
        assert text == other
        assert told.startswith("d.csv: rows: mine is ")
        assert ("written: theirs" in told) is (whose == "theirs")
    # The same for all that was there is no conflict.
    assert merged(base, f"{other}3,z\n", other)[1] != []
    assert merged(base, other, other.replace(",", ";")) == (
        other.replace(",", ";"),
        [],
    )


@pytest.mark.parametrize(
    ("theirs", "why"),
    [
        ("month,a\n2025-01,1,10\n", "as many cells as the first"),
        ("Visits\nmonth,a,b\n2025-01,1,10\n", "as many cells as the first"),
        ('month,a,b\n2025-01,"1,10\n', "as many cells as the first"),
        ("month,a;b\n2025-01,1;10\n", "as many cells as the first"),
        ("", "as many cells as the first"),
        ("month,a,a\n2025-01,1,10\n", "one column of each name"),
        ("when,c,d\n2025-01,1,10\n", "no column is in all three"),
        ("month,a,b\n2025-01,\0,10\n", "has a NUL character"),
        ("month;a;b\n2025-01;1,5;10\n", "a decimal point in one, a comma"),
    ],
)
def test_what_is_no_table_of_these_columns_is_a_conflict(theirs: str, why: str) -> None:
    mine = f"{BASE}2025-04,1.5,10\n"
    text, [told] = merged(BASE, mine, theirs)
    assert text == mine
    assert why in told
    data, [conflict] = _merged(b"a\nx\n", b"a\ny\n", "a\nNähe\n".encode("latin-1"))
    assert data == b"a\ny\n"
    assert "must be UTF-8 text" in str(conflict)


def test_tabs_and_single_columns_are_tables_too() -> None:
    base = BASE.replace(",", "\t").encode()
    data, told = _merged(
        base,
        MORE.replace(",", "\t").encode(),
        SWAPPED.replace(",", "\t").encode(),
        name="d.tsv",
    )
    assert (records(data), told) == (records(f"{SWAPPED}2025-04,10,4\n".encode()), ())
    assert merged("a\n1\n", "a\n1\n2\n", "a\n1\n3\n") == ("a\n1\n2\n3\n", [])
    # Where nobody has a row yet, lines end as usual.
    assert merged("a,b", "a,b,c", "a,b,d") == ("a,b,c,d", [])


CELLS = st.text(st.sampled_from('1x,;"\n é'), max_size=3)
NAMES = st.lists(
    st.sampled_from(["a", "b", "c, d", 'e"']), min_size=1, max_size=3, unique=True
)
FORMS = st.tuples(
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(["\n", "\r\n"])
)


def written(columns: list[str], rows: Records, form: tuple[str, str]) -> bytes:
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, columns, restval="", lineterminator=form[1])
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode(form[0])


@st.composite
def sides(draw: st.DrawFn, keyed: bool) -> tuple[list[bytes], Records]:
    """Return three sides that only add to a table, and all the records of these.

    Each adds rows and a column, puts columns elsewhere, and saves it otherwise.
    """
    names = draw(NAMES)
    columns = ["month", *names] if keyed else ["number", *names]
    count = draw(st.integers(0, 3))

    def row(key: str, added: list[str]) -> dict[str, str]:
        return {columns[0]: key, **{name: draw(CELLS) for name in (*names, *added)}}

    rows = [row(f"2025-0{n + 1}", []) for n in range(count)]
    made = [written(columns, rows, draw(FORMS))]
    whole = {this[columns[0]]: this for this in map(dict, rows)}
    for side, key in OWN.items():
        added = [side] * draw(st.booleans())
        own = [{**this, **{name: draw(CELLS) for name in added}} for this in rows]
        own += [row(key, added)] * draw(st.booleans())
        order = [*columns, *added]
        if draw(st.booleans()):
            order = list(draw(st.permutations(order)))
        made.append(written(order, own, draw(FORMS)))
        for this in own:
            whole.setdefault(this[columns[0]], {}).update(this)
    return made, list(whole.values())


def _filled(rows: Records, columns: list[str]) -> list[list[str]]:
    return sorted([row.get(column) or "" for column in columns] for row in rows)


@given(st.booleans().flatmap(sides))
def test_a_merge_has_the_records_of_both_or_says_where_not(
    case: tuple[list[bytes], Records],
) -> None:
    given, whole = case
    data, conflicts = _merged(*given)
    again, others = _merged(given[0], given[2], given[1])
    assert [c.where for c in conflicts] == [c.where for c in others]
    found = records(data)
    # No cell stands under another name than somebody wrote it under.
    under = {
        (name, cell)
        for side in given
        for r in records(side)
        for name, cell in r.items()
    }
    assert {pair for row in found for pair in row.items() if pair[1]} <= under
    if not conflicts:
        assert again == data
        columns = sorted({name for row in (*whole, *found) for name in row})
        assert _filled(found, columns) == _filled(whole, columns)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", b"a,b\n1,2\n"),
        (
            "a.toml",
            b'type = "steps"\nversion = 1\n[[steps]]\nkey = "a"\nwhat = "read aloud"\n',
        ),
    ],
)
def test_what_is_no_text_is_not_merged(name: str, text: bytes) -> None:
    sides = {"mine": b"\xff" + text, "theirs": text + b"\n"}
    mine = {name: sides["mine"]}
    found = folders.merge({name: text}, mine, {name: sides["theirs"]})
    assert found.files == mine
    [conflict] = found.conflicts
    assert conflict.why == "it cannot be merged: must be UTF-8 text"
