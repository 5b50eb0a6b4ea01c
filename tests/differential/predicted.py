"""What predictions were worth, from docs/explanation/cycles.md, one after another.

What came true partly has not come true; what could not be tested counts nowhere. Shares
by the interval of Clopper and Pearson 1934.
"""

from __future__ import annotations

import math
from datetime import date
from random import Random
from statistics import mean
from typing import Any, Final

from scipy.stats import beta

from cqikit import pdsa

__all__ = ["of_predictions"]

NEAR: Final = 1e-9
DAY: Final = date(2026, 1, 1)
#: What was predicted, what came, and the verdict; None where nothing was compared.
Told = tuple[Any, float | None, str | None]

# What predictions were worth

VERDICTS: Final = ("confirmed", "partly", "refuted", "not-testable")


def foretold(random: Random) -> Any:
    sure = random.choice([None, 0.5, 0.8, 1.0])
    start = random.choice([None, 4.0, 6.0])
    match random.randrange(4):
        case 0:
            return pdsa.TextPrediction("It works", confidence=sure)
        case 1:
            within = random.choice([0.0, 1.0])
            return pdsa.Number(6.0, within, start, confidence=sure)
        case 2:
            return pdsa.Interval(5.0, 7.0, start, confidence=sure or 0.9)
        case _:
            way: Any = random.choice(["rise", "fall", "hold"])
            return pdsa.TrendPrediction(
                way, start, random.choice([0.0, 1.0]), confidence=sure
            )


def verdict_of(made: Any, actual: float | None) -> str | None:
    """Return what a number says of a prediction, None where only people can."""
    if actual is None or isinstance(made, pdsa.TextPrediction):
        return None
    if isinstance(made, pdsa.TrendPrediction):
        if made.start is None:
            return None
        moved = actual - made.start
        went = "hold" if abs(moved) <= made.within else "rise" if moved > 0 else "fall"
        return "confirmed" if went == made.way.value else "refuted"
    low, high = (
        (made.low, made.high)
        if isinstance(made, pdsa.Interval)
        else (made.value - made.within, made.value + made.within)
    )
    if low <= actual <= high:
        return "confirmed"
    start = made.start
    if start is not None and (start < actual < low or high < actual < start):
        return "partly"
    return "refuted"


def moved_right(made: Any, actual: float | None, verdict: str | None) -> bool | None:
    """Say whether a predicted direction was right, None where there is none."""
    if isinstance(made, pdsa.TrendPrediction):
        return verdict == "confirmed"
    if isinstance(made, pdsa.TextPrediction) or made.start is None or actual is None:
        return None
    if isinstance(made, pdsa.Number):
        wanted = made.value - made.start
    else:
        wanted = max(made.low - made.start, 0) + min(made.high - made.start, 0)
    return (actual - made.start) * wanted > 0 if wanted else None


def exact(count: int, of: int, confidence: float) -> tuple[float, float]:
    rest = (1 - confidence) / 2
    low = beta.ppf(rest, count, of - count + 1) if count else 0.0
    high = beta.isf(rest, count + 1, of - count) if count < of else 1.0
    return float(low), float(high)


def some_cycle(random: Random, key: str) -> tuple[Any, list[Told]]:
    """Return a cycle that was tested, and what it foretold and found."""
    log: list[Any] = []
    made = [foretold(random) for _ in range(random.randint(1, 4))]
    for n, prediction in enumerate(made):
        log.append(pdsa.Predict(on=DAY, question=f"Q{n}?", prediction=prediction))
    log += [pdsa.StartTest(on=DAY), pdsa.Observe(on=DAY, what="Seen")]
    log.append(pdsa.EndTest(on=DAY))
    told: list[Told] = []
    for n, prediction in enumerate(made):
        if random.random() < 0.1:
            told.append((prediction, None, None))
            continue
        actual = random.choice([None, 3.0, 4.0, 5.0, 5.5, 6.0, 7.0, 8.0])
        verdict, said = verdict_of(prediction, actual), None
        if verdict is None or random.random() < 0.2:
            verdict = said = random.choice(VERDICTS)
        compared: dict[str, Any] = {"actual": actual, "verdict": said}
        log.append(pdsa.Compare(on=DAY, question=f"Q{n}?", **compared))
        told.append((prediction, actual, verdict))
    return pdsa.Cycle(key=key, title="C", log=log), told


def of_predictions(random: Random) -> str:
    pairs = [some_cycle(random, f"c{n}") for n in range(random.randint(0, 6))]
    told = [row for _, rows in pairs for row in rows]
    confidence = random.choice([0.5, 0.95])
    made = pdsa.calibrate([cycle for cycle, _ in pairs], confidence=confidence)
    judged = [row for row in told if row[2] not in {None, "not-testable"}]
    spans = [r for r in judged if isinstance(r[0], pdsa.Interval) and r[1] is not None]
    held = [verdict_of(said, actual) == "confirmed" for said, actual, _ in spans]
    ways = [way for row in judged if (way := moved_right(*row)) is not None]
    sure = [
        (
            row[0].confidence,
            (verdict_of(row[0], row[1]) if row in spans else row[2]) == "confirmed",
        )
        for row in judged
        if row[0].confidence is not None
    ]
    bare = (pdsa.TextPrediction, pdsa.Number)
    left = [
        row
        for row in judged
        if isinstance(row[0], bare)
        and row[0].confidence is None
        and moved_right(*row) is None
    ]
    promised = mean(row[0].confidence for row in spans) if spans else None
    score = mean((p - came) ** 2 for p, came in sure) if sure else None
    pairs_too: list[tuple[float | None, float | None]] = [
        (made.coverage.count, sum(held)),
        (made.coverage.of, len(held)),
        (made.promised, promised),
        (made.directions.count, sum(ways)),
        (made.directions.of, len(ways)),
        (made.brier.score if made.brier else None, score),
        (made.left_out, len(left)),
        (made.undecided, len(told) - len(judged)),
    ]
    for ours, wanted in pairs_too:
        none = ours is None or wanted is None
        if not (ours is wanted if none else math.isclose(ours, wanted)):  # type: ignore[arg-type]
            return f"{pairs_too} of {told}"
    text, half = " ".join(made.said), 0.5
    return sentence_of(held, promised or half, confidence, INTERVALS, text) or (
        sentence_of(ways, half, confidence, COIN, text)
    )


#: What is said of fewer, of more, and of as many as were promised.
INTERVALS: Final = ("too sure", "could be narrower", "agrees with")
COIN: Final = ("worse than tossing", "better than tossing", "cannot be told")


def sentence_of(
    came: list[bool],
    promised: float,
    confidence: float,
    words: tuple[str, str, str],
    text: str,
) -> str:
    """Say which word is missing, "" if none or on the edge between two."""
    if not came:
        return ""
    low, high = exact(sum(came), len(came), confidence)
    if min(abs(low - promised), abs(high - promised)) < NEAR:
        return ""
    word = words[0] if high < promised else words[1] if low > promised else words[2]
    return "" if word in text else f"no {word!r} in {text!r}"
