"""A plan in which everything is said that can be said, and nothing as it is if nothing is said."""

from typing import Any

NODES: dict[str, dict[str, Any]] = {
    "greet": {"kind": "play", "prompts": ["custom/hello"], "next": "speak"},
    "speak": {"kind": "language", "language": "vi", "next": "menu"},
    "menu": {
        "kind": "menu", "prompts": ["custom/menu"], "choices": {"1": "open", "2": "ring", "3": "rings"},
        "invalid_prompts": ["custom/what"], "silence_prompts": ["custom/still"], "timeout_s": 3.0,
        "attempts": 2, "otherwise": "word",
    },
    "open": {"kind": "hours", "hours": "office", "open": "wait", "closed": "word", "holiday": "bye"},
    "wait": {"kind": "queue", "queue": "support", "skills": {"billing": 2}},
    "ring": {"kind": "extension", "extension": "1002", "timeout_s": 20, "otherwise": "rings"},
    "rings": {"kind": "group", "group": "desk", "otherwise": "out"},
    "out": {"kind": "outside", "number": "0901234567", "timeout_s": 20, "otherwise": "on-call"},
    "on-call": {"kind": "on_call", "rota": "night", "otherwise": "book"},
    "book": {"kind": "callback", "queue": "support"},
    "word": {"kind": "voicemail", "box": "support"},
    "again": {"kind": "flow", "flow": "evening", "node": "bye"},
    "bye": {"kind": "hang_up", "prompts": ["custom/bye"]},
}  # fmt: skip
BYE = {"kind": "hang_up"}
WORD = {"kind": "voicemail", "box": "support"}
CLOSED = {"hours": "office", "target": BYE, "holiday": WORD}

QUEUE: dict[str, Any] = {
    "name": "support", "title": "Support", "display_prefix": "Sup ", "number": "800",
    "strategy": "ring_all", "members": ["an", {"agent": "binh", "rank": 2}],
    "skills": {"billing": 2}, "relax": [{"after_s": 30, "skills": {"billing": 1}}],
    "best_skill_first": True, "weight": 3, "escalate": [{"after_s": 60, "by": 5}],
    "ring_timeout_s": 12, "ring_most": 5, "mobiles": False, "same_agent_s": 20, "missed_most": 3,
    "wrap_up_s": 30, "music": "jazz", "caller_id": "84283822000", "recording": "25%",
    "recording_notice": ["custom/notice"], "keep_recordings_days": 30, "tickets": "none",
    "announce": {"after_s": 20, "every_s": 90, "position": False, "expected_wait": True},
    "comfort": {"after_s": 40, "every_s": 80, "prompts": ["custom/patience"]},
    "when_closed": CLOSED, "when_full": {"callers": 20, "target": WORD},
    "when_nobody": {"target": BYE, "leave": True}, "when_waited": {"after_s": 600, "target": WORD},
    "keys": {"1": WORD},
    "callback": {
        "attempts": 2, "retry_after_s": 300, "ring_timeout_s": 20, "keep_s": 3600,
        "caller_id": "84283822000", "press_one": True, "other_number": False, "called_in": False,
        "abroad": ["US"],
        "prompts": {
            **{name: [f"custom/{name}"] for name in (
                "offer", "confirm", "other", "stay", "ask", "refused", "goodbye", "agent", "unreached",
            )},
            "press_one": ["custom/press"], "digits": "vi/digits",
        },
    },
}  # fmt: skip

