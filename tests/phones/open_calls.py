"""The calls of a phone, found by the dialog that a request names."""

from __future__ import annotations

from collections.abc import Iterator

from .call import Call
from .message import Request

KEPT = 100


class OpenCalls:
    """Those that are up, and ended ones for a while: a late BYE or the news of a transfer may still come."""

    def __init__(self) -> None:
        self._calls: dict[tuple[str, str], Call] = {}

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls.values())

    def __len__(self) -> int:
        return len(self._calls)

    def add(self, call: Call) -> None:
        if len(self._calls) >= KEPT:
            for key in [key for key, known in self._calls.items() if known.is_over][: KEPT // 2]:
                del self._calls[key]
        self._calls[_key(call)] = call

    def forget(self, call: Call) -> None:
        del self._calls[_key(call)]

    def of(self, request: Request) -> Call | None:
        if request.to_tag:
            return self._calls.get((request.call_id, request.to_tag))
        ours = (call for call in self if call.leg.dialog.call_id == request.call_id)
        return next((call for call in ours if call.leg.dialog.remote_tag == request.from_tag), None)


def _key(call: Call) -> tuple[str, str]:
    return call.leg.dialog.call_id, call.leg.dialog.local_tag
