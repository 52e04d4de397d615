"""Whom an order has rung: phones of ours, people's mobiles, and numbers outside."""

from collections.abc import Iterable

from ccd.domain.legs import Leg as Way
from ccd.domain.legs import PhoneLeg
from ccd.domain.orders import Connect, RingAgent
from tests.twin.channel import Channel, Leg, Phone
from tests.twin.originate import outside_phone
from tests.twin.world import World


def legs_to(world: World, phones: Iterable[Phone]) -> list[Leg]:
    return [Leg(world.next_id("leg"), phone) for phone in phones]


def legs_of(world: World, channel: Channel, order: RingAgent | Connect) -> list[Leg]:
    return [_leg(world, channel, way) for way in _ways(order)]


def _ways(order: RingAgent | Connect) -> Iterable[Way]:
    if isinstance(order, Connect):
        yield from order.legs
        return
    for phone in order.phones:
        if phone.at_desk:
            yield PhoneLeg(phone.extension)
        yield from phone.mobiles


def _leg(world: World, channel: Channel, way: Way) -> Leg:
    leg_id = world.next_id("leg")
    if isinstance(way, PhoneLeg):
        return Leg(leg_id, world.phones[way.extension])
    if not way.confirm:
        return Leg(leg_id, outside_phone(way.trunk, world.random, called_back=channel.of_agent))
    mobile = world.mobiles[way.device]
    most_ms, beyond = way.talk_most_s * 1000, [world.next_id("half")]
    return Leg(leg_id, mobile, way.party, way.device, way.after_s * 1000, most_ms, beyond)


def rung_again(world: World, leg: Leg) -> Leg:
    beyond = [world.next_id("half")] if leg.device else []
    return Leg(world.next_id("leg"), leg.phone, leg.party, leg.device, leg.after_ms, beyond=beyond)
