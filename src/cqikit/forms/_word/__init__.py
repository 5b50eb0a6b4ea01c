"""Forms in Word: blank or filled in, and read back as the documents they tell of.

A form is a value (`Template`): sections of fields and of rows, each with the place in
the document where what is typed there goes. Writing, reading back and languages follow
from it. How it works: a document is a plain tree (`documents.unstructure`); `_fill`
puts what the form has a field for into cells, and lists the rest at its end, each with
its place; `_page` writes cells as a package of Word, in which each cell is a content
control that is tagged with its field; `_package` reads a package within bounds;
`_place` finds the fields again, by tags, else by labels; `_tree` makes the tree, which
`documents` reads like any other.
"""

from cqikit.forms._word._doors import (
    TEMPLATES,
    WordForm,
    read_word,
    word_form,
    write_word,
)
from cqikit.forms._word._self import assessment_form
from cqikit.forms._word._template import (
    Field,
    FieldKind,
    Fields,
    Rows,
    Section,
    Template,
)
from cqikit.forms._word._typed import Unplaced

__all__ = [
    "TEMPLATES",
    "Field",
    "FieldKind",
    "Fields",
    "Rows",
    "Section",
    "Template",
    "Unplaced",
    "WordForm",
    "assessment_form",
    "read_word",
    "word_form",
    "write_word",
]
