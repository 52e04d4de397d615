"""What is simulated."""

from dataclasses import dataclass
from math import inf, log, sqrt
from random import Random

from ccd.domain.kpi.erlang import Traffic
from ccd.domain.plan import Plan


@dataclass(frozen=True, slots=True)
class Scenario:
    """`hours` are counted; before them come some that fill the centre. Callers come at random (Poisson), with
    an exponential patience of this mean. Handling time is exponential, or lognormal with the coefficient of
    variation `handling_cv`. Each of the `queues` has an equal share of the callers and every agent."""

    arrivals_per_hour: float
    handling_s: float
    agents: int
    patience_s: float = inf
    hours: float = 24
    target_s: float = 20
    short_abandon_s: float = 5
    queues: int = 1
    handling_cv: float | None = None
    seed: int = 1

    @property
    def traffic(self) -> Traffic:
        """Raises ValueError."""
        return Traffic(self.arrivals_per_hour, self.handling_s, self.patience_s)

    @property
    def warm_up_ms(self) -> int:
        """After ten handling times nothing is left of the empty centre that it began with."""
        return round(10_000 * self.handling_s)

    def plan(self) -> Plan:
        agents = [f"agent{number}" for number in range(self.agents)]
        extensions = [str(10_000 + number) for number in range(self.agents)]
        names = [f"queue{number}" for number in range(self.queues)]
        return Plan.model_validate(
            {
                "extensions": [{"number": number} for number in extensions],
                "agents": [
                    {"name": name, "extension": number}
                    for name, number in zip(agents, extensions, strict=True)
                ],
                "queues": [
                    {"name": name, "members": agents, "wrap_up_s": 0, "recording": False} for name in names
                ],
                "flows": [
                    {"name": name, "start": "line", "nodes": {"line": {"kind": "queue", "queue": name}}}
                    for name in names
                ],
                "dids": [{"number": f"555{at:04}", "flow": name} for at, name in enumerate(names)],
            }
        )


class Chance:
    """Arrivals, handling and patience each draw from a stream of their own, so that another number of agents
    meets the same callers."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._arrivals, self._handling, self._patience, self._which = (
            Random(f"{scenario.seed} {part}") for part in ("arrivals", "handling", "patience", "which")
        )

    def pause_ms(self) -> float:
        """Until the next caller."""
        return self._arrivals.expovariate(self._scenario.arrivals_per_hour / 3_600_000)

    def handling_ms(self) -> int:
        mean_ms, cv = self._scenario.handling_s * 1000, self._scenario.handling_cv
        if cv is None:
            return round(self._handling.expovariate(1 / mean_ms))
        spread = log(1 + cv * cv)
        return round(self._handling.lognormvariate(log(mean_ms) - spread / 2, sqrt(spread)))

    def patience_ms(self) -> int | None:
        """None: for ever."""
        if self._scenario.patience_s == inf:
            return None
        return round(self._patience.expovariate(1 / (self._scenario.patience_s * 1000)))

    def queue(self) -> int:
        return self._which.randrange(self._scenario.queues)
