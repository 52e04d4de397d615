"""Facts become tallies."""

from collections.abc import Sequence

from ccd.domain import facts as f
from ccd.domain.facts import Fact, VisitOutcome
from ccd.domain.kpi.tally import Tally


class Counting:
    """Counts visits when they end, and the time of agents as it passes."""

    def __init__(self, agents: int, target_ms: float, short_abandon_ms: float, now_ms: int) -> None:
        self._agents = agents
        self._target_ms = target_ms
        self._short_abandon_ms = short_abandon_ms
        self._talking = 0
        self._until_ms = now_ms
        self._begin()

    def see(self, facts: Sequence[Fact], now_ms: int) -> None:
        for fact in facts:
            match fact:
                case f.AgentAnswered():
                    self._answered += 1
                    self._answered_in_target += fact.wait_ms <= self._target_ms
                    self._answered_wait_ms += fact.wait_ms
                    self._pass(now_ms, 1)
                case f.TalkEnded():
                    self._pass(now_ms, -1)
                case f.QueueLeft() if fact.outcome is VisitOutcome.ABANDONED:
                    self._abandoned += 1
                    self._abandoned_in_target += fact.wait_ms <= self._target_ms
                    self._abandoned_short += fact.wait_ms <= self._short_abandon_ms
                    self._abandoned_wait_ms += fact.wait_ms
                case _:
                    pass

    def take(self, now_ms: int) -> Tally:
        """What was counted since the last time."""
        self._pass(now_ms, 0)
        tally = Tally(
            answered=self._answered,
            abandoned=self._abandoned,
            answered_in_target=self._answered_in_target,
            abandoned_in_target=self._abandoned_in_target,
            abandoned_short=self._abandoned_short,
            answered_wait_ms=self._answered_wait_ms,
            abandoned_wait_ms=self._abandoned_wait_ms,
            handling_ms=self._handling_ms,
            idle_ms=self._agents * (now_ms - self._since_ms) - self._handling_ms,
        )
        self._begin()
        return tally

    def _begin(self) -> None:
        self._since_ms = self._until_ms
        self._answered = self._answered_in_target = self._answered_wait_ms = 0
        self._abandoned = self._abandoned_in_target = self._abandoned_short = self._abandoned_wait_ms = 0
        self._handling_ms = 0

    def _pass(self, now_ms: int, more_talking: int) -> None:
        self._handling_ms += self._talking * (now_ms - self._until_ms)
        self._until_ms = now_ms
        self._talking += more_talking
