"""`ccd check`, `ccd plan check`: does Asterisk have the sounds that the plan names?"""

from functools import partial

from ccd.app.check_database import stored_plan
from ccd.app.finding import Finding
from ccd.app.sight import in_sight
from ccd.domain.plan import Plan
from ccd.services.plan_sounds import not_to_be_heard
from ccd.services.refusals import Problem
from ccd.settings import Settings
from ccd.telephony.ami.connection import RefusedError
from ccd.telephony.ami.sounds import lacking

SAID_MOST = 5


async def missing_sounds(settings: Settings, plan: Plan) -> list[Problem]:
    """Raises OSError and TimeoutError, with a sentence for people."""
    async with in_sight(settings) as link:
        return await not_to_be_heard(plan, partial(lacking, link.send))


async def look_at_sounds(settings: Settings) -> list[Finding]:
    """Of the stored plan. Nothing to say where another look says what is missing for this one."""
    plan = await stored_plan(settings)
    if plan is None:
        return []
    try:
        missing = await missing_sounds(settings, plan)
    except RefusedError as error:
        return [Finding("sounds", False, str(error))]
    except (OSError, TimeoutError):
        return []
    if not missing:
        return [Finding("sounds", True, "Asterisk has all that the plan names")]
    said = "; ".join(f"{problem.where}: {problem.what}" for problem in missing[:SAID_MOST])
    more = f"; and {len(missing) - SAID_MOST} more" if len(missing) > SAID_MOST else ""
    return [Finding("sounds", False, f"{said}{more}. Copy them there, or correct the plan.")]
