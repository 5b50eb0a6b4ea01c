"""Which arguments a verb takes: all of them, those by place, those it needs."""

from __future__ import annotations

import re
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from cqikit.core._wording import say
from cqikit.errors import CqikitError, FieldTypeError, UnknownArgumentError, meant

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Taken"]


class _Nothing:
    """What was given for an argument that was left out, as errors show it."""

    def __repr__(self) -> str:
        return "nothing"


NOTHING: Final = _Nothing()
BY_PLACE: Final = {Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD}
STARRED: Final = {Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD}


@frozen(kw_only=True)
class Taken:
    """Which arguments a verb takes: all of them, those by place, those it needs."""

    verb: str
    places: tuple[str, ...]
    by_place: int
    needed: tuple[tuple[int, str], ...]
    known: frozenset[str]
    any_place: bool
    any_name: bool

    @classmethod
    def by(cls, verb: Callable[..., Any]) -> Taken:
        parameters = tuple(signature(verb).parameters.values())
        kinds = [parameter.kind for parameter in parameters]
        places = tuple(parameter.name for parameter in parameters)
        return cls(
            verb=verb.__name__,
            places=places,
            by_place=sum(kind in BY_PLACE for kind in kinds),
            needed=tuple(
                (place, parameter.name)
                for place, parameter in enumerate(parameters)
                if parameter.default is Parameter.empty
                and parameter.kind not in STARRED
            ),
            known=frozenset(places),
            any_place=Parameter.VAR_POSITIONAL in kinds,
            any_name=Parameter.VAR_KEYWORD in kinds,
        )

    def check(self, given: list[Any], named: dict[str, Any]) -> None:
        """Refuse words that are none, too many arguments by place, and too few."""
        if not self.known.issuperset(named):
            for name in named:
                # What is handed on is the next verb's, but for another word.
                other = not self.any_name or meant(name) in self.known
                if name not in self.known and other:
                    raise UnknownArgumentError(self.verb, name, self.places)
        if len(given) > self.by_place and not self.any_place:
            raise self._too_many(given[self.by_place])
        for place, name in self.needed:
            if place >= len(given) and name not in named:
                raise FieldTypeError(
                    name, say("must be given to {verb}", verb=self.verb), NOTHING
                )

    def is_of_another(self, error: CqikitError) -> bool:
        """Say whether an error refuses an argument that is none of this verb."""
        if not isinstance(error, FieldTypeError):
            return False
        return re.split(r"\W", error.name, maxsplit=1)[0] not in self.known

    def _too_many(self, first: Any) -> FieldTypeError:
        """Return the error of who gave by place what must be named."""
        further = self.places[self.by_place :]
        if further:
            by_name = say(
                "must be given by name, {further}=..., to {verb}",
                further=further[0],
                verb=self.verb,
            )
            return FieldTypeError(further[0], by_name, first)
        return FieldTypeError(
            self.verb,
            say(
                "must be given {count:# argument|# arguments} at most",
                count=self.by_place,
            ),
            first,
        )
