"""Whether a translation fits its template."""

from __future__ import annotations

import pytest

from cqikit.languages import faults_of

TEMPLATE = "{key!r} waits for {count:# step|# steps}, {share:.1f} % of {all/ and }"
FITS = "{share:.1f} % de {all/ y }: {count:# paso|# pasos} que {key!r} espera"


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        (FITS, 2),
        (TEMPLATE, 2),
        # Chinese has one form, and needs none.
        ("{key!r}: {count} {share:.1f} {all}", 1),
        ("{key!r}: {count:#} {share:.1f} {all/、}", 1),
        # A number may choose in several places.
        (f"{FITS} {{count:más|más}} {{share:.1f}} {{count^}}", 2),
        # In quotes once is enough.
        (f"{FITS}, {{key}}", 2),
        # A form may be nothing.
        (f"{FITS}{{count:|s}}", 2),
    ],
)
def test_what_fits(text: str, forms: int) -> None:
    assert faults_of(TEMPLATE, text, forms) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (FITS.replace("{key!r}", "x"), "{key} is missing"),
        (FITS.replace("{key!r}", "{key}"), "{key!r} must stand as in English"),
        (
            FITS.replace("{share:.1f}", "{share}"),
            "{share:.1f} must stand as in English",
        ),
        (f"{FITS} {{kay}}", "{kay} is no part of it"),
        (
            FITS.replace("|# pasos", ""),
            "{count:# paso} must have as many forms as the language, 2",
        ),
        (f"{FITS} {{count:}}", "{count:} must have as many forms as the language, 2"),
        (f"{FITS} {{count:# paso", "braces must be as in English"),
        (f"{FITS} ", "it must begin and end with blanks as in English"),
    ],
)
def test_what_does_not_fit(text: str, fault: str) -> None:
    assert faults_of(TEMPLATE, text, 2) == (fault,)


def test_braces_that_are_no_places_stay() -> None:
    assert faults_of("say goal = {{at_most = 1}}", "di goal = {{at_most = 1}}", 2) == ()
    assert faults_of("say goal = { at = 1 }", "diga goal = { at = 1 }", 2) == ()
    assert faults_of("say { at = 1 }", "diga at = 1", 2) == (
        "braces must be as in English",
    )


def test_a_wide_mark_needs_no_blank_beside_it() -> None:
    assert faults_of(" (support: {what})", "（支持：{what}）", 1) == ()
    assert faults_of(" upwards", "向上", 1) != ()
