"""Plans in a database that several people write to: nothing is lost, nobody is locked.

Two tables. `Revision` has what was ever saved, under its digest; `Kept` says at which
revision each key is. Whoever saves says with which revision they began; where another
was saved in the meantime, both edits are merged. A revision stays in the version of its
type in which it was written, and is upgraded when it is loaded.
"""

from __future__ import annotations

from typing import Any, TypeVar

from attrs import evolve, frozen
from sqlalchemy import JSON, ForeignKey, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError

from cqikit import documents
from cqikit.actions import ActionStep

T = TypeVar("T")


# A document of one's own: the steps that a short meeting agreed on.
@frozen(kw_only=True)
class Huddle:
    """What was agreed on."""

    topic: str
    steps: tuple[ActionStep, ...] = ()


def renamed(old: dict[str, Any]) -> dict[str, Any]:
    """Return a huddle of version 2; version 1 said `about`."""
    return {"topic" if name == "about" else name: said for name, said in old.items()}


TYPES = documents.TYPES.add(
    documents.DocumentType(name="huddle", cls=Huddle, version=2, upgrade=(renamed,))
)


# The tables.
class Base(DeclarativeBase):
    """What SQLAlchemy knows of them."""


class Revision(Base):
    """What was saved once; it never changes."""

    __tablename__ = "revision"
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    tree: Mapped[dict[str, Any]] = mapped_column(JSON)


class Kept(Base):
    """A document by its key, and the revision it is at."""

    __tablename__ = "kept"
    key: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str] = mapped_column(ForeignKey("revision.digest"))
    # SQLAlchemy then writes a row only where it still has the digest that was read.
    __mapper_args__ = {"version_id_col": digest, "version_id_generator": False}  # noqa: RUF012


# The verbs.
@frozen
class Saved:
    """What came of saving: the digest to go on from, and what has to be decided."""

    digest: str
    conflicts: tuple[documents.Conflict, ...] = ()


def load(session: Session, key: str, cls: type[T]) -> tuple[T, str]:
    """Return a document and its digest."""
    digest = session.get_one(Kept, key).digest
    return at(session, digest, cls), digest


def at(session: Session, digest: str, cls: type[T]) -> T:
    """Return a document as it was."""
    tree = session.get_one(Revision, digest).tree
    return documents.structure(tree, cls, types=TYPES)


def keys(session: Session, kind: str) -> list[str]:
    """Return the keys of all documents of a type."""
    found = select(Kept.key).where(Kept.type == kind).order_by(Kept.key)
    return list(session.scalars(found))


def save(session: Session, key: str, mine: object, began: str = "") -> Saved:
    """Save what somebody made of the revision `began`; of nothing, for a new key.

    With conflicts, nothing is saved: ask, then save what was decided from the digest
    that is returned. Where `began` was never saved, there is nothing to merge with, and
    SQLAlchemy raises NoResultFound.
    """
    while True:
        try:
            return _save(session, key, mine, began)
        except StaleDataError:  # another session wrote between our reading and writing
            session.rollback()


def _save(session: Session, key: str, mine: object, began: str) -> Saved:
    kept = session.get(Kept, key)
    if kept is not None and kept.digest != began:
        cls = type(mine)
        base, theirs = at(session, began, cls), at(session, kept.digest, cls)
        merged = documents.merge(base, mine, theirs)
        if merged.conflicts:
            return Saved(kept.digest, merged.conflicts)
        mine = merged.value
    tree = documents.unstructure(mine, types=TYPES)
    digest = documents.digest(mine, types=TYPES)
    session.merge(Revision(digest=digest, tree=tree))
    session.flush()
    if kept is None:
        session.add(Kept(key=key, type=tree["type"], digest=digest))
    else:
        kept.digest = digest
    session.commit()
    return Saved(digest)


def main() -> None:
    """Two people edit one plan; a huddle of last year is read."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        rugs = ActionStep(key="rugs", what="replace rugs", who="director")
        first = save(session, "rugs", rugs).digest

        # The director and the coach both began with the first revision.
        save(session, "rugs", evolve(rugs, when="2026-10"), first)
        saved = save(session, "rugs", evolve(rugs, expense=3), first)
        both, digest = load(session, "rugs", ActionStep)
        print(f"{both.who} replaces rugs by {both.when} for {both.expense}")
        print("as saved last:", digest == saved.digest)

        # What does not agree is for people to decide.
        refused = save(session, "rugs", evolve(rugs, when="2026-12"), first)
        for conflict in refused.conflicts:
            print(conflict)
        decided = evolve(both, when="2026-11")
        save(session, "rugs", decided, refused.digest)

        # Written by the program of last year, read by that of today.
        old = {"type": "huddle", "version": 1, "about": "falls"}
        session.add(Revision(digest="as-imported", tree=old))
        session.add(Kept(key="monday", type="huddle", digest="as-imported"))
        session.commit()
        monday, began = load(session, "monday", Huddle)
        save(session, "monday", evolve(monday, steps=(decided,)), began)
        monday, _ = load(session, "monday", Huddle)
        print(f"{keys(session, 'huddle')}: {monday.topic}, {len(monday.steps)} step")


if __name__ == "__main__":
    main()