WHOLE: dict[str, Any] = {
    "country": "VN",
    "break_reasons": ["lunch", "prayer"],
    "vip_priority": 20,
    "languages": ["vi", "en"],
    "feature_codes": {
        "sign_in": "*11", "on_break": "*12", "wrap_up": "*13", "voicemail": "*14", "any_voicemail": "*15",
        "echo": "*16", "forward": "*17", "forward_off": "*18", "do_not_disturb": "*19",
        "do_not_disturb_off": "*20", "pickup": "*21", "pickup_any": "*22", "day_night": "",
        "supervise": "556",
    },
    "rights": {"allow": ["0283."], "deny": ["1900."]},
    "toll_guard": {"calls": 5, "minutes": 12.5},
    "recording": {
        "inbound": "never", "internal": "always", "outbound": "50%", "pause_most_s": 60, "keep_days": 365,
    },
    "trunks": [
        {
            "name": "carrier", "title": "Carrier", "addresses": ["192.0.2.0/28"], "host": "sip.example.com",
            "username": "842838", "caller_id": "84283822999", "watch_every_s": 60,
        }
    ],
    "routes": [
        {
            "name": "out", "title": "National", "patterns": ["0XXXXXXXXX"], "level": "local",
            "ways": [{"trunk": "carrier", "strip": 1, "prepend": "84"}],
        }
    ],
    "extensions": [
        {
            "number": "1001", "title": "An", "codecs": ["g722", "ulaw"], "encryption": "optional",
            "devices": 2, "ring_s": 25, "ring_after_s": 3,
            "mobiles": [{"number": "0901234567", "after_s": 5}], "language": "vi",
            "pickup_groups": ["all"], "recording": "on_demand", "outgoing": "international",
            "rights": {"allow": ["0907."]}, "caller_id": "84283822001",
        },
        {"number": "1002", "webrtc": True},
    ],
    "agents": [
        {
            "name": "an", "title": "An", "extension": "1001", "number": "11", "skills": {"billing": 3},
            "mobiles": [{"number": "0907654321"}],
        },
        {"name": "binh", "extension": "1002"},
    ],
    "teams": [{"name": "day", "title": "Day", "supervisors": ["an"], "agents": ["binh"], "tone": True}],
    "hours": [
        {
            "name": "office", "title": "Office", "zone": "Asia/Ho_Chi_Minh", "by_code": False,
            "open": {"mon-fri": ["08:00-12:00"]},
            "holidays": [
                {"date": "2027-02-05", "until": "2027-02-11", "title": "Tết", "open": ["08:00-10:00"]}
            ],
        }
    ],
    "groups": [
        {
            "name": "desk", "title": "Desk", "number": "801", "in_turn": True, "ring_s": 25,
            "members": ["1001", {"extension": "1002", "after_s": 5}],
        }
    ],
    "rotas": [
        {
            "name": "night", "title": "Night", "zone": "Asia/Ho_Chi_Minh", "hand_over": "09:00",
            "begins": "2026-11-23", "ring_s": 40,
            "weeks": [[{"number": "0901234567", "title": "Doctor"}, "1001"]],
            "dates": [
                {"first": "2027-02-05", "last": "2027-02-11", "title": "Tết", "people": ["0907654321"]}
            ],
            "otherwise": WORD,
        }
    ],
    "queues": [QUEUE, {"name": "old", "draining": True}],
    "voicemails": [
        {
            "name": "support", "title": "Support", "extension": "1001", "greeting": ["custom/word"],
            "longest_s": 120, "silence_s": 3, "email": "support@example.com", "pin_at_phone": False,
            "envelope": False, "zone": "Asia/Ho_Chi_Minh", "number": "99",
        }
    ],
    "flows": [
        {"name": "main", "title": "Main", "start": "greet", "nodes": NODES},
        {"name": "evening", "start": "bye", "nodes": {"bye": BYE}},
    ],
    "dids": [
        {
            "number": "+842838220000", "flow": "main", "title": "Main", "language": "vi",
            "skills": {"billing": 1}, "recording": "always", "recording_notice": ["custom/taped"],
            "when_closed": CLOSED,
        },
        {"number": "842838220001", "target": WORD},
    ],
    "blocks": [
        {
            "name": "nuisance", "title": "Nuisance", "patterns": ["1900."], "withheld": True,
            "answer": "busy", "target": BYE,
        }
    ],
}  # fmt: skip
