"""A sentence is its English text, and can be said in another language."""

from __future__ import annotations

import copy
import pickle

import pytest

from cqikit.core import Sentence, Wording, format_number, plural, say, worded

LEFT = "{n:# step|# steps} left"


def test_a_sentence_is_its_english_text() -> None:
    left = say(LEFT, n=2)
    assert left == "2 steps left"
    assert isinstance(left, str)
    assert hash(left) == hash("2 steps left")
    assert worded(LEFT, {"n": 1}) == "1 step left"


def test_a_sentence_pickles_and_copies_with_its_parts() -> None:
    left = say("{what^}: {n:.1f}", what=say("level"), n=1.25)
    for same in (pickle.loads(pickle.dumps(left)), copy.deepcopy(left)):
        assert type(same) is Sentence
        assert (same, same.template) == (left, left.template)
        assert same.parts == left.parts


def test_sentences_within_are_said_in_the_language_of_the_whole() -> None:
    words = {"no signal": "keine Signale", "{what^} ({n:.1f}, {size})": None}
    german = Wording(translate=words.get, figure=lambda text: text.replace(".", ","))
    whole = say("{what^} ({n:.1f}, {size})", what=say("no signal"), n=-1.25, size=0.5)
    assert whole == "No signal (\u22121.2, 0.5)"
    assert german.said(whole) == "Keine Signale (\u22121,2, 0,5)"
    assert german.said("as it is") == "as it is"


def test_a_list_of_sentences_is_said_part_by_part() -> None:
    german = Wording(translate={"up": "auf", "down": "ab"}.get)
    both = say("{moves/; }", moves=(say("up"), say("down"), "Aspen"))
    assert (both, german.said(both)) == ("up; down; Aspen", "auf; ab; Aspen")


def test_a_plain_text_does_not_turn_a_sentence_around() -> None:
    arabic = Wording(right_to_left=True)
    whole = say("{title}: {n:# team|# teams}", title="Aspen", n=2)
    assert arabic.said(whole) == "\u2068Aspen\u2069: 2 teams"


@pytest.mark.parametrize("spec", ["d", ".0f", "+.2f", ",d", ".3g"])
def test_a_number_may_say_its_digits(spec: str) -> None:
    value = 1234
    assert say("{n:" + spec + "}", n=value) == format(value, spec)


def test_a_sentence_comes_in_pieces_in_the_order_of_its_language() -> None:
    german = Wording(translate={"{what^} by {who/ or }": "{who/ oder }: {what}"}.get)
    parts = {"what": "done", "who": ("a", "b")}
    pieces = list(german.pieces("{what^} by {who/ or }", parts, str.encode))
    assert pieces == ["", b"a", " oder ", b"b", ": ", b"done", ""]


@pytest.mark.parametrize("many", [999, 1000, 5000, 1234567])
def test_what_is_counted_has_groups_as_other_numbers_do(many: int) -> None:
    assert say("{n:# team|# teams}", n=many) == f"{format_number(float(many))} teams"
    assert plural(many, "team") == say("{n:# team|# teams}", n=many)
    assert say("row {row}", row=many) == f"row {many}"
