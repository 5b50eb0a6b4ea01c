"""Two people's edits of one folder, merged file by file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cqikit import documents, folders
from cqikit.languages import wording

STEPS = """
# Ours.
type = "steps"
version = 1

[[steps]]
key = "rugs"
what = "replace three rugs"
"""
MINE = STEPS + 'who = "director"\n'
THEIRS = STEPS.replace("three", "four")
ROWS = "month,falls\n2026-01,3\n2026-02,1\n"


def held(**files: str) -> dict[str, bytes]:
    """Return files by name; an underscore stands for the point."""
    return {name.replace("_", "."): text.encode() for name, text in files.items()}


def test_documents_and_tables_are_merged() -> None:
    found = folders.merge(
        held(s_toml=STEPS, d_csv=ROWS),
        held(s_toml=MINE, d_csv=f"{ROWS}2026-03,5\n"),
        held(s_toml=THEIRS, d_csv=ROWS.replace("01,3", "01,2")),
    )
    assert found.conflicts == ()
    [step] = documents.parse(found.files["s.toml"].decode()).steps
    assert (step.what, step.who) == ("replace four rugs", "director")
    assert found.files["d.csv"].decode() == (
        "month,falls\n2026-01,2\n2026-02,1\n2026-03,5\n"
    )


def test_a_json_document_stays_one() -> None:
    sides = [
        {"s.json": documents.to_json(documents.parse(text)).encode()}
        for text in (STEPS, MINE, THEIRS)
    ]
    found = folders.merge(*sides)
    assert found.files["s.json"].startswith(b"{")
    assert documents.parse(found.files["s.json"].decode()).steps[0].who == "director"


def test_a_document_that_comes_to_one_side_keeps_its_text() -> None:
    mine = held(s_toml=STEPS + "expense = 3\n")
    theirs = held(s_toml=STEPS + "expense = 4\n")
    found = folders.merge(held(s_toml=STEPS), mine, theirs)
    assert found.files == mine
    [conflict] = found.conflicts
    assert conflict.where == "s.toml: steps[rugs].expense"


def test_a_row_is_known_by_its_period_and_team_and_mine_is_written_once() -> None:
    rows = "\ufeffteam,month,falls\r\nash,2026-01,3\r\noak,2026-01,1\r\n"
    mine, theirs = (rows.replace("01,3", f"01,{n}") for n in (4, 5))
    theirs = theirs.replace("oak,2026-01,1", "oak,2026-01,7")
    found = folders.merge(held(d_csv=rows), held(d_csv=mine), held(d_csv=theirs))
    assert found.files["d.csv"].decode() == mine.replace("2026-01,1", "2026-01,7")
    [conflict] = found.conflicts
    assert conflict.where == "d.csv: rows[ash, 2026-01]"
    assert (conflict.mine, conflict.theirs) == ("ash,2026-01,4", "ash,2026-01,5")


def test_a_row_that_one_took_out_and_the_other_changed_stays() -> None:
    rows = "month;falls\n2026-01;3\n2026-02;1"
    mine, theirs = rows.replace("\n2026-02;1", ""), rows.replace("02;1", "02;8")
    found = folders.merge(held(d_csv=rows), held(d_csv=mine), held(d_csv=theirs))
    assert found.files["d.csv"].decode() == theirs
    assert "written: theirs" in str(found.conflicts[0])


def test_a_layout_says_by_which_columns_a_row_is_known() -> None:
    layout = """
