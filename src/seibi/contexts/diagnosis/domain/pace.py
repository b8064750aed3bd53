"""How fast a car collects kilometres, and when it will reach a number of them."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

DAYS_A_MONTH = 30.4375
ONE_DAY = dt.timedelta(days=1)
MEMORY_DAYS = 120.0
SLOWEST = 0.5
NOISE_OF_PACE = 25 / 30
PRIORS = {  # kilometres a day of an ordinary car, and how much cars differ
    "JP": (22.0, 13.0),
    "CN": (33.0, 18.0),
    "US": (58.0, 26.0),
}
ELSEWHERE = (33.0, 18.0)
FASTER_CLASSES = {"business": 2.5, "rental": 1.6, "truck_heavy": 2.0}
SLOWER_EACH_YEAR, SLOWEST_SHARE = 0.03, 0.55
FAR_AWAY = 36_500.0


@dataclass(frozen=True, slots=True)
class PaceBelief:
    """Kilometres a day: the best guess, its standard deviation, and the noise of single days."""

    mean: float
    sd: float
    noise: float

    @property
    def km_per_month(self) -> float:
        return self.mean * DAYS_A_MONTH


@dataclass(frozen=True, slots=True)
class Arrival:
    """Days until a distance is reached: inverse Gaussian with this mean and standard deviation."""

    mean: float
    sd: float

    def within(self, days: float) -> float:
        """The probability that it is reached within so many days."""
        if days <= 0:
            return 0.0
        if self.sd <= 0:
            return 1.0 if days >= self.mean else 0.0
        shape = self.mean**3 / self.sd**2
        root = math.sqrt(shape / days)
        first = _normal(root * (days / self.mean - 1))
        log_second = 2 * shape / self.mean + _log_normal(-root * (days / self.mean + 1))
        return min(1.0, first + math.exp(min(log_second, 0.0)))

    def quantile(self, probability: float) -> float:
        """The days within which it is reached with this probability."""
        low, high = 0.0, max(self.mean, 1.0)
        while self.within(high) < probability and high < FAR_AWAY:
            low, high = high, high * 2
        for _step in range(60):
            middle = (low + high) / 2
            if self.within(middle) < probability:
                low = middle
            else:
                high = middle
        return (low + high) / 2


def prior(*, country: str, use_class: str, age_years: float) -> PaceBelief:
    """What cars of this market, use and age do, before this one has told us anything."""
    mean, sd = PRIORS.get(country, ELSEWHERE)
    share = max(SLOWEST_SHARE, 1 - SLOWER_EACH_YEAR * max(age_years, 0.0))
    factor = FASTER_CLASSES.get(use_class, 1.0) * share
    return PaceBelief(mean * factor, sd * factor, mean * factor * NOISE_OF_PACE)


def learn(belief: PaceBelief, readings: Sequence[tuple[dt.datetime, int]]) -> PaceBelief:
    """Each pair of readings pulls the guess towards what the car really did; old news fades.

    A Kalman filter: an interval of n days tells the pace with variance noise²/n, and between
    readings the pace itself may drift, so that news older than about four months counts less.
    """
    mean, variance, noise = belief.mean, belief.sd**2, belief.noise
    drift = (noise / MEMORY_DAYS) ** 2
    for (then, km_then), (now, km_now) in pairwise(readings):
        days = (now - then) / ONE_DAY
        if days <= 0 or km_now < km_then:
            continue
        days = max(days, 1.0)
        variance = min(variance + drift * days, belief.sd**2)
        gain = variance / (variance + noise**2 / days)
        mean += gain * ((km_now - km_then) / days - mean)
        variance *= 1 - gain
    return PaceBelief(max(mean, SLOWEST), math.sqrt(variance), noise)


def arrival(belief: PaceBelief, remaining_km: float) -> Arrival:
    """When a car that is so many kilometres away gets there: first passage of a noisy walk.

    The spread has two parts: we do not know the pace, and days differ.
    """
    if remaining_km <= 0:
        return Arrival(0.0, 0.0)
    pace = max(belief.mean, SLOWEST)
    days = remaining_km / pace
    unsure = remaining_km * belief.sd / pace**2
    uneven = belief.noise * math.sqrt(days) / pace
    return Arrival(days, math.hypot(unsure, uneven))


def _normal(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2))


def _log_normal(z: float) -> float:
    """The logarithm of the normal distribution, also far out where it is too small to hold."""
    if z > -30:
        return math.log(_normal(z))
    return -z * z / 2 - math.log(-z) - 0.5 * math.log(2 * math.pi) + math.log1p(-1 / (z * z))
