"""The agent who has answered the fewest calls, of whatever queue, since he signed in."""

from ccd.domain.routing.standing import Preference, Standing


def fewest_calls(standing: Standing) -> Preference:
    """Between equals who has been free for longest."""
    reason = f"has answered the fewest calls since signing in ({standing.answered})"
    return Preference((standing.answered, standing.idle_since_ms), reason)
