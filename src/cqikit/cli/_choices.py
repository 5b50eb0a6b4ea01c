"""Options that take one of some words: help lists them, errors say the nearest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import click

from cqikit.cli._names import CROSSWALKS, FRAMEWORKS, KINDS, RULE_SETS
from cqikit.cli._plugged import catalogs, kinds, rule_sets, with_plugins
from cqikit.core import did_you_mean
from cqikit.errors import suggest

if TYPE_CHECKING:
    # Generic in newer releases of click only.
    NameType = click.ParamType[Any]

    from collections.abc import Callable, Mapping

    from click import Context, HelpFormatter, Parameter
    from click.shell_completion import CompletionItem
else:
    NameType = click.ParamType

__all__ = [
    "CROSSWALK",
    "FRAMEWORK",
    "KIND",
    "NUMBER",
    "RULES",
    "SEVERAL_RULES",
    "OneOf",
    "Verb",
]


class OneOf(click.Choice[str]):
    """One of a few words, all of them shown beside the option."""

    def get_invalid_choice_message(self, value: Any, ctx: Context | None) -> str:
        """Return which words there are, and which may be meant."""
        words = [str(choice) for choice in self.choices]
        near = suggest(str(value).lower(), words)
        then = f"; did you mean {near!r}?" if near else ""
        del ctx
        return f"{value!r} is not one of {', '.join(words)}{then}"


class Number(click.types.FloatParamType):
    """A number, refused in the words that people have for one."""

    name = "number"

    def convert(self, value: Any, param: Parameter | None, ctx: Context | None) -> Any:
        """Return the number, or say that it must be one."""
        try:
            return float(value)
        except ValueError:
            self.fail(f"must be a number (got {value!r})", param, ctx)


class NamedIn(NameType):
    """A name of a catalog: all are listed below the options, with what they are.

    Parameters
    ----------
    what : str
        What is named: ``kind of chart``.
    listed : callable
        Returns name to title; it is called when the names are needed, as what is
        installed may add to them.
    metavar : str
    aliases : mapping of str to str
        Other words that people use for a name.
    """

    name = "name"

    def __init__(
        self,
        what: str,
        listed: Callable[[], Mapping[str, str]],
        *,
        metavar: str,
        aliases: Mapping[str, str],
    ) -> None:
        self.what = what
        self.listed = listed
        self.metavar = metavar
        self.aliases = aliases

    def get_metavar(self, param: Parameter, ctx: Context | None = None) -> str:  # noqa: ARG002
        """Return how help shows the value."""
        return self.metavar

    def convert(self, value: str, param: Parameter | None, ctx: Context | None) -> Any:
        """Return the name that is meant, or say which may be."""
        return self._found(value, param, ctx) if value else value

    def _found(self, value: str, param: Parameter | None, ctx: Context | None) -> str:
        word = value.strip().lower()
        names = self.listed()
        found = self.aliases.get(word, word)
        if found not in names:
            there = "-h lists those there are"
            # A p-chart is a chart of kind p.
            bare = CHART.sub("", word)
            known = [*names, *self.aliases]
            then = did_you_mean(bare if bare in known else word, known, there)
            self.fail(f"there is no {self.what} {value!r}; {then}", param, ctx)
        return found

    def shell_complete(
        self,
        ctx: Context,  # noqa: ARG002
        param: Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the names that begin like this, each with its title."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415

        return [
            CompletionItem(name, help=title)
            for name, title in self.listed().items()
            if name.startswith(incomplete)
        ]


class NamedOrFile(NamedIn):
    """A name of a catalog, or of a file: whoever reads it says what is wrong."""

    def convert(self, value: str, param: Parameter | None, ctx: Context | None) -> Any:
        """Return the value as it is."""
        del param, ctx
        return value


class NamesIn(NamedIn):
    """Several names of a catalog, with commas between them."""

    def convert(self, value: str, param: Parameter | None, ctx: Context | None) -> Any:
        """Return the names that are meant, in the order in which they are given."""
        words = [word for word in value.split(",") if word.strip()]
        return tuple(dict.fromkeys(self._found(word, param, ctx) for word in words))


class Verb(click.Command):
    """A verb whose help lists the names that its options take."""

    def format_epilog(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the names below the options, then the examples."""
        for parameter in self.params:
            if isinstance(parameter.type, NamedIn):
                self._list(parameter.type, formatter)
        super().format_epilog(ctx, formatter)

    @staticmethod
    def _list(of: NamedIn, formatter: HelpFormatter) -> None:
        also: dict[str, list[str]] = {}
        for alias, name in of.aliases.items():
            also.setdefault(name, []).append(alias)
        with formatter.section(f"{of.metavar} is one of"):
            formatter.write_dl(
                [
                    (", ".join((name, *also.get(name, ()))), title)
                    for name, title in of.listed().items()
                ]
            )


def _kinds() -> Mapping[str, str]:
    return {kind.name: kind.title for kind in kinds()} if with_plugins() else KINDS


def _rule_sets() -> Mapping[str, str]:
    if with_plugins():
        return {rules.name: rules.title for rules in rule_sets()}
    return RULE_SETS


def _crosswalks() -> Mapping[str, str]:
    return CROSSWALKS


def _frameworks() -> Mapping[str, str]:
    if with_plugins():
        return {framework.key: framework.title for framework in catalogs().frameworks}
    return FRAMEWORKS


NUMBER: Final = Number()
#: What people call a kind of chart by, behind its name.
CHART: Final = re.compile(r"[ _-]?charts?$")
#: What people call a chart of individual values.
KIND_ALIASES: Final[Mapping[str, str]] = dict.fromkeys(
    ("xmr", "imr", "individuals"), "i"
)
RULES_ALIASES: Final = {
    "mdc": "making-data-count",
    "weco": "western-electric",
}
KIND: Final = NamedIn("kind of chart", _kinds, metavar="KIND", aliases=KIND_ALIASES)
RULES: Final = NamedIn("rule set", _rule_sets, metavar="RULES", aliases=RULES_ALIASES)
SEVERAL_RULES: Final = NamesIn(
    "rule set", _rule_sets, metavar="RULES", aliases=RULES_ALIASES
)
CROSSWALK: Final = NamedOrFile(
    "crosswalk", _crosswalks, metavar="CROSSWALK", aliases={}
)
FRAMEWORK: Final = NamedOrFile(
    "framework", _frameworks, metavar="FRAMEWORK", aliases={}
)
