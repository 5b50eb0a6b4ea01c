import itertools

from cqikit.drawing import diagram_figure, diagram_svg
from cqikit.drivers import ChangeIdea, Diagram, Driver, Link, items
from cqikit.measures import Aim, Level
from tests.drawing._svg import NASTY, root, said_of, size, spots, texts, title_of


def aim(title: str = "90 % on time") -> Aim:
    return Aim(key="aim", title=title, measure="m", target=Level(90.0), by="2027-06")


def diagram(**more: object) -> Diagram:
    return Diagram(**{"key": "d", "title": "Visits", "aim": aim()} | more)  # type: ignore[arg-type]


FULL = diagram(
    drivers=[
        Driver(key="p0", title="Families know"),
        Driver(key="p1", title="Appointments fit"),
        Driver(key="s0", title="Reminders", tier="secondary"),
        Driver(key="s1", title="Opening hours", tier="secondary"),
        Driver(key="alone", title="Linked to nothing"),
    ],
    ideas=[
        ChangeIdea(key="i0", title="Text messages"),
        ChangeIdea(key="i1", title="Evenings"),
        ChangeIdea(key="loose", title="An idea of its own"),
    ],
    links=[
        Link(cause="p0", effect="aim", strength="strong"),
        Link(cause="p1", effect="aim", strength="weak"),
        Link(cause="s0", effect="p0"),
        Link(cause="s0", effect="p1"),
        Link(cause="s1", effect="p1", strength="moderate"),
        Link(cause="i0", effect="s0"),
        Link(cause="i0", effect="s1"),
        Link(cause="i1", effect="s1"),
        Link(cause="i1", effect="aim"),
    ],
)


def test_every_item_stands_once_whatever_its_links() -> None:
    said = texts(diagram_svg(FULL))
    titles = [item.title for item in items(FULL)]
    assert all(said.count(title) == 1 for title in [*titles, "90 % on time"])
    assert said_of(diagram_svg(FULL)) == "5 drivers, 3 change ideas"
    assert title_of(diagram_svg(FULL)) == "Visits"


def test_layers_stand_from_left_to_right_under_their_names() -> None:
    found = {text: x for text, x, _ in spots(diagram_svg(FULL))}
    heads = ["Aim", "Primary drivers", "Secondary drivers", "Change ideas"]
    assert [found[head] for head in heads] == sorted(found[head] for head in heads)
    assert found["Text messages"] > found["Reminders"] > found["Families know"]


def test_only_an_aim_is_a_diagram() -> None:
    made = diagram_svg(diagram())
    assert set(texts(made)) == {"Aim", "90 % on time"}


def test_sixty_items_do_not_lie_over_each_other() -> None:
    big = diagram(
        drivers=[Driver(key=f"p{n}", title=f"Primary {n}") for n in range(5)]
        + [
            Driver(key=f"s{n}", title=f"Second {n}", tier="secondary")
            for n in range(15)
        ],
        ideas=[ChangeIdea(key=f"i{n}", title=f"Idea {n}") for n in range(40)],
        links=[Link(cause=f"p{n}", effect="aim") for n in range(5)]
        + [Link(cause=f"s{n}", effect=f"p{n % 5}") for n in range(15)]
        + [Link(cause=f"i{n}", effect=f"s{n % 15}") for n in range(40)]
        + [Link(cause=f"i{n}", effect=f"s{(n + 4) % 15}") for n in range(40)],
    )
    made = diagram_svg(big)
    for word, count in (("Primary", 5), ("Second", 15), ("Idea", 40)):
        heights = sorted(
            y
            for text, _, y in spots(made)
            if text.split()[0] == word and text[-1].isdigit()
        )
        assert len(heights) == count
        assert all(b - a > 15 for a, b in itertools.pairwise(heights))
    assert max(heights) < size(made)[1]


def test_a_note_stands_under_its_item() -> None:
    made = diagram_svg(FULL, notes={"i0": "adopted", "i1": ""})
    heights = {text: y for text, _, y in spots(made)}
    assert heights["Text messages"] < heights["adopted"]
    assert "An aim [last]" in texts(diagram_svg(diagram(aim=aim("An aim [last]"))))


def test_a_long_title_is_broken_and_at_last_cut() -> None:
    made = texts(diagram_svg(diagram(aim=aim("Wort" * 200))))
    assert len(made) == 1 + 6
    assert made[-1].endswith("\u2026")


def test_whatever_people_type_is_shown_as_typed() -> None:
    typed = {f"p{place}": text for place, text in enumerate(NASTY) if text.strip()}
    whole = "".join(NASTY)
    made = diagram_svg(
        diagram(
            title=whole,
            aim=aim(whole),
            drivers=[Driver(key=key, title=name) for key, name in typed.items()],
        ),
        notes=typed,
    )
    assert root(made) is not None
    assert "<script" not in made


def test_a_diagram_can_be_a_figure() -> None:
    drawn = diagram_figure(FULL, notes={"i0": "adopted"})
    said = {text.get_text() for axes in drawn.axes for text in axes.texts}
    assert {"Text messages", "adopted", "Change ideas"} <= said
