"""A centre in virtual time: the daemon's own floor, with callers and agents who keep to textbook assumptions.

House rules: no clock, no asyncio, no database; all chance comes from one seed. Nothing here decides who talks
to whom: that is the floor's, so what is measured is what callers would meet.
"""
