"""Which framework answers name, of those that come along and of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cqikit.assessments import FRAMEWORKS, Responses, edition
from cqikit.core import arguments
from cqikit.documents._lists_assessed import Answers

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cqikit.assessments import Framework
    from cqikit.core import Catalog

__all__ = ["answers_of", "framework_for"]


@arguments()
def answers_of(
    responses: Responses, key: str, *, title: str = "", on: date | None = None
) -> Answers:
    """Return responses as a document, which names the framework and its version.

    Parameters
    ----------
    responses : Responses
    key, title : str
        What the assessment is called; nothing unless said.
    on : date, optional
        The day of the assessment; by default the last one of the answers.

    Examples
    --------
    >>> from cqikit.assessments import Answer
    >>> said = Responses(
    ...     FRAMEWORKS["psat"], [Answer(item="environmental-support/1", value=5)]
    ... )
    >>> made = answers_of(said, "spring")
    >>> made.framework, made.framework_version
    ('psat', '1')
    """
    days = [answer.on for answer in responses.answers if answer.on is not None]
    return Answers(
        key=key,
        title=title,
        framework=responses.framework.key,
        framework_version=responses.framework.version,
        on=on or max(days, default=None),
        answers=responses.answers,
    )


@arguments()
def framework_for(
    key: str,
    version: str = "",
    *,
    own: Iterable[Framework] = (),
    shelf: Catalog[Framework] = FRAMEWORKS,
) -> Framework:
    """Return the framework that answers name, by its key and version.

    Parameters
    ----------
    key, version : str
        As `assessments.edition` takes them. Without a version the only one is
        meant: of one's own, if there is one of this key, else of those that come
        along.
    own : iterable of Framework
        Those of documents beside the answers; none unless said.
    shelf : Catalog of Framework
        Those that may be named without a document; by default all that come along.

    Raises
    ------
    UnknownNameError, FieldError, DuplicateError
        As `assessments.edition` does.

    Examples
    --------
    >>> framework_for("psat").version, framework_for("psat@1").title
    ('1', 'PSAT: sustainability of a program')
    >>> framework_for("psat", "2")
    Traceback (most recent call last):
    ...
    cqikit.errors.FieldError: framework_version must be 1 (got '2'): psat has ...
    """
    every, (bare, at, _) = tuple(own), key.partition("@")
    mine = [framework for framework in every if framework.key == bare]
    if mine and not version and not at:
        return edition(mine, key)
    # All are read only where none has this key, to name those that are near.
    known = [shelf[bare], *mine] if bare in shelf else [*shelf, *every]
    return edition(known, key, version)
