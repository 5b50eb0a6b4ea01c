"""Print visits.csv: twelve agencies, eighteen months and six more, from one seed.

Nothing in it is a record. `python make_visits.py > visits.csv` makes the file anew.
"""

import random

SEED = 8
#: Month 0 is January 2025; the change is declared in July 2025 (month 6), the project
#: closes at the end of June 2026 (month 17), and data go on to December (month 23).
CHANGED, CLOSED, MONTHS = 6, 18, 24
#: Of each agency: clients due a month, and the share screened before and since.
AGENCIES = {
    "Alder": (24, 0.55, 0.91),
    "Birch": (30, 0.60, 0.92),
    "Cedar": (16, 0.50, 0.90),
    "Dogwood": (20, 0.58, 0.91),
    "Elm": (22, 0.52, 0.80),
    "Fir": (18, 0.47, 0.79),
    "Ginkgo": (26, 0.55, 0.81),
    "Hazel": (20, 0.62, 0.44),
    "Ironwood": (14, 0.45, 0.66),
    "Juniper": (28, 0.50, 0.72),
    "Larch": (16, 0.40, 0.62),
    "Maple": (32, 0.56, 0.70),
}
#: Juniper reports no more from this month on.
SILENT = {"Juniper": 11}


COLUMNS = (
    "due",
    "early",
    "screened",
    "positive",
    "referred",
    "families",
    "left",
    "planned",
    "held",
    "asked",
    "answered",
)


def count(chance: random.Random, of: int, share: float) -> int:
    """Return how many of so many, each with this probability."""
    return sum(chance.random() < share for _ in range(of))


def referred_share(month: int) -> float:
    """Return the share referred: it rises with the change, and falls after closing."""
    if month < CHANGED:
        return 0.50
    return 0.82 if month < CLOSED else 0.52


def surveys(chance: random.Random, agency: str, month: int) -> tuple[int, int]:
    """Return how many families were asked, and how many answered.

    Every agency does better with the change, and Maple, where few answer, asks many
    more: all together do worse.
    """
    changed, few = month >= CHANGED, agency == "Maple"
    asked = 400 if few and changed else 40
    share = (0.25 if few else 0.70) + (0.12 if changed else 0.0)
    return asked, count(chance, asked, share)


def counts(
    chance: random.Random, size: int, before: float, since: float, month: int
) -> tuple[int, ...]:
    """Return the counts of one agency and month, in the order of `COLUMNS`."""
    changed = month >= CHANGED
    due = size + chance.randrange(-3, 4)
    early = count(chance, due, 0.85 if changed else 0.60)
    screened = count(chance, due, since if changed else before)
    positive = count(chance, screened, 0.3)
    referred = count(chance, positive, referred_share(month))
    left = count(chance, 2 * size, 0.04)
    held = count(chance, 6 * size, 0.80)
    return due, early, screened, positive, referred, 2 * size, left, 6 * size, held


def main() -> None:
    """Print the header, then one row an agency and month."""
    # Two streams, so that what one draws does not move the other.
    chance, other = (random.Random(SEED + place) for place in range(2))  # noqa: S311
    print(f"agency,month,{','.join(COLUMNS)}")
    for agency, (size, before, since) in AGENCIES.items():
        for month in range(MONTHS):
            row = (
                *counts(chance, size, before, since, month),
                *surveys(other, agency, month),
            )
            if month < SILENT.get(agency, MONTHS):
                name = f"{2025 + month // 12}-{month % 12 + 1:02}"
                print(",".join(map(str, (agency, name, *row))))


if __name__ == "__main__":
    main()
