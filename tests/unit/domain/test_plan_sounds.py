"""Which sounds and which music a plan names, and where."""

from ccd.domain.plan import Plan
from ccd.domain.plan_sounds import music_of, sounds_of

CALLBACK = {"prompts": {"offer": ["custom/offer"], "digits": "vi/digits"}}
PLAN = {
    "trunks": [{"name": "carrier", "host": "192.0.2.1"}],
    "queues": [
        {"name": "sales"},
        {
            "name": "support",
            "music": "jazz",
            "recording_notice": ["custom/notice"],
            "comfort": {"prompts": ["custom/patience", "custom/thanks"]},
        },
    ],
    "voicemails": [{"name": "night", "greeting": ["custom/leave-word"]}],
    "flows": [
        {
            "name": "main",
            "start": "menu",
            "nodes": {
                "menu": {
                    "kind": "menu",
                    "prompts": ["custom/hello", "custom/choose"],
                    "invalid_prompts": ["custom/what"],
                    "choices": {"1": "bye"},
                    "otherwise": "bye",
                },
                "bye": {"kind": "hang_up", "prompts": ["custom/bye"]},
            },
        }
    ],
    "dids": [{"number": "842838220000", "flow": "main", "recording_notice": ["custom/taped"]}],
}


def test_every_sound_is_found_with_its_place() -> None:
    assert sounds_of(Plan.model_validate(PLAN)) == [
        (("queues", 1, "comfort", "prompts", 0), "custom/patience"),
        (("queues", 1, "comfort", "prompts", 1), "custom/thanks"),
        (("queues", 1, "recording_notice", 0), "custom/notice"),
        (("voicemails", 0, "greeting", 0), "custom/leave-word"),
        (("flows", 0, "nodes", "menu", "prompts", 0), "custom/hello"),
        (("flows", 0, "nodes", "menu", "prompts", 1), "custom/choose"),
        (("flows", 0, "nodes", "menu", "invalid_prompts", 0), "custom/what"),
        (("flows", 0, "nodes", "bye", "prompts", 0), "custom/bye"),
        (("dids", 0, "recording_notice", 0), "custom/taped"),
    ]


def test_of_digits_that_are_spelled_the_folder_is_looked_at() -> None:
    support = {"name": "support", "callback": CALLBACK}
    plan = Plan.model_validate(
        {
            **PLAN,
            "queues": [support],
            "routes": [{"name": "out", "patterns": ["0."], "ways": ["carrier"], "level": "national"}],
        }
    )
    found = dict(sounds_of(plan))
    assert found["queues", 0, "callback", "prompts", "offer", 0] == "custom/offer"
    assert found["queues", 0, "callback", "prompts", "digits"] == "vi/digits/0"


def test_the_usual_music_is_always_there() -> None:
    assert music_of(Plan.model_validate(PLAN)) == [(("queues", 1, "music"), "jazz")]
