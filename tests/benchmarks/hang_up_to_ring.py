"""Agent hang-up to next ring: from the agent's BYE to the INVITE of the next caller who waits."""

import asyncio

from tests.benchmarks.call_centre import NUMBERS, CallCentre, Side

SHORTEST_TALK_S, TALK_STEP_S = 0.1, 0.05
"""Talks of all lengths up to a second, because `Queue()` looks once a second who is free."""

WAITING = 20
"""Callers in line when the agent takes the first; one block measures one gap less."""


async def gaps_ms(centre: CallCentre, side: Side, *, serve: bool = True) -> list[float]:
    """One block. Without `serve` that side serves already."""
    if serve:
        await centre.serve_by(side)
    agent, trunk = centre.lone_phone, centre.trunk
    agent.auto_reject = 480  # nobody is rung before all wait
    await centre.let_lone_serve(side, serve=False)
    callers = [await trunk.call(NUMBERS["lone", side], from_number=f"0902{n:06}") for n in range(WAITING)]
    for caller in callers:
        await caller.answered()
    agent.auto_reject = None
    await centre.let_lone_serve(side, serve=True)
    gaps = []
    leg = await agent.rings(timeout_s=15)
    for n in range(WAITING - 1):
        await leg.answer()
        await asyncio.sleep(SHORTEST_TALK_S + n * TALK_STEP_S)
        await leg.hang_up()
        next_leg = await agent.rings(timeout_s=15)
        gaps.append((next_leg.at["invite"] - leg.at["bye_sent"]) * 1000)
        leg = next_leg
    await leg.answer()
    await leg.hang_up()
    for caller in callers:
        await caller.ended()
    return gaps
