import time

import pytest

from ccd.engine.clock import SystemClock


def test_it_tells_the_time() -> None:
    assert abs(SystemClock().now_ms() - time.time_ns() // 1_000_000) < 1000


def test_a_wall_clock_that_is_set_back_does_not_turn_it_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    before_ms = clock.now_ms()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert clock.now_ms() >= before_ms
