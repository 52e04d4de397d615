"""What the dialplan knows by itself: where the daemon is, who is at which number, and who helps out when the
daemon is away."""

from ccd.domain.plan import Plan
from ccd.domain.plan_nodes import first_queue
from ccd.domain.plan_outbound import Level, Route
from ccd.settings import Settings
from ccd.telephony.agi.commands import KEYS_CONTEXT
from ccd.telephony.lamps import NIGHT

NOT_NOW = 34
"""Q.850: no circuit. A phone is shown 503."""
EMERGENCY_RING_S = 120


def render_dialplan(plan: Plan, settings: Settings) -> str:
    parts = (_extensions, _codes, _queues_of_dids, _keys_of_queues, _outside)
    return "\n".join([*_globals(plan, settings), *(line for part in parts for line in part(plan))]) + "\n"


def _globals(plan: Plan, settings: Settings) -> list[str]:
    agi, asterisk = settings.agi, settings.asterisk
    last_queue = plan.queues[0].name if plan.queues else ""
    return [
        "[globals](+)",
        f"CCD_AGI = agi://{agi.host}:{agi.port}/{agi.token.get_secret_value()}",
        f"CCD_RETRY_EVERY_S = {asterisk.retry_every_s}",
        f"CCD_GIVE_UP_AFTER_S = {asterisk.give_up_after_s}",
        f"CCD_LAST_QUEUE = {last_queue}",
    ]


def _extensions(plan: Plan) -> list[str]:
    lines = ["", "[ccd-extensions]"]
    for extension in plan.extensions:
        n = extension.number
        lines += [f"exten => {n},hint,PJSIP/{n}", f"exten => {n},1,Gosub(ccd-dial,s,1({n}))"]
    if night := plan.feature_codes.day_night:
        lines.append(f"exten => {night},hint,{NIGHT}")
    for queue in plan.queues_by_number.values():
        lines += [
            f"exten => {queue.number},1,Set(CCD_QUEUE={queue.name})",
            " same => n,Goto(ccd-fallback,s,1)",
        ]
    for group in plan.groups_by_number.values():
        phones = "&".join(_contacts(member) for member in group.extensions)
        lines += [
            f"exten => {group.number},1,Dial({phones},{group.ring_s},tTkK)",
            " same => n,Goto(ccd-dial,s,why)",
        ]
    return lines


def _contacts(extension: str) -> str:
    """Where its phones are, when somebody calls."""
    return f"${{FILTER(${{CCD_CONTACT_CHARS}},${{PJSIP_DIAL_CONTACTS({extension})}})}}"


def _codes(plan: Plan) -> list[str]:
    """What feature codes do without the daemon; the others are sorry."""
    codes = plan.feature_codes
    alone = {
        codes.echo: ("Answer()", "Playback(ccd/codes/echo)", "Echo()", "Hangup()"),
        codes.pickup_any: ("Pickup()", "Hangup()"),
    }
    sorry = ("Answer()", "Playback(ccd/codes/away)", "Hangup()")
    lines = ["", "[ccd-codes]"]
    for code in codes.dialled():
        first, *rest = alone.get(code, sorry)
        lines += [f"exten => {code},1,{first}", *(f" same => n,{step}" for step in rest)]
    for code, name in codes.before_extension().items():
        behind = f"${{FILTER(0-9,${{EXTEN:{len(code)}}})}}"
        first, *rest = (f"PickupChan(PJSIP/{behind}-,p)", "Hangup()") if name == "pickup" else sorry
        lines += [f"exten => _{code}X!,1,{first}", *(f" same => n,{step}" for step in rest)]
    return lines


def _queues_of_dids(plan: Plan) -> list[str]:
    lines = ["", "[ccd-did-queue]"]
    for did in plan.dids:
        queue = first_queue(plan, did)
        for spelling in (did.key, f"+{did.key}") if queue else ():
            lines += [f"exten => {spelling},1,Set(CCD_QUEUE={queue})", " same => n,Return()"]
    return lines


def _keys_of_queues(plan: Plan) -> list[str]:
    """By which callers leave while a phone rings for them. `Dial` then sets the channel to go on here; it
    does so when its session is over, with that session's verdict."""
    lines = []
    for queue in plan.queues:
        lines += ["", f"[{KEYS_CONTEXT}{queue.name}]"] if queue.keys else []
        lines += [f"exten => {key},1,Goto(ccd-steer,s,judge)" for key in queue.keys]
    return lines


def _outside(plan: Plan) -> list[str]:
    """Emergency calls go out by themselves, by one trunk after the other; all others have to be allowed."""
    emergency, outside = ["", "[ccd-emergency]"], ["", "[ccd-outside]"]
    for route in plan.routes:
        for pattern in route.patterns:
            if route.level is Level.EMERGENCY:
                emergency += _emergency(plan, route, pattern)
            else:
                exten = f"_{pattern}" if "X" in pattern or pattern.endswith(".") else pattern
                outside.append(f"exten => {exten},1,Hangup({NOT_NOW})")
    return emergency + outside


def _emergency(plan: Plan, route: Route, number: str) -> list[str]:
    lines = [f"exten => {number},1,NoOp(emergency)"]
    shown = {trunk.name: trunk.caller_id for trunk in plan.trunks}
    for way in route.ways:
        if shown[way.trunk]:
            lines.append(f" same => n,Set(CALLERID(num)={shown[way.trunk]})")
        lines.append(f" same => n,Dial(PJSIP/{way.number(number)}@{way.trunk},{EMERGENCY_RING_S})")
    return [*lines, " same => n,Hangup(${HANGUPCAUSE})"]
