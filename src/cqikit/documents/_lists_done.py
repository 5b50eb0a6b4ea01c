"""Documents of several action steps, cycles or worksheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from cqikit.actions import ActionStep
from cqikit.core import TupleOf, each, instance_of, non_empty, unique
from cqikit.pdsa import Cycle, Form, Worksheet

if TYPE_CHECKING:
    from cqikit.plans import Plan

__all__ = ["Cycles", "Steps", "Worksheets"]


@frozen(kw_only=True)
class Cycles:
    """What was tried (``type = "cycles"``): logs, and forms filled in box by box.

    Parameters
    ----------
    cycles : tuple of Cycle or Form
        The cycles, each as a log or as a form.
    """

    cycles: tuple[Cycle | Form, ...] = field(
        converter=TupleOf[Cycle | Form],
        validator=[non_empty, each(instance_of(Cycle, Form)), unique()],
    )

    @property
    def logs(self) -> tuple[Cycle, ...]:
        """Return all cycles as logs, those of forms, too."""
        return tuple(
            cycle.cycle if isinstance(cycle, Form) else cycle for cycle in self.cycles
        )


@frozen(kw_only=True)
class Steps:
    """Action steps that stand in no plan (``type = "steps"``).

    Parameters
    ----------
    steps : tuple of ActionStep
        The steps, one or more.
    """

    steps: tuple[ActionStep, ...] = field(
        converter=TupleOf[ActionStep],
        validator=[non_empty, each(instance_of(ActionStep)), unique()],
    )

    @property
    def plan(self) -> Plan:
        """Return a plan that has these steps and nothing else.

        Raises
        ------
        FaultsError
            When one of them waits for a step that is not there.
        """
        # Whoever reads steps alone needs no plans.
        from cqikit.plans import Plan  # noqa: PLC0415

        return Plan(key="steps", title="Steps", steps=self.steps)


@frozen(kw_only=True)
class Worksheets:
    """PDSA cycles as filled-in forms (``type = "worksheets"``).

    A form may have gaps that a logged cycle cannot have; `pdsa.cycle_of` makes
    a cycle of one that is complete.

    Parameters
    ----------
    worksheets : tuple of Worksheet
        The worksheets, one or more.
    """

    worksheets: tuple[Worksheet, ...] = field(
        converter=TupleOf[Worksheet],
        validator=[non_empty, each(instance_of(Worksheet)), unique()],
    )
