"""Always the first free agent in the queue's list of members."""

from ccd.domain.routing.standing import Preference, Standing


def linear(standing: Standing) -> Preference:
    return Preference((standing.position,), "is the first free one in the list of members")
