"""Handing a call over: REFER, its progress, and with Replaces the attended kind (RFC 3515, 3891)."""

from __future__ import annotations

from urllib.parse import quote

from .leg import Leg
from .story import TransferFailed


def replaces_uri(consultation: Leg) -> str:
    """Where the party of the first call shall go: to the party of the second, in place of us."""
    dialog = consultation.dialog
    # Seen from the one who is asked: its own tag is `to-tag`.
    replaces = f"{dialog.call_id};to-tag={dialog.remote_tag};from-tag={dialog.local_tag}"
    return f"{dialog.target.partition('?')[0]}?Replaces={quote(replaces, safe='')}"


async def refer(leg: Leg, target_uri: str, enough: int, timeout_s: float) -> None:
    """Returns when the transfer is reported to have come as far as the status `enough`, or the other side let
    go of us; our own leg is over then.

    Raises TransferFailed when it was refused or its target not reached, TimeoutError when it stays unknown.
    """
    leg.transfer_status = 0
    ours = f"<sip:{leg.account.username}@{leg.account.domain}>"
    response = await leg.ask("REFER", (("Refer-To", f"<{target_uri}>"), ("Referred-By", ours)))
    if response.status >= 300:
        raise TransferFailed("the transfer was refused", response.status, response.reason, leg.story)
    await leg.watch.until(
        lambda: leg.transfer_status >= enough or leg.is_over,
        timeout_s,
        lambda: f"heard nothing of the transfer to {target_uri}\n{leg.story}",
    )
    if leg.transfer_status >= 300:
        raise TransferFailed("the transfer came to nothing", leg.transfer_status, "", leg.story)
    if not leg.is_over:
        leg.send_bye()
        leg.finish(by_us=True, status=200, reason="transferred")
