"""What a step as it is written leaves open, in words: its owner, its act, its day."""

from __future__ import annotations

from typing import Any, Final

from cqikit.core import FindingKind, Found, Severity, found

__all__ = ["ASKED", "AS_READ", "CQIP", "DOUBTFUL", "OURS", "UNDERSTOOD", "doubt"]

CQIP: Final = "Massachusetts EEC, technical assistance for the QRIS CQIP"
OURS: Final = "cqikit"

#: What a text was read as, by whether it names somebody and a day, and whether that
#: day was said in it or written beside it.
AS_READ: Final = {
    f"{who}, {when}, {how}": (f"who: {name}", "what: {what}", f"when: {day}{words}")
    for who, name in (("named", "{who}"), ("nobody", "nobody is named"))
    for when, day in (("a day", "{when}"), ("no day", "no day"))
    for how, words in (("said", ", from {said!r/ and }"), ("written", ""))
}

#: The same as a finding, for people to look at.
UNDERSTOOD: Final = FindingKind(
    "action.understood",
    says={
        form: f"it was read as {'; '.join(lines)}" for form, lines in AS_READ.items()
    },
    severity=Severity.NOTE,
    where="text",
    fix="if that is not meant, write who, what or when beside the text",
    source=OURS,
)

#: What the text of a step does not decide about its deadline, and only its writer can.
ASKED: Final = FindingKind(
    "action.asked",
    says={
        "language": "there are no words of the language {language!r} to read it by",
        "long": "the text is longer than {most} characters",
        "undated": "{said!r} needs the day on which the step was written",
        "no-day": "{said!r} is no day of the calendar",
        "either-year": "{said!r} may be this year's or next year's",
        "either-day": "{said!r} may be {first} or {last}",
        "own": "{said!r} is a time that only your own calendar knows",
        "weekday": "{said!r}: {day} is no {weekday}",
        "past": "{said!r} is before {on}",
        "from": "{said!r} says from when on, not by when",
        "not": "{said!r} says when it is not done, not by when it is",
        "round": "{said!r} says how often, not from when to when",
        "together": "the dates {said!r/ and } do not go together",
    },
    where="text",
    fix={
        "language": "write who, what and when beside the text",
        "long": "make several steps",
        "undated": "write it in the plan, such as on = 2026-09-21, or the whole date"
        " here",
        "no-day": "correct it",
        "either-year": "write its year",
        "either-day": "write the day",
        "own": "write the day, such as by 2027-06-15",
        "weekday": "correct the day or the weekday",
        "past": "correct the year",
        "from": "write by when, too, such as by 2027-06-15",
        "not": "write by when, such as by 2027-06-15",
        "round": "write the first day, the last and how often: begin, by and every",
        "together": "correct one of them",
    },
    source=OURS,
)

#: What the words of a step leave open: of its owner, and of what is done.
DOUBTFUL: Final = FindingKind(
    "action.doubtful-words",
    says={
        "nobody": "{who!r} is nobody in particular",
        "group": "{who!r} is a group that nobody in particular answers for",
        "outside": "{who!r} is outside the program, where nobody can be held to it",
        "self": "{who!r} is known to its writer only",
        "undecided": "{said!r} leaves open what is done",
        "endless": "{said!r} has no end that can be seen",
        "state": "{said!r} is nothing that can be seen",
        "wish": "{said!r} is a wish: it says neither what is done nor how far",
        "passive": "{said!r} says what is to be done, not who does it",
        "condition": "{said!r} makes it depend on something",
        "doubt": "{said!r} leaves open whether it is done",
        "choice": "{said!r} leaves a choice",
        "acts": "it is {count} acts in one: {verbs}",
        "either": "{said!r} leaves a choice or a condition",
    },
    fix={
        "nobody": "name a role who can do it",
        "group": "name one role of it, or each of its teams for itself",
        "outside": "name a role inside who sees to it",
        "self": "say who, by role",
        "undecided": "begin with the verb of what is done, such as order, post or"
        " write",
        "endless": "say what will be there when it is done",
        "state": "say what is done, or what will be there when it is done",
        "wish": "say what is done, or from how much to how much",
        "passive": "say who does it: a role, then the verb",
        "condition": "decide what is done in any case, or make a first step of finding"
        " out",
        "doubt": "decide, and say so",
        "choice": "decide which, and say so",
        "acts": "make a step of each",
        "either": "decide, or make a step of each",
    },
    source=CQIP,
)


def doubt(form: str, where: str = "what", **parts: Any) -> Found:
    """Return one thing that the words of a step leave open, for `DOUBTFUL` to word."""
    return found(where, form=form, **parts)
