"""The story on the screen: who did what, and when."""

import time
from collections.abc import Callable
from typing import Any

from tests.office.office import Office
from tests.phones.waiting import PATIENCE_S, Watch

_TOLD: dict[str, Callable[[dict[str, Any]], tuple[str, str]]] = {
    "CallStarted": lambda f: (f["caller_number"], _arrival(f)),
    "CallerRecognised": lambda f: ("ccd", f"knows the caller as customer {f['customer_id']}"),
    "NodeEntered": lambda f: ("ccd", f"the caller is at node {f['node']} of flow {f['flow']}"),
    "MenuAnswered": lambda f: ("ccd", _menu(f)),
    "CallQueued": lambda f: ("ccd", f"the caller waits in queue {f['queue']} with music"),
    "AgentOffered": lambda f: ("ccd", f"rings {f['agent']} at {f['extension']}: {f['reason']}"),
    "AgentAnswered": lambda f: (
        f["agent"],
        f"answers after {_s(f['ring_ms'])} of ringing; the caller waited {_s(f['wait_ms'])}",
    ),
    "OfferEnded": lambda f: (f["agent"], f"did not take the call: {f['outcome']}"),
    "RecordingStarted": lambda f: ("ccd", "records both, each on a channel of its own"),
    "TalkEnded": lambda f: (f["ended_by"], f"hangs up after {_s(f['talk_ms'])} of conversation"),
    "WrapUpStarted": lambda f: (f["agent"], "is in wrap-up"),
    "CallEnded": lambda f: ("ccd", f"the call is over: {f['outcome']}, ended by {f['ended_by']}"),
    "RecordingStored": lambda f: (
        "ccd",
        f"stored the recording: {_s(f['length_ms'])}, {f['size_bytes']} bytes",
    ),
    "SupervisionStarted": lambda f: ("ccd", f"lets {f['supervisor']} listen to {f['agent']}, and notes it"),
    "SupervisionModeChanged": lambda f: ("ccd", f"notes that the supervisor may now {f['mode']}"),
    "AgentSignedIn": lambda f: (f["agent"], f"signs in at phone {f['extension']}"),
}


def _arrival(fact: dict[str, Any]) -> str:
    """A phone of ours that calls is answered by no flow."""
    by_flow = f" and is answered by flow {fact['flow']}" if fact["flow"] else ""
    return f"calls {fact['did']}{by_flow}"


def _menu(fact: dict[str, Any]) -> str:
    if not fact["digits"]:
        return f"heard no key (try {fact['attempt']})"
    verdict = "a choice" if fact["valid"] else "no choice"
    return f"heard the caller press {fact['digits']} (try {fact['attempt']}): {verdict}"


def _s(ms: int) -> str:
    return f"{ms / 1000:.1f} s"


class Story:
    """Lines with the seconds since the beginning."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._chapter: set[str] = set()
        self._watch = Watch()

    def tell(self, who: str, what: str) -> None:
        print(f"{time.monotonic() - self._begin:7.1f} s  {who:>14}  {what}", flush=True)

    def title(self, text: str) -> None:
        print(f"\n── {text} " + "─" * max(0, 76 - len(text)), flush=True)
        self._chapter.clear()

    async def follow(self, office: Office) -> None:
        """Tell every fact as the live feed brings it. For ever."""
        async for fact in office.facts():
            if telling := _TOLD.get(fact["kind"]):
                self.tell(*telling(fact["body"]))
                self._chapter.add(fact["kind"])
                self._watch.changed()

    async def has_told(self, kind: str) -> None:
        """Until such a fact was told since the last title: a phone may be quicker than the feed."""
        await self._watch.until(
            lambda: kind in self._chapter, PATIENCE_S, lambda: f"the feed should bring {kind}"
        )
