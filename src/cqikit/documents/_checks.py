"""What is checked of a document by itself, without the others of its folder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from cqikit import actions, drivers, pdsa, plans, spc
from cqikit.assessments import (
    SCORERS,
    Framework,
    Responses,
    Scorer,
    apply_crosswalk,
    migrate,
    score,
    untranslated,
)
from cqikit.collaboratives import GUIDE_CHECKS
from cqikit.core import (
    Check,
    Context,
    Finding,
    FindingKind,
    FunctionCheck,
    Partial,
    Severity,
    arguments,
    check,
    is_text,
    prefixed,
    problem_of,
    run_checks,
)
from cqikit.documents._editions import framework_for
from cqikit.errors import (
    CqikitError,
    DuplicateError,
    FaultsError,
    FieldError,
    UnknownNameError,
)
from cqikit.pdsa import cycle_of
from cqikit.projects import CATALOGS, CAUSE_CHECKS, GROUNDWORK_CHECKS, Catalogs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.core import Catalog
    from cqikit.documents._lists import (
        Answers,
        Crosswalks,
        Cycles,
        Frameworks,
        Worksheets,
    )
    from cqikit.projects import Charter

__all__ = ["DOCUMENT_CHECKS", "checks_by", "each_of", "fits_framework"]

#: A finding names this many places and counts the rest.
NAMED: Final = 8
OURS: Final = "cqikit: what the folder's report would refuse"
LATER: Final = "cqikit: answers to earlier versions still count"

# What is refused is said in the words of its error.
_refusal: Final = partial(FindingKind, severity=Severity.FAULT, source=OURS)
UNKNOWN_FRAMEWORK: Final = _refusal("answers.unknown-framework", where="framework")
CLASHING_FRAMEWORKS: Final = _refusal("answers.clashing-frameworks", where="framework")
UNKNOWN_VERSION: Final = _refusal("answers.unknown-version")
ANSWERS_MISFIT: Final = _refusal("answers.misfit")
NOT_SCORABLE: Final = _refusal("framework.not-scorable")
FRAMEWORK_MISFIT: Final = _refusal("framework.misfit", source=LATER)
CROSSWALK_MISFIT: Final = _refusal("crosswalk.misfit")
IMPOSSIBLE_CYCLE: Final = _refusal("cycle.impossible")
UNKNOWN_CHART: Final = _refusal("project.unknown-chart")
WITHOUT_WORDS: Final = "has no words in {language!r} for {items}"
UNTRANSLATED: Final = FindingKind(
    "framework.untranslated",
    says={"": WITHOUT_WORDS, "more": f"{WITHOUT_WORDS} and {{more}} more"},
    severity=Severity.NOTE,
    fix="write them, or they are shown in the framework's own",
    source="cqikit: one framework, whatever its language",
)


@arguments(field=is_text)
def each_of(
    field: str, checks: Iterable[Check[Any]], *, read: str = ""
) -> FunctionCheck:
    """Make the check that judges each member of a field of a document.

    Parameters
    ----------
    field : str
        A field with several members, such as ``steps``.
    checks : iterable of Check
        Of one member.
    read : str
        The attribute that has the members as the checks take them; the field unless
        said.

    Examples
    --------
    >>> from cqikit import actions, documents
    >>> steps = documents.Steps(steps=[actions.ActionStep(key="rugs", what="Rugs")])
    >>> [found, *_] = run_checks(steps, [each_of("steps", actions.CHECKS)])
    >>> found.code, found.where
    ('action.no-owner', 'steps[0].who')
    """
    found = Partial(_of_each, (field, tuple(checks), read or field))
    return FunctionCheck(FindingKind(f"document.{field}", source=""), found)


def _of_each(
    field: str,
    checks: tuple[Check[Any], ...],
    read: str,
    document: Any,
    context: Context,
) -> Iterator[Finding]:
    """Find what the checks of each member of a field find."""
    for place, member in enumerate(getattr(document, read)):
        found = run_checks(member, checks, context)
        yield from prefixed(f"{field}[{place}]", found)


@arguments()
def fits_framework(
    frameworks: Iterable[Framework] = (), *, catalogs: Catalogs = CATALOGS
) -> FunctionCheck:
    """Make the check of answers: that they fit their framework, and what they show.

    Parameters
    ----------
    frameworks : iterable of Framework
        Of documents beside the answers; by default none.
    catalogs : Catalogs
        Frameworks that may be named without a document, scorers and checks; by default
        all that come along.
    """
    found = Partial(_fits, (tuple(frameworks), catalogs))
    return FunctionCheck(FindingKind("document.answers", source=OURS), found)


def _fits(
    own: tuple[Framework, ...],
    catalogs: Catalogs,
    answers: Answers,
    context: Context,
) -> Iterator[Finding]:
    """Find answers that do not fit their framework, and what answers show."""
    key, version = answers.framework, answers.framework_version
    try:
        framework = framework_for(key, version, own=own, shelf=catalogs.frameworks)
    except UnknownNameError as error:
        yield from _refused(UNKNOWN_FRAMEWORK, error)
        return
    except DuplicateError as error:
        yield from _refused(CLASHING_FRAMEWORKS, error)
        return
    except FieldError as error:
        yield from _refused(UNKNOWN_VERSION, error, error.name)
        return
    try:
        responses = Responses(framework, answers.answers)
    except FaultsError as error:
        yield from _refused(ANSWERS_MISFIT, error)
        return
    yield from run_checks(responses, catalogs.of_answers, context)


def _refused(
    kind: FindingKind, error: CqikitError, where: str = ""
) -> Iterator[Finding]:
    """Yield as findings what an error says, one for each of its problems."""
    faults = error.problems if isinstance(error, FaultsError) else ()
    for fault in faults or (problem_of(error),):
        yield kind.told(fault, where)


@check("document.frameworks", source=OURS)
def can_be_scored(document: Frameworks) -> Iterator[Finding]:
    """Find frameworks that no answers could be scored by."""
    yield from _can_be_scored(SCORERS, document)


def _can_be_scored(scorers: Catalog[Scorer], document: Frameworks) -> Iterator[Finding]:
    for place, framework in enumerate(document.frameworks):
        try:
            score(Responses(framework, ()), scorers=scorers)
        except CqikitError as error:
            where = f"frameworks[{place}]"
            yield from _refused(NOT_SCORABLE, error, where)


@check("document.versions", source=LATER)
def goes_on(document: Frameworks) -> Iterator[Finding]:
    """Find conversions of answers that no earlier version of the document has."""
    for place, new in enumerate(document.frameworks):
        for old in document.frameworks:
            try:
                if old.key == new.key and old is not new:
                    migrate(old, new)
            except CqikitError as error:
                where = f"frameworks[{place}]"
                yield from _refused(FRAMEWORK_MISFIT, error, where)


@check("document.languages", source=UNTRANSLATED.source)
def is_translated(document: Frameworks) -> Iterator[Finding]:
    """Find what has no words in a language that other words of a framework are in."""
    for place, framework in enumerate(document.frameworks):
        for language, without in untranslated(framework).items():
            if without:
                more = len(without) - NAMED
                yield UNTRANSLATED.at(
                    f"frameworks[{place}]",
                    form="more" if more > 0 else "",
                    language=language,
                    items=tuple(without[:NAMED]),
                    more=max(more, 0),
                )


@check("document.crosswalks", source=OURS)
def leads_somewhere(document: Crosswalks) -> Iterator[Finding]:
    """Find crosswalks whose links lead to no item.

    Frameworks that do not come with cqikit are in other documents: their crosswalks
    are left to the check of the folder.
    """
    for place, walk in enumerate(document.crosswalks):
        try:
            of = framework_for(walk.of, walk.of_version)
            to = framework_for(walk.to, walk.to_version)
        except (UnknownNameError, FieldError):
            continue
        try:
            # Nothing answered yet: only whether the links lead somewhere.
            apply_crosswalk(Responses(of, ()), walk, to)
        except CqikitError as error:
            where = f"crosswalks[{place}]"
            yield from _refused(CROSSWALK_MISFIT, error, where)


@check("document.ramps")
def rises(document: Cycles, context: Context) -> Iterator[Finding]:
    """Find ramps of cycles that do not climb."""
    for ramp in pdsa.ramps(document.logs):
        of_team = f".{ramp.team}" if ramp.team else ""
        found = run_checks(ramp, pdsa.RAMP_CHECKS, context)
        yield from prefixed(f"ramps.{ramp.idea}{of_team}", found)


@check("document.worksheets", source=OURS)
def is_possible(document: Worksheets, context: Context) -> Iterator[Finding]:
    """Find worksheets that tell of no possible cycle; of the others, as of cycles."""
    for place, sheet in enumerate(document.worksheets):
        where = f"worksheets[{place}]"
        try:
            cycle = cycle_of(sheet)
        except CqikitError as error:
            yield from prefixed(where, tuple(_refused(IMPOSSIBLE_CYCLE, error)))
            continue
        yield from prefixed(where, run_checks(cycle, pdsa.CHECKS, context))


@check("document.project", source=OURS)
def names_charts(document: Charter) -> Iterator[Finding]:
    """Find charts of a charter of a kind, or with rules, that there are not."""
    yield from _names_charts(spc.CHARTS, spc.RULE_SETS, document)


def _names_charts(
    kinds: Catalog[spc.ChartKind], rule_sets: Catalog[spc.RuleSet], document: Charter
) -> Iterator[Finding]:
    for place, plan in enumerate(document.charts):
        for field, catalog in (("kind", kinds), ("rules", rule_sets)):
            name = getattr(plan, field)
            if name and name not in catalog:
                unknown = UnknownNameError(catalog.kind, name, catalog.names)
                where = f"charts[{place}].{field}"
                yield from _refused(UNKNOWN_CHART, unknown, where)


#: By the name of the type of document.
DOCUMENT_CHECKS: Final[dict[str, tuple[Check[Any], ...]]] = {
    "aims": (each_of("aims", drivers.AIM_CHECKS),),
    "answers": (fits_framework(),),
    "causes": (each_of("causes", CAUSE_CHECKS),),
    "closing-guide": tuple(GUIDE_CHECKS),
    "crosswalks": (leads_somewhere,),
    "cycles": (each_of("cycles", pdsa.CHECKS, read="logs"), rises),
    "diagram": tuple(drivers.CHECKS),
    "frameworks": (can_be_scored, goes_on, is_translated),
    "groundwork": tuple(GROUNDWORK_CHECKS),
    "plan": (*plans.CHECKS, *plans.CQI_CHECKS),
    "project": (names_charts,),
    "steps": (each_of("steps", actions.CHECKS),),
    "worksheets": (is_possible,),
}


def checks_by(catalogs: Catalogs) -> dict[str, tuple[Check[Any], ...]]:
    """Return the checks of each type of document, by one's own catalogs."""
    checks = catalogs.checks
    names = Partial(_names_charts, (catalogs.kinds, catalogs.rule_sets))
    scored = FunctionCheck(
        can_be_scored.kind, Partial(_can_be_scored, (catalogs.scorers,))
    )
    return DOCUMENT_CHECKS | {
        "aims": (each_of("aims", checks.aim),),
        "answers": (fits_framework(catalogs=catalogs),),
        "causes": (each_of("causes", checks.cause),),
        "cycles": (each_of("cycles", checks.cycle, read="logs"), rises),
        "diagram": checks.diagram,
        "frameworks": (scored, goes_on, is_translated),
        "groundwork": checks.groundwork,
        "plan": checks.of_plan,
        "steps": (each_of("steps", checks.step),),
        "project": (FunctionCheck(names_charts.kind, names),),
    }
