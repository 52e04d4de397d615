"""Plans for shifts."""

from random import Random
from typing import Any

from ccd.domain.plan import Plan
from ccd.domain.routing import STRATEGIES

COLLEAGUE = "2000"
CARRIER = "carrier"
SECOND = "second"
OUTSIDE = {
    "country": "VN",
    "trunks": [{"name": CARRIER, "host": "127.0.0.1:5099"}, {"name": SECOND, "host": "127.0.0.1:5098"}],
    "routes": [
        {"name": "abroad", "patterns": ["00."], "level": "international", "ways": [CARRIER]},
        {"name": "all", "patterns": ["0."], "ways": [CARRIER, SECOND]},
    ],
    "toll_guard": {"calls": 1, "minutes": 0.5},
}
MOBILES = {"1001": "0903000001", "1002": "0903000002", "1003": "0903000003"}
"""Whose phone they ring along with; that of 1002 is its agent's."""
ON_CALL = "0904000001", "0904000002"
NUMBERS_OUTSIDE = ["0912345678", "0014155550123"]
"""The second is abroad."""
MAIN = {
    "name": "main",
    "start": "welcome",
    "nodes": {
        "welcome": {"kind": "play", "prompts": ["ccd/welcome"], "next": "menu"},
        "menu": {
            "kind": "menu",
            "prompts": ["ccd/menu"],
            "choices": {"1": "sales", "2": "support", "3": "callback", "4": "night", "9": "bye"},
            "attempts": 2,
            "otherwise": "support",
        },
        "sales": {"kind": "queue", "queue": "sales"},
        "support": {"kind": "queue", "queue": "support"},
        "callback": {"kind": "callback", "queue": "support"},
        "night": {"kind": "hours", "hours": "office", "open": "box", "closed": "on_call"},
        "on_call": {"kind": "on_call", "rota": "night", "otherwise": "box"},
        "box": {"kind": "voicemail", "box": "all"},
        "bye": {"kind": "hang_up", "prompts": ["ccd/bye"]},
    },
}
COMFORTS = ("ccd/patience", "ccd/website")
IN_LINE = {
    "announce": {"after_s": 3, "every_s": 15, "expected_wait": True},
    "comfort": {"prompts": [*COMFORTS], "after_s": 5, "every_s": 16},
    "keys": {"1": {"kind": "callback", "queue": "sales"}},
}
SORRY = {"kind": "hang_up", "prompts": ["ccd/sorry"]}


def small_office(agents: int, random: Random) -> Plan:
    """Two queues that share some agents, of two ranks, a menu in front; who waits for sales for long goes to
    support. Both call back: support by the menu, sales by a key in line. The last extension is no agent's."""
    names = [f"agent{number}" for number in range(1, agents + 1)]
    sales, support = (
        [{"agent": name, "rank": random.randint(1, 2)} for name in random.sample(names, max(1, agents - 1))]
        for _ in range(2)
    )
    strategies = random.choices([*STRATEGIES], k=2)
    return Plan.model_validate(
        {
            **(OUTSIDE | _at_night(_phones(agents)[-1])),
            "extensions": [_phone(number) for number in (*_phones(agents), COLLEAGUE)],
            "agents": [
                {
                    "name": name,
                    "extension": str(1001 + i),
                    "mobiles": _mobiles("1002") if i == 1 else [],
                    "skills": {"english": random.randint(1, 6) if i else 6},
                }
                for i, name in enumerate(names)
            ],
            "queues": [
                {
                    "name": "sales",
                    "number": "800",
                    "members": sales,
                    "strategy": strategies[0],
                    "skills": {"english": 4},
                    "relax": [{"after_s": 4, "skills": {"english": 3}}, {"after_s": 10}],
                    "missed_most": random.choice([0, 1, 2]) if agents > 1 else 1,
                    "best_skill_first": random.choice([True, False]),
                    "same_agent_s": random.choice([0, 8]),
                    "ring_timeout_s": 5,
                    "wrap_up_s": random.choice([0, 3]),
                    "callback": _calls_back(random),
                    **IN_LINE,
                    "when_full": {"callers": random.choice([3, 100]), "target": SORRY},
                    "when_waited": {"after_s": 25, "target": {"kind": "queue", "queue": "support"}},
                },
                {
                    "name": "support",
                    "number": "801",
                    "members": support,
                    "strategy": strategies[1],
                    "weight": random.choice([0, 10]),
                    "escalate": [{"after_s": 5, "by": 7}],
                    "ring_timeout_s": 8,
                    "wrap_up_s": 5,
                    "recording": False,
                    "callback": _calls_back(random),
                    "when_nobody": {"target": SORRY, "leave": random.choice([True, False])},
                },
            ],
            "groups": _groups(agents),
            "teams": [{"name": "all", "supervisors": [COLLEAGUE], "agents": names}],
            "flows": [MAIN],
            "dids": [{"number": "+15550100", "flow": "main"}, {"number": "+15550101", "flow": "main"}],
        }
    )


def _calls_back(random: Random) -> dict[str, int | bool]:
    return {
        "attempts": random.randint(1, 3),
        "retry_after_s": random.choice([2, 20]),
        "ring_timeout_s": 6,
        "keep_s": random.choice([60, 300]),
        "press_one": random.choice([True, False]),
    }


def _phone(number: str) -> dict[str, Any]:
    """May call abroad."""
    mobiles = [] if number == "1002" else _mobiles(number)
    return {"number": number, "outgoing": "international", "mobiles": mobiles}


def _at_night(phone: str) -> dict[str, Any]:
    """Who is on call then: a mobile, that phone, another mobile."""
    on_call = [ON_CALL[0], phone, ON_CALL[1]]
    return {
        "hours": [{"name": "office", "zone": "UTC", "open": {"mon-sun": ["09:02-10:00"]}}],
        "voicemails": [{"name": "all"}, {"name": "colleague", "extension": COLLEAGUE}],
        "rotas": [{"name": "night", "zone": "UTC", "weeks": [on_call], "ring_s": 6}],
    }


def _mobiles(number: str) -> list[dict[str, Any]]:
    return [{"number": MOBILES[number], "after_s": 2}] if number in MOBILES else []


def _phones(agents: int) -> list[str]:
    return [str(1000 + i) for i in range(1, agents + 1)]


def _groups(agents: int) -> list[dict[str, Any]]:
    """All agents' phones at once; and one after the other."""
    return [
        {"name": "all", "number": "600", "members": _phones(agents)},
        {"name": "turns", "number": "601", "members": ["1001", COLLEAGUE], "in_turn": True, "ring_s": 4},
    ]
