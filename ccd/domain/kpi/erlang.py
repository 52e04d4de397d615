"""What queueing theory expects of a queue: Erlang B, C and A.

Calls come at random (Poisson) at the rate λ to n agents and take an exponential time of mean 1/µ; the load
λ/µ is in erlangs. In Erlang C everybody waits (A. K. Erlang, 1917). In Erlang A each caller gives up after an
exponential time of mean 1/θ, so that the queue also holds when the load exceeds the agents (C. Palm, 1957; A.
Mandelbaum and S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue", 2007).

How Erlang A is solved. Whoever finds all agents busy and i callers before him moves up at the rate nµ + jθ
while j of them are left, so the time V after which he would be served is a sum of exponential ones, with
the density nµ·∏(nµ + jθ)/(i! θ^i) · exp(-nµt)(1 - exp(-θt))^i. He finds i before him with the probability
p·λ^i/∏(nµ + jθ), p being that of n calls and nobody in line. Over all i the products cancel and the sum is
one exponential series:

    g(t) = p·nµ·exp(-nµt + λ(1 - exp(-θt))/θ)

He is still there at t with the probability exp(-θt); the rest is one integral for each figure, and p follows
from Erlang B, which compares n calls with fewer.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, exp, expm1, inf, log

_NEGLIGIBLE = 40.0
"""exp(-40) of the peak is nothing to a double."""

_PIECES = 2000
"""Of an integral; even."""


@dataclass(frozen=True, slots=True)
class Traffic:
    """`patience_s` is the mean; infinite for callers who never give up (Erlang C)."""

    arrivals_per_hour: float
    handling_s: float
    patience_s: float = inf

    def __post_init__(self) -> None:
        """Raises ValueError."""
        if not (self.arrivals_per_hour > 0 and self.handling_s > 0 and self.patience_s > 0):
            raise ValueError("arrivals, handling time and patience must be greater than 0")

    @property
    def per_s(self) -> float:
        return self.arrivals_per_hour / 3600

    @property
    def erlangs(self) -> float:
        return self.per_s * self.handling_s


@dataclass(frozen=True, slots=True)
class Expected:
    """In the long run. `waits`: a caller does not find a free agent. `service_level` is strict: answered in
    time, of all. `asa_s` is the mean wait of the answered. An Erlang C queue whose agents cannot keep up has
    no long run: everybody waits, for ever."""

    waits: float
    service_level: float
    asa_s: float
    abandon_rate: float
    occupancy: float


def erlang_b(erlangs: float, agents: int) -> float:
    """The share of callers who find all agents busy if nobody may wait."""
    return 1 / _one_in(erlangs, agents)


def _one_in(erlangs: float, agents: int) -> float:
    """One caller in so many finds all agents busy; infinite where a float ends."""
    callers = 1.0
    for n in range(1, agents + 1):
        callers = 1 + callers * n / erlangs
    return callers


def erlang_c(traffic: Traffic, agents: int, target_s: float) -> Expected:
    """As if nobody gave up."""
    load = traffic.erlangs
    if agents <= load:
        return Expected(waits=1.0, service_level=0.0, asa_s=inf, abandon_rate=0.0, occupancy=1.0)
    blocked = erlang_b(load, agents)
    waits = blocked / (1 - load / agents * (1 - blocked))
    spare = (agents - load) / traffic.handling_s
    return Expected(waits, 1 - waits * exp(-spare * target_s), waits / spare, 0.0, load / agents)


def erlang_a(traffic: Traffic, agents: int, target_s: float) -> Expected:
    """Without an end to patience it is Erlang C."""
    if traffic.patience_s == inf:
        return erlang_c(traffic, agents, target_s)
    g = _Density(traffic, agents)
    target_s = min(target_s, g.end_s)
    everybody = g.integral(g.at, 0, g.end_s)
    in_time = g.integral(g.answered, 0, target_s) / everybody
    answered = in_time + g.integral(g.answered, target_s, g.end_s) / everybody
    waited_s = g.integral(lambda t: t * g.answered(t), 0, g.end_s) / everybody
    waits = everybody / (g.at_once + everybody)
    abandon_rate = waits * (1 - answered)
    return Expected(
        waits=waits,
        service_level=1 - waits * (1 - in_time),
        asa_s=waits * waited_s / (1 - abandon_rate),
        abandon_rate=abandon_rate,
        # where nearly everybody leaves, the difference has few digits left
        occupancy=min(1.0, traffic.erlangs * (1 - abandon_rate) / agents),
    )


class _Density:
    """g, up to a factor: the peak of its exponential is 1. `at_once`, of the same scale, stands for those who
    find a free agent."""

    def __init__(self, traffic: Traffic, agents: int) -> None:
        self._arrive = traffic.per_s
        self._patience_s = traffic.patience_s
        self._leave = 1 / traffic.patience_s
        self._serve = agents / traffic.handling_s
        peak_s = max(0.0, log(self._arrive / self._serve) / self._leave)
        self._peak = self._exponent(peak_s)
        fewer = _one_in(traffic.erlangs, agents) - 1
        self.at_once = fewer * exp(-self._peak) / self._serve
        self.end_s = peak_s + 1 / self._serve
        while self._exponent(self.end_s) > self._peak - _NEGLIGIBLE:
            self.end_s *= 1.5

    def at(self, t: float) -> float:
        return exp(self._exponent(t) - self._peak)

    def answered(self, t: float) -> float:
        """He is served at t, and still there."""
        return exp(self._exponent(t) - self._peak - self._leave * t)

    def integral(self, f: Callable[[float], float], a: float, b: float) -> float:
        """In two parts: what patience does is over soon, the rest may take long."""
        cut = min(max(a, 10 * self._patience_s), b)
        return _integral(f, a, cut) + _integral(f, cut, b)

    def _exponent(self, t: float) -> float:
        return -self._serve * t - self._arrive / self._leave * expm1(-self._leave * t)


def _integral(f: Callable[[float], float], a: float, b: float) -> float:
    """By Simpson's rule."""
    step = (b - a) / _PIECES
    inner = sum((4 if i % 2 else 2) * f(a + i * step) for i in range(1, _PIECES))
    return (f(a) + inner + f(b)) * step / 3


def agents_needed(traffic: Traffic, target_s: float, service_level: float) -> int:
    """The fewest with whom that share of callers is answered within the target. Raises ValueError."""
    if not 0 < service_level < 1:
        raise ValueError("a service level is greater than 0 and less than 1")

    def enough(agents: int) -> bool:
        return erlang_a(traffic, agents, target_s).service_level >= service_level

    most = 1
    while not enough(most):
        most *= 2
    return bisect_left(range(most + 1), True, lo=1, key=enough)


def staff_needed(agents: int, shrinkage: float) -> int:
    """How many people to plan so that `agents` are there: `shrinkage` is the share of paid time in which one
    is not. Raises ValueError."""
    if not 0 <= shrinkage < 1:
        raise ValueError("shrinkage is at least 0 and less than 1")
    return ceil(agents / (1 - shrinkage))
