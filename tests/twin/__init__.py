"""A simulated Asterisk with the people around it, in virtual time.

House rules: no clock, no asyncio, no global randomness: every person has a `Random` of his own, so that a
change in one does not change the others. The twin speaks the daemon's own events and orders. What it does is
what `asterisk-config/extensions.conf` and Asterisk do; it knows nothing of the floor's rules. That it tells
the daemon what Asterisk tells is held by `tests/e2e/twins.py`.
"""
