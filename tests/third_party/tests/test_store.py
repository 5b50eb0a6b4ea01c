"""What people save at one time is kept, whoever comes first."""

from pathlib import Path

import pytest
from attrs import evolve
from cqikit.actions import ActionStep
from fastapi.testclient import TestClient
from service import app
from sqlalchemy import create_engine
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session
from store import Base, Kept, Revision, load, save

RUGS = ActionStep(key="rugs", what="replace rugs")


def test_what_is_saved_between_reading_and_writing_is_merged(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/kept.db")
    Base.metadata.create_all(engine)
    with Session(engine) as mine, Session(engine) as theirs:
        first = save(mine, "rugs", RUGS).digest
        seen = mine.get_one(Kept, "rugs")
        assert seen.digest == first  # my session goes by this from here on
        save(theirs, "rugs", evolve(RUGS, expense=3), first)
        saved = save(mine, "rugs", evolve(RUGS, who="director"), first)
        both, digest = load(theirs, "rugs", ActionStep)
        assert (both.who, both.expense, digest) == ("director", 3, saved.digest)
        # Each state that was saved is there still, and saving it again adds none.
        assert mine.query(Revision).count() == 3
        save(mine, "rugs", both, digest)
        assert mine.query(Revision).count() == 3
    engine.dispose()


def test_a_state_that_was_never_saved_is_no_beginning() -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        save(session, "rugs", RUGS)
        with pytest.raises(NoResultFound):
            save(session, "rugs", evolve(RUGS, who="director"))
    engine.dispose()


def test_a_client_is_told_what_it_lacks() -> None:
    client = TestClient(app)
    step = {"type": "step", "version": 1, "key": "a", "what": "replace rugs"}
    assert client.get("/steps/a").status_code == 404
    made = client.put("/steps/a", json=step)
    assert made.status_code == 200
    found = client.get("/steps/a")
    assert (found.json(), found.headers["ETag"]) == (step, made.headers["ETag"])
    assert client.put("/steps/a", json={**step, "who": "coach"}).status_code == 412
    headers = {"If-Match": made.headers["ETag"]}
    sent = {**step, "who": "coach"}
    assert client.put("/steps/a", json=sent, headers=headers).status_code == 200
    refused = client.put("/steps/a", json={**step, "who": "cook"}, headers=headers)
    assert refused.status_code == 409
    assert "mine is 'cook', theirs 'coach'" in refused.json()["detail"][0]
    bodies = client.get("/openapi.json").json()["paths"]["/findings"]["post"]
    assert "urn:cqikit:document:plan:1" in str(bodies)


@pytest.mark.parametrize("title", ["NaN", "1e999", r'"\ud800"'])
def test_a_body_that_no_json_can_repeat_is_refused_with_its_faults(title: str) -> None:
    body = f'{{"type": "plan", "version": 1, "key": "k", "title": {title}}}'
    told = {"Content-Type": "application/json"}
    answer = TestClient(app).post("/findings", content=body, headers=told)
    [fault] = answer.json()["detail"][0]["ctx"]["faults"]
    assert (answer.status_code, fault["where"]) == (422, "title")


def test_what_a_verb_refuses_is_no_fault_of_the_server() -> None:
    rows = [{"period": "2026-01", "numerator": 1, "denominator": 0}]
    measure = {"key": "falls", "title": "Falls", "kind": "rate"}
    sent = {"type": "series", "version": 1, "measure": measure, "observations": rows}
    answer = TestClient(app).post("/judgement", json=sent)
    [fault] = answer.json()["detail"][0]["ctx"]["faults"]
    assert (answer.status_code, fault["where"]) == (422, "values[0]")
