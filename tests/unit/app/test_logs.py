"""Lines of the log, as whoever watches reads them."""

import json
from collections.abc import Iterator

import pytest
import structlog

from ccd.app.logs import set_up_logging
from ccd.domain.orders import Membership, MirrorMember, PauseRecording
from ccd.settings import Settings


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def said(capfd: pytest.CaptureFixture[str], *, log_json: bool = True, **about: object) -> str:
    set_up_logging(Settings(log_json=log_json))
    structlog.get_logger("test").warning("it went wrong", **about)
    return capfd.readouterr().out


def test_an_entry_is_one_json_object(capfd: pytest.CaptureFixture[str]) -> None:
    line = said(capfd, path="a\nb", error="lost")
    assert line.count("\n") == 1
    entry = json.loads(line)
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {"level": "warning", "event": "it went wrong", "path": "a\nb", "error": "lost"}


def test_an_order_is_spelled_out_and_names_its_call(capfd: pytest.CaptureFixture[str]) -> None:
    entry = json.loads(said(capfd, order=PauseRecording("c1", "chan-1", "ann")))
    assert entry["call_id"] == "c1"
    assert entry["order"] == {
        "kind": "PauseRecording",
        "call_id": "c1",
        "channel_id": "chan-1",
        "by": "ann",
    }


def test_an_order_of_no_call_names_none(capfd: pytest.CaptureFixture[str]) -> None:
    entry = json.loads(said(capfd, order=MirrorMember("sales", "1001", "ann", Membership.PAUSED)))
    assert "call_id" not in entry
    assert entry["order"]["agent"] == "ann"


def test_for_a_person_it_is_a_line_too(capfd: pytest.CaptureFixture[str]) -> None:
    line = said(capfd, log_json=False, call_id="c1")
    assert "it went wrong" in line
    assert "call_id=c1" in line
