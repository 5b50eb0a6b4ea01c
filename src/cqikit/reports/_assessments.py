"""Self-assessments, each beside the one before it by the same framework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from cqikit import assessments, projects

if TYPE_CHECKING:
    from cqikit.projects import Project

__all__ = ["AssessmentSection", "assessment_sections"]


@frozen(kw_only=True)
class AssessmentSection:
    """One self-assessment with its profile, and the profile before it.

    `retaken` compares it with the one before it by the same framework; None where there
    is none, or a crosswalk made this one.
    """

    assessed: projects.Assessed
    title: str
    result: assessments.Result
    rows: tuple[assessments.ProfileRow, ...]
    before: tuple[assessments.ProfileRow, ...]
    gaps: tuple[assessments.Gap, ...]
    retaken: assessments.Retake | None = None


def assessment_sections(project: Project) -> tuple[AssessmentSection, ...]:
    """Return a section for each assessment, in order of time."""
    sections = []
    before: dict[str, assessments.Responses] = {}
    for one in project.assessed:
        framework = one.responses.framework
        earlier = None if one.translated_from else before.get(framework.key)
        result = assessments.score(one.responses)
        rows = assessments.profile(result)
        sections.append(
            AssessmentSection(
                assessed=one,
                title=one.title or framework.title,
                result=result,
                rows=rows,
                before=_profile_before(earlier, framework),
                gaps=assessments.gaps(result),
                retaken=_retaken(earlier, one.responses),
            )
        )
        # What people answered stands before what a crosswalk made of other answers.
        if not one.translated_from or framework.key not in before:
            before[framework.key] = one.responses
    return tuple(sections)


def _profile_before(
    responses: assessments.Responses | None, framework: assessments.Framework
) -> tuple[assessments.ProfileRow, ...]:
    """Return an earlier profile, on the scales and by the roll-ups of this version."""
    if responses is None:
        return ()
    carried = assessments.carry(responses, framework).responses
    return assessments.profile(assessments.score(carried))


def _retaken(
    before: assessments.Responses | None, after: assessments.Responses
) -> assessments.Retake | None:
    """Return what came of answering again, if anything is left to compare with."""
    if before is None:
        return None
    # Of two versions that share no item, nothing is carried.
    carried = assessments.carry(before, after.framework).responses
    return assessments.retake(before, after) if carried.answers else None