type = "layout"
version = 1
file = "d.tsv"
team = "Ward"
period = "When"
measures = [{ measure = "falls", value = "falls" }]
"""
    rows = "Ward\tWhen\tfalls\na\t2026-01\t3\nb\t2026-01\t1\n"
    sides = [rows, rows.replace("1\t3", "1\t4"), rows.replace("1\t3", "1\t5")]
    found = folders.merge(*(held(d_tsv=side, l_toml=layout) for side in sides))
    assert found.files["d.tsv"].decode() == sides[1]
    assert found.conflicts[0].where == "d.tsv: rows[a, 2026-01]"


def test_rows_that_nothing_tells_apart_are_known_by_all_they_say() -> None:
    for rows in (
        "falls,note\n3,a\n1,b\n",
        "month,falls\n2026-01,3\n2026-01,1\n",
        'falls,note\n3,"of\ntwo"\n',
        "month,falls\n,3\n",
    ):
        changed = [held(d_csv=rows.replace("3", str(n))) for n in (4, 5)]
        found = folders.merge(held(d_csv=rows), *changed)
        text = found.files["d.csv"].decode()
        assert "4" in text
        assert "5" in text
        [conflict] = found.conflicts
        assert (conflict.where, conflict.written) == ("d.csv: rows", "both")
        assert "written: both" in str(conflict)
        # Each side has its rows as they stand in its table.
        for side, number in ((conflict.mine, 4), (conflict.theirs, 5)):
            assert "\n".join(side) in rows.replace("3", str(number))
    assert folders.merge(held(a_csv=""), held(a_csv="a"), held(a_csv="b")).conflicts


def test_what_cannot_be_merged_is_mine_and_a_conflict() -> None:
    for name, text in (("a_xlsx", "z"), ("a_toml", "type ="), ("a_csv", "z")):
        base, mine, theirs = (held(**{name: f"{text}{n}"}) for n in range(3))
        if name == "a_csv":
            theirs = {"a.csv": b"\xff"}
        found = folders.merge(base, mine, theirs)
        assert found.files == mine
        [conflict] = found.conflicts
        assert conflict.where == name.replace("_", ".")
        assert ("cannot be merged" in str(conflict)) is (name != "a_xlsx")
        if name == "a_toml":
            told = wording("es").said(conflict.why)
            assert "no hay ningún tipo de documento" in told
    # Two documents of two types are none that could be merged.
    other = 'type = "measures"\nversion = 1\nmeasures = [{ key = "m", title = "M" }]\n'
    found = folders.merge(held(s_toml=STEPS), held(s_toml=MINE), held(s_toml=other))
    assert "must be of class Steps" in str(found.conflicts[0])


def test_a_file_that_one_took_out_and_the_other_changed_stays() -> None:
    for mine, theirs in ((held(), held(n="new")), (held(n="new"), held())):
        found = folders.merge(held(n="old"), mine, theirs)
        assert found.files == held(n="new")
        assert "nothing" in str(found.conflicts[0])
    both_new = folders.merge(held(), held(n="mine"), held(n="theirs"))
    assert both_new.files == held(n="mine")
    assert len(both_new.conflicts) == 1


def test_a_conflict_of_whole_files_tells_how_long_each_is() -> None:
    sides = [held(n_bin="x" * size) for size in (2, 3, 4)]
    [conflict] = folders.merge(*sides).conflicts
    assert (conflict.where, conflict.written) == ("n.bin", "mine")
    told = conflict.base, conflict.mine, conflict.theirs
    assert told == ("2 bytes", "3 bytes", "4 bytes")
    [conflict] = folders.merge(sides[0], {}, sides[2]).conflicts
    assert (conflict.base, conflict.mine, conflict.written) == (
        "2 bytes",
        None,
        "theirs",
    )


FOLDERS = st.dictionaries(
    st.sampled_from(["a.toml", "b.csv", "c.xlsx"]),
    st.sampled_from([STEPS, MINE, THEIRS, ROWS, "x"]).map(str.encode),
)


@given(FOLDERS, FOLDERS, FOLDERS)
def test_a_merge_of_folders_keeps_both_sides(
    base: dict[str, bytes], mine: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    assert folders.merge(base, base, mine) == folders.merge(base, mine, base)
    assert folders.merge(base, base, mine).files == mine
    assert folders.merge(base, mine, mine).conflicts == ()
    folder = folders.merge(base, mine, theirs)
    other = folders.merge(base, theirs, mine)
    assert [c.where for c in folder.conflicts] == [c.where for c in other.conflicts]
    if not folder.conflicts:
        assert folder == other
