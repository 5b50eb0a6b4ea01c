"""How easily respondents who answer at random agree.

Dunlap, Burke and Smith-Crowe 2003, Journal of Applied Psychology 88:356, drew
random answers to table the values of r_wg that are more than chance. Here their
distribution is reckoned: sum and sum of squares of the answers together, as the
power of a Fourier transform.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import frozen
from attrs.validators import and_

from cqikit.assessments._agreement._consensus import by_chance
from cqikit.core import arguments, at_least, at_most, finite, instance_of, say
from cqikit.errors import FieldError

if TYPE_CHECKING:
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

__all__ = ["critical_agreement", "random_agreement"]

#: Beyond so many pairs of sum and sum of squares an approximation does.
LARGEST_GRID: Final = 2_000_000
#: From so many options on, fewer options do: in units of chance they spread alike.
FINE: Final = 20
#: No more people answer, and there are no more options.
MOST: Final = 1_000_000
ASKED: Final = dict.fromkeys(
    ("respondents", "options"), and_(instance_of(int), at_least(2), at_most(MOST))
)
#: What the transform leaves where nothing should be.
NOISE: Final = 1e-15
#: Two values of r_wg that are no further apart are one.
CLOSE: Final = 1e-9


@arguments(value=finite, **ASKED)
def random_agreement(value: float, *, respondents: int, options: int) -> float:
    """Return the chance that random answers to one item agree as much or more.

    Parameters
    ----------
    value : float
        An r_wg, as ``truncate=False`` gives it: one that was cut at 0 may be less.
    respondents : int
        How many answer, 2 or more, each by themselves and each option as likely.
    options : int
        How many there are, 2 or more.

    Returns
    -------
    float
        From 0 to 1. Exact to ten digits while the sums of all answers can be
        listed (350 respondents with five options, 190 with seven). A few people
        with very many options are reckoned as with fewer, many people from the
        normal distribution of the same mean and variance.

    Notes
    -----
    There is none for r_wg(J): one person's answers to several items hang
    together, also where persons do not agree with each other.

    Examples
    --------
    That three of three pick the same of five options is a chance of 1 in 25:

    >>> round(random_agreement(1.0, respondents=3, options=5), 6)
    0.04
    """
    ratio = 1 - value + CLOSE
    answers = _answers(respondents, options)
    from scipy.special import ndtr  # noqa: PLC0415  (slow to load)

    if answers.are_many:
        return float(ndtr((ratio - 1) / answers.error))
    ratios, chances = _distribution(answers)
    return min(float(chances[ratios <= ratio].sum()), 1.0)


@arguments(chance=finite, **ASKED)
def critical_agreement(
    *, respondents: int, options: int, chance: float = 0.05
) -> float:
    """Return the least r_wg that is more than random answers give.

    Parameters
    ----------
    respondents, options : int
        As for `random_agreement`.
    chance : float
        That random answers agree so much or more, at most; 0.05 unless said.

    Returns
    -------
    float
        NaN where even full agreement is likelier than `chance`.

    Examples
    --------
    >>> round(critical_agreement(respondents=10, options=5), 2)
    0.53
    """
    if not 0 < chance < 1:
        raise FieldError("chance", say("must be between 0 and 1"), chance)
    answers = _answers(respondents, options)
    from scipy.special import ndtri  # noqa: PLC0415  (slow to load)

    if answers.are_many:
        return float(ndtri(1 - chance)) * answers.error
    ratios, chances = _distribution(answers)
    rare = np.cumsum(chances) <= chance + CLOSE
    return 1 - float(ratios[rare][-1]) if rare.any() else math.nan


@frozen
class _Answers:
    """Random answers of so many people: numbers from 0, and how far from the middle."""

    people: int
    options: int

    @property
    def middle(self) -> int:
        return (self.options - 1) // 2

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many sums there can be, and how many sums of squares."""
        furthest = self.options - 1 - self.middle
        return self.people * (self.options - 1) + 1, self.people * furthest**2 + 1

    @property
    def are_many(self) -> bool:
        return math.prod(self.shape) > LARGEST_GRID

    @property
    def error(self) -> float:
        """Return the standard deviation of the variance, in units of chance."""
        squares = self.options**2
        kurtosis = 3 * (3 * squares - 7) / (5 * (squares - 1))
        return math.sqrt(
            (kurtosis - (self.people - 3) / (self.people - 1)) / self.people
        )


def _answers(people: int, options: int) -> _Answers:
    # Beyond some thousand, those of two people are too many to be listed, too.
    answers = _Answers(people, min(options, 100 * FINE))
    while answers.are_many and answers.options > FINE:
        answers = _Answers(people, answers.options - 1)
    return answers


def _distribution(answers: _Answers) -> tuple[Floats, Floats]:
    """Return what the variance can be, in units of chance, and how likely each is."""
    people, options = answers.people, answers.options
    alone = np.zeros(answers.shape)
    values = np.arange(options)
    alone[values, (values - answers.middle) ** 2] = 1 / options
    every = np.fft.irfft2(np.fft.rfft2(alone) ** people, s=answers.shape)
    sums, squares = np.nonzero(every > NOISE)
    # A whole number: people times the sum of squares about the mean.
    spread = people * squares - (sums - people * answers.middle) ** 2
    found, place = np.unique(spread, return_inverse=True)
    chances = np.zeros(found.shape)
    np.add.at(chances, place.ravel(), every[sums, squares])
    by_random = float(by_chance(options))
    return found / (people * (people - 1) * by_random), chances
