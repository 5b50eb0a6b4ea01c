"""A web service with typed bodies: checks and judges what it is sent, and keeps steps.

`uvicorn service:app` serves it; run as a program, it tries itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

from annotated_types import GroupedMetadata
from attrs import asdict, frozen
from fastapi import Body, FastAPI, Header, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.testclient import TestClient
from pydantic import PlainSerializer, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from sqlalchemy import create_engine
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from store import Base, load, save

from cqikit import documents, measures, plans, spc
from cqikit.actions import ActionStep
from cqikit.core import problem_of
from cqikit.errors import CqikitError, DocumentError


@frozen
class Document(GroupedMetadata):
    """What pydantic has to know of a class of documents: in, out, and its schema."""

    cls: type[Any]

    def __iter__(self) -> Iterator[object]:
        """Yield what stands beside the class in a type of body."""
        yield PlainValidator(self.value)
        yield PlainSerializer(documents.unstructure)
        yield WithJsonSchema(documents.schema(self.cls))

    def value(self, tree: Any) -> object:
        """Return what a body says, or refuse it with all its faults."""
        try:
            if isinstance(tree, self.cls):  # what a route returns
                return tree
            return documents.structure(tree, self.cls)
        except DocumentError as error:
            raise PydanticCustomError("document", "{said}", told(error)) from None


def told(error: CqikitError) -> dict[str, Any]:
    """Return what an error says, and each of its faults."""
    problems = getattr(error, "problems", None) or [problem_of(error)]
    return {"said": str(error), "faults": [asdict(problem) for problem in problems]}


# To a type checker, these are the classes themselves.
Findings = Annotated[documents.Findings, Document(documents.Findings)]
Judgement = Annotated[spc.Judgement, Document(spc.Judgement)]
Plan = Annotated[plans.Plan, Document(plans.Plan), Body()]
Series = Annotated[measures.Series, Document(measures.Series), Body()]
Step = Annotated[ActionStep, Document(ActionStep), Body()]

app = FastAPI()


@app.exception_handler(RequestValidationError)
@app.exception_handler(CqikitError)
def refused(_: Request, error: Any) -> Response:
    """Answer 422 with all faults; the body itself is left out, as it may be no JSON."""
    detail: list[dict[str, Any]]
    if isinstance(error, CqikitError):
        detail = [{"type": error.code, "msg": str(error), "ctx": told(error)}]
    else:
        detail = [{**fault, "input": None} for fault in error.errors()]
    return Response(json.dumps({"detail": detail}), 422, media_type="application/json")


# One SQLite in memory for all threads of the server; yours is a URL.
engine = create_engine(
    "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
)
Base.metadata.create_all(engine)


@app.post("/findings")
def findings(plan: Plan) -> Findings:
    """Return what is missing or doubtful in a plan."""
    return documents.Findings(findings=documents.findings(plan))


@app.post("/judgement")
def judgement(series: Series) -> Judgement:
    """Return what the signals of a series mean."""
    return spc.judge(spc.read(spc.chart(series)))


@app.get("/steps/{key}")
def step(key: str, response: Response) -> Step:
    """Return a step; its ETag says which revision it is."""
    with Session(engine) as session:
        try:
            found, digest = load(session, key, ActionStep)
        except NoResultFound:
            raise HTTPException(404, f"there is no step {key}") from None
    response.headers["ETag"] = f'"{digest}"'
    return found


@app.put("/steps/{key}")
def put(
    key: str, step: Step, response: Response, if_match: Annotated[str, Header()] = ""
) -> Step:
    """Save a step; what others saved in the meantime is merged, or is a conflict."""
    with Session(engine) as session:
        try:
            saved = save(session, key, step, if_match.strip('"'))
        except NoResultFound:
            must = "If-Match must be the ETag of a state that was saved"
            raise HTTPException(412, must) from None
        found, digest = load(session, key, ActionStep)
    response.headers["ETag"] = f'"{digest}"'
    if saved.conflicts:
        raise HTTPException(
            409, [str(conflict) for conflict in saved.conflicts], dict(response.headers)
        )
    return found


def main() -> None:
    """Be two clients."""
    client = TestClient(app)
    rugs: dict[str, Any] = {"type": "step", "version": 1, "key": "rugs"}
    rugs["what"] = "replace rugs"
    first = client.put("/steps/rugs", json=rugs).headers["ETag"]

    def put(**changed: Any) -> Any:
        sent = {**rugs, **changed}
        return client.put("/steps/rugs", json=sent, headers={"If-Match": first}).json()

    put(who="director")
    print("merged:", put(expense=3))
    print("in conflict:", put(who="lead teacher")["detail"])

    refused = client.post("/findings", json={"type": "plan", "version": 1, "key": ""})
    for fault in refused.json()["detail"][0]["ctx"]["faults"]:
        print(f"{refused.status_code}: {fault['where']} {fault['message']}")

    falls = measures.Measure(
        key="falls", title="Falls", kind="count", direction="lower", unit="falls"
    )
    seen = measures.series(
        falls,
        (
            measures.Observation(period=f"2026-{month:02}", numerator=count)
            for month, count in enumerate((4, 6, 3, 5, 4, 7, 5, 4, 2, 1), start=1)
        ),
    )
    answer = client.post("/judgement", json=documents.unstructure(seen)).json()
    print(documents.structure(answer, spc.Judgement))


if __name__ == "__main__":
    main()
