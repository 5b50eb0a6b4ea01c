"""What is checked of answers, frameworks and crosswalks by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cqikit import assessments
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
    run_checks,
)
from cqikit.documents._checks import OURS, refusal, refused
from cqikit.documents._editions import framework_for
from cqikit.errors import (
    CqikitError,
    DuplicateError,
    FaultsError,
    FieldError,
    UnknownNameError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cqikit.core import Catalog
    from cqikit.documents._lists_assessed import Answers, Crosswalks, Frameworks
    from cqikit.projects import Catalogs

__all__ = [
    "ANSWERS",
    "CROSSWALKS",
    "FRAMEWORKS",
    "can_be_scored",
    "can_be_scored_by",
    "fits_framework",
    "goes_on",
    "is_translated",
]

#: A finding names this many places and counts the rest.
NAMED: Final = 8
LATER: Final = "cqikit: answers to earlier versions still count"
UNKNOWN_FRAMEWORK: Final = refusal("answers.unknown-framework", where="framework")
CLASHING_FRAMEWORKS: Final = refusal("answers.clashing-frameworks", where="framework")
UNKNOWN_VERSION: Final = refusal("answers.unknown-version")
ANSWERS_MISFIT: Final = refusal("answers.misfit")
NOT_SCORABLE: Final = refusal("framework.not-scorable")
FRAMEWORK_MISFIT: Final = refusal("framework.misfit", source=LATER)
CROSSWALK_MISFIT: Final = refusal("crosswalk.misfit")
WITHOUT_WORDS: Final = "has no words in {language!r} for {items}"
UNTRANSLATED: Final = FindingKind(
    "framework.untranslated",
    says={"": WITHOUT_WORDS, "more": f"{WITHOUT_WORDS} and {{more}} more"},
    severity=Severity.NOTE,
    fix="write them, or they are shown in the framework's own",
    source="cqikit: one framework, whatever its language",
)


@arguments()
def fits_framework(
    frameworks: Iterable[Framework] = (), *, catalogs: Catalogs | None = None
) -> FunctionCheck:
    """Make the check of answers: that they fit their framework, and what they show.

    Parameters
    ----------
    frameworks : iterable of Framework
        Of documents beside the answers; by default none.
    catalogs : Catalogs, optional
        Frameworks that may be named without a document, scorers and checks; by default
        all that come along.
    """
    by: tuple[Any, ...] = (assessments.FRAMEWORKS, tuple(assessments.CHECKS))
    if catalogs is not None:
        by = (catalogs.frameworks, catalogs.of_answers)
    found = Partial(_fits, (tuple(frameworks), *by))
    return FunctionCheck(FindingKind("document.answers", source=OURS), found)


def _fits(
    own: tuple[Framework, ...],
    shelf: Catalog[Framework],
    checks: tuple[Check[Responses], ...],
    answers: Answers,
    context: Context,
) -> Iterator[Finding]:
    """Find answers that do not fit their framework, and what answers show."""
    key, version = answers.framework, answers.framework_version
    try:
        framework = framework_for(key, version, own=own, shelf=shelf)
    except UnknownNameError as error:
        yield from refused(UNKNOWN_FRAMEWORK, error)
        return
    except DuplicateError as error:
        yield from refused(CLASHING_FRAMEWORKS, error)
        return
    except FieldError as error:
        yield from refused(UNKNOWN_VERSION, error, error.name)
        return
    try:
        responses = Responses(framework, answers.answers)
    except FaultsError as error:
        yield from refused(ANSWERS_MISFIT, error)
        return
    yield from run_checks(responses, checks, context)


@check("document.frameworks", source=OURS)
def can_be_scored(document: Frameworks) -> Iterator[Finding]:
    """Find frameworks that no answers could be scored by."""
    yield from can_be_scored_by(SCORERS, document)


def can_be_scored_by(
    scorers: Catalog[Scorer], document: Frameworks
) -> Iterator[Finding]:
    for place, framework in enumerate(document.frameworks):
        try:
            score(Responses(framework, ()), scorers=scorers)
        except CqikitError as error:
            where = f"frameworks[{place}]"
            yield from refused(NOT_SCORABLE, error, where)


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
                yield from refused(FRAMEWORK_MISFIT, error, where)


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
            yield from refused(CROSSWALK_MISFIT, error, where)


ANSWERS: Final = (fits_framework(),)
CROSSWALKS: Final = (leads_somewhere,)
FRAMEWORKS: Final = (can_be_scored, goes_on, is_translated)
