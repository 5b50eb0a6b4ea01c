"""A cycle, against a model of it that is written down a second time."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cqikit import pdsa
from cqikit.errors import TransitionError
from tests.pdsa.stories import EVENTS, START, dated, statements

OPEN = {"plan", "do", "study", "act"}
STAGES = {
    ("plan", pdsa.Plan): "plan",
    ("plan", pdsa.Predict): "plan",
    ("plan", pdsa.StartTest): "do",
    ("do", pdsa.Observe): "do",
    ("do", pdsa.EndTest): "study",
    ("study", pdsa.Compare): "study",
    ("study", pdsa.Conclude): "act",
    ("act", pdsa.Adopt): "adopted",
    ("act", pdsa.Adapt): "adapted",
    ("act", pdsa.Abandon): "abandoned",
}


class CycleMachine(RuleBasedStateMachine):
    """Throw any event at a cycle; a few flags say what must happen."""

    def __init__(self) -> None:
        super().__init__()
        self.cycle = pdsa.begin(key="c1", title="Drawn")
        self.today = START
        self.stage = "plan"
        self.asked: dict[str, pdsa.Prediction] = {}
        self.compared: set[str] = set()
        self.observed = False

    @rule(days=st.integers(0, 3))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(event=statements)
    def something_happens(self, event: pdsa.Statement) -> None:
        self.throw(dated(event, self.today))

    @rule(data=st.data())
    def something_possible_happens(self, data: st.DataObject) -> None:
        kinds = [cls for cls in pdsa.possible(self.cycle) if cls in EVENTS]
        if kinds:
            kind = data.draw(st.sampled_from(kinds))
            self.throw(dated(data.draw(EVENTS[kind]), self.today))

    @rule(event=statements)
    def something_is_dated_too_early(self, event: pdsa.Statement) -> None:
        if self.cycle.log:
            early = dated(event, self.cycle.log[-1].on - timedelta(days=1))
            self.refuse(early)

    def throw(self, event: pdsa.Statement) -> None:
        expected = self.next_stage(event)
        if expected is None:
            self.refuse(event)
            return
        self.cycle = pdsa.advance(self.cycle, event)
        self.stage = expected
        if isinstance(event, pdsa.Predict):
            self.asked[event.question] = event.prediction
        if isinstance(event, pdsa.Compare):
            self.compared.add(event.question)
        self.observed = self.observed or isinstance(event, pdsa.Observe)

    def refuse(self, event: pdsa.Statement) -> None:
        before = self.cycle
        try:
            pdsa.advance(self.cycle, event)
        except TransitionError:
            assert self.cycle is before
        else:
            raise AssertionError(event)

    def next_stage(self, event: pdsa.Statement) -> str | None:
        """Say what stage follows, by hand; None where it must be refused."""
        if isinstance(event, pdsa.Stop) and self.stage in OPEN:
            return "stopped"
        holds = True
        if isinstance(event, pdsa.Predict):
            holds = event.question not in self.asked
        elif isinstance(event, pdsa.StartTest):
            holds = bool(self.asked)
        elif isinstance(event, pdsa.EndTest):
            holds = self.observed
        elif isinstance(event, pdsa.Compare):
            holds = self.is_comparable(event)
        elif isinstance(event, pdsa.Conclude):
            holds = self.compared == set(self.asked)
        then = STAGES.get((self.stage, type(event)))
        return then if holds else None

    def is_comparable(self, event: pdsa.Compare) -> bool:
        prediction = self.asked.get(event.question)
        if prediction is None or event.question in self.compared:
            return False
        if event.verdict is not None:
            return True
        return (
            event.actual is not None
            and pdsa.compare(prediction, event.actual) is not None
        )

    @invariant()
    def the_stage_is_the_phase(self) -> None:
        assert pdsa.state(self.cycle).value == self.stage

    @invariant()
    def the_log_is_in_order(self) -> None:
        days = [event.on for event in self.cycle.log]
        assert days == sorted(days)


TestCycleMachine = CycleMachine.TestCase
TestCycleMachine.settings = settings(max_examples=25, stateful_step_count=30)
