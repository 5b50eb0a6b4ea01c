"""A framework in another of its languages; key, version and numbers stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from attrs import evolve

from cqikit.assessments._framework import Domain, Framework, Item, walk
from cqikit.core import arguments, instance_of, say
from cqikit.errors import FieldError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cqikit.assessments._scale import Anchor

__all__ = ["in_language", "untranslated"]

Branch = TypeVar("Branch", Framework, Domain)


@arguments(framework=instance_of(Framework))
def in_language(framework: Framework, language: str) -> Framework:
    """Return a framework with its words in another language, as far as it has them.

    It is the same framework: answers to the one are answers to the other. What has
    no words in that language keeps those it has, and `untranslated` names it.

    Parameters
    ----------
    framework : Framework
    language : str
        The code of a language, such as ``es``.

    Raises
    ------
    UnknownNameError
        When nothing of it is in that language.
    FieldError
        When it does not say its language, and is in no other.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO
    >>> ours = Framework(
    ...     key="ours",
    ...     title="Ours",
    ...     version="1",
    ...     language="en",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="An aim", texts={"es": "Un objetivo"})],
    ... )
    >>> theirs = in_language(ours, "es")
    >>> theirs.items[0].text, in_language(theirs, "en") == ours
    ('Un objetivo', True)
    """
    if language == framework.language:
        return framework
    known = {code: None for words, _ in _words(framework) for code in words}
    if language not in known:
        there = list(filter(None, (framework.language, *known)))
        if not there:
            must = say(
                "must be left out: {framework} is in one language only",
                framework=framework.key,
            )
            raise FieldError("language", must, language)
        raise UnknownNameError(say("language"), language, there)
    return _Speaker(framework.language, language).whole(framework)


@arguments()
def untranslated(framework: Framework) -> dict[str, tuple[str, ...]]:
    """Return for each further language the places that have no words in it.

    Examples
    --------
    >>> from cqikit.assessments import YES_NO
    >>> ours = Framework(
    ...     key="ours",
    ...     title="Ours",
    ...     version="1",
    ...     scales=[YES_NO],
    ...     items=[Item(key="aim", text="An aim", texts={"es": "Un objetivo"})],
    ... )
    >>> untranslated(ours)
    {'es': ('ours', 'yes-no 0', 'yes-no 1')}
    """
    found = list(_words(framework))
    languages = dict.fromkeys(code for words, _ in found for code in words)
    return {
        language: tuple(place for words, place in found if language not in words)
        for language in languages
        if language != framework.language
    }


def _words(framework: Framework) -> Iterator[tuple[Mapping[str, str], str]]:
    """Yield what has words, as they are in further languages, with its place."""
    yield framework.titles, framework.key
    for scale in framework.scales:
        for anchor in scale.anchors:
            yield anchor.labels, f"{scale.key} {anchor.at:g}"
    for node in framework.nodes:
        for anchor in node.anchors:
            yield anchor.labels, f"{node.key} {anchor.at:g}"
    for _, below in walk(framework):
        words = below.texts if isinstance(below, Item) else below.titles
        yield words, below.key


class _Speaker:
    """What is said in one language, and was in another."""

    def __init__(self, was: str, now: str) -> None:
        self.was, self.now = was, now

    def whole(self, framework: Framework) -> Framework:
        scales = [
            evolve(scale, anchors=self.anchors(scale.anchors))
            for scale in framework.scales
        ]
        return self.branch(evolve(framework, scales=scales, language=self.now))

    def branch(self, node: Branch) -> Branch:
        title, titles = self.said(node.title, node.titles)
        items = []
        for item in node.items:
            text, texts = self.said(item.text, item.texts)
            items.append(evolve(item, text=text, texts=texts))
        return evolve(
            node,
            title=title,
            titles=titles,
            items=items,
            domains=[self.branch(domain) for domain in node.domains],
            anchors=self.anchors(node.anchors),
        )

    def anchors(self, anchors: tuple[Anchor, ...]) -> list[Anchor]:
        spoken = []
        for anchor in anchors:
            label, labels = self.said(anchor.label, anchor.labels)
            spoken.append(evolve(anchor, label=label, labels=labels))
        return spoken

    def said(
        self, words: str, others: Mapping[str, str]
    ) -> tuple[str, Mapping[str, str]]:
        """Return the words in the language, and those of all others."""
        if self.now not in others:
            return words, others
        rest = {name: text for name, text in others.items() if name != self.now}
        if self.was:
            rest[self.was] = words
        return others[self.now], rest
