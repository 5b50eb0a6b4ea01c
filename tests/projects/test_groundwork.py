"""A groundwork says what it lacks; nobody is left out unnoticed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from cqikit.actions import ActionStep
from cqikit.assessments import FRAMEWORKS, Answer, Responses
from cqikit.core import Context, Finding, run_checks
from cqikit.errors import DuplicateError, FieldError
from cqikit.measures import Measure
from cqikit.pdsa import Cycle
from cqikit.pdsa import Plan as PlanCycle
from cqikit.plans import Begin, Celebrate, Involve, Observe, Plan, StartReview
from cqikit.projects import (
    GROUNDWORK_CHECKS,
    Assessed,
    Charter,
    Conjoint,
    Groundwork,
    Participation,
    Person,
    ProgramModel,
    ProgressDecision,
    Project,
    QualitativeEvidence,
    Standard,
    StandardReview,
    Training,
    findings,
    participation,
    place_words,
    timeline,
)

AS_OF = date(2026, 7, 1)
ALL_PARTS = Participation(assessment="a", plan="b", cycles="c", review="d", data="e")


def person(key: str, role: Any = "other", **parts: Any) -> Person:
    return Person(key=key, who=f"the {key}", role=role, **parts)


TAUGHT = [Training(topic="charts", done=date(2026, 1, 1))]
WHOLE = Groundwork(
    vision="Every family is heard",
    model=ProgramModel(summary="Visits"),
    people=[
        person("director", "champion", takes_part=ALL_PARTS, training=TAUGHT),
        person("lead", "cqi-staff", takes_part=ALL_PARTS, training=TAUGHT),
        person("visitors", "staff", takes_part=ALL_PARTS, training=TAUGHT),
        person("parents", "family", takes_part=ALL_PARTS, training=TAUGHT),
    ],
    standards=[
        Standard(
            key=kind,
            title=f"It is about {kind}",
            kind=kind,
            measure="waits",
            made_with=["visitors", "parents"],
            review_by="2027",
        )
        for kind in ("completion", "timeliness", "performance", "quality", "outcome")
    ],
)


def found(laid: Groundwork) -> list[tuple[str, str]]:
    of = run_checks(laid, GROUNDWORK_CHECKS, Context(as_of=AS_OF))
    return [(finding.code, finding.where) for finding in of]


def project(laid: Groundwork | None = WHOLE, **parts: Any) -> Project:
    charter = Charter(key="p", title="P", as_of=AS_OF)
    waits = Measure(key="waits", title="Waiting")
    return Project(charter=charter, measures=[waits], groundwork=laid, **parts)


def of_code(made: Project, code: str) -> list[Finding]:
    return [finding for finding in findings(made) if finding.code == code]


def test_a_whole_groundwork_lacks_nothing() -> None:
    assert found(WHOLE) == []
    codes = {finding.code.partition(".")[0] for finding in findings(project())}
    assert not codes & {"groundwork", "people", "standard", "participation", "conjoint"}


def test_an_empty_one_lacks_vision_and_model() -> None:
    assert found(Groundwork(vision=" ")) == [
        ("groundwork.no-vision", "vision"),
        ("groundwork.no-model", "model"),
    ]


def with_person(key: str, **changed: Any) -> Groundwork:
    people = [
        evolve(this_person, **changed) if this_person.key == key else this_person
        for this_person in WHOLE.people
    ]
    return evolve(WHOLE, people=people)


def with_standard(**changed: Any) -> Groundwork:
    first, *others = WHOLE.standards
    return evolve(WHOLE, standards=[evolve(first, **changed), *others])


@pytest.mark.parametrize(
    ("laid", "code", "where"),
    [
        (with_person("director", role="leader"), "people.no-lead", "people"),
        (with_person("lead", role="other"), "people.no-lead", "people"),
        (
            with_person("lead", training=[Training(topic="t", by_when="2026-06")]),
            "people.training-due",
            "people[1].training[0]",
        ),
        (with_person("lead", training=()), "people.untrained", "people[1].training"),
        (with_standard(kind="quality"), "standard.kinds-missing", "standards"),
        (with_standard(measure=""), "standard.no-measure", "standards[0].measure"),
        (
            with_standard(made_with=["visitors"]),
            "standard.made-alone",
            "standards[0].made_with",
        ),
        (with_standard(review_by=None), "standard.no-review", "standards[0].review_by"),
        (
            with_standard(review_by="2026-06"),
            "standard.review-overdue",
            "standards[0].review_by",
        ),
        (
            with_standard(
                review_by="2026-06", reviews=[StandardReview(on=date(2026, 5, 31))]
            ),
            "standard.review-overdue",
            "standards[0].review_by",
        ),
        (
            with_standard(made_with=["visitors", "parents", "parent"]),
            "groundwork.unknown-person",
            "standards[0].made_with",
        ),
    ],
)
def test_each_thing_that_is_missing_is_told_where_it_is(
    laid: Groundwork, code: str, where: str
) -> None:
    assert found(laid) == [(code, where)]


@pytest.mark.parametrize(
    "laid",
    [
        # On the last day by which it is due, nothing is late.
        with_person("lead", training=[Training(topic="t", by_when="2026-07-01")]),
        with_standard(review_by="2026-07"),
        with_standard(
            review_by="2026-06", reviews=[StandardReview(on=date(2026, 6, 1))]
        ),
        with_person("lead", training=(), takes_part=Participation(review="x")),
    ],
)
def test_the_edge_of_what_is_late_is_quiet(laid: Groundwork) -> None:
    assert found(laid) == []


def test_a_key_that_leads_nowhere_says_which_was_meant() -> None:
    laid = with_standard(measure="wait", made_with=["visitors", "parents", "parent"])
    evidence = QualitativeEvidence(
        key="talks",
        title="Talks",
        kind="interview",
        on="2026",
        reviewed_with=["parent"],
    )
    asked = Conjoint(
        key="q", question="Why?", measures=["wait"], evidence=["talk"], cycles=["none"]
    )
    made = project(laid, evidence=[evidence], conjoint=[asked])
    told = {
        (finding.code, finding.where): finding.fix
        for finding in findings(made)
        if finding.code.startswith("groundwork.unknown")
    }
    assert told == {
        ("groundwork.unknown-measure", "conjoint[0].measures"): "did you mean 'waits'?",
        (
            "groundwork.unknown-measure",
            "groundwork.standards[0].measure",
        ): "did you mean 'waits'?",
        (
            "groundwork.unknown-person",
            "evidence[0].reviewed_with",
        ): "did you mean 'parents'?",
        (
            "groundwork.unknown-person",
            "groundwork.standards[0].made_with",
        ): "did you mean 'parents'?",
        (
            "groundwork.unknown-evidence",
            "conjoint[0].evidence",
        ): "did you mean 'talks'?",
        (
            "groundwork.unknown-cycle",
            "conjoint[0].cycles",
        ): "add it, or take the key out",
    }
    # People read where it is, by name.
    assert place_words(made, "groundwork.people[0].training[0]") == (
        "groundwork, person \u201cthe director\u201d, training \u201ccharts\u201d"
    )


def test_families_or_staff_who_are_in_nothing_are_told() -> None:
    silent = with_person("parents", takes_part=Participation())
    [finding] = of_code(project(silent), "participation.left-out")
    assert finding.message.startswith("families take part in nothing")
    assert not finding.message.endswith("is one of them")
    alone = evolve(WHOLE, people=WHOLE.people[:2])
    staff, families = of_code(project(alone), "participation.left-out")
    assert staff.message.startswith("staff take part in nothing")
    assert families.message.endswith("nobody among the people is one of them")
    # Nobody has said who there is.
    assert of_code(project(None), "participation.left-out") == []


def test_others_in_nothing_are_a_note() -> None:
    silent = with_person("lead", takes_part=Participation())
    [finding] = of_code(project(silent), "participation.in-nothing")
    assert finding.where == "groundwork.people[1].takes_part"


def records() -> dict[str, Any]:
    of = FRAMEWORKS["root-cause-areas"]
    item = of.all_items[0].key
    answers = [
        Answer(item=item, value=1, role="The Parents", respondent="x"),
        Answer(item=item, value=1, role="", respondent="y"),
        Answer(item=item, value=1, role="clerk", on=date(2026, 2, 1), respondent="z"),
    ]
    plan = Plan(
        key="p",
        title="Plan",
        steps=[ActionStep(key="s", what="Order tables", who="director")],
        log=[
            Involve(on=date(2026, 1, 5), roles=["parents", "lead"]),
            Begin(on=date(2026, 1, 6)),
            Observe(on=date(2026, 1, 7), role="visitors", what="They sit"),
            StartReview(on=date(2026, 3, 1), roles=["visitors"]),
            Celebrate(on=date(2026, 3, 2), what="Cake"),
            Involve(on=date(2026, 9, 1), roles=["director"]),
        ],
    )
    cycle = Cycle(
        key="c",
        title="C",
        log=[PlanCycle(on=date(2026, 4, 1), objective="Learn", who="visitors")],
    )
    undated = Assessed(key="u", responses=Responses(of, answers[:1]))
    return {
        "assessed": [
            Assessed(key="a", on=date(2026, 1, 2), responses=Responses(of, answers)),
            Assessed(key="l", on=date(2026, 8, 2), responses=Responses(of, answers)),
            undated,
        ],
        "plan": plan,
        "cycles": [cycle],
    }


def test_records_show_who_took_part_and_nothing_later_is_known() -> None:
    silent = evolve(
        WHOLE,
        people=[
            evolve(this_person, takes_part=Participation())
            for this_person in WHOLE.people
        ],
    )
    rows = {
        participant.who: participant
        for participant in participation(project(silent, **records()))
    }
    assert rows["the parents"].recorded == {
        "assessment": date(2026, 1, 2),
        "plan": date(2026, 1, 5),
    }
    assert rows["the visitors"].recorded == {
        "data": date(2026, 1, 7),
        "review": date(2026, 3, 1),
        "cycles": date(2026, 4, 1),
    }
    assert rows["the director"].in_nothing
    # Whom only records name has a row of their own.
    assert list(rows)[4:] == ["clerk"]
    assert rows["clerk"].person is None
    assert rows["clerk"].recorded == {"assessment": date(2026, 2, 1)}
    assert of_code(project(silent, **records()), "participation.left-out") == []


@pytest.mark.parametrize("name", ["staff", "Staff"])
def test_roles_that_only_answers_name_take_part(name: str) -> None:
    of = FRAMEWORKS["root-cause-areas"]
    said = [
        Answer(item=of.all_items[0].key, value=1, role=role, respondent=role)
        for role in (name, "families")
    ]
    answered = Assessed(key="a", on=AS_OF, responses=Responses(of, said))
    nobody = evolve(WHOLE, people=(), standards=())
    made = project(nobody, assessed=[answered])
    assert [participant.who for participant in participation(made)] == [
        name,
        "families",
    ]
    assert of_code(made, "participation.left-out") == []
    assert len(of_code(project(nobody), "participation.left-out")) == 2


def conjoint(**parts: Any) -> Conjoint:
    whole = {
        "measures": ["waits"],
        "stories": "they wait",
        "agreement": "agree",
        "learned": "much",
        "next_step": "ask again",
    }
    return Conjoint(key="q", question="Why?", **{**whole, **parts})


TOGETHER = "how numbers and stories go together"


@pytest.mark.parametrize(
    ("asked", "code", "severity", "message"),
    [
        (
            {"measures": ()},
            "conjoint.one-sided",
            "warning",
            "no numbers speak to 'Why?'",
        ),
        (
            {"stories": "", "measures": ()},
            "conjoint.one-sided",
            "warning",
            "no numbers and no stories speak to 'Why?'",
        ),
        (
            {"learned": "", "agreement": None},
            "conjoint.no-next",
            "note",
            f"of 'Why?' nothing says {TOGETHER}, nor what was learned",
        ),
        (
            {"next_step": "", "agreement": "differ"},
            "conjoint.no-next",
            "warning",
            "of 'Why?' nothing says what is done next",
        ),
    ],
)
def test_a_question_needs_both_and_something_that_follows(
    asked: dict[str, Any], code: str, severity: str, message: str
) -> None:
    made = project(conjoint=[conjoint(**asked)])
    [finding] = [
        this_finding
        for this_finding in findings(made)
        if this_finding.code.startswith("conjoint")
    ]
    assert (finding.code, finding.severity.value, finding.message) == (
        code,
        severity,
        message,
    )


def test_evidence_that_nobody_uses_is_told() -> None:
    talks = QualitativeEvidence(key="t", title="Talks", kind="interview", on="2026")
    assert of_code(project(evidence=[talks]), "evidence.unused")
    used = project(evidence=[talks], conjoint=[conjoint(evidence=["t"])])
    assert not of_code(used, "evidence.unused")


def test_what_is_out_of_the_loops_order_is_told_with_what_comes_next() -> None:
    laid = evolve(WHOLE, on=date(2026, 2, 1))
    [finding] = of_code(project(laid, **records()), "loop.out-of-order")
    assert "Root Cause" in finding.source
    # The assessment without a day counts; the one before the groundwork does not.
    assert finding.fix.startswith("next comes \u201cPlan, do, study, act\u201d: test a")
    assert not of_code(project(), "loop.out-of-order")


def test_a_wide_gap_between_team_and_advisor_is_told() -> None:
    of = FRAMEWORKS["team-progress"]

    def scored(own: float, advisor: float, team: str = "") -> Project:
        answers = [
            Answer(item="progress", value=value, role=role, respondent=role, unit=team)
            for role, value in (("team", own), ("advisor", advisor))
        ]
        return project(
            None, assessed=[Assessed(key="s", responses=Responses(of, answers))]
        )

    [finding] = of_code(scored(2, 3), "progress.gap")
    assert finding.message == "the team puts itself at 2, its advisor at 3"
    assert not of_code(scored(2.5, 3), "progress.gap")
    # Of one team: for it, and for the project, as nobody scored that.
    whole, finding = of_code(scored(4, 3, "north"), "progress.gap")
    assert whole.message.startswith("the team puts itself at 4")
    assert finding.message.startswith("north puts itself at 4")


def test_wrong_words_are_refused_with_the_choices() -> None:
    with pytest.raises(FieldError, match=r"role must be one of champion, cqi-staff"):
        Person(key="p", who="parents", role="familiy")  # type: ignore[arg-type]
    with pytest.raises(FieldError, match="kind must be one of completion"):
        Standard(key="s", title="S", kind="process")  # type: ignore[arg-type]
    with pytest.raises(FieldError, match="did you mean 'interview'"):
        QualitativeEvidence(key="e", title="E", kind="interveiw", on="2026")  # type: ignore[arg-type]
    with pytest.raises(FieldError, match="value must be a half or a whole step"):
        ProgressDecision(on=AS_OF, value=2.2)
    with pytest.raises(FieldError, match=r"between 0\.5 and 5"):
        ProgressDecision(on=AS_OF, value=0)


def test_the_timeline_has_the_days_of_groundwork_and_evidence() -> None:
    laid = evolve(
        with_standard(
            reviews=[
                StandardReview(on=date(2026, 5, 1), result="kept"),
                StandardReview(on=date(2026, 5, 2)),
            ]
        ),
        on=date(2025, 12, 1),
        people=WHOLE.people[:1],
        progress=[
            ProgressDecision(on=date(2026, 6, 1), value=2, who="lead", why="so far"),
            ProgressDecision(on=date(2026, 6, 2), value=2.5),
        ],
    )
    talks = QualitativeEvidence(
        key="t", title="Talks", kind="focus-group", on="2026-04"
    )
    moments = timeline(project(laid, evidence=[talks]))
    told = [f"{moment.when} {moment.where}: {moment.what}" for moment in moments]
    title = "standard \u201cIt is about completion\u201d"
    assert told == [
        "2025-12-01 groundwork: laid",
        "2026-01-01 the director: learned: charts",
        "2026-04 focus group: Talks",
        f"2026-05-01 {title}: looked at anew; kept",
        f"2026-05-02 {title}: looked at anew",
        "2026-06-01 progress: decided: 2; lead; so far",
        "2026-06-02 progress: decided: 2.5",
    ]
    assert timeline(project(None)) == ()


def test_teams_that_no_data_have_are_told_where_there_are_any() -> None:
    told = [ProgressDecision(on=date(2026, 6, 1), value=2, team="nort")]
    laid = evolve(with_person("parents", team="north"), progress=told)
    assert not of_code(project(laid), "groundwork.unknown-team")
    begun = Cycle(key="c", title="C", team="north")
    [finding] = of_code(project(laid, cycles=[begun]), "groundwork.unknown-team")
    assert (finding.where, finding.fix) == (
        "groundwork.progress[0].team",
        "did you mean 'north'?",
    )


def test_one_decision_a_day_and_team() -> None:
    day = date(2026, 6, 1)
    several = [
        ProgressDecision(on=day, value=2),
        ProgressDecision(on=day, value=2, team="north"),
    ]
    assert Groundwork(progress=several).progress == tuple(several)
    with pytest.raises(DuplicateError, match="named '2026-06-01'"):
        Groundwork(progress=[*several, several[0]])
    with pytest.raises(DuplicateError, match="2026-06-01 of north"):
        Groundwork(progress=[*several, several[1]])


def test_one_interview_is_evidence_and_none_is_not() -> None:
    said: dict[str, Any] = {"key": "t", "title": "T", "kind": "interview", "on": "2026"}
    assert QualitativeEvidence(**said, count=1).count == 1
    with pytest.raises(FieldError, match="count must be at least 1"):
        QualitativeEvidence(**said, count=0)
