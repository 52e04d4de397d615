"""Orders to bring a caller together with somebody outside of any queue."""

from dataclasses import dataclass

from ccd.domain.legs import Leg


@dataclass(frozen=True, slots=True)
class Connect:
    """Ring them all at once and let the first who answers talk to the caller: `DialAnswered` (AMI),
    `ConnectFinished`. A caller who was not answered yet hears what the callee's side sends, and is not
    answered before. `recording` as in `RingAgent`. `feature_codes`: the caller may use those of
    `features.conf`; phones that are rung always may. Who talks for `talk_most_s` is cut off (0: nobody), also
    when we are away; the caller hears a tone before. `shown` as in `RingAgent`; nobody outside sees it.
    `dialled` is what the caller's display shows of somebody outside, if not the number that is called."""

    call_id: str
    legs: tuple[Leg, ...]
    timeout_s: int
    recording: str = ""
    feature_codes: bool = False
    talk_most_s: int = 0
    shown: str = ""
    dialled: str = ""
