"""One after another: the agent whom this queue has not rung for longest."""

from ccd.domain.routing.standing import Preference, Standing


def round_robin(standing: Standing) -> Preference:
    """Who was busy when his turn came is next when he is free, so that nobody is skipped for a whole round.
    Who has just signed in comes last."""
    return Preference((standing.rung_at_ms, standing.position), "is next in turn")
