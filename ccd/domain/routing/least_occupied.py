"""The agent who has talked for the smallest share of the time since he signed in."""

from ccd.domain.routing.standing import Preference, Standing


def least_occupied(standing: Standing) -> Preference:
    """The share is that of when he last became free: it does not fall while he idles. Between equals who has
    been free for longest."""
    share_ppm = standing.talked_ms * 1_000_000 // standing.present_ms if standing.present_ms > 0 else 0
    reason = f"has talked for the smallest share of the time signed in ({share_ppm // 10_000}%)"
    return Preference((share_ppm, standing.idle_since_ms), reason)
