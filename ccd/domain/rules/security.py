"""An address from which too many sign-ins fail is kept out for a while."""

from ccd.domain.bans import TRIES_MOST, is_trusted
from ccd.domain.centre import Centre
from ccd.domain.events import AddressPardoned, SignInFailed
from ccd.domain.facts import AddressBanned, BanEnded
from ccd.domain.orders import DenyAddresses
from ccd.domain.refused import Refused
from ccd.domain.rules.rule import Part, Rule


def sign_in_failed(centre: Centre, event: SignInFailed, now_ms: int) -> Rule:
    """What still arrives from an address that is kept out already changes nothing."""
    address, bans = event.address, centre.bans
    if address in bans.until_ms or is_trusted(centre.plan, address):
        return None
    tries = bans.failed(address, now_ms)
    if tries >= TRIES_MOST:
        yield AddressBanned(address, tries, event.account, bans.next_until_ms(address, now_ms))
        yield deny(centre)
    return None


def address_pardoned(centre: Centre, event: AddressPardoned, now_ms: int) -> Rule:
    if event.address not in centre.bans.until_ms:
        return Refused(f"{event.address} is not banned.")
    yield BanEnded(event.address, event.by)
    yield deny(centre)
    return None


def end_bans(centre: Centre, now_ms: int) -> Part:
    over = centre.bans.over(now_ms)
    for address in over:
        yield BanEnded(address, "")
    if over:
        yield deny(centre)


def free_trusted(centre: Centre, by: str) -> Part:
    """A new plan may have a carrier at an address that is kept out."""
    trusted = [address for address in centre.bans.until_ms if is_trusted(centre.plan, address)]
    for address in trusted:
        yield BanEnded(address, by)
    if trusted:
        yield deny(centre)


def deny(centre: Centre) -> DenyAddresses:
    return DenyAddresses(tuple(sorted(centre.bans.until_ms)))
