"""The words of English that deadlines are read by: data, nothing else."""

from __future__ import annotations

from typing import Final

from cqikit.actions._words import Dates, listed

__all__ = ["DATES"]

DATES: Final = Dates(
    months=listed(
        """january jan, february feb, march mar, april apr, may, june jun, july jul,
        august aug, september sept sep, october oct, november nov, december dec"""
    ),
    weekdays=listed(
        """monday mon, tuesday tues tue, wednesday wed, thursday thurs thur thu, friday
        fri, saturday sat, sunday sun"""
    ),
    numbers=listed(
        """one a an, two, three, four, five, six, seven, eight, nine, ten, eleven,
        twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen,
        twenty"""
    ),
    ordinals=listed("first, second, third, fourth"),
    units=listed(
        """day days, week weeks, month months, quarter quarters, year years"""
    ),
    # The season's first month is told by its place: March, June, September, December.
    seasons=listed("spring, summer, fall autumn, winter"),
    by=listed(
        """by, no later than, not later than, on or before, due by, due on, due, until,
        till, through, thru, up to, to be done by, deadline, by no later than, not
        after, never after, not any later than"""
    ),
    before=listed("before, prior to, ahead of"),
    within=listed(
        """within, within the next, in, in the next, over the next, in the coming,
        inside"""
    ),
    at=listed("on, in, for, during, at, over, throughout, between"),
    since=listed(
        """from, starting, starting in, starting on, starting from, beginning,
        beginning in, beginning on, effective, as of, commencing, commencing on"""
    ),
    not_before=listed(
        """not before, not until, no earlier than, not earlier than, no sooner than, not
        sooner than, not prior to, since"""
    ),
    after=listed("after, only after, not until after, any time after, later than"),
    lasting=listed("for, for the next, over"),
    upto=listed("to, and, until, till, through, thru, -, –"),
    articles=("the",),
    of=listed("of, in, of the, for"),
    ends=listed(
        """the end of, end of, the close of, close of, late, late in, the last day of,
        last day of, the last week of, last week of"""
    ),
    middles=listed("mid, the middle of, middle of"),
    begins=listed(
        """the beginning of, beginning of, the start of, start of, early, early in"""
    ),
    first_week=listed("the first week of, first week of"),
    this=listed("this, the current, this coming, the coming"),
    following=listed("next, the next, the following"),
    each=listed("each, every"),
    others=listed("other, second, third, two, three, 2, 3"),
    weeks_of=listed("week of, the week of, week beginning, the week beginning"),
    per=listed("per, a, each, every"),
    today=("today",),
    tomorrow=("tomorrow",),
    unknown=listed(
        """school year, academic year, program year, programme year, fiscal year,
        financial year, grant year, grant period, semester, term, trimester,
        holidays, christmas, thanksgiving, easter, ramadan, next meeting,
        next review, next visit, next inspection, next staff meeting, next team
        meeting, licensing visit, back to school, graduation"""
    ),
    # With a season before them: "winter break".
    seasonal=listed(
        """break, recess, vacation, holiday, holidays, semester, term, session, program,
        programme, enrollment, enrolment, registration, conference, conferences,
        meeting, retreat, festival, concert, fair, party, open house, orientation"""
    ),
    nots=listed(
        """not, never, cannot, don't, doesn't, won't, can't, shouldn't, mustn't, don’t,
        doesn’t, won’t, can’t, shouldn’t, mustn’t"""
    ),
    clauses=listed("that, which, who, so, because, if, whether, when, and, but, or"),
    homographs=("may",),
    month_first=True,
)
