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

    `retaken` compares it with the one before it by the same framework, or what a
    crosswalk made with what one made before; None where there is none.
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
    before: dict[tuple[str, bool], assessments.Responses] = {}
    for assessed in project.assessed:
        framework = assessed.responses.framework
        # What a crosswalk made is compared with what one made before; what people
        # answered, with what they answered before, and only without it with the other.
        made = bool(assessed.translated_from)
        earlier = before.get((framework.key, made))
        if earlier is None and not made:
            earlier = before.get((framework.key, True))
        result = assessments.score(assessed.responses)
        rows = assessments.profile(result)
        sections.append(
            AssessmentSection(
                assessed=assessed,
                title=assessed.title or framework.title,
                result=result,
                rows=rows,
                before=_profile_before(earlier, framework),
                gaps=assessments.gaps(result),
                retaken=_retaken(earlier, assessed.responses),
            )
        )
        before[framework.key, made] = assessed.responses
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
