"""All who are free at once; who answers first has the caller."""

from ccd.domain.routing.standing import Preference, Standing


def ring_all(standing: Standing) -> Preference:
    """Where there are more than may ring at once, those who have been free for longest."""
    return Preference((standing.idle_since_ms,), "rings with all who are free")
