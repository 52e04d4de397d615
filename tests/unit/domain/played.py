"""A small office to try rules in: events are played one by one, and none may fail."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from ccd.domain.events import (
    AgentSignedOn,
    AsteriskFound,
    CallArrived,
    Carried,
    DialAnswered,
    DialFinished,
    DialStatus,
    DigitsEntered,
    Event,
    PhoneChanged,
    PromptFinished,
    SeenChannel,
)
from ccd.domain.facts import AgentOffered, Fact, Recorded
from ccd.domain.floor import Decision, Floor
from ccd.domain.orders import Order
from ccd.domain.plan import Plan

F = TypeVar("F", bound=Fact)

START_MS = 1_795_424_400_000
SALES, SUPPORT, MENU = "+15550100", "+15550101", "+15550102"
EXTENSIONS = {"ann": "1001", "bob": "1002", "cid": "1003"}
MENU_NODES: dict[str, Any] = {
    "welcome": {"kind": "play", "prompts": ["ccd/welcome"], "next": "menu"},
    "menu": {
        "kind": "menu",
        "prompts": ["ccd/menu"],
        "invalid_prompts": ["ccd/invalid"],
        "silence_prompts": ["ccd/silence"],
        "choices": {"1": "sales", "2": "support", "*": "menu", "9": "bye"},
        "attempts": 2,
        "otherwise": "sales",
    },
    "sales": {"kind": "queue", "queue": "sales"},
    "support": {"kind": "queue", "queue": "support"},
    "bye": {"kind": "hang_up", "prompts": ["ccd/bye"]},
}


def office(
    agents: tuple[str, ...] = ("ann", "bob", "cid"),
    sales: tuple[str, ...] = ("ann", "bob"),
    support: tuple[str, ...] = ("bob", "cid"),
    queues: tuple[str, ...] = ("sales", "support"),
    extensions: tuple[str, ...] = ("1001", "1002", "1003", "1004"),
    wrap_up_s: int = 10,
    recording: bool = True,
    strategy: str = "longest_idle",
    ranks: Mapping[str, int] = MappingProxyType({}),
    have: Mapping[str, Mapping[str, int]] = MappingProxyType({}),
    brings: Mapping[str, Mapping[str, int]] = MappingProxyType({}),
    **queue: Any,
) -> Plan:
    """Sales is also served when nobody presses a key; a queue that is left out of `queues` is left out of the
    flows as well. `have` are the agents' skills, `brings` what the node of a queue asks for, and `queue` is
    said of every queue."""
    members = {"sales": sales, "support": support}
    nodes = {name: node for name, node in MENU_NODES.items() if name not in members or name in queues}
    menu = {**MENU_NODES["menu"], "otherwise": "bye"} if "sales" not in queues else MENU_NODES["menu"]
    choices = {key: node for key, node in menu["choices"].items() if node in nodes}
    nodes["menu"] = {**menu, "choices": choices}
    flows: list[dict[str, Any]] = [{"name": "menu", "start": "welcome", "nodes": nodes}]
    flows += [
        {
            "name": name,
            "start": "line",
            "nodes": {"line": {"kind": "queue", "queue": name, "skills": brings.get(name, {})}},
        }
        for name in queues
    ]
    numbers = {"sales": SALES, "support": SUPPORT, "menu": MENU}
    return Plan.model_validate(
        {
            "extensions": [{"number": number} for number in extensions],
            "agents": [
                {"name": name, "extension": EXTENSIONS[name], "skills": have.get(name, {})} for name in agents
            ],
            "queues": [
                {
                    "name": name,
                    "strategy": strategy,
                    "members": [
                        {"agent": member, "rank": ranks.get(member, 1)}
                        for member in members[name]
                        if member in agents
                    ],
                    "wrap_up_s": wrap_up_s,
                    "recording": recording,
                    **queue,
                }
                for name in queues
            ],
            "flows": flows,
            "dids": [{"number": numbers[flow["name"]], "flow": flow["name"]} for flow in flows],
        }
    )


class Played:
    """`facts` and `orders` are those of the last event; `story` is every fact so far."""

    def __init__(self, plan: Plan | None = None, present: tuple[str, ...] = (), seed: int = 0) -> None:
        self.floor = Floor(plan or office(), seed)
        self.now_ms = START_MS
        self.recorded: list[Recorded] = []
        self.last = Decision()
        for agent in present:
            self.play(AgentSignedOn(agent))

    @property
    def facts(self) -> list[Fact]:
        return self.last.facts

    @property
    def orders(self) -> list[Order]:
        return self.last.orders

    @property
    def story(self) -> list[Fact]:
        return [entry.fact for entry in self.recorded]

    def play(self, event: Event, after_ms: int = 0) -> "Played":
        self.now_ms += after_ms
        self.last = self.floor.handle(event, self.now_ms)
        if self.last.failure:
            raise self.last.failure
        for fact in self.last.facts:
            self.recorded.append(Recorded(len(self.recorded) + 1, self.now_ms, fact))
        return self

    def all(self, kind: type[F]) -> list[F]:
        return [fact for fact in self.story if isinstance(fact, kind)]

    def the(self, kind: type[F]) -> F:
        """The only one of its kind in the story."""
        (fact,) = self.all(kind)
        return fact

    def restarted(self, plan: Plan | None = None) -> "Played":
        """A daemon that knows what was recorded, and nothing else."""
        again = Played(plan or self.floor.plan)
        assert again.floor.restore(self.recorded, now_ms=self.now_ms) == []
        again.recorded, again.now_ms = list(self.recorded), self.now_ms
        return again

    # what happens often

    def call(self, call_id: str = "c1", did: str = SALES, after_ms: int = 0) -> "Played":
        return self.play(arrival(call_id, did), after_ms)

    def press(self, digits: str, call_id: str = "c1") -> "Played":
        """In the menu, at once."""
        return self.play(PromptFinished(call_id)).play(DigitsEntered(call_id, digits))

    def answer(self, call_id: str = "c1", after_ms: int = 0) -> "Played":
        """By the first of those who are rung."""
        (extension, *_) = self.floor.calls[call_id].ringing.values()
        return self.play(DialAnswered(channel(call_id), extension), after_ms)

    def finish(
        self,
        call_id: str = "c1",
        status: DialStatus = DialStatus.ANSWER,
        talk_ms: int | None = None,
        present: bool = True,
        after_ms: int = 0,
    ) -> "Played":
        agents = tuple(self.floor.calls[call_id].with_agents)
        return self.play(DialFinished(call_id, agents, status, talk_ms, present), after_ms)

    def last_dial(self, call_id: str = "c1") -> DialFinished:
        """`Dial` is over for the agent who was rung last: whoever talked there has hung up."""
        agents = tuple(fact.agent for fact in self.all(AgentOffered) if fact.call_id == call_id)[-1:]
        return DialFinished(call_id, agents, DialStatus.ANSWER, None, caller_present=True)

    def offers(self) -> Iterator[tuple[str, str]]:
        """(call, agent) of the last event."""
        return ((fact.call_id, fact.agent) for fact in self.facts if isinstance(fact, AgentOffered))


def channel(call_id: str) -> str:
    return f"channel-{call_id}"


def arrival(call_id: str = "c1", did: str = SALES, carried: Carried | None = None) -> CallArrived:
    return CallArrived(call_id, channel(call_id), did, "5550123", "", carried)


def seen(call_id: str = "c1", talking_to: str = "", dialling: tuple[str, ...] = ()) -> SeenChannel:
    return SeenChannel(channel(call_id), call_id, talking_to, dialling)


def found(*channels: SeenChannel, phones: tuple[PhoneChanged, ...] = ()) -> AsteriskFound:
    return AsteriskFound(channels, phones)
