"""What a rule is."""

from collections.abc import Generator

from ccd.domain.facts import Fact
from ccd.domain.orders import Order
from ccd.domain.refused import Refused

Step = Fact | Order

Rule = Generator[Step, None, Refused | None]
"""The rule of an event."""

Part = Generator[Step, None, None]
"""A piece that several rules share: `yield from` it."""
