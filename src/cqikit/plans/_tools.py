"""Kinds of programs, and the measurement tools that each is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import field, frozen

from cqikit.core import (
    Catalog,
    Choice,
    arguments,
    each,
    finite,
    instance_of,
    is_key,
    is_text,
    non_blank,
    optional,
    say,
)
from cqikit.errors import FieldError

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["TOOLS", "ProgramType", "ProgramTypeWord", "Tool", "tools_for"]


class ProgramType(Choice):
    """What kind of program a plan is for."""

    CENTRE_OR_SCHOOL = "centre-or-school"
    FAMILY_CHILD_CARE = "family-child-care"
    AFTERSCHOOL = "afterschool-or-out-of-school"
    OTHER = "other"


ProgramTypeWord: TypeAlias = Literal[
    "centre-or-school", "family-child-care", "afterschool-or-out-of-school", "other"
]


CENTRE: Final = ProgramType.CENTRE_OR_SCHOOL
FAMILY: Final = ProgramType.FAMILY_CHILD_CARE
AFTERSCHOOL: Final = ProgramType.AFTERSCHOOL
EVERY: Final = (CENTRE, FAMILY, AFTERSCHOOL)


def _programs(
    said: ProgramType | ProgramTypeWord | Iterable[ProgramType | ProgramTypeWord],
) -> Any:
    return ProgramType.all_of(said, "programs")


@frozen(kw_only=True)
class Tool:
    """A measurement tool: its name, who uses it, and the range of its scores.

    Parameters
    ----------
    name : str
        The name by which plans ask for it.
    title : str
        What people call it.
    programs : tuple of ProgramType
        The kinds of programs that are asked for it.
    least, most : float
        The ends of its scale; without `most`, any score will do.
    choice : str
        Tools with the same word stand for each other: one of them will do.
    """

    name: str = field(validator=is_key)
    title: str = field(validator=non_blank)
    programs: tuple[ProgramType, ...] = field(
        default=(),
        converter=_programs,
        validator=each(instance_of(ProgramType)),
    )
    least: float = field(default=1.0, validator=finite)
    most: float | None = field(default=None, validator=optional(finite))
    choice: str = field(default="", validator=is_text)

    def __attrs_post_init__(self) -> None:
        if self.most is not None and not self.least < self.most:
            raise FieldError(
                "most",
                say("must be more than least ({least})", least=self.least),
                self.most,
            )


#: The tools of the Massachusetts QRIS (its pages on measurement tools, by kind of
#: program). Which level asks for which changes with the years and is not said here;
#: what serves only some of the children (an infant scale) is asked of programs that
#: have them.
TOOLS: Final[Catalog[Tool]] = Catalog(
    (
        Tool(
            name="iters-r",
            title="Infant/Toddler Environment Rating Scale, revised",
            programs=(CENTRE,),
            most=7,
            choice="environment",
        ),
        Tool(
            name="ecers-r",
            title="Early Childhood Environment Rating Scale, revised",
            programs=(CENTRE,),
            most=7,
            choice="environment",
        ),
        Tool(
            name="fccers-r",
            title="Family Child Care Environment Rating Scale, revised",
            programs=(FAMILY,),
            most=7,
            choice="environment",
        ),
        Tool(
            name="sacers",
            title="School-Age Care Environment Rating Scale",
            programs=(AFTERSCHOOL,),
            most=7,
            choice="environment",
        ),
        Tool(
            name="apt",
            title="Assessment of Afterschool Program Practices Tool",
            programs=(AFTERSCHOOL,),
            most=4,
        ),
        Tool(
            name="pas",
            title="Program Administration Scale",
            programs=(CENTRE,),
            most=7,
        ),
        Tool(
            name="bas",
            title="Business Administration Scale for Family Child Care",
            programs=(FAMILY,),
            most=7,
        ),
        Tool(
            name="class",
            title="Classroom Assessment Scoring System",
            programs=EVERY,
            most=7,
            choice="interaction",
        ),
        Tool(
            name="arnett",
            title="Arnett Caregiver Interaction Scale",
            programs=EVERY,
            most=4,
            choice="interaction",
        ),
        # Its items are marked in a way that its public pages do not say.
        Tool(
            name="strengthening-families",
            title="Strengthening Families self-assessment",
            programs=EVERY,
        ),
    ),
    kind=say("measurement tool"),
)


@arguments()
def tools_for(
    program_type: ProgramType | ProgramTypeWord, *, tools: Catalog[Tool] = TOOLS
) -> tuple[Tool, ...]:
    """Return the tools that a kind of program is asked for.

    Parameters
    ----------
    tools : Catalog of Tool
        The tools that are known; all that come along unless said.

    Examples
    --------
    >>> [tool.name for tool in tools_for(ProgramType.FAMILY_CHILD_CARE)]
    ['fccers-r', 'bas', 'class', 'arnett', 'strengthening-families']
    """
    program = ProgramType.of(program_type, "program_type")
    return tuple(tool for tool in tools if program in tool.programs)
