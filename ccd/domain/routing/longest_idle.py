"""The agent who has been free for longest."""

from ccd.domain.routing.standing import Preference, Standing


def longest_idle(standing: Standing) -> Preference:
    return Preference((standing.idle_since_ms,), "has been free for longest")
