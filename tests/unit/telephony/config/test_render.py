"""Generated files: as a golden sample, and parsed by somebody else's parser."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from asterisk.config import Config
from pydantic import ValidationError

from ccd.domain.plan import Plan
from ccd.settings import Settings
from ccd.telephony.config.render import render

GOLDEN = Path(__file__).parent / "golden"

TRUNKS = [
    {"name": "carrier", "addresses": ["203.0.113.0/28"], "host": "203.0.113.1", "caller_id": "84283822999"},
    {"name": "backup"},
    {"name": "cloud", "host": "sip.example.com:5080", "username": "842838", "watch_every_s": 60},
]
ROUTES = [
    {"name": "help", "level": "emergency", "patterns": ["113"], "ways": ["carrier", "cloud"]},
    {
        "name": "national",
        "patterns": ["0XXX.", "1800"],
        "ways": [{"trunk": "carrier", "strip": 1, "prepend": "84"}],
    },
]
PHONES = [
    {
        "number": "1003",
        "codecs": ["g722", "alaw"],
        "encryption": "required",
        "devices": 2,
        "language": "vi",
        "pickup_groups": ["desk", "door"],
    },
    {"number": "1004", "encryption": "optional"},
    {"number": "1005", "webrtc": True, "codecs": ["g722", "ulaw"]},
]
PLAN = Plan.model_validate(
    {
        "country": "VN",
        "trunks": TRUNKS,
        "routes": ROUTES,
        "extensions": [{"number": "1001", "title": "Nguyễn Văn An"}, {"number": "1002"}, *PHONES],
        "groups": [{"name": "desk", "number": "600", "members": ["1001", "1003"], "ring_s": 15}],
        "agents": [{"name": "an", "extension": "1001"}],
        "queues": [
            {"name": "support", "members": ["an"], "music": "calm"},
            {"name": "sales", "wrap_up_s": 0},
        ],
        "flows": [
            {
                "name": "main",
                "start": "menu",
                "nodes": {
                    "menu": {"kind": "menu", "prompts": ["x"], "choices": {"1": "wait"}, "otherwise": "bye"},
                    "wait": {"kind": "queue", "queue": "support"},
                    "bye": {"kind": "hang_up"},
                },
            }
        ],
        "dids": [{"number": "+842838220000", "flow": "main"}],
    }
)
SECRETS = {
    "1001": "secret-1",
    "1002": "secret-2",
    "backup": "secret-3",
    "1003": "secret-4",
    "1004": "secret-5",
    "1005": "secret-7",
    "cloud": "secret-6",
}
SETTINGS = Settings.model_validate(
    {
        "ami": {"secret": "ami-secret"},
        "agi": {"token": "agi-token"},
        "asterisk": {
            "tls_certificate": "ccd.crt",
            "tls_key": "ccd.key",
            "public_address": "198.51.100.7",
            "local_networks": ["192.168.0.0/16"],
        },
    }
)


def test_the_sample_is_rendered_as_golden() -> None:
    rendered = render(PLAN, SECRETS, SETTINGS)
    assert rendered == {file.name: file.read_text("utf-8") for file in GOLDEN.iterdir()}


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # pyst2 leaves the file open
@pytest.mark.parametrize("name", sorted(render(PLAN, SECRETS, SETTINGS)))
def test_another_parser_reads_the_same(name: str, tmp_path: Path) -> None:
    """pyst2's, which knows no templates: `[1001](ccd-phone)` is `[1001]` to it."""
    text = render(PLAN, SECRETS, SETTINGS)[name]
    file = tmp_path / name
    file.write_text(re.sub(r"^(\[.+\])\(.+\)$", r"\1", text, flags=re.MULTILINE), "utf-8")
    read = Config(str(file))
    assert [c.name for c in read.categories] == re.findall(r"^\[(.+?)\]", text, re.MULTILINE)
    items = [line for category in read.categories for line in category.items]
    assert len(items) == len(re.findall(r"^[^;\[\n].*=", text, re.MULTILINE))


def test_a_missing_secret_is_no_empty_password() -> None:
    with pytest.raises(KeyError, match="1002"):
        render(PLAN, {name: secret for name, secret in SECRETS.items() if name != "1002"}, SETTINGS)


HOSTILE = (
    "${SHELL(evil)}",
    "a\n[evil]",
    "1\r\n2",
    "a;b",
    'a"b',
    "]",
    "(evil)",
    "a,b&c",
    "=> x",
    "#exec evil",
    "\\",
    "1001/1@x",
    "\u2028",
)
RICH = PLAN.model_dump(mode="json") | {"voicemails": [{"name": "an", "extension": "1001"}]}
RICH["queues"][0] |= {"number": "800", "keys": {"1": {"kind": "hang_up"}}}
RICH["extensions"][0] |= {"caller_id": "84283822001", "language": "vi"}


def texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where in a plan people write something."""
    if isinstance(value, str):
        yield path
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(inner, (*path, key))


def with_text(plan: dict[str, Any], path: tuple[Any, ...], text: str) -> dict[str, Any]:
    changed = copy.deepcopy(plan)
    inner: Any = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = text
    return changed


def test_whatever_is_written_anywhere_in_a_plan_is_refused_or_stays_between_quotes() -> None:
    plain = "\n".join(render(Plan.model_validate(RICH), SECRETS, SETTINGS).values()).split("\n")
    taken = set()
    for path in texts(RICH):
        for text in HOSTILE:
            try:
                plan = Plan.model_validate(with_text(RICH, path, text))
            except ValidationError:
                continue
            taken.add(path[-1])
            lines = "\n".join(render(plan, SECRETS, SETTINGS).values()).split("\n")
            for before, after in zip(plain, lines, strict=True):
                assert before == after or re.fullmatch(r'callerid = "[^"\\;<>]*" <[0-9]+>', after), (
                    path,
                    text,
                )
    assert "title" in taken
    assert not taken & {"name", "number", "music", "caller_id", "host", "username", "prepend", "language"}
