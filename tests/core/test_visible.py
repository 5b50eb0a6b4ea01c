"""What hides, turns or ends what follows is shown by its number, wherever it stands."""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqikit.core import visible

ANY_TEXT = st.text(st.characters(), max_size=40)
ISOLATES = "\u2066\u2067\u2068"


@given(ANY_TEXT)
def test_what_is_shown_can_be_written_anywhere(text: str) -> None:
    shown = visible(text)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert visible(shown) == shown
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e")
    controls = {sign for sign in shown if unicodedata.category(sign) in {"Cc", "Cs"}}
    assert controls <= set("\t\n\r\x85")
    assert ET.fromstring(f"<a>{escape(shown)}</a>".encode()) is not None


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn"])))
def test_what_everybody_sees_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize("sign", "\u202a\u202b\u202d\u202e\x00\x1b\x7f\x9b\ud800\uffff")
def test_each_sign_that_disturbs_has_its_number(sign: str) -> None:
    assert visible(f"a{sign}b") == f"a<U+{ord(sign):04X}>b"


@pytest.mark.parametrize("start", ISOLATES)
def test_an_isolate_stays_if_it_has_its_end(start: str) -> None:
    closed = f"before {start}inside\u2069 after"
    assert visible(closed) == closed
    number = f"<U+{ord(start):04X}>"
    assert visible(f"before {start}open") == f"before {number}open"
    assert visible(f"{start}a\nb\u2069") == f"{number}a\nb<U+2069>"
    assert visible(f"\u2069{start}") == f"<U+2069>{number}"
