"""The crosswalks that come along: each link leads somewhere, says why, and is ours."""

from __future__ import annotations

import pytest

from cqikit.assessments import Answer, Crosswalk, Responses, apply_crosswalk
from cqikit.documents import crosswalks, frameworks

WALKS = pytest.mark.parametrize("walk", crosswalks(), ids=lambda walk: walk.key)
CQI = {"cqi-attributes", "root-cause-areas", "child-welfare-cqi", "bts-infrastructure"}
#: On these scales the lowest step says more than that a thing is not there.
NOT_TO = {"bts-infrastructure"}


@WALKS
def test_full_answers_fill_what_links_lead_to_and_no_more(walk: Crosswalk) -> None:
    of, to = frameworks()[walk.of], frameworks()[walk.to]
    best = [
        Answer(item=item.key, value=of.scale_of(item).high) for item in of.all_items
    ]
    crossed = apply_crosswalk(Responses(of, best), walk, to)
    top = {item.key: to.scale_of(item).high for item in to.all_items}
    made = {answer.item: answer.value for answer in crossed.responses.answers}
    assert made == {link.to: top[link.to] for link in walk.links}
    assert {*made, *crossed.unfilled} == set(top)


@WALKS
def test_each_link_says_why_and_that_it_is_ours(walk: Crosswalk) -> None:
    assert walk.source.startswith("cqikit: ours")
    for link in walk.links:
        assert len(link.why.split()) > 8, link.to
    assert len({link.why for link in walk.links}) == len(walk.links)


def test_every_pair_that_can_be_crossed_is() -> None:
    made = {(walk.of, walk.to) for walk in crosswalks()}
    pairs = {(of, to) for of in CQI for to in CQI - NOT_TO if of != to}
    assert made == pairs - {("bts-infrastructure", "root-cause-areas")}
    assert len(made) == len(crosswalks())
