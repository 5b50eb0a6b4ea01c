"""Self-assessments, each beside the one before it by the same framework."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field, frozen

from cqikit import assessments, projects
from cqikit.core import FrozenDict, as_frozen

if TYPE_CHECKING:
    from cqikit.core import Catalog
    from cqikit.projects import Project

__all__ = ["AssessmentSection", "assessment_sections"]


@frozen(kw_only=True)
class AssessmentSection:
    """One self-assessment with its profile, and the profile before it.

    Parameters
    ----------
    assessed : projects.Assessed
        The assessment.
    title : str
        What it is called on the page.
    result : assessments.Result
        Its scores.
    rows : tuple of ProfileRow
        Its profile.
    before : tuple of ProfileRow
        The profile before it; () where there is none.
    gaps : tuple of Gap
        Its items below the top of their scale.
    retaken : assessments.Retake, optional
        Compared with the one before it by the same framework, or what a
        crosswalk made with what one made before; None where there is none, and
        unless said.
    roles : mapping of str to Result
        The result of each role that answered; none unless said.
    """

    assessed: projects.Assessed
    title: str
    result: assessments.Result
    rows: tuple[assessments.ProfileRow, ...]
    before: tuple[assessments.ProfileRow, ...]
    gaps: tuple[assessments.Gap, ...]
    retaken: assessments.Retake | None = None
    roles: Mapping[str, assessments.Result] = field(
        default=FrozenDict(), converter=as_frozen
    )


def assessment_sections(
    project: Project, scorers: Catalog[assessments.Scorer]
) -> tuple[AssessmentSection, ...]:
    """Return a section for each assessment, in order of time."""
    sections = []
    before: dict[tuple[str, bool], assessments.Responses] = {}
    for assessed in project.assessed:
        framework = assessed.responses.framework
        # What a crosswalk made is compared with what one made before; what people
        # answered, with what they answered before, and only without it with the other.
        made = bool(assessed.translated_from)
        earlier = before.get((framework.key, made))
        if earlier is None and not made:
            earlier = before.get((framework.key, True))
        result = assessments.score(assessed.responses, scorers=scorers)
        parts = assessments.split(assessed.responses, "role")
        rows = assessments.profile(result)
        sections.append(
            AssessmentSection(
                assessed=assessed,
                title=assessed.title or framework.title,
                result=result,
                rows=rows,
                before=_profile_before(earlier, framework, scorers),
                gaps=assessments.gaps(result),
                retaken=_retaken(earlier, assessed.responses, scorers),
                roles={
                    role: assessments.score(part, scorers=scorers)
                    for role, part in parts.items()
                },
            )
        )
        before[framework.key, made] = assessed.responses
    return tuple(sections)


def _profile_before(
    responses: assessments.Responses | None,
    framework: assessments.Framework,
    scorers: Catalog[assessments.Scorer],
) -> tuple[assessments.ProfileRow, ...]:
    """Return an earlier profile, on the scales and by the roll-ups of this version."""
    if responses is None:
        return ()
    carried = assessments.carry(responses, framework).responses
    return assessments.profile(assessments.score(carried, scorers=scorers))


def _retaken(
    before: assessments.Responses | None,
    after: assessments.Responses,
    scorers: Catalog[assessments.Scorer],
) -> assessments.Retake | None:
    """Return what came of answering again, if anything is left to compare with."""
    if before is None:
        return None
    # Of two versions that share no item, nothing is carried.
    carried = assessments.carry(before, after.framework).responses
    if not carried.answers:
        return None
    return assessments.retake(before, after, scorers=scorers)
