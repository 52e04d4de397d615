"""Plans that the stories begin with."""

from typing import Any

SUPPORT_DID = "842838220000"

Plan = dict[str, Any]


def small_office(**support: Any) -> Plan:
    """A menu (1 support, 2 sales), two agents at 1001 and 1002, a third phone at 1003. `support` are settings
    of that queue."""
    queue = {"music": "tone", "ring_timeout_s": 15, "wrap_up_s": 0}
    return {
        "country": "VN",
        "trunks": [{"name": "carrier", "addresses": ["127.0.0.1/32"]}],
        "extensions": [{"number": n} for n in ("1001", "1002", "1003")],
        "agents": [{"name": "an", "extension": "1001"}, {"name": "binh", "extension": "1002"}],
        "queues": [
            {"name": "support", "members": ["an", "binh"], **queue, **support},
            {"name": "sales", "members": ["binh"], **queue},
        ],
        "flows": [{"name": "main", "start": "menu", "nodes": _menu()}],
        "dids": [{"number": SUPPORT_DID, "flow": "main"}],
    }


def _menu() -> dict[str, Any]:
    return {
        "menu": {
            "kind": "menu",
            "prompts": ["custom/greeting"],
            "choices": {"1": "support", "2": "sales"},
            "invalid_prompts": ["custom/invalid"],
            "silence_prompts": ["custom/silence"],
            "timeout_s": 1.0,
            "attempts": 3,
            "otherwise": "bye",
        },
        "support": {"kind": "queue", "queue": "support"},
        "sales": {"kind": "queue", "queue": "sales"},
        "bye": {"kind": "hang_up", "prompts": ["custom/goodbye"]},
    }
