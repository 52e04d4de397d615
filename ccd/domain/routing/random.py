"""Anybody, by lot."""

from math import log

from ccd.domain.routing.standing import Preference, Standing

_DRAWS = 2**53
_FINE = 2**32


def random(standing: Standing) -> Preference:
    """Each free member waits an exponentially distributed time from the last draw on; whose time is over
    first is drawn. That distribution has no memory, so at each draw all have the same chance, however long
    they have been there, and nobody's lot need be drawn anew."""
    waits = round(-log((standing.draw + 1) / _DRAWS) * _FINE)
    return Preference((standing.reached + waits,), "was drawn by lot")
