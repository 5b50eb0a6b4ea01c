"""From the export of a form to responses, by a layout."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from cqikit.assessments import Answer, Framework, Responses, Status
from cqikit.core import arguments, instance_of, problem_of, say
from cqikit.errors import FieldError, KnownNames, Problem, UnknownNameError
from cqikit.files import BOUNDS
from cqikit.forms._codes import fits
from cqikit.forms._completed import completed
from cqikit.forms._faults import Faults
from cqikit.forms._json import TOO_LARGE
from cqikit.forms._layout import AnswersLayout, ItemColumn
from cqikit.forms._meant import UNKNOWN_CODE, likely, unknown_code
from cqikit.forms._numbering import ask_numbering
from cqikit.forms._people import Person, people_of, ticked
from cqikit.forms._response_kinds import (
    LAYOUT_CODE,
    NO_RESPONDENTS,
    NO_ROW,
    OTHER_NUMBER,
    OTHER_ROLE,
    TWICE,
)
from cqikit.forms._rows import Rows, rows_of, which_rows
from cqikit.forms._told import told
from cqikit.forms._words import (
    NUMBER,
    Meaning,
    declared,
    fold,
    meaning_of,
)
from cqikit.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cqikit.assessments import Scale

__all__ = ["responses"]

#: More answers than any survey of a quality effort has.
MOST_ANSWERS: Final = BOUNDS.answers_read
#: So many different texts of one item are looked at for what they may have meant.
MOST_STRANGE: Final = 500
NUMBERED: Final = re.compile(
    r"([+-]?\d{1,15}(?:\.\d{1,15})?)\s*[-\u2013=:.)]\s*(\S.*)", re.ASCII
)
TRUTHS: Final = {"true": True, "false": False}


@arguments(
    table=instance_of(Table, fix=say("tables.read reads a file, forms.records JSON")),
    layout=instance_of(AnswersLayout, fix=say("forms.propose writes one")),
    framework=instance_of(Framework),
)
def responses(table: Table, layout: AnswersLayout, framework: Framework) -> Responses:
    r"""Return what a form's export says, as responses to a framework.

    Each person answers each item of the layout: with a number, or with the
    reason why there is none.

    Parameters
    ----------
    table : Table
        The export: see `tables.read`, and `records` for JSON.
    layout : AnswersLayout
        Which column of the table is what.
    framework : Framework
        The framework that was answered.

    Raises
    ------
    DataError
        Everything that is wrong, one line a kind, with its cells and what to
        write or declare.

    Examples
    --------
    >>> from cqikit.assessments import FRAMEWORKS
    >>> from cqikit.tables import parse_csv
    >>> conditions = FRAMEWORKS["bts-infrastructure"]
    >>> table = parse_csv(
    ...     "who,leadership,teams\na,Met,99\nb,2,Somewhat\n", "export.csv"
    ... )
    >>> columns = [
    ...     ItemColumn(item="leadership", column="leadership"),
    ...     ItemColumn(item="teams", column="teams"),
    ... ]
    >>> layout = AnswersLayout(items=columns, respondent="who")
    >>> responses(table, layout, conditions)
    Traceback (most recent call last):
    ...
    cqikit.errors.DataError: export.csv: 1 problem
      - row 2, column teams: must be from 0 to 3 (got '99'): if it is a code, ...
    >>> layout = AnswersLayout(
    ...     items=columns, respondent="who", codes={"99": "dont-know"}
    ... )
    >>> for answer in responses(table, layout, conditions).answers:
    ...     print(answer.respondent, answer.item, answer.value, answer.status)
    a leadership 3.0 answered
    a teams None dont-know
    b leadership 2.0 answered
    b teams 2.0 answered
    """
    layout = completed(layout, table, framework)
    reading = _Reading(table, layout, framework)
    places = reading.places()
    asked = [role for item in framework.all_items for role in item.who]
    people = people_of(table, layout, places, asked, reading.faults)
    long = bool(layout.item)
    answers = list(reading.long(people) if long else reading.wide(people))
    reading.faults.raise_if_any()
    found = told(table, layout, framework, reading.rows)
    return Responses(framework, answers, source=table.name, findings=found)


@define
class _Reading:
    """One table as a layout reads it, and the faults found so far."""

    table: Table
    layout: AnswersLayout
    framework: Framework
    faults: Faults = field(init=False)
    rows: Rows = field(init=False)
    #: The columns of items that the framework has.
    items: list[ItemColumn] = field(init=False)
    #: What responses call the codes they give, by question and code.
    labels: dict[tuple[str, str], str] = field(init=False)
    #: Of each item: what its codes mean, folded.
    codes: dict[str, dict[str, Meaning]] = field(init=False)
    #: What each cell says, by item and text: most cells say few different things.
    known: dict[tuple[str, str], Meaning | Problem] = field(factory=dict)
    #: The first of many texts that are no answers, by item, and how many there were.
    strange: dict[str, FieldError] = field(factory=dict)
    counts: Counter[str] = field(factory=Counter)

    def __attrs_post_init__(self) -> None:
        self.faults = Faults(self.table, dict(self.layout.codes))
        self.rows = rows_of(self.table, self.layout)
        known = {item.key for item in self.framework.all_items}
        self.items = [item for item in self.layout.items if item.item in known]
        self._check_columns()
        self.codes = {pair.item: self._codes_of(pair) for pair in self.items}
        scales = {pair.item: self.scale(pair.item) for pair in self.items}
        ask_numbering(self.table, self.layout, scales, self.rows.kept, self.faults)
        self.labels = {
            (question, code): label
            for question, code, label in getattr(self.table, "labels", ())
        }

    def _check_columns(self) -> None:
        layout = self.layout
        wide = [] if layout.item else layout.items
        named = [layout.respondent, layout.role, layout.unit, layout.site, layout.on]
        named += [layout.item, layout.value, *layout.role_boxes]
        named += [*layout.where, *layout.where_not]
        named += [item_column.column for item_column in wide]
        named += [column for item_column in wide for column in item_column.boxes]
        columns = KnownNames(filter(None, self.table.columns))
        for column in dict.fromkeys(filter(None, named)):
            if column not in columns:
                word = self.faults.word_for_column
                unknown = UnknownNameError(word, column, columns)
                self.faults.add(problem_of(unknown, "layout"))
        keys = KnownNames(item.key for item in self.framework.all_items)
        for item in layout.items:
            if item.item not in keys:
                error = UnknownNameError(say("item"), item.item, keys)
                self.faults.add(problem_of(error, "items of the layout"))

    def _codes_of(self, column: ItemColumn) -> dict[str, Meaning]:
        scale = self.scale(column.item)
        made: dict[str, Meaning] = {}
        own = set(map(fold, column.codes))
        for code, said in [*self.layout.codes.items(), *column.codes.items()]:
            try:
                made[fold(code)] = meaning_of(said, scale)
            except FieldError as error:
                # A code of the whole layout need not be one of every scale.
                if fold(code) in own or not self._fits_elsewhere(said):
                    told = LAYOUT_CODE.problem(
                        "codes of the layout",
                        code=code,
                        must=error.must,
                        got=f"{said!r:.80}",
                        fix=error.fix,
                    )
                    self.faults.add(told)
        return made

    def _fits_elsewhere(self, said: Any) -> bool:
        for pair in self.items:
            try:
                meaning_of(said, self.scale(pair.item))
            except FieldError:
                continue
            return True
        return False

    def scale(self, item: str) -> Scale:
        return self.framework.scale_of(self.framework.item(item))

    def places(self) -> Sequence[int]:
        """Return the rows that are answers; none is a fault, and so are too many."""
        places = self.rows.kept
        if not places:
            self.faults.add(NO_ROW.problem())
        count = len(places) * (1 if self.layout.item else len(self.layout.items))
        if count > MOST_ANSWERS:
            large = TOO_LARGE.problem(
                form="answers", most=float(MOST_ANSWERS), got=float(count)
            )
            self.faults.add(large)
            self.faults.raise_if_any()
        return places

    def wide(self, people: dict[int, Person]) -> Iterator[Answer]:
        """Yield the answers of a table that has a row for each person."""
        first: dict[tuple[str, str, str], int] = {}
        columns = {name: place for place, name in enumerate(self.table.columns)}
        for place, person in people.items():
            earlier = first.setdefault(person.key, place)
            if earlier != place and person.respondent:
                self._note_twice(place, earlier, person)
            for pair in self.items:
                if pair.boxes:
                    says = ticked(self.table, pair.boxes, place, self.faults)
                    cell, column = (
                        "" if says is None else str(says),
                        ", ".join(pair.boxes),
                    )
                elif pair.column in columns:
                    cell = self.table.rows[place][columns[pair.column]]
                    column = pair.column
                else:
                    continue
                yield self.answer(pair.item, cell, place, column, person)

    def _note_twice(self, place: int, earlier: int, person: Person) -> None:
        who = person.respondent
        problem = TWICE.problem(
            form="about" if person.unit else "",
            who=who,
            unit=person.unit,
            earlier=self.faults.row(earlier),
            fix=which_rows(self.table, place, earlier),
        )
        self.faults.cell(place, self.layout.respondent, problem)

    def long(self, people: dict[int, Person]) -> Iterator[Answer]:
        """Yield the answers of a table that has a row for each answer."""
        layout, columns = self.layout, self.table.columns
        if layout.item not in columns or layout.value not in columns:
            return
        if not layout.respondent:
            self.faults.add(NO_RESPONDENTS.problem("layout"))
            return
        of, value = columns.index(layout.item), columns.index(layout.value)
        items = {fold(entry.column): entry for entry in self.items}
        given: dict[tuple[str, str, str], dict[str, int]] = {}
        spoke: dict[tuple[str, str, str], tuple[int, Person]] = {}
        for place, person in people.items():
            row = self.table.rows[place]
            start, before = spoke.setdefault(person.key, (place, person))
            if person.role != before.role:
                earlier = self.faults.row(start)
                other = OTHER_ROLE.problem(role=before.role, earlier=earlier)
                self.faults.cell(place, layout.role, other, person.role or " ")
            pair = items.get(fold(row[of]))
            if pair is None:
                continue
            said = given.setdefault(person.key, {})
            if said.setdefault(pair.item, place) != place and person.respondent:
                self._note_twice(place, said[pair.item], person)
            yield self.answer(pair.item, row[value], place, layout.value, person)
        for key, (place, person) in spoke.items():
            for pair in self.items:
                if pair.item not in given.get(key, {}):
                    yield self.answer(pair.item, "", place, layout.value, person)

    def answer(
        self, item: str, cell: str, place: int, column: str, person: Person
    ) -> Answer:
        """Return what one cell says; what is no answer is a fault, and unanswered."""
        if (item, cell) not in self.known:
            clash = self._clash(item, cell, column)
            self.known[item, cell] = clash or self._meaning(item, cell)
        meaning = self.known[item, cell]
        if isinstance(meaning, Problem):
            self.faults.cell(place, column, meaning, cell.strip())
            meaning = Status.UNANSWERED
        status = meaning if isinstance(meaning, Status) else Status.ANSWERED
        return Answer(
            item=item,
            value=None if isinstance(meaning, Status) else meaning,
            status=status,
            respondent=person.respondent,
            role=person.role,
            unit=person.unit,
            site=person.site,
            on=person.on,
        )

    def _clash(self, item: str, code: str, question: str) -> Problem | None:
        """Return that a response calls a code what it is not on the scale."""
        label, scale = self.labels.get((question, code), code), self.scale(item)
        known = fold(code) in self.codes[item]
        if known or not (fits(label, scale) and fits(code, scale)):
            return None
        meant = scale.number(label)
        if meant == scale.number(code):
            return None
        line = declared(code, label)
        return OTHER_NUMBER.problem(label=label, number=f"{meant:g}", line=line)

    def _meaning(self, item: str, cell: str) -> Meaning | Problem:
        said, codes, scale = fold(cell), self.codes[item], self.scale(item)
        if said in codes:
            return codes[said]
        if not said:
            return Status.UNANSWERED
        # The library's own words for the statuses, as documents of answers have them.
        if said in set(Status) - {Status.ANSWERED}:
            return Status(said)
        if self.counts[item] > MOST_STRANGE and not _may_be(cell, scale):
            # A column of essays: nobody reads what each of them may have meant.
            return UNKNOWN_CODE.problem(must=self.strange[item].must)
        try:
            truth = TRUTHS.get(said) if (scale.low, scale.high) == (0, 1) else None
            return scale.number(_plain(cell, scale) if truth is None else truth)
        except FieldError as error:
            if not NUMBER.fullmatch(said):
                self.strange.setdefault(item, error)
                self.counts[item] += 1
            if said_so := likely(cell, scale):
                self.faults.codes[cell.strip()] = said_so
            return unknown_code(cell, error, scale)


def _plain(cell: str, scale: Scale) -> str:
    """Return the label of a cell such as ``3 - met``, where number and label agree."""
    both = NUMBERED.fullmatch(cell.strip())
    labels = {
        fold(name): anchor.at for anchor in scale.anchors for name in anchor.names
    }
    if both and labels.get(fold(both[2])) == float(both[1]):
        return both[2]
    return cell


def _may_be(cell: str, scale: Scale) -> bool:
    """Say whether a text could be a number or a label of a scale."""
    said = fold(_plain(cell, scale))
    labels = {fold(name) for anchor in scale.anchors for name in anchor.names}
    return said in labels | set(TRUTHS) or NUMBER.fullmatch(said) is not None
