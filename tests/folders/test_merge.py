"""Two people's edits of one folder, merged file by file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cqikit import documents, folders

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


def test_a_row_that_both_rewrote_stays_twice_and_is_told() -> None:
    changed = [held(d_csv=ROWS.replace("01,3", f"01,{n}")) for n in (4, 5)]
    found = folders.merge(held(d_csv=ROWS), *changed)
    assert b"2026-01,4\n2026-01,5\n" in found.files["d.csv"]
    assert [one.where for one in found.conflicts] == ["d.csv: rows"]


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
    one = folders.merge(base, mine, theirs)
    other = folders.merge(base, theirs, mine)
    assert [c.where for c in one.conflicts] == [c.where for c in other.conflicts]
    if not one.conflicts:
        assert one == other
