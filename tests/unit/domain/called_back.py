"""A small office that calls its callers back, and what happens there often."""

from typing import Any

from ccd.domain.events import (
    AsteriskFound,
    CallArrived,
    ChannelHungUp,
    DeadlineReached,
    DialAnswered,
    DigitsEntered,
    Event,
    PromptFinished,
)
from ccd.domain.floor import Floor
from ccd.domain.plan import Plan
from tests.unit.domain.played import START_MS, Played

NUMBER, DID = "+84901234567", "842838220000"
OWN = "0901234567"
TRUNK = "carrier"


def plan(policy: dict[str, Any] | None = None, **queue: Any) -> Plan:
    """One number, answered by the question whether to call back; one queue, which Ann and Bob serve."""
    return Plan.model_validate(
        {
            "country": "VN",
            "trunks": [{"name": TRUNK, "host": "127.0.0.1:5099"}],
            "routes": [
                {"name": "all", "patterns": ["0.", "00."], "ways": [TRUNK]},
                {"name": "help", "level": "emergency", "patterns": ["113"], "ways": [TRUNK]},
            ],
            "extensions": [{"number": "1001"}, {"number": "1002"}],
            "agents": [{"name": "ann", "extension": "1001"}, {"name": "bob", "extension": "1002"}],
            "queues": [
                {
                    "name": "sales",
                    "members": ["ann", "bob"],
                    "wrap_up_s": 10,
                    "callback": {"attempts": 2, "retry_after_s": 60, **(policy or {})},
                    **queue,
                }
            ],
            "dids": [
                {"number": DID, "target": {"kind": "callback", "queue": "sales"}},
                {"number": "842838220001", "target": {"kind": "queue", "queue": "sales"}},
            ],
        }
    )


class CalledBack(Played):
    """Asterisk is in sight."""

    def __init__(self, plan_: Plan | None = None, present: tuple[str, ...] = ()) -> None:
        super().__init__(plan_ or plan(), present)
        self.play(AsteriskFound((), ()))

    def play(self, event: Event, after_ms: int = 0) -> "CalledBack":
        super().play(event, after_ms)
        return self

    def restarted(self, plan: Plan | None = None) -> "CalledBack":
        again = CalledBack(plan or self.floor.plan)
        again.floor = Floor(plan or self.floor.plan)
        assert again.floor.restore(self.recorded, now_ms=self.now_ms) == []
        again.recorded, again.now_ms = list(self.recorded), self.now_ms
        return again

    def ask(self, number: str = OWN, call_id: str = "c1") -> "CalledBack":
        self.play(CallArrived(call_id, f"channel-{call_id}", DID, number, ""))
        return self

    def key(self, digits: str, call_id: str = "c1") -> "CalledBack":
        self.play(DigitsEntered(call_id, digits))
        return self

    def book(self, number: str = OWN, call_id: str = "c1") -> "CalledBack":
        """He says yes and hangs up."""
        self.ask(number, call_id).key("1", call_id).play(ChannelHungUp(f"channel-{call_id}"))
        return self

    def pass_s(self, seconds: int) -> "CalledBack":
        """So much time, with every deadline in it."""
        until_ms = self.now_ms + seconds * 1000
        while (at_ms := self.floor.next_deadline()) is not None and at_ms <= until_ms:
            self.play(DeadlineReached(), max(0, at_ms - self.now_ms))
        self.now_ms = until_ms
        return self

    def channel(self, call_id: str = "c1") -> str:
        return self.floor.calls[call_id].channel_id

    def pick_up(self, call_id: str = "c1", after_ms: int = 0) -> "CalledBack":
        """The agent who is rung."""
        self.play(CallArrived(call_id, self.channel(call_id), "", "", ""), after_ms)
        return self

    def told(self, call_id: str = "c1") -> "CalledBack":
        """He has heard whom he is to call."""
        self.play(PromptFinished(call_id))
        return self

    def customer_answers(self, call_id: str = "c1", after_ms: int = 0) -> "CalledBack":
        self.play(DialAnswered(self.channel(call_id), TRUNK), after_ms)
        return self


def rung() -> CalledBack:
    """Ann's phone rings."""
    return CalledBack(present=("ann",)).book()


def dialled() -> CalledBack:
    """Ann has heard the number; the customer's phone rings."""
    return rung().pick_up().told()


def talking() -> CalledBack:
    return dialled().customer_answers(after_ms=2000)


__all__ = ["DID", "NUMBER", "OWN", "START_MS", "TRUNK", "CalledBack", "dialled", "plan", "rung", "talking"]
