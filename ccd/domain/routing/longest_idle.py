"""The agent who has been free for longest."""

from ccd.domain.routing.standing import Rank, Standing


def longest_idle(standing: Standing) -> Rank:
    return Rank((standing.idle_since_ms,), "has been free for longest")
